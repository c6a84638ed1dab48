//! What the top of a body says about the answer itself, against the status it came with.

use super::folded_name::FoldedName;
use super::response::emit;
use super::values::Values;
use super::walk::{Details, Scope, Sink};
use crate::json::{Kind, Node};
use crate::rules::response;

/// Names that repeat the HTTP status, without case and underscores.
const STATUS_NAMES: &[&str] = &["statuscode", "httpstatus", "httpstatuscode", "httpcode"];

/// Names that say whether it went well, if their value is a boolean.
const SUCCESS_NAMES: &[&str] = &["success", "succeeded", "successful", "issuccess", "issuccessful", "ok"];

/// Members that an envelope has beside them. A resource may well have a status code of its own: a delivery, a check.
const ENVELOPE_NAMES: &[&str] = &[
    "message",
    "messages",
    "msg",
    "error",
    "errors",
    "success",
    "data",
    "result",
    "results",
    "detail",
    "details",
    "title",
    "reason",
    "statusmessage",
];

/// Members that an envelope does not have.
const RESOURCE_NAMES: &[&str] = &[
    "url", "uri", "method", "request", "response", "event", "duration", "endpoint", "headers", "host",
    "attempt",
];

/// Members that come with a failure.
const FAILURE_NAMES: &[&str] = &[
    "message",
    "messages",
    "msg",
    "error",
    "errors",
    "reason",
    "code",
    "detail",
    "details",
    "errorcode",
    "errorcodes",
];

/// Members that hold what was asked for.
const RESULT_NAMES: &[&str] = &["data", "result", "results", "items"];

/// What is known of the body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body<'a> {
    pub(super) values: Values<'a>,
    pub(super) path: &'a str,
    pub(super) root: Node<'a>,
}

/// Checks the envelope, if there is one.
pub(super) fn check(body: Body<'_>, scope: Scope<'_>, sink: &mut Sink<'_>) {
    // One answer that stands for many has many statuses.
    if body.root.kind() != Kind::Object || scope.status == 207 {
        return;
    }
    status_code(body, body.root, &[], scope, sink);
    if let Some(error) = body.root.get("error").filter(|error| error.kind() == Kind::Object) {
        status_code(body, error, &["error"], scope, sink);
    }
    success(body, scope, sink);
}

fn status_code(body: Body<'_>, object: Node<'_>, at: &[&str], scope: Scope<'_>, sink: &mut Sink<'_>) {
    for (name, value) in object.members() {
        let Some(code) = value.as_number().and_then(crate::json::Number::as_i64) else { continue };
        if !(100..600).contains(&code) || code == i64::from(scope.status) {
            continue;
        }
        let plain = FoldedName::of(name);
        let is_status = plain.is_one_of(STATUS_NAMES) || (plain.as_str() == "status" && is_problem(object));
        if !is_status || !is_envelope(object) {
            continue;
        }
        let steps = [at, &[name]].concat();
        if body.values.is_real(&steps) && !body.values.is_listed(&steps, value) {
            let pointer = format!("/{}", steps.join("/"));
            let details = Details { found: Some(name), ..Details::default() };
            emit(sink, scope, &response::STATUS_CODE_MISMATCH, &pointer, details);
        }
    }
}

fn success(body: Body<'_>, scope: Scope<'_>, sink: &mut Sink<'_>) {
    let (is_good, is_bad) = ((200..300).contains(&scope.status), scope.status >= 400);
    if !is_good && !is_bad {
        return;
    }
    let mut has_flag = false;
    for (name, value) in body.root.members() {
        let Some(says_good) = flag(name, value) else { continue };
        has_flag = true;
        let is_plain_flag = value.as_bool() == Some(true);
        let contradicts = if says_good {
            is_bad && (is_plain_flag || is_envelope(body.root))
        } else {
            is_good && is_failure(body)
        };
        if contradicts && body.values.is_real(&[name]) && !body.values.is_listed(&[name], value) {
            let pointer = format!("/{name}");
            let details = Details { found: Some(name), ..Details::default() };
            emit(sink, scope, &response::SUCCESS_FLAG_MISMATCH, &pointer, details);
        }
    }
    // GraphQL answers 200 whatever happens, and says so.
    if has_flag || !is_good || body.path.trim_end_matches('/').ends_with("/graphql") {
        return;
    }
    let error =
        body.root.members().find(|(name, value)| matches!(*name, "error" | "errors") && is_error(*value));
    let Some((name, _)) = error else { return };
    if !body.values.is_declared(&[name]) && !has_result(body.root) && !is_resource(body.root) {
        let pointer = format!("/{name}");
        let details = Details { found: Some(name), ..Details::default() };
        emit(sink, scope, &response::SUCCESS_FLAG_MISMATCH, &pointer, details);
    }
}

/// Does the member say that it went well, or that it did not?
fn flag(name: &str, value: Node<'_>) -> Option<bool> {
    if let Some(flag) = value.as_bool() {
        return FoldedName::of(name).is_one_of(SUCCESS_NAMES).then_some(flag);
    }
    let word = value.as_str().filter(|_| FoldedName::of(name).as_str() == "status")?;
    let is = |known: &&str| word.eq_ignore_ascii_case(known);
    if ["success", "ok"].iter().any(is) {
        return Some(true);
    }
    ["error", "fail", "failed", "failure"].iter().any(is).then_some(false)
}

/// RFC 9457 and what Spring answers with: there `status` is the HTTP status.
fn is_problem(object: Node<'_>) -> bool {
    let has = |name: &str| object.get(name).is_some();
    (has("title") && (has("type") || has("detail"))) || (has("timestamp") && has("error") && has("path"))
}

fn is_envelope(object: Node<'_>) -> bool {
    object.members().any(|(name, _)| FoldedName::of(name).is_one_of(ENVELOPE_NAMES)) && !is_resource(object)
}

/// Has it an identity of its own?
fn is_resource(object: Node<'_>) -> bool {
    object.members().any(|(name, _)| {
        let folded = FoldedName::of(name);
        let plain = folded.as_str();
        let is_trace = ["request", "trace", "correlation"].iter().any(|word| plain.starts_with(word));
        RESOURCE_NAMES.contains(&plain)
            || (plain.ends_with("id") && !is_trace && plain != "paid" && plain != "valid")
    })
}

/// Does the envelope carry a failure, and nothing that was asked for? With a status of a failure it carries one whatever
/// stands beside it.
fn is_failure(body: Body<'_>) -> bool {
    let object = body.root;
    let says_why = object
        .members()
        .any(|(name, value)| FoldedName::of(name).is_one_of(FAILURE_NAMES) && !value.is_null());
    let has_nothing_else = object.members().all(|(name, value)| {
        flag(name, value).is_some() || value.is_null() || FoldedName::of(name).is_one_of(STATUS_NAMES)
    });
    (says_why || has_nothing_else) && !is_resource(object) && (!has_result(object) || has_failed_status(body))
}

/// Does the envelope repeat a status, and is it one of a failure?
fn has_failed_status(body: Body<'_>) -> bool {
    body.root.members().any(|(name, value)| {
        let code = value.as_number().and_then(crate::json::Number::as_i64).unwrap_or_default();
        FoldedName::of(name).is_one_of(STATUS_NAMES)
            && (400..600).contains(&code)
            && body.values.is_real(&[name])
    })
}

fn has_result(object: Node<'_>) -> bool {
    object.members().any(|(name, value)| FoldedName::of(name).is_one_of(RESULT_NAMES) && !is_nothing(value))
}

fn is_nothing(value: Node<'_>) -> bool {
    match value.kind() {
        Kind::Null => true,
        Kind::Array => value.items().next().is_none(),
        Kind::Object => value.members().next().is_none(),
        _ => false,
    }
}

/// `{"code": ..}`, `{"message": ..}`, a text, or a list of such.
fn is_error(value: Node<'_>) -> bool {
    match value.kind() {
        Kind::String => value.as_str().is_some_and(|text| !text.is_empty()),
        Kind::Array => value.items().next().is_some_and(is_error),
        Kind::Object => value.get("message").or_else(|| value.get("code")).is_some(),
        Kind::Boolean => value.as_bool() == Some(true),
        Kind::Null | Kind::Number => false,
    }
}

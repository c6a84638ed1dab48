//! Checks what the envelope of a body says about the response against its HTTP status.

use super::folded_name::FoldedName;
use super::response::emit;
use super::values::Values;
use super::walk::{Details, Scope, Sink};
use crate::json::{Kind, Node};
use crate::rules::response;

/// Names of members that repeat the HTTP status, folded.
const STATUS_NAMES: &[&str] = &["statuscode", "httpstatus", "httpstatuscode", "httpcode"];

/// Names of booleans that state success, folded.
const SUCCESS_NAMES: &[&str] = &["success", "succeeded", "successful", "issuccess", "issuccessful", "ok"];

/// Members that mark an object as an envelope. A status code alone does not: a resource such as a delivery or
/// a check may have one of its own.
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

/// Members that mark an object as a resource rather than an envelope.
const RESOURCE_NAMES: &[&str] = &[
    "url", "uri", "method", "request", "response", "event", "duration", "endpoint", "headers", "host",
    "attempt",
];

/// Members that accompany a failure.
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

/// Members that hold the requested data.
const RESULT_NAMES: &[&str] = &["data", "result", "results", "items"];

/// The body to check.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body<'a> {
    pub(super) values: Values<'a>,
    pub(super) path: &'a str,
    pub(super) root: Node<'a>,
}

/// Checks the envelope, if the body has one.
pub(super) fn check(body: Body<'_>, scope: Scope<'_>, sink: &mut Sink<'_>) {
    // A multi-status response (207) carries many statuses.
    if body.root.kind() != Kind::Object || scope.status == 207 {
        return;
    }
    status_code(body, body.root, &[], scope, sink);
    if let Some(error) = body.root.get("error").filter(|error| error.kind() == Kind::Object) {
        status_code(body, error, &["error"], scope, sink);
    }
    success(body, scope, sink);
}

/// True for a member of an envelope that only repeats the outcome of the request: the HTTP status, a success flag, or a
/// word for one of both outcomes.
#[must_use]
pub fn tells_outcome(object: Node<'_>, name: &str, value: Node<'_>) -> bool {
    let Some(number) = value.as_number() else { return flag(name, value).is_some() };
    let is_plain = number.text().len() == 3 && number.text().bytes().all(|byte| byte.is_ascii_digit());
    let is_code = number.as_i64().is_some_and(|code| (100..600).contains(&code));
    is_plain && is_code && is_status(object, name) && is_envelope(object)
}

/// True for the name of a member that repeats the HTTP status.
fn is_status(object: Node<'_>, name: &str) -> bool {
    let plain = FoldedName::of(name);
    plain.is_one_of(STATUS_NAMES) || (plain.as_str() == "status" && is_problem(object))
}

fn status_code(body: Body<'_>, object: Node<'_>, at: &[&str], scope: Scope<'_>, sink: &mut Sink<'_>) {
    for (name, value) in object.members() {
        let Some(code) = value.as_number().and_then(crate::json::Number::as_i64) else { continue };
        if !(100..600).contains(&code) || code == i64::from(scope.status) {
            continue;
        }
        if !is_status(object, name) || !is_envelope(object) {
            continue;
        }
        let steps = [at, &[name]].concat();
        if body.values.is_real(&steps, value) && !body.values.is_listed(&steps, value) {
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
        if contradicts && body.values.is_real(&[name], value) && !body.values.is_listed(&[name], value) {
            let pointer = format!("/{name}");
            let details = Details { found: Some(name), ..Details::default() };
            emit(sink, scope, &response::SUCCESS_FLAG_MISMATCH, &pointer, details);
        }
    }
    // GraphQL always answers 200 and reports errors in the body.
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

/// What a member states about success: `Some(true)`, `Some(false)`, or `None` if it is no success flag.
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

/// True for problem details (RFC 9457) and Spring's error object: their `status` is the HTTP status.
fn is_problem(object: Node<'_>) -> bool {
    let has = |name: &str| object.get(name).is_some();
    (has("title") && (has("type") || has("detail"))) || (has("timestamp") && has("error") && has("path"))
}

fn is_envelope(object: Node<'_>) -> bool {
    object.members().any(|(name, _)| FoldedName::of(name).is_one_of(ENVELOPE_NAMES)) && !is_resource(object)
}

/// True if the object has an identity of its own.
fn is_resource(object: Node<'_>) -> bool {
    object.members().any(|(name, _)| {
        let folded = FoldedName::of(name);
        let plain = folded.as_str();
        let is_trace = ["request", "trace", "correlation"].iter().any(|word| plain.starts_with(word));
        RESOURCE_NAMES.contains(&plain)
            || (plain.ends_with("id") && !is_trace && plain != "paid" && plain != "valid")
    })
}

/// True if the envelope reports a failure and carries no requested data. If it repeats a failure status,
/// other data makes no difference.
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

/// True if the envelope repeats an HTTP status that is a failure.
fn has_failed_status(body: Body<'_>) -> bool {
    body.root.members().any(|(name, value)| {
        let code = value.as_number().and_then(crate::json::Number::as_i64).unwrap_or_default();
        FoldedName::of(name).is_one_of(STATUS_NAMES)
            && (400..600).contains(&code)
            && body.values.is_real(&[name], value)
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

/// True for `{"code": ..}`, `{"message": ..}`, a non-empty text, or a list that starts with one of these.
fn is_error(value: Node<'_>) -> bool {
    match value.kind() {
        Kind::String => value.as_str().is_some_and(|text| !text.is_empty()),
        Kind::Array => value.items().next().is_some_and(is_error),
        Kind::Object => value.get("message").or_else(|| value.get("code")).is_some(),
        Kind::Boolean => value.as_bool() == Some(true),
        Kind::Null | Kind::Number => false,
    }
}

//! What a finding says.

use super::conclusion::Conclusion;
use super::group::Group;
use crate::rules::{Expected, Inside, Rule, request};
use crate::spec::JsonType;
use crate::verdict::Part;

/// One sentence: what is wrong.
pub(crate) fn message(group: &Group) -> String {
    let key = &group.key;
    let found = key.found.as_deref().unwrap_or_default();
    let expected = &group.expected;
    let is_marked = !group.corrections.is_empty();
    match key.rule.name {
        "undeclared-operation" if found == super::MORE => {
            "more operations that the spec does not declare".into()
        }
        "undeclared-operation" => format!("the spec declares no operation {found}"),
        "undeclared-status" => {
            format!("{} answered with status {found}; {}", key.operation, undeclared(is_marked))
        }
        "undeclared-media-type" => format!("the answer came as {found}; the spec has {expected}"),
        "undeclared-request-media-type" => format!("the body was sent as {found}; the spec has {expected}"),
        "unobserved-operation" => format!("no exchange showed {}", key.operation),
        "renamed-property" => renamed(group, is_marked),
        "alias-conflict" => format!(
            "`{found}` and `{}` are the same property and have different values",
            group.renamed_from.as_deref().unwrap_or_default()
        ),
        "missing-header" => format!("the header `{found}` is required and is not there"),
        "invalid-header" => {
            format!("the header `{found}` does not fit: {}", inside("its value", group.inside.as_ref()))
        }
        "missing-parameter" => format!("the {} `{found}` is required and was not sent", kind(key.part)),
        "invalid-parameter" => {
            format!(
                "the {} `{found}` does not fit: {}",
                kind(key.part),
                inside("its value", group.inside.as_ref())
            )
        }
        "undeclared-parameter" => {
            format!("the {} `{found}` was sent; {}", kind(key.part), undeclared(is_marked))
        }
        "missing-request-body" => "a body is required and was not sent".into(),
        "request-body-mismatch" | "undeclared-request-property" => of_request_body(group),
        "status-code-mismatch" => {
            format!("`{found}` in the body is another status than {}, which the answer has", key.status)
        }
        "success-flag-mismatch" if key.status >= 400 => {
            format!("`{found}` says that it went well, and the answer has status {}", key.status)
        }
        "success-flag-mismatch" => {
            format!("`{found}` says that it failed, and the answer has status {}", key.status)
        }
        _ => match &group.conclusion {
            Some(conclusion) => format!("`{found}` came; {}; {conclusion}", undeclared(is_marked)),
            None => sentence(key.rule, place(&key.pointer), found, expected, is_marked),
        },
    }
}

/// A sentence about a place in a body.
fn sentence(rule: &Rule, place: &str, found: &str, expected: &Expected<'_>, is_marked: bool) -> String {
    match rule.name {
        "missing-required" => format!("`{found}` is required and is not there"),
        "undeclared-property" => format!("`{found}` came; {}", undeclared(is_marked)),
        "wrong-type" if *expected == Expected::Nothing => format!("{place} is {}", article(found)),
        "wrong-type" if is_marked => {
            format!("{place} is {}; the docs have {}", article(found), types(expected))
        }
        "wrong-type" => format!("{place} is {}; the spec has {}", article(found), types(expected)),
        "null-not-allowed" if *expected == Expected::Nothing => format!("{place} is null and may not be"),
        "null-not-allowed" => format!("{place} is null; the spec has {}", types(expected)),
        "new-enum-value" => {
            format!("{place} has the value `{found}`, which is new; known so far: {expected}")
        }
        "undocumented-value" => format!("{place} has the value `{found}`, which the docs do not list"),
        "undocumented-variant" => format!("{place} has the shape `{found}`, which the docs do not show"),
        "enum-mismatch" => format!("{place} has the value `{found}`; the spec has {expected}"),
        "wrong-format" => format!("{place} does not have the format {expected}"),
        "out-of-bounds" => format!("{place} breaks `{expected}`"),
        "pattern-mismatch" if *expected == Expected::Nothing => format!("{place} does not match its pattern"),
        "pattern-mismatch" => format!("{place} should show {expected}"),
        "invalid-json" if *expected == Expected::Nothing => format!("{place} is not JSON"),
        "invalid-json" => format!("{place} is not JSON: {expected}"),
        "empty-body" => "there is no body, and the spec promises one".into(),
        "unexpected-body" => "there is a body, and the spec declares none".into(),
        "unrecorded-body" => "the recording left the body out, so it was not checked".into(),
        "no-response" => "there is no response: the request was aborted, blocked or not answered".into(),
        "no-matching-variant" => format!("{place} fits no variant: {expected}"),
        "ambiguous-variant" => format!("{place} fits more than one variant: {found}"),
        "not-allowed" => format!("{place} fits what the spec rules out with `not`"),
        "duplicate-item" => format!("{place} holds the same item twice"),
        "duplicate-key" => format!("{place} has the key `{found}` twice"),
        "page-arithmetic" => format!("`{found}` does not add up: {expected}"),
        "two-digit-year" => {
            format!("{place} is a year of two digits; the same place shows four digits elsewhere")
        }
        "undeclared-card-number" => {
            format!("{place} holds a full card number, which the spec does not declare")
        }
        "card-number-by-name" => format!("{place} holds a full card number, as its name says"),
        "unlisted-null" => {
            format!("{place} is null; the spec has `nullable: true`, and an `enum` without null")
        }
        "encoded-card-data" => format!("{place} holds card data that anyone can decode"),
        _ => rule.summary.to_owned(),
    }
}

fn renamed(group: &Group, is_marked: bool) -> String {
    let key = &group.key;
    let found = key.found.as_deref().unwrap_or_default();
    let declared = group.renamed_from.as_deref().unwrap_or_default();
    if is_marked {
        return format!("`{found}` came; it is another name of `{declared}`");
    }
    let declared = if declared.is_empty() { "the top of the body" } else { declared };
    let sure = group.conclusion.as_ref().map(ToString::to_string).unwrap_or_default();
    let is_same_name = key.pointer.rsplit('/').next() == declared.rsplit('/').next();
    let came = if key.part.is_request() { "was sent" } else { "came" };
    match &key.found {
        Some(_) if is_same_name => format!("`{declared}` {came} at `{}`, {sure}", key.pointer),
        Some(_) => format!("`{found}` {came} instead of `{declared}`, {sure}"),
        None => format!("what `{declared}` should hold {came} at {} itself, {sure}", place(&key.pointer)),
    }
}

fn of_request_body(group: &Group) -> String {
    let key = &group.key;
    let is_marked = !group.corrections.is_empty();
    if key.rule == &request::UNDECLARED_REQUEST_PROPERTY && group.renamed_from.is_some() && !is_marked {
        return renamed(group, is_marked);
    }
    if let Some(conclusion @ Conclusion::PerhapsRenamed { .. }) = &group.conclusion {
        let found = key.found.as_deref().unwrap_or_default();
        return format!("`{found}` was sent; {}; {conclusion}", undeclared(is_marked));
    }
    match (&group.inside, &group.expected) {
        (Some(Inside::Broken { rule, found, expected }), _) => {
            let place = if key.pointer.is_empty() { "the body of the request" } else { &key.pointer };
            let said = sentence(rule, place, found, expected, is_marked);
            match rule.name {
                "missing-required" => format!("`{found}` is required and was not sent"),
                "undeclared-property" => format!("`{found}` was sent; {}", undeclared(is_marked)),
                _ if key.pointer.is_empty() => said,
                _ => format!("{said}, in the body of the request"),
            }
        }
        (_, Expected::Json(reason)) => format!("the body of the request is not JSON: {reason}"),
        _ if key.rule == &request::UNDECLARED_REQUEST_PROPERTY => {
            format!("`{}` was sent; {}", key.found.as_deref().unwrap_or_default(), undeclared(is_marked))
        }
        _ => "a body was sent, and the spec declares none".into(),
    }
}

/// What is wrong inside of a value that came as text.
fn inside(place: &str, inside: Option<&Inside<'_>>) -> String {
    match inside {
        Some(Inside::Broken { rule, found, expected }) => sentence(rule, place, found, expected, false),
        Some(Inside::JoinedItems { name }) => {
            format!("the items are joined by commas; each is to come as `{name}=...` (style form, explode)")
        }
        None => String::new(),
    }
}

fn undeclared(is_marked: bool) -> &'static str {
    if is_marked { "the docs do not declare it, the spec does" } else { "the spec does not declare it" }
}

fn place(pointer: &str) -> &str {
    if pointer.is_empty() { "the body" } else { pointer }
}

fn kind(part: Part) -> &'static str {
    match part {
        Part::RequestPath => "path parameter",
        Part::RequestQuery => "query parameter",
        Part::RequestHeader => "header",
        Part::RequestCookie => "cookie",
        _ => "parameter",
    }
}

/// What to do about it.
pub(crate) fn help(group: &Group, ledger: Option<&str>, fingerprint: &str) -> String {
    let code = group.key.rule.code;
    if group.key.rule.name == "no-response" {
        return format!("{}, or leave it: notes never fail a check [{fingerprint}]", repair(group));
    }
    if let Some(id) = group.corrections.first() {
        return match ledger {
            Some(file) => {
                format!(
                    "the spec marks this place with `x-correction: {id}`; write {id} into {file}: `cartevo-contract ledger suggest {fingerprint}` drafts it"
                )
            }
            None => format!(
                "the spec marks this place with `x-correction: {id}`; name the ledger that has it with --corrections FILE"
            ),
        };
    }
    format!(
        "{}; or settle it: `cartevo-contract ledger suggest {fingerprint}` drafts the correction; `cartevo-contract explain {code}` says more",
        repair(group)
    )
}

fn repair(group: &Group) -> &'static str {
    let key = &group.key;
    match key.rule.name {
        "unrecorded-body" => "record again with bodies",
        "no-response" => "record again if the answer matters",
        "missing-required" => "take the name out of `required` if the server may leave it out",
        "null-not-allowed" if group.expected == Expected::EnumWithoutNull => {
            "add null to the `enum` if the server means it"
        }
        "unlisted-null" => "list null in the `enum`, for tools that go by the letter",
        "null-not-allowed" => "add `nullable: true` if the server means it",
        "wrong-type" => "declare the type that comes, or both as branches of `oneOf`",
        "enum-mismatch" => "add the value to `enum`, or open the list with `x-extensible-enum`",
        "new-enum-value" => "add the value to `x-extensible-enum`",
        "ambiguous-variant" => "give each branch something the others refuse (required, enum, not)",
        "renamed-property" => "declare the new name beside the old one, or in its place",
        "undeclared-property" | "undeclared-request-property" => {
            "declare it in the spec, or allow any name with `additionalProperties: true`"
        }
        "undeclared-parameter" => "declare it in the spec, or do not send it",
        "undeclared-operation" => "declare it, or leave this traffic out",
        "undeclared-status" => "declare the status, a range such as 4XX, or default",
        "undeclared-media-type" | "undeclared-request-media-type" => "declare the media type under `content`",
        "unexpected-body" => "declare the body under `content`",
        "empty-body" => "declare the answer without `content` if there is never a body",
        "duplicate-key" => "let the server send it once; which of the two a client reads is chance",
        "status-code-mismatch" | "success-flag-mismatch" => {
            "rely on the HTTP status, or let the spec list the value with `enum` if it is meant"
        }
        "page-arithmetic" => "do not count on these numbers before the server is mended",
        "two-digit-year" => "let clients read both, and let the spec say so",
        "card-number-by-name" => "keep this traffic away from disks and logs, and write `x-sensitivity: pan`",
        "undeclared-card-number" | "encoded-card-data" => {
            "keep this traffic away from disks and logs; declare the place with `x-sensitivity: pan` if it is meant"
        }
        _ if key.part.is_request() => "mend the caller or the spec",
        _ => "mend the spec if the server is right",
    }
}

/// A type with its article; anything else as it is.
fn article(name: &str) -> &str {
    JsonType::of(name).map_or(name, |kind| kind.with_article())
}

/// One type with its article, or several.
fn types(expected: &Expected<'_>) -> String {
    match expected {
        Expected::Types(types) => match &**types {
            [kind] => kind.with_article().to_owned(),
            _ => expected.to_string(),
        },
        _ => expected.to_string(),
    }
}

//! What a finding says.

use super::group::Group;
use crate::verdict::Part;

/// One sentence: what is wrong.
pub(super) fn message(group: &Group) -> String {
    let key = &group.key;
    let found = key.found.as_deref().unwrap_or_default();
    let expected = &group.expected;
    let place = if key.pointer.is_empty() { "the body" } else { &key.pointer };
    let operation = &key.operation;
    let marked = !group.corrections.is_empty();
    let undeclared =
        if marked { "the docs do not declare it, the spec does" } else { "the spec does not declare it" };
    match key.rule.name {
        "undeclared-status" => format!("{operation} answered with status {found}; {undeclared}"),
        "undeclared-media-type" | "undeclared-request-media-type" => {
            format!("the body came as {found}; the spec has {expected}")
        }
        "missing-required" => format!("`{found}` is required and is not there"),
        "undeclared-property" if !expected.is_empty() => format!("`{found}` came; {undeclared}; {expected}"),
        "undeclared-property" | "undeclared-request-property" => format!("`{found}` came; {undeclared}"),
        "renamed-property" if !marked => {
            let declared = group.renamed_from.as_deref().unwrap_or_default();
            let declared = if declared.is_empty() { "the top of the body" } else { declared };
            match &key.found {
                Some(_) if key.pointer.ends_with(found) && declared.ends_with(found) => {
                    format!("`{declared}` came at `{}`, {expected}", key.pointer)
                }
                Some(_) => format!("`{found}` came instead of `{declared}`, {expected}"),
                None => format!("what `{declared}` should hold came at {place} itself, {expected}"),
            }
        }
        "renamed-property" => {
            format!(
                "`{found}` came; it is another name of `{}`",
                group.renamed_from.as_deref().unwrap_or_default()
            )
        }
        "wrong-type" if expected.is_empty() => format!("{place} is {}", article(found)),
        "wrong-type" if marked => {
            format!("{place} is {}; the docs have {}", article(found), article(expected))
        }
        "wrong-type" => format!("{place} is {}; the spec has {}", article(found), article(expected)),
        "new-enum-value" => {
            format!("{place} has the value `{found}`, which is new; known so far: {expected}")
        }
        "undocumented-value" => format!("{place} has the value `{found}`, which the docs do not list"),
        "alias-conflict" => format!(
            "`{found}` and `{}` are the same property and have different values",
            group.renamed_from.as_deref().unwrap_or_default()
        ),
        "undocumented-variant" => format!("{place} has the shape `{found}`, which the docs do not show"),
        "enum-mismatch" => format!("{place} has the value `{found}`; the spec has {expected}"),
        "wrong-format" => format!("{place} does not have the format {expected}"),
        "out-of-bounds" => format!("{place} breaks `{expected}`"),
        "pattern-mismatch" if expected.is_empty() => format!("{place} does not match its pattern"),
        "pattern-mismatch" => format!("{place} should show {expected}"),
        "invalid-json" => format!("the body is not JSON: {expected}"),
        "empty-body" => "there is no body, and the spec promises one".into(),
        "unexpected-body" => "there is a body, and the spec declares none".into(),
        "no-matching-variant" => format!("{place} fits no variant: {expected}"),
        "ambiguous-variant" => format!("{place} fits more than one variant: {found}"),
        "undeclared-operation" if found == super::MORE => {
            "more operations that the spec does not declare".into()
        }
        "undeclared-operation" => format!("the spec declares no operation {found}"),
        "not-allowed" => format!("{place} fits what the spec rules out with `not`"),
        "duplicate-item" => format!("{place} holds the same item twice"),
        "null-not-allowed" if expected.is_empty() => format!("{place} is null and may not be"),
        "null-not-allowed" => format!("{place} is null; the spec has {}", article(expected)),
        "unrecorded-body" => "the recording left the body out, so it was not checked".into(),
        "missing-header" => format!("the header `{found}` is required and is not there"),
        "invalid-header" => format!("the header `{found}` does not fit its schema: {expected}"),
        "unobserved-operation" => format!("no exchange showed {operation}"),
        "missing-parameter" => format!("the parameter `{found}` is required and was not sent"),
        "invalid-parameter" => format!("the parameter `{found}` does not fit its schema: {expected}"),
        "undeclared-parameter" => format!("the parameter `{found}` was sent; {undeclared}"),
        "request-body-mismatch" if found == "invalid-json" => {
            format!("the body of the request is not JSON: {expected}")
        }
        "request-body-mismatch" if found == "unexpected-body" => {
            "the request has a body, and the spec declares none".into()
        }
        "request-body-mismatch" => format!("{place} of the request does not fit: {expected}"),
        "missing-request-body" => "a body is required and was not sent".into(),
        _ => key.rule.summary.to_owned(),
    }
}

/// What to do about it.
pub(super) fn help(group: &Group, ledger: Option<&str>) -> String {
    let code = group.key.rule.code;
    if let Some(id) = group.corrections.first() {
        return match ledger {
            Some(file) => {
                format!("the spec marks this place with `x-correction: {id}`; write {id} into {file}")
            }
            None => format!(
                "the spec marks this place with `x-correction: {id}`; name the ledger that has it with --corrections FILE"
            ),
        };
    }
    let repair = match group.key.rule.name {
        "unobserved-operation" => {
            return "record an exchange of it, or leave it: notes never fail a check".into();
        }
        "unrecorded-body" => "record again with bodies",
        "ambiguous-variant" => "give each branch something the others refuse (required, enum, not)",
        "new-enum-value" => "add the value to `x-extensible-enum`",
        "undeclared-property" | "undeclared-request-property" | "undeclared-parameter" => {
            "declare it in the spec"
        }
        "undeclared-operation" => "declare it, or leave this traffic out",
        "undeclared-status" => "declare the status, a range such as 4XX, or default",
        _ if group.key.part == Part::RequestBody || group.key.part.is_request() => {
            "mend the caller or the spec"
        }
        _ => "mend the spec if the server is right",
    };
    format!("{repair}; or settle it with a correction; `cartevo-contract explain {code}` says more")
}

/// A type with its article; anything else as it is.
fn article(name: &str) -> String {
    match name {
        "integer" | "array" | "object" => format!("an {name}"),
        "string" | "number" | "boolean" => format!("a {name}"),
        _ => name.to_owned(),
    }
}

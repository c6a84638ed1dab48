//! Rules about an exchange as a whole: operation, status, media type, body, headers.

use super::{Expects, Level, Rule};

/// The server answered with a status that the operation does not declare.
pub static UNDECLARED_STATUS: Rule = Rule {
    code: "C101",
    name: "undeclared-status",
    level: Level::Error,
    summary: "the server answered with a status that the operation does not declare",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C101-undeclared-status.md"),
};

/// The body has a media type that the response does not declare.
pub static UNDECLARED_MEDIA_TYPE: Rule = Rule {
    code: "C102",
    name: "undeclared-media-type",
    level: Level::Error,
    summary: "the body has a media type that the response does not declare",
    expects: Expects::MediaTypes,
    page: include_str!("../../rules/C102-undeclared-media-type.md"),
};

/// A body that should be JSON is not.
pub static INVALID_JSON: Rule = Rule {
    code: "C115",
    name: "invalid-json",
    level: Level::Error,
    summary: "a body that should be JSON is not",
    expects: Expects::Json,
    page: include_str!("../../rules/C115-invalid-json.md"),
};

/// There is no body where the spec promises one.
pub static EMPTY_BODY: Rule = Rule {
    code: "C116",
    name: "empty-body",
    level: Level::Error,
    summary: "there is no body where the spec promises one",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C116-empty-body.md"),
};

/// There is a body where the spec declares none.
pub static UNEXPECTED_BODY: Rule = Rule {
    code: "C117",
    name: "unexpected-body",
    level: Level::Error,
    summary: "there is a body where the spec declares none",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C117-unexpected-body.md"),
};

/// An exchange matches no operation of the spec.
pub static UNDECLARED_OPERATION: Rule = Rule {
    code: "C120",
    name: "undeclared-operation",
    level: Level::Error,
    summary: "an exchange matches no operation of the spec",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C120-undeclared-operation.md"),
};

/// The recording left the body out, so it could not be checked.
pub static UNRECORDED_BODY: Rule = Rule {
    code: "C124",
    name: "unrecorded-body",
    level: Level::Warning,
    summary: "the recording left the body out, so it could not be checked",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C124-unrecorded-body.md"),
};

/// A request got no response.
pub static NO_RESPONSE: Rule = Rule {
    code: "C142",
    name: "no-response",
    level: Level::Note,
    summary: "a request got no response, so there is nothing to check",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C142-no-response.md"),
};

/// A response header that the spec requires is not there.
pub static MISSING_HEADER: Rule = Rule {
    code: "C125",
    name: "missing-header",
    level: Level::Error,
    summary: "a response header that the spec requires is not there",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C125-missing-header.md"),
};

/// The value of a response header does not fit its schema.
pub static INVALID_HEADER: Rule = Rule {
    code: "C126",
    name: "invalid-header",
    level: Level::Error,
    summary: "the value of a response header does not fit its schema",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C126-invalid-header.md"),
};

/// The rules of this family.
pub(super) static RULES: &[&Rule] = &[
    &UNDECLARED_STATUS,
    &UNDECLARED_MEDIA_TYPE,
    &INVALID_JSON,
    &EMPTY_BODY,
    &UNEXPECTED_BODY,
    &UNDECLARED_OPERATION,
    &UNRECORDED_BODY,
    &NO_RESPONSE,
    &MISSING_HEADER,
    &INVALID_HEADER,
];

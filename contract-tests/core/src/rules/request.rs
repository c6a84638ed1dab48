//! Rules about requests. Where the server answered with a 4xx, the request may have been wrong on purpose: then they are notes.

use super::{Expects, Level, Rule};

/// A required parameter is not sent.
pub static MISSING_PARAMETER: Rule = Rule {
    code: "C201",
    name: "missing-parameter",
    level: Level::Error,
    summary: "a required parameter is not sent",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C201-missing-parameter.md"),
};

/// The value of a parameter does not fit its schema.
pub static INVALID_PARAMETER: Rule = Rule {
    code: "C202",
    name: "invalid-parameter",
    level: Level::Error,
    summary: "the value of a parameter does not fit its schema",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C202-invalid-parameter.md"),
};

/// A query parameter is sent that the operation (or the docs) does not declare.
pub static UNDECLARED_PARAMETER: Rule = Rule {
    code: "C203",
    name: "undeclared-parameter",
    level: Level::Warning,
    summary: "a query parameter is sent that the operation (or the docs) does not declare",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C203-undeclared-parameter.md"),
};

/// The body of the request does not fit its schema.
pub static REQUEST_BODY_MISMATCH: Rule = Rule {
    code: "C204",
    name: "request-body-mismatch",
    level: Level::Error,
    summary: "the body of the request does not fit its schema",
    expects: Expects::Json,
    page: include_str!("../../rules/C204-request-body-mismatch.md"),
};

/// The body of the request has a property that the spec (or the docs) does not declare.
pub static UNDECLARED_REQUEST_PROPERTY: Rule = Rule {
    code: "C205",
    name: "undeclared-request-property",
    level: Level::Error,
    summary: "the body of the request has a property that the spec (or the docs) does not declare",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C205-undeclared-request-property.md"),
};

/// The operation requires a body and none is sent.
pub static MISSING_REQUEST_BODY: Rule = Rule {
    code: "C206",
    name: "missing-request-body",
    level: Level::Error,
    summary: "the operation requires a body and none is sent",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C206-missing-request-body.md"),
};

/// The body of the request has a media type that the operation does not declare.
pub static UNDECLARED_REQUEST_MEDIA_TYPE: Rule = Rule {
    code: "C207",
    name: "undeclared-request-media-type",
    level: Level::Error,
    summary: "the body of the request has a media type that the operation does not declare",
    expects: Expects::MediaTypes,
    page: include_str!("../../rules/C207-undeclared-request-media-type.md"),
};

/// The rules of this family.
pub(super) static RULES: &[&Rule] = &[
    &MISSING_PARAMETER,
    &INVALID_PARAMETER,
    &UNDECLARED_PARAMETER,
    &REQUEST_BODY_MISMATCH,
    &UNDECLARED_REQUEST_PROPERTY,
    &MISSING_REQUEST_BODY,
    &UNDECLARED_REQUEST_MEDIA_TYPE,
];

//! C206: the operation requires a body and none is sent.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// The operation requires a body and none is sent.
pub static MISSING_REQUEST_BODY: Rule = Rule {
    code: "C206",
    name: "missing-request-body",
    family: Family::Request,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "the operation requires a body and none is sent",
    page: include_str!("../../../rules/C206-missing-request-body.md"),
    message: Message::Facts(|_| "a body is required and was not sent".into()),
    repair: Repair::Fixed("mend the caller or the spec"),
    traits: Traits::PLAIN,
};

//! C201: a required parameter is not sent.

use crate::rules::{Family, Level, Message, Predicate, Repair, Rule, Traits, Weight};

/// A required parameter is not sent.
pub static MISSING_PARAMETER: Rule = Rule {
    code: "C201",
    name: "missing-parameter",
    family: Family::Request,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "a required parameter is not sent",
    page: include_str!("../../../rules/C201-missing-parameter.md"),
    message: Message::Facts(|facts| {
        format!("the {} `{}` is required and was not sent", facts.parameter(), facts.found())
    }),
    repair: Repair::Fixed("mend the caller or the spec"),
    traits: Traits { claims: &[Predicate::Required, Predicate::Exists], ..Traits::PLAIN },
};

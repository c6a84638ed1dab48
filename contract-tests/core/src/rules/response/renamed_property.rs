//! C105: a property comes under another name than the documented one.

use crate::rules::{Facts, Family, Level, Message, New, Predicate, Repair, Rule, Traits, Weight};

/// A property comes under another name than the documented one.
pub static RENAMED_PROPERTY: Rule = Rule {
    code: "C105",
    name: "renamed-property",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Misread,
    summary: "a property comes under another name than the documented one",
    page: include_str!("../../../rules/C105-renamed-property.md"),
    message: Message::Facts(message),
    repair: Repair::Fixed("declare the new name beside the old one, or in its place"),
    traits: Traits { new: New::Name, claims: &[Predicate::Exists, Predicate::Type], ..Traits::PLAIN },
};

/// Also the message of a property of a request that was sent under another name.
pub(in crate::rules) fn message(facts: &Facts<'_>) -> String {
    let Some(declared) = facts.renamed_from else { return facts.rule.summary.to_owned() };
    let Some(conclusion) = facts.conclusion else {
        return format!("`{}` came; it is another name of `{declared}`", facts.found());
    };
    let declared = if declared.is_empty() { "the top of the body" } else { declared };
    let is_same_name = facts.pointer.rsplit('/').next() == declared.rsplit('/').next();
    let came = if facts.part.is_request() { "was sent" } else { "came" };
    match facts.found {
        Some(_) if is_same_name => format!("`{declared}` {came} at `{}`, {conclusion}", facts.pointer),
        Some(found) => format!("`{found}` {came} instead of `{declared}`, {conclusion}"),
        None => format!("what `{declared}` should hold {came} at {} itself, {conclusion}", facts.place()),
    }
}

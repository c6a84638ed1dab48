//! C105: a property has a different name than the declared or documented one.

use crate::rules::{About, Facts, Family, Level, Message, New, Predicate, Repair, Rule, Traits, Weight};

/// A property has a different name than the declared or documented one.
pub static RENAMED_PROPERTY: Rule = Rule {
    code: "C105",
    name: "renamed-property",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Misread,
    summary: "a property has a different name than the declared or documented one",
    page: include_str!("../../../rules/C105-renamed-property.md"),
    message: Message::Facts(message),
    repair: Repair::Fixed("declare the new name next to the old one, or instead of it"),
    traits: Traits {
        new: New::Name,
        claims: &[Predicate::Exists, Predicate::Type],
        about: About::Property,
        ..Traits::PLAIN
    },
};

/// Also the message for a renamed property of a request.
pub(in crate::rules) fn message(facts: &Facts<'_>) -> String {
    let Some(declared) = facts.renamed_from else { return facts.rule.summary.to_owned() };
    let Some(conclusion) = facts.conclusion else {
        return format!("`{}` is another name of `{declared}`", facts.found());
    };
    let declared = if declared.is_empty() { "the top of the body" } else { declared };
    let is_same_name = facts.pointer.rsplit('/').next() == declared.rsplit('/').next();
    let verb = if facts.part.is_request() { "was sent" } else { "was received" };
    match facts.found {
        Some(_) if is_same_name => format!("`{declared}` {verb} at `{}`, {conclusion}", facts.pointer),
        Some(found) => format!("`{found}` {verb} instead of `{declared}`, {conclusion}"),
        None => format!("the value of `{declared}` {verb} at {} itself, {conclusion}", facts.place()),
    }
}

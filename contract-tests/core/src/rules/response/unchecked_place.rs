//! C146: an exchange reaches a place of the spec that cannot be checked.

use crate::exchange::Part;
use crate::rules::{Facts, Family, Level, Message, Repair, Rule, Traits, Weight};
use crate::spec::Unchecked;

/// An exchange reaches a place of the spec that cannot be checked.
pub static UNCHECKED_PLACE: Rule = Rule {
    code: "C146",
    name: "unchecked-place",
    family: Family::Response,
    level: Level::Warning,
    weight: Weight::Departure,
    summary: "an exchange reaches a place of the spec that cannot be checked",
    page: include_str!("../../../rules/C146-unchecked-place.md"),
    message: Message::Facts(|facts| {
        let why: Option<Unchecked> = facts.found().parse().ok();
        let subject = why.and_then(Unchecked::subject).unwrap_or_else(|| place(facts));
        match (why, facts.found()) {
            (Some(why), _) => format!("{subject} was not checked: {}", why.reason()),
            (None, keyword) => format!("{subject} was not checked in full: its `{keyword}` cannot be read"),
        }
    }),
    repair: Repair::Fixed(
        "fix the spec at this place; the cautions at the start of the check describe the fault",
    ),
    traits: Traits::PLAIN,
};

fn place<'a>(facts: &Facts<'a>) -> &'a str {
    match (facts.part, facts.pointer) {
        (Part::RequestBody, "") => "the body of the request",
        _ => facts.place(),
    }
}

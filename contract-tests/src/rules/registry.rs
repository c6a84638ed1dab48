//! All rules.

use super::{Rule, card_data, docs, exchange, request, sense, shape, value};

/// Every rule, by code.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let mut rules: Vec<&'static Rule> = [
        docs::RULES,
        exchange::RULES,
        shape::RULES,
        value::RULES,
        sense::RULES,
        request::RULES,
        card_data::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
    .collect();
    rules.sort_by_key(|rule| rule.code);
    rules.into_iter()
}

/// The rule of this code or name, whatever its case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code.eq_ignore_ascii_case(name) || rule.name.eq_ignore_ascii_case(name))
}

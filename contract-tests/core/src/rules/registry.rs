//! All rules.

use super::{Rule, card_data, docs, exchange, ledger, request, sense, shape, unobserved, value};

/// Every rule, by code.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let families = [
        docs::RULES,
        exchange::RULES,
        unobserved::RULES,
        shape::RULES,
        value::RULES,
        sense::RULES,
        request::RULES,
        ledger::RULES,
        card_data::RULES,
    ];
    let mut rules: Vec<&'static Rule> = families.into_iter().flatten().copied().collect();
    rules.sort_by_key(|rule| rule.code);
    rules.into_iter()
}

/// The rule of this code or name, whatever its case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code.eq_ignore_ascii_case(name) || rule.name.eq_ignore_ascii_case(name))
}

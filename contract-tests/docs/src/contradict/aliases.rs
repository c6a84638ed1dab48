//! Names of the same property, and which of them is the main one.

use std::collections::BTreeMap;

use super::objects::renames;
use super::view::{Operation, Property};

/// The aliases of properties, each with the name that more claims use.
#[derive(Debug, Default)]
pub(super) struct Aliases<'a> {
    rule: BTreeMap<(String, &'a str), &'a str>,
}

impl<'a> Aliases<'a> {
    /// The aliases shown by the samples of all operations.
    pub(super) fn of(operations: &[Operation<'a>]) -> Self {
        let mut uses: BTreeMap<(String, &str), usize> = BTreeMap::new();
        for (property, claims) in operations
            .iter()
            .flat_map(|operation| operation.sources.values())
            .flat_map(|source| &source.properties)
        {
            *uses.entry((property.object.clone(), property.name)).or_default() += claims.len();
        }
        let mut rule = BTreeMap::new();
        for (object, one, other) in operations.iter().flat_map(renames) {
            let count = |name: &'a str| uses.get(&(object.clone(), name)).copied().unwrap_or(0);
            let (name, alias) = if count(one) >= count(other) { (one, other) } else { (other, one) };
            if !rule.contains_key(&(object.clone(), name)) {
                rule.insert((object, alias), name);
            }
        }
        Self { rule }
    }

    /// The main name of a property.
    pub(super) fn name(&self, property: &Property<'a>) -> &'a str {
        self.rule.get(&(property.object.clone(), property.name)).copied().unwrap_or(property.name)
    }

    /// True if the first name is an alias of the second.
    pub(super) fn is_alias(&self, object: &str, alias: &'a str, name: &str) -> bool {
        self.rule.get(&(object.to_owned(), alias)).is_some_and(|rule| *rule == name)
    }
}

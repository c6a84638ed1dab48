//! The branches of each `oneOf`. The client makes one struct of them, so an alias in one branch may refer to
//! a property of another.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{child, follow};

/// For the pointer of each branch, the properties that it and its siblings declare.
#[derive(Default)]
pub(super) struct Families(BTreeMap<String, BTreeSet<String>>);

impl Families {
    pub(super) fn of(root: &Value) -> Self {
        let mut families = Self::default();
        families.walk(root, root, "");
        families
    }

    /// True if the schema at `pointer` or a sibling declares `name`.
    pub(super) fn declare(&self, pointer: &str, name: &str) -> bool {
        self.0.get(pointer).is_some_and(|names| names.contains(name))
    }

    fn walk(&mut self, root: &Value, node: &Value, pointer: &str) {
        match node {
            Value::Object(map) => {
                if let Some(Value::Array(branches)) = map.get("oneOf") {
                    self.family(root, branches, &child(pointer, "oneOf"));
                }
                for (key, value) in map {
                    self.walk(root, value, &child(pointer, key));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.walk(root, item, &child(pointer, &index.to_string()));
                }
            }
            _ => {}
        }
    }

    fn family(&mut self, root: &Value, branches: &[Value], pointer: &str) {
        let mut names = BTreeSet::new();
        let mut places = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let place = match branch.get("$ref").and_then(Value::as_str) {
                Some(target) => target.trim_start_matches('#').to_owned(),
                None => child(pointer, &index.to_string()),
            };
            let properties = follow(root, branch).get("properties").and_then(Value::as_object);
            names.extend(properties.into_iter().flatten().map(|(name, _)| name.clone()));
            places.push(place);
        }
        for place in places {
            self.0.entry(place).or_default().extend(names.iter().cloned());
        }
    }
}

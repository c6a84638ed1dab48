//! Merges branches of a `oneOf` into one object, and aliases into their fields.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToPascalCase;
use serde_json::{Map, Value, json};

use super::shape::{Shape, cannot, nullable};
use super::{Object, Slimmer};
use crate::mistake::Failure;

/// A property as declared by the branches.
struct Property<'a> {
    shape: Shape,
    description: Option<&'a str>,
    alias_of: Option<&'a str>,
}

impl<'a> Slimmer<'a> {
    /// An object that accepts everything one of `branches` accepts. A property is required if each branch
    /// requires it, under any of its names.
    pub(super) fn merge(
        &mut self,
        branches: &[&'a Value],
        name: &str,
        about: Option<String>,
    ) -> Result<(Value, Object), Failure> {
        let declared = self.declared(branches, name)?;
        let aliases: BTreeMap<&str, &str> =
            declared.iter().filter_map(|(alias, property)| Some((*alias, property.alias_of?))).collect();
        let required = branches
            .iter()
            .map(|branch| required(branch, &aliases))
            .reduce(|all, one| all.intersection(&one).copied().collect())
            .unwrap_or_default();
        let mut properties = Map::new();
        let mut needed = Vec::new();
        let mut object = Object { description: about, ..Object::default() };
        for (wire, property) in declared.iter().filter(|(_, property)| property.alias_of.is_none()) {
            let shape = &property.shape;
            let mut null = shape.nullable;
            let mut field = shape.field(property.description.map(str::to_owned));
            for (alias, second) in declared.iter().filter(|(_, second)| second.alias_of == Some(wire)) {
                if second.shape.schema != shape.schema {
                    return Err(cannot(
                        name,
                        &format!("`{alias}` and `{wire}`, two names of one property, have different types"),
                    ));
                }
                null |= second.shape.nullable;
                field.shown &= second.shape.shown;
                field.aliases.push((*alias).to_owned());
            }
            if required.contains(wire) && !null {
                needed.push(*wire);
            }
            // progenitor reads an absent list as empty and fails on a null list, unless told otherwise.
            let list = shape.schema.get("type").and_then(Value::as_str) == Some("array");
            let optional_list = list && !needed.contains(wire);
            properties.insert((*wire).to_owned(), nullable(shape.schema.clone(), optional_list));
            object.fields.insert((*wire).to_owned(), field);
        }
        if let Some((alias, target)) =
            aliases.iter().find(|(_, target)| !object.fields.contains_key(**target))
        {
            return Err(cannot(
                name,
                &format!("`{alias}` is an alias of `{target}`, which no branch declares"),
            ));
        }
        Ok((json!({"type": "object", "required": needed, "properties": properties}), object))
    }

    /// The properties of all branches, in order of declaration.
    fn declared(
        &mut self,
        branches: &[&'a Value],
        name: &str,
    ) -> Result<Vec<(&'a str, Property<'a>)>, Failure> {
        let mut declared: Vec<(&'a str, Property<'a>)> = Vec::new();
        for branch in branches {
            for (wire, schema) in branch.get("properties").and_then(Value::as_object).into_iter().flatten() {
                let shape = self.shape(schema, &format!("{name}{}", wire.to_pascal_case()))?;
                let property = Property {
                    shape,
                    description: self.about(schema)?,
                    alias_of: text(schema, "x-alias-of"),
                };
                let Some((_, known)) = declared.iter_mut().find(|(known, _)| known == wire) else {
                    declared.push((wire, property));
                    continue;
                };
                if self.reads_bare_list(&known.shape, &property.shape) {
                    continue;
                }
                if known.shape.schema != property.shape.schema
                    || known.alias_of.is_some() != property.alias_of.is_some()
                {
                    return Err(cannot(name, &format!("its branches declare `{wire}` with different types")));
                }
                known.shape.nullable |= property.shape.nullable;
                known.shape.shown &= property.shape.shown;
            }
        }
        Ok(declared)
    }

    /// The description next to a reference, or that of the target.
    fn about(&self, schema: &'a Value) -> Result<Option<&'a str>, Failure> {
        if let Some(about) = text(schema, "description") {
            return Ok(Some(about));
        }
        let first = schema.get("allOf").and_then(Value::as_array).and_then(|parts| parts.first());
        Ok(text(self.resolve(first.unwrap_or(schema))?, "description"))
    }
}

/// The required properties of `branch` by primary name; an `anyOf` requires what all of its branches require.
fn required<'a>(branch: &'a Value, aliases: &BTreeMap<&'a str, &'a str>) -> BTreeSet<&'a str> {
    let names = |schema: &'a Value| -> BTreeSet<&'a str> {
        let list = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).map(|name| aliases.get(name).copied().unwrap_or(name)).collect()
    };
    let mut required = names(branch);
    let any_of = branch.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    if let Some(common) = any_of.map(names).reduce(|all, one| all.intersection(&one).copied().collect()) {
        required.extend(common);
    }
    required
}

fn text<'a>(schema: &'a Value, key: &str) -> Option<&'a str> {
    schema.get(key).and_then(Value::as_str)
}

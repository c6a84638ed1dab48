//! Decides whether a value matches the keywords that `OpenAPI` 3.0 does not have, and which members or items a schema
//! evaluates.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::keywords;
use super::matching::{self, Matcher};
use crate::json::{Kind, Node};
use crate::spec::{Additional, NewerKeywords, Schema, SchemaId};

/// What was found out about the values of one body.
#[derive(Debug, Default)]
pub(super) struct Evaluations {
    known: HashMap<(SchemaId, u32), Rc<[bool]>>,
    /// What is being found out: schemas may lead back to themselves.
    open: HashSet<(SchemaId, u32)>,
}

impl Evaluations {
    pub(super) fn clear(&mut self) {
        self.known.clear();
        self.open.clear();
    }
}

impl<'s> Matcher<'s> {
    /// True if the value matches what `if` and `dependentSchemas` apply.
    pub(super) fn newer_parts_match(&mut self, newer: &'s NewerKeywords, node: Node<'_>) -> bool {
        self.newer_parts(newer, node).into_iter().all(|part| self.matches(part, node))
    }

    /// What `if` and `dependentSchemas` apply to a value.
    fn newer_parts(&mut self, newer: &'s NewerKeywords, node: Node<'_>) -> Vec<SchemaId> {
        let mut parts = Vec::new();
        if let Some(condition) = newer.condition {
            let holds = self.matches(condition.test, node);
            parts.extend(if holds { condition.then } else { condition.otherwise });
        }
        let dependent = newer.dependent_schemas.iter().filter(|(name, _)| node.get(name).is_some());
        parts.extend(dependent.map(|(_, schema)| *schema));
        parts
    }

    /// True if members and items match, and their names and number.
    pub(super) fn newer_content_matches(
        &mut self,
        schema: &'s Schema,
        newer: &'s NewerKeywords,
        node: Node<'_>,
    ) -> bool {
        match node.kind() {
            Kind::Array => self.items_match(schema, newer, node) && self.contains_matches(newer, node),
            Kind::Object => self.members_match(schema, newer, node),
            _ => true,
        }
    }

    fn items_match(&mut self, schema: &'s Schema, newer: &'s NewerKeywords, node: Node<'_>) -> bool {
        node.items().enumerate().all(|(index, item)| {
            let of_item = match newer.prefix_items.get(index) {
                Some(prefix) => Some(*prefix),
                None => schema.items,
            };
            of_item.is_none_or(|schema| self.matches(schema, item))
        })
    }

    fn contains_matches(&mut self, newer: &'s NewerKeywords, node: Node<'_>) -> bool {
        let Some(contains) = newer.contains else { return true };
        let count = node.items().filter(|item| self.matches(contains.schema, *item)).count() as u64;
        count >= contains.min && contains.max.is_none_or(|max| count <= max)
    }

    fn members_match(&mut self, schema: &'s Schema, newer: &'s NewerKeywords, node: Node<'_>) -> bool {
        if let Some(names) = newer.property_names
            && !node.entries().all(|(name, _)| self.matches(names, name))
        {
            return false;
        }
        node.members().all(|(name, value)| {
            let mut is_declared = false;
            let named = schema.property(name).map(|property| property.schema);
            for declared in named.into_iter().chain(newer.by_pattern(name)) {
                is_declared = true;
                if !self.matches(declared, value) {
                    return false;
                }
            }
            match schema.additional {
                _ if is_declared => true,
                Additional::Schema(values) => self.matches(values, value),
                Additional::Forbidden => false,
                Additional::Allowed | Additional::Unspecified => true,
            }
        })
    }

    /// What applies to the members or items that a schema does not evaluate, by their index; `None` if nothing does.
    pub(super) fn rest(
        &mut self,
        schema: &'s Schema,
        newer: &NewerKeywords,
        node: Node<'_>,
    ) -> Option<(Additional, Vec<bool>)> {
        let rest = match node.kind() {
            Kind::Array => newer.unevaluated_items,
            Kind::Object => newer.unevaluated_properties,
            _ => return None,
        };
        let is_restricted = !matches!(rest, Additional::Unspecified | Additional::Allowed);
        is_restricted.then(|| (rest, self.evaluated_beside(schema, node)))
    }

    /// True if the members or items that are not evaluated match what applies to them.
    pub(super) fn rest_matches(
        &mut self,
        (rest, evaluated): (Additional, Vec<bool>),
        node: Node<'_>,
    ) -> bool {
        let mut left = values(node).zip(evaluated).filter(|(_, is_evaluated)| !is_evaluated);
        left.all(|(value, _)| rest.schema().is_some_and(|schema| self.matches(schema, value)))
    }

    /// Which members or items a schema evaluates, `unevaluatedProperties` and `unevaluatedItems` aside.
    pub(super) fn evaluated_beside(&mut self, schema: &'s Schema, node: Node<'_>) -> Vec<bool> {
        let mut evaluated = self.declared(schema, node);
        if schema.hides_properties {
            evaluated.fill(true);
        }
        for part in self.applied_parts(schema, node) {
            if evaluated.iter().all(|is| *is) {
                break;
            }
            if self.matches(part, node) {
                let of_part = self.evaluated(part, node);
                evaluated.iter_mut().zip(&*of_part).for_each(|(is, of_part)| *is |= *of_part);
            }
        }
        evaluated
    }

    /// The parts of a schema that apply to a value if it matches them.
    fn applied_parts(&mut self, schema: &'s Schema, node: Node<'_>) -> Vec<SchemaId> {
        let mut parts = schema.all_of.clone();
        match matching::discriminated(schema, node) {
            Some(chosen) => parts.push(chosen),
            None => parts.extend(schema.one_of.iter().chain(&schema.any_of).map(|branch| branch.schema)),
        }
        if let Some(newer) = &schema.newer {
            parts.extend(newer.condition.map(|condition| condition.test));
            parts.extend(self.newer_parts(newer, node));
        }
        parts
    }

    /// Which members or items a schema evaluates that the value matches.
    fn evaluated(&mut self, id: SchemaId, node: Node<'_>) -> Rc<[bool]> {
        let key = (id, node.id());
        if let Some(known) = self.evaluations.known.get(&key) {
            return Rc::clone(known);
        }
        if !self.evaluations.open.insert(key) {
            return Rc::from([]);
        }
        let schema = self.spec.schema(id);
        let mut evaluated = self.evaluated_beside(schema, node);
        if schema.newer.as_ref().is_some_and(|newer| evaluates_rest(newer, node)) {
            evaluated.fill(true);
        }
        self.evaluations.open.remove(&key);
        let evaluated: Rc<[bool]> = evaluated.into();
        self.evaluations.known.insert(key, Rc::clone(&evaluated));
        evaluated
    }

    /// Which members or items a schema itself declares.
    pub(super) fn declared(&mut self, schema: &'s Schema, node: Node<'_>) -> Vec<bool> {
        let newer = schema.newer.as_deref();
        match node.kind() {
            Kind::Object => {
                let is_declared = |name: &str| {
                    schema.additional != Additional::Unspecified
                        || schema.property(name).is_some()
                        || newer.is_some_and(|newer| newer.by_pattern(name).next().is_some())
                };
                node.members().map(|(name, _)| is_declared(name)).collect()
            }
            Kind::Array => {
                let length = newer.map_or(0, |newer| newer.prefix_items.len());
                let contains = newer.and_then(|newer| newer.contains).filter(|contains| contains.evaluates);
                let items = node.items().enumerate();
                items
                    .map(|(index, item)| {
                        let is_contained =
                            contains.is_some_and(|contains| self.matches(contains.schema, item));
                        schema.items.is_some() || index < length || is_contained
                    })
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// True if the value matches a schema but for `unevaluatedProperties` and `unevaluatedItems`.
    pub(super) fn conforms_otherwise(&mut self, schema: &'s Schema, node: Node<'_>) -> bool {
        let mut fits = true;
        let mut find = |_| {
            fits = false;
            ControlFlow::Break(())
        };
        keywords::violations(schema, node, |required| self.is_waived(required), &mut find);
        fits && self.parts_match(schema, node)
    }
}

fn evaluates_rest(newer: &NewerKeywords, node: Node<'_>) -> bool {
    let rest =
        if node.kind() == Kind::Object { newer.unevaluated_properties } else { newer.unevaluated_items };
    rest != Additional::Unspecified
}

/// The values of an object or array.
fn values(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    node.members().map(|(_, value)| value).chain(node.items())
}

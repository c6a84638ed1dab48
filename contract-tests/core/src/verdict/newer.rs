//! Checks what JSON Schema has and `OpenAPI` 3.0 has not.

use super::keywords;
use super::layers::{Applied, Position};
use super::walk::{Details, Walk};
use crate::json::{Kind, Node};
use crate::rules::{Expected, response};
use crate::spec::{Additional, BoundKeyword, Contains, NewerKeywords, Schema, SchemaId};

/// Which members or items of a value a schema evaluates that has `unevaluatedProperties` or `unevaluatedItems`.
#[derive(Debug)]
pub(super) struct Unevaluated<'s> {
    /// The schema.
    pub(super) schema: &'s Schema,
    /// What applies to the rest.
    pub(super) rest: Additional,
    /// For each member or item.
    evaluated: Vec<bool>,
}

impl Unevaluated<'_> {
    /// True if the keyword applies to this member or item.
    pub(super) fn has(&self, index: usize) -> bool {
        self.evaluated.get(index) == Some(&false)
    }
}

impl<'s> Walk<'_, 's> {
    /// Pushes what `then`, `else` and `dependentSchemas` apply.
    pub(super) fn apply_newer(
        &mut self,
        newer: &'s NewerKeywords,
        node: Node<'_>,
        start: Position<SchemaId>,
    ) {
        if let Some(condition) = newer.condition {
            let applied = self.scratch.stack.above(start);
            self.scratch.matcher.beside(applied);
            let holds = self.scratch.matcher.matches(condition.test, node);
            let outcome = if holds { condition.then } else { condition.otherwise };
            if let Some(schema) = outcome {
                self.apply(schema, start);
            }
        }
        for (name, schema) in &newer.dependent_schemas {
            if node.get(name).is_some() {
                self.apply(*schema, start);
            }
        }
    }

    /// Reports what is wrong with a value that is of the right type. True if something is.
    pub(super) fn newer_keywords(
        &mut self,
        schema: &'s Schema,
        newer: &'s NewerKeywords,
        node: Node<'_>,
        applied: Applied,
    ) -> bool {
        let mut is_broken = false;
        if let Some(names) = newer.property_names {
            is_broken |= self.property_names(names, node);
        }
        if let Some(contains) = newer.contains.filter(|_| node.kind() == Kind::Array) {
            is_broken |= self.contains(schema, contains, node);
        }
        for required in keywords::missing_dependents(newer, node) {
            if self.is_waived(required, applied) {
                continue;
            }
            is_broken = true;
            self.scratch.missing_names.push(&required.name);
            self.scratch.path.enter(&required.name);
            let site = Some(&required.site);
            self.emit(
                &response::MISSING_REQUIRED,
                Details { found: Some(&required.name), site, ..Details::default() },
            );
            self.scratch.path.leave();
        }
        is_broken
    }

    fn property_names(&mut self, names: SchemaId, node: Node<'_>) -> bool {
        let mut is_broken = false;
        for (name, _) in node.entries() {
            if self.scratch.matcher.matches_alone(names, name) {
                continue;
            }
            is_broken = true;
            let shown = self.scratch.names.shown(self.spec, name.as_str().unwrap_or_default());
            let site = Some(&self.spec.schema(names).site);
            let details = Details { found: Some("propertyNames"), site, ..Details::default() };
            self.emit_at_name(Some(&shown), &response::NOT_ALLOWED, details);
        }
        is_broken
    }

    fn contains(&mut self, schema: &'s Schema, contains: Contains, node: Node<'_>) -> bool {
        let matcher = &mut self.scratch.matcher;
        let count = node.items().filter(|item| matcher.matches_alone(contains.schema, *item)).count() as u64;
        let (keyword, limit) = match contains.max {
            _ if count < contains.min && contains.is_min_written => (BoundKeyword::MinContains, contains.min),
            _ if count < contains.min => (BoundKeyword::Contains, contains.min),
            Some(max) if count > max => (BoundKeyword::MaxContains, max),
            _ => return false,
        };
        let expected = &Expected::Bound { keyword, limit: limit.to_string().into() };
        let site = Some(&schema.site);
        self.emit(
            &response::OUT_OF_BOUNDS,
            Details { found: Some(keyword.word()), expected, site, ..Details::default() },
        );
        true
    }

    /// What the schemas that apply leave unevaluated; empty for schemas without such keywords.
    pub(super) fn unevaluated(&mut self, node: Node<'_>, applied: Applied) -> Vec<Unevaluated<'s>> {
        let mut all = Vec::new();
        for at in applied.positions() {
            let schema = self.schema_at(at);
            let Some(newer) = &schema.newer else { continue };
            let rest = match node.kind() {
                Kind::Object => newer.unevaluated_properties,
                _ => newer.unevaluated_items,
            };
            if rest != Additional::Unspecified {
                let evaluated = self.evaluated(self.id_at(at), schema, node, applied);
                all.push(Unevaluated { schema, rest, evaluated });
            }
        }
        all
    }

    /// Where other things are wrong with the value, what its schemas declare counts as evaluated: one mistake is told
    /// once.
    fn evaluated(&mut self, id: SchemaId, schema: &'s Schema, node: Node<'_>, applied: Applied) -> Vec<bool> {
        let matcher = &mut self.scratch.matcher;
        matcher.beside(&[]);
        let mut evaluated = matcher.evaluated_beside(schema, node);
        if matcher.conforms_otherwise(schema, node) || evaluated.iter().all(|is| *is) {
            return evaluated;
        }
        let below = self.spec.expanded(&[id]);
        let others: Vec<SchemaId> = self.scratch.stack.applied(applied).to_vec();
        let others = others.into_iter().filter(|other| *other == SchemaId::NONE || below.contains(other));
        for other in others {
            if other == SchemaId::NONE {
                evaluated.fill(true);
            }
            let declared = self.scratch.matcher.declared(self.spec.schema(other), node);
            for (known, is) in evaluated.iter_mut().zip(declared) {
                *known |= is;
            }
        }
        evaluated
    }

    /// Pushes the schemas of an item by its position.
    pub(super) fn apply_item(
        &mut self,
        schema: &'s Schema,
        index: usize,
        unevaluated: &[Unevaluated<'s>],
        applied: Applied,
    ) {
        let prefix = schema.newer.as_ref().and_then(|newer| newer.prefix_items.get(index).copied());
        let has_prefix = schema.newer.as_ref().is_some_and(|newer| index < newer.prefix_items.len());
        if let Some(item) = prefix.or(schema.items.filter(|_| !has_prefix)) {
            self.apply(item, applied.end);
        }
        for keyword in
            unevaluated.iter().filter(|keyword| std::ptr::eq(keyword.schema, schema) && keyword.has(index))
        {
            match keyword.rest {
                Additional::Schema(item) => self.apply(item, applied.end),
                Additional::Forbidden => {
                    let details = Details {
                        found: Some("unevaluatedItems"),
                        site: Some(&schema.site),
                        ..Details::default()
                    };
                    self.emit(&response::NOT_ALLOWED, details);
                }
                Additional::Unspecified | Additional::Allowed => {}
            }
        }
    }
}

//! Decides whether a value matches a schema, by plain JSON Schema: undeclared properties count only with
//! `additionalProperties: false`. This decision chooses branches.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::keywords;
use crate::exchange::Part;
use crate::json::{Kind, Node};
use crate::spec::{Additional, RequiredName, Schema, SchemaId, Spec};

/// The direction of a body. Requests need no `readOnly` properties, responses no `writeOnly` ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Response,
}

impl Direction {
    pub(super) fn of(part: Part) -> Self {
        if part.is_request() { Self::Request } else { Self::Response }
    }
}

/// Matches values of one body, with a cache for schemas with branches.
#[derive(Debug)]
pub(super) struct Matcher<'s> {
    spec: &'s Spec,
    pub(super) direction: Direction,
    /// Results for schemas with branches. Without the cache, nested branches take exponential time.
    known: HashMap<(SchemaId, u32), bool>,
}

impl<'s> Matcher<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        Self { spec, direction: Direction::Response, known: HashMap::new() }
    }

    /// Starts a body and clears the cache.
    pub(super) fn start(&mut self, direction: Direction) {
        self.direction = direction;
        self.known.clear();
    }

    /// True if the value matches the schema.
    pub(super) fn matches(&mut self, id: SchemaId, node: Node<'_>) -> bool {
        let spec = self.spec;
        let schema = spec.schema(id);
        let has_branches = !schema.one_of.is_empty() || !schema.any_of.is_empty();
        if !has_branches {
            return self.answer(schema, node);
        }
        if let Some(known) = self.known.get(&(id, node.id())) {
            return *known;
        }
        let answer = self.answer(schema, node);
        self.known.insert((id, node.id()), answer);
        answer
    }

    /// True if a required name is not required in this direction.
    pub(super) fn is_waived(
        spec: &Spec,
        schema: &Schema,
        required: &RequiredName,
        direction: Direction,
    ) -> bool {
        let Some(property) = schema.property(&required.name) else { return false };
        let property = spec.schema(property.schema);
        match direction {
            Direction::Request => property.read_only,
            Direction::Response => property.write_only,
        }
    }

    fn answer(&mut self, schema: &'s Schema, node: Node<'_>) -> bool {
        if is_null_by_wrapper(schema, node) {
            return true;
        }
        let mut fits = true;
        let (spec, direction) = (self.spec, self.direction);
        keywords::violations(
            schema,
            node,
            |required| Self::is_waived(spec, schema, required, direction),
            |_| {
                fits = false;
                ControlFlow::Break(())
            },
        );
        fits && (!schema.is_composed || self.parts_match(schema, node)) && self.content_matches(schema, node)
    }

    fn parts_match(&mut self, schema: &'s Schema, node: Node<'_>) -> bool {
        if !schema.all_of.iter().all(|part| self.matches(*part, node)) {
            return false;
        }
        if schema.not.is_some_and(|not| self.matches(not, node)) {
            return false;
        }
        if let Some(chosen) = discriminated(schema, node) {
            return self.matches(chosen, node);
        }
        if !schema.any_of.is_empty() && !schema.any_of.iter().any(|branch| self.matches(branch.schema, node))
        {
            return false;
        }
        if schema.one_of.is_empty() {
            return true;
        }
        let mut fitting = 0;
        for branch in &schema.one_of {
            fitting += u32::from(self.matches(branch.schema, node));
            if fitting > 1 {
                return false;
            }
        }
        fitting == 1
    }

    fn content_matches(&mut self, schema: &'s Schema, node: Node<'_>) -> bool {
        match node.kind() {
            Kind::Array => match schema.items {
                Some(items) => node.items().all(|item| self.matches(items, item)),
                None => true,
            },
            Kind::Object if schema.declares_properties() => {
                node.members().all(|(name, value)| match (schema.property(name), schema.additional) {
                    (Some(property), _) => self.matches(property.schema, value),
                    (None, Additional::Schema(values)) => self.matches(values, value),
                    (None, Additional::Forbidden) => false,
                    (None, Additional::Allowed | Additional::Unspecified) => true,
                })
            }
            _ => true,
        }
    }
}

/// True for null where `nullable: true` stands next to `allOf`, `oneOf` or `anyOf` without a `type`.
/// Strictly, OpenAPI 3.0.3 gives it no meaning, but authors mean to allow null.
pub(super) fn is_null_by_wrapper(schema: &Schema, node: Node<'_>) -> bool {
    // Checked for every value, so the rarest condition comes first.
    schema.is_composed
        && schema.nullable
        && schema.kind.is_none()
        && (!schema.all_of.is_empty() || !schema.one_of.is_empty() || !schema.any_of.is_empty())
        && schema.values.is_none()
        && node.is_null()
}

/// The branch of `oneOf` or `anyOf` that the discriminator selects, if any.
pub(super) fn discriminated(schema: &Schema, node: Node<'_>) -> Option<SchemaId> {
    let target = discriminator_target(schema, node)?;
    let mut branches = schema.one_of.iter().chain(&schema.any_of);
    branches.any(|branch| branch.schema == target).then_some(target)
}

/// The schema that the discriminator selects.
pub(super) fn discriminator_target(schema: &Schema, node: Node<'_>) -> Option<SchemaId> {
    let discriminator = schema.discriminator.as_ref()?;
    let value = node.get(&discriminator.property)?.as_str()?;
    discriminator.mapping.iter().find(|(name, _)| **name == *value).map(|(_, target)| *target)
}

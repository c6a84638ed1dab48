//! Decides whether a value matches a schema, by plain JSON Schema: undeclared properties count only with
//! `additionalProperties: false`. This decision chooses branches.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::evaluated::Evaluations;
use super::keywords;
use crate::exchange::Part;
use crate::json::{Kind, Node};
use crate::spec::{Additional, OneWay, RequiredName, Schema, SchemaId, Spec};

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

    pub(super) fn leaves_out(self, way: OneWay) -> bool {
        match self {
            Self::Request => way == OneWay::ReadOnly,
            Self::Response => way == OneWay::WriteOnly,
        }
    }
}

/// Matches values of one body, with a cache for schemas with branches.
#[derive(Debug)]
pub(super) struct Matcher<'s> {
    pub(super) spec: &'s Spec,
    pub(super) direction: Direction,
    /// The schemas that apply to the current value, above those of the values around it.
    applied: Vec<SchemaId>,
    /// The index of the first one that applies to the current value.
    first: usize,
    /// Results for schemas with branches, by the first schema that applies to the value beside them. Without the cache,
    /// nested branches take exponential time.
    known: HashMap<(SchemaId, u32, Option<SchemaId>), bool>,
    pub(super) evaluations: Evaluations,
}

/// The deepest composition that is searched for a property.
const MAX_DEPTH: u32 = 16;

impl<'s> Matcher<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        Self {
            spec,
            direction: Direction::Response,
            applied: Vec::new(),
            first: 0,
            known: HashMap::new(),
            evaluations: Evaluations::default(),
        }
    }

    /// Starts a body and clears the cache.
    pub(super) fn start(&mut self, direction: Direction) {
        self.direction = direction;
        self.applied.clear();
        self.first = 0;
        self.known.clear();
        self.evaluations.clear();
    }

    /// Sets the schemas that apply to the value beside those it is matched with next.
    pub(super) fn beside(&mut self, applied: &[SchemaId]) {
        self.applied.clear();
        self.applied.extend_from_slice(applied);
    }

    /// True if the value matches the schema, whatever else applies to it.
    pub(super) fn matches_alone(&mut self, id: SchemaId, node: Node<'_>) -> bool {
        self.applied.clear();
        self.matches(id, node)
    }

    /// True if the value matches the schema.
    pub(super) fn matches(&mut self, id: SchemaId, node: Node<'_>) -> bool {
        let spec = self.spec;
        let schema = spec.schema(id);
        if !schema.is_branched && !schema.is_circular {
            return self.answer(id, schema, node);
        }
        // What leads back to a schema that is being matched adds nothing.
        if schema.is_circular && self.here().contains(&id) {
            return true;
        }
        let key = (id, node.id(), self.applied.get(self.first).copied());
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let answer = self.answer(id, schema, node);
        // Within a circle an answer may hold there only.
        if self.here().iter().all(|id| !spec.schema(*id).is_circular) {
            self.known.insert(key, answer);
        }
        answer
    }

    /// The schemas that apply to the current value.
    fn here(&self) -> &[SchemaId] {
        self.applied.get(self.first..).unwrap_or_default()
    }

    /// True if a required name is not required in this direction, as a schema says that applies to the value.
    pub(super) fn is_waived(&self, required: &RequiredName) -> bool {
        self.here().iter().any(|id| self.leaves_out(*id, &required.name, MAX_DEPTH))
    }

    fn leaves_out(&self, id: SchemaId, name: &str, depth: u32) -> bool {
        let schema = self.spec.schema(id);
        let own = schema.property(name).and_then(|property| property.one_way);
        if own.is_some_and(|way| self.direction.leaves_out(way)) {
            return true;
        }
        // The branches of a circular schema lead back to where the search comes from.
        let goes_down = depth == MAX_DEPTH || !schema.is_circular;
        let Some(depth) = depth.checked_sub(1) else { return false };
        let parts = schema.parts().take(if goes_down { usize::MAX } else { schema.all_of.len() });
        parts.into_iter().any(|part| self.leaves_out(part, name, depth))
    }

    fn answer(&mut self, id: SchemaId, schema: &'s Schema, node: Node<'_>) -> bool {
        if is_null_by_wrapper(schema, node) {
            return true;
        }
        self.applied.push(id);
        let answer = self.applied_matches(schema, node);
        self.applied.pop();
        answer
    }

    fn applied_matches(&mut self, schema: &'s Schema, node: Node<'_>) -> bool {
        let mut fits = true;
        keywords::violations(
            schema,
            node,
            |required| self.is_waived(required),
            |_| {
                fits = false;
                ControlFlow::Break(())
            },
        );
        if !fits || (schema.is_composed && !self.parts_match(schema, node)) {
            return false;
        }
        let rest = schema.newer.as_ref().and_then(|newer| self.rest(schema, newer, node));
        let around = std::mem::replace(&mut self.first, self.applied.len());
        let answer = match &schema.newer {
            None => self.content_matches(schema, node),
            Some(newer) => {
                self.newer_content_matches(schema, newer, node)
                    && rest.is_none_or(|rest| self.rest_matches(rest, node))
            }
        };
        self.first = around;
        answer
    }

    pub(super) fn parts_match(&mut self, schema: &'s Schema, node: Node<'_>) -> bool {
        if !schema.all_of.iter().all(|part| self.matches(*part, node)) {
            return false;
        }
        if schema.not.is_some_and(|not| self.matches(not, node)) {
            return false;
        }
        if let Some(newer) = &schema.newer
            && !self.newer_parts_match(newer, node)
        {
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
        let mut is_matched = false;
        for branch in &schema.one_of {
            if !self.matches(branch.schema, node) {
                continue;
            }
            // What is not checked in full may match only because of that.
            if is_matched && !schema.is_uncertain {
                return false;
            }
            is_matched = true;
        }
        is_matched
    }

    pub(super) fn content_matches(&mut self, schema: &'s Schema, node: Node<'_>) -> bool {
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
        && schema.is_nullable_by_keyword
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

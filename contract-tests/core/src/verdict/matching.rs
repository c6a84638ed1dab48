//! Does a value fit a schema, yes or no? Undeclared properties count only where the spec says
//! `additionalProperties: false`: this is plain JSON Schema, and it decides branches.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::keywords;
use crate::json::{Kind, Node};
use crate::spec::{Additional, RequiredName, Schema, SchemaId, Spec};

/// Answers for one body, remembered where asking twice would be dear.
#[derive(Debug)]
pub(super) struct Matcher<'s> {
    spec: &'s Spec,
    /// Are we looking at a request? Then what is `readOnly` is not required, else what is `writeOnly` is not.
    pub(super) in_request: bool,
    /// Answers for schemas with branches. Without them nested branches take time exponential in the depth.
    known: HashMap<(SchemaId, u32), bool>,
}

impl<'s> Matcher<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        Self { spec, in_request: false, known: HashMap::new() }
    }

    /// Forgets the answers for the last body.
    pub(super) fn start(&mut self, in_request: bool) {
        self.in_request = in_request;
        self.known.clear();
    }

    /// Does the value fit?
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

    /// Is a required name not required in this direction?
    pub(super) fn is_waived(spec: &Spec, schema: &Schema, required: &RequiredName, in_request: bool) -> bool {
        let Some(property) = schema.property(&required.name) else { return false };
        let property = spec.schema(property.schema);
        if in_request { property.read_only } else { property.write_only }
    }

    fn answer(&mut self, schema: &'s Schema, node: Node<'_>) -> bool {
        if is_null_by_wrapper(schema, node) {
            return true;
        }
        let mut fits = true;
        let (spec, in_request) = (self.spec, self.in_request);
        keywords::violations(
            schema,
            node,
            |required| Self::is_waived(spec, schema, required, in_request),
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

/// `nullable: true` beside `allOf: [$ref]` (or `oneOf`, `anyOf`) and no `type`: by the letter of 3.0.3 it says nothing,
/// but everybody who writes it means that null is allowed.
pub(super) fn is_null_by_wrapper(schema: &Schema, node: Node<'_>) -> bool {
    // The rarest first: this is asked of every value.
    schema.is_composed
        && schema.nullable
        && schema.kind.is_none()
        && (!schema.all_of.is_empty() || !schema.one_of.is_empty() || !schema.any_of.is_empty())
        && schema.values.is_none()
        && node.is_null()
}

/// The branch the discriminator names, if it names one of `oneOf` or `anyOf`.
pub(super) fn discriminated(schema: &Schema, node: Node<'_>) -> Option<SchemaId> {
    let target = discriminator_target(schema, node)?;
    let mut branches = schema.one_of.iter().chain(&schema.any_of);
    branches.any(|branch| branch.schema == target).then_some(target)
}

/// The schema the discriminator names.
pub(super) fn discriminator_target(schema: &Schema, node: Node<'_>) -> Option<SchemaId> {
    let discriminator = schema.discriminator.as_ref()?;
    let value = node.get(&discriminator.property)?.as_str()?;
    discriminator.mapping.iter().find(|(name, _)| **name == *value).map(|(_, target)| *target)
}

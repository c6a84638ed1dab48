//! Checks required names. While the members of an object are walked, each present one sets a bit, so that no
//! second search is needed.

use std::ops::ControlFlow;

use super::keywords;
use super::layers::{Applied, Position};
use super::walk::{Details, Walk};
use crate::json::Node;
use crate::rules::response;
use crate::spec::{RequiredIndex, RequiredName, RequiredSet, Schema, SchemaId};

/// Whether a value violates a keyword of a schema.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conformance {
    Conforms,
    #[default]
    Violates,
}

/// When the required names of an object are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RequiredCheck {
    /// Right away, because nobody walks the members.
    Now,
    /// After the members were walked, by [`Walk::close`].
    AfterMembers,
}

/// The state of one schema while the members of an object are walked.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct ObjectCheck {
    /// The required names that are present.
    pub(super) present: RequiredSet,
    /// How the object meets the keywords so far.
    pub(super) conformance: Conformance,
    /// Whether required names are checked.
    pub(super) checks_required: bool,
}

impl<'s> Walk<'_, 's> {
    /// Reports every required name that is missing; true if there is one.
    pub(super) fn missing(
        &mut self,
        id: SchemaId,
        schema: &'s Schema,
        node: Node<'_>,
        applied: Applied,
    ) -> bool {
        let mut missing = Vec::new();
        let is_waived = |required: &RequiredName| self.is_waived(required, applied);
        keywords::missing(schema, node, is_waived, |required| {
            missing.push(required);
            ControlFlow::Continue(())
        });
        for required in &missing {
            self.report_missing(id, schema, required);
        }
        !missing.is_empty()
    }

    /// True if a schema that applies says that the other direction has this name.
    pub(super) fn is_waived(&self, required: &RequiredName, applied: Applied) -> bool {
        let direction = self.scratch.matcher.direction;
        applied.positions().any(|at| {
            let property = self.schema_at(at).property(&required.name);
            property.and_then(|known| known.one_way).is_some_and(|way| direction.leaves_out(way))
        })
    }

    /// Ends an object after its members were walked. `checks` are its entries, one per applied schema.
    pub(super) fn close(&mut self, node: Node<'_>, applied: Applied, checks: Position<ObjectCheck>) {
        let spec = self.spec;
        for (place, at) in applied.positions().enumerate() {
            let id = self.id_at(at);
            let schema = spec.schema(id);
            let mut check = self.scratch.checks.get(checks.plus(place)).copied().unwrap_or_default();
            if check.checks_required && schema.requires_undeclared {
                if self.missing(id, schema, node, applied) {
                    check.conformance = Conformance::Violates;
                }
            } else if check.checks_required && check.present.len() != schema.required.len() {
                for (position, required) in RequiredIndex::each(&schema.required) {
                    if !check.present.has(position) && !self.is_waived(required, applied) {
                        check.conformance = Conformance::Violates;
                        self.report_missing(id, schema, required);
                    }
                }
            }
            self.scratch.coverage.value(id, schema, node, check.conformance);
        }
        self.scratch.checks.truncate(checks);
    }

    fn report_missing(&mut self, id: SchemaId, schema: &'s Schema, required: &'s RequiredName) {
        if let Some(at) = schema.required_position(&required.name) {
            self.scratch.coverage.missing_required(id, at);
        }
        self.scratch.missing_names.push(&required.name);
        self.scratch.path.enter(&required.name);
        let details =
            Details { found: Some(&required.name), site: Some(&required.site), ..Details::default() };
        self.emit(&response::MISSING_REQUIRED, details);
        self.scratch.path.leave();
    }
}

//! Whether a value is what the server sent.

use crate::json::Node;
use crate::spec::{Literal, SchemaId, Sensitivity, Spec, Step};

/// What is known of the values of a body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) spec: &'a Spec,
    pub(super) schema: Option<SchemaId>,
    /// Was what is not public replaced by an invented value?
    pub(super) is_invented: bool,
}

impl Values<'_> {
    /// Is the value at these steps the one that the server sent?
    pub(super) fn is_real(self, steps: &[&str]) -> bool {
        !self.is_invented || self.spec.sensitivity(&self.schemas(steps)) == Sensitivity::Public
    }

    /// Does the spec declare the place?
    pub(super) fn is_declared(self, steps: &[&str]) -> bool {
        !self.schemas(steps).is_empty()
    }

    /// Does the spec list this very value there? Then it is meant.
    pub(super) fn is_listed(self, steps: &[&str], value: Node<'_>) -> bool {
        let holds = |values: &Vec<Literal>| values.iter().any(|known| known.is(value));
        let all = self.spec.expanded(&self.schemas(steps));
        all.iter().any(|id| self.spec.schema(*id).values.as_ref().is_some_and(holds))
    }

    fn schemas(self, steps: &[&str]) -> Vec<SchemaId> {
        let top: Vec<SchemaId> = self.schema.into_iter().collect();
        steps.iter().fold(top, |schemas, name| self.spec.below(&schemas, Step::Property(name)))
    }
}

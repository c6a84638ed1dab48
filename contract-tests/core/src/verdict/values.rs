//! Whether a value is what the server sent.

use crate::exchange::ValueOrigin;
use crate::json::Node;
use crate::spec::{Literal, SchemaId, Spec, Step};

/// What is known of the values of a body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) spec: &'a Spec,
    pub(super) schema: Option<SchemaId>,
    pub(super) origin: ValueOrigin,
}

impl Values<'_> {
    /// Are all of them what the server sent?
    pub(super) fn are_real(self) -> bool {
        self.origin == ValueOrigin::Observed
    }

    /// Is the value at these steps the one that the server sent? What people wrote is held to what it shows openly, like
    /// the recording that is made of it.
    pub(super) fn is_real(self, steps: &[&str]) -> bool {
        match self.origin {
            ValueOrigin::Observed => true,
            ValueOrigin::Written | ValueOrigin::Invented => {
                self.spec.sensitivity(&self.schemas(steps)).is_public()
            }
        }
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

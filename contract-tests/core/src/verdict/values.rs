//! Decides whether a value is the one that the server sent.

use crate::exchange::ValueOrigin;
use crate::json::Node;
use crate::spec::{Literal, SchemaId, Spec, Step};

/// The values of a body and their schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) spec: &'a Spec,
    pub(super) schema: Option<SchemaId>,
    pub(super) origin: ValueOrigin,
}

impl Values<'_> {
    /// Whether all values are as the server sent them.
    pub(super) fn are_real(self) -> bool {
        self.origin == ValueOrigin::Observed
    }

    /// True if the value at these steps is the one that the server sent. Hand-written bodies are trusted only
    /// for public values, like the recordings made of them.
    pub(super) fn is_real(self, steps: &[&str]) -> bool {
        match self.origin {
            ValueOrigin::Observed => true,
            ValueOrigin::Written | ValueOrigin::Invented => {
                self.spec.sensitivity(&self.schemas(steps)).is_public()
            }
        }
    }

    /// True if the spec declares the place.
    pub(super) fn is_declared(self, steps: &[&str]) -> bool {
        !self.schemas(steps).is_empty()
    }

    /// True if the spec lists this very value there, and so expects it.
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

//! Decides whether a value is the one that the server sent.

use crate::exchange::RealValues;
use crate::json::Node;
use crate::spec::{Literal, SchemaId, Spec, Step};

/// The values of a body and their schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) spec: &'a Spec,
    pub(super) schema: Option<SchemaId>,
    pub(super) real: &'a RealValues,
}

impl Values<'_> {
    /// True if the value at these steps is the one that the server sent, and the spec does not mark it as sensitive: a
    /// recording does not keep such a value. Hand-written bodies are trusted only for public values, like the recordings
    /// made of them.
    pub(super) fn is_real(self, steps: &[&str], value: Node<'_>) -> bool {
        match self.real {
            RealValues::All => !self.is_marked_sensitive(steps),
            RealValues::Known(ids) => ids.contains(&value.id()),
            RealValues::Public | RealValues::PublicListed => {
                self.spec.sensitivity(&self.schemas(steps)).is_public()
            }
        }
    }

    fn is_marked_sensitive(self, steps: &[&str]) -> bool {
        let all = self.spec.expanded(&self.schemas(steps));
        let mut marked = all.iter().filter_map(|id| self.spec.schema(*id).extensions.sensitivity);
        marked.any(|sensitivity| !sensitivity.is_public())
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

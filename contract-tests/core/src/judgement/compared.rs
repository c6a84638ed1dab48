//! What a run compared.

use crate::spec::{Operation, Spec};

/// What a run compared.
#[derive(Debug, Clone, Copy)]
pub enum Compared<'a> {
    /// Exchanges with a spec.
    Exchanges(&'a Spec),
    /// Pages of docs with each other, and with a spec if there is one.
    Pages(Option<&'a Spec>),
}

impl<'a> Compared<'a> {
    /// The spec, if there is one.
    #[must_use]
    pub fn spec(self) -> Option<&'a Spec> {
        match self {
            Self::Exchanges(spec) => Some(spec),
            Self::Pages(spec) => spec,
        }
    }

    /// The operations of the spec, in the order written; none without a spec.
    #[must_use]
    pub fn operations(self) -> &'a [Operation] {
        self.spec().map_or(&[], |spec| &spec.operations)
    }
}

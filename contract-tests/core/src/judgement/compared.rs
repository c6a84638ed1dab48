//! The subject of a comparison.

use crate::spec::{Operation, Spec};

/// The subject of a comparison.
#[derive(Debug, Clone, Copy)]
pub enum Compared<'a> {
    /// Exchanges, with a spec.
    Exchanges(&'a Spec),
    /// Pages, with each other and with a spec if there is one.
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

    /// The operations of the spec, in document order; empty without a spec.
    #[must_use]
    pub fn operations(self) -> &'a [Operation] {
        self.spec().map_or(&[], |spec| &spec.operations)
    }
}

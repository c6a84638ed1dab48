//! How much of the spec some exchange showed.

use std::collections::BTreeSet;

use crate::spec::{SchemaId, Spec, StatusCode};

/// Parts of the spec that some exchange showed. Two of them can be merged.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    schemas: Vec<bool>,
    operations: BTreeSet<usize>,
    responses: BTreeSet<(usize, StatusCode)>,
}

impl Reach {
    pub(super) fn of(spec: &Spec) -> Self {
        Self { schemas: vec![false; spec.schemas.len()], ..Self::default() }
    }

    pub(super) fn schema(&mut self, id: SchemaId) {
        if let Some(shown) = self.schemas.get_mut(id.index()) {
            *shown = true;
        }
    }

    pub(super) fn operation(&mut self, index: usize) {
        self.operations.insert(index);
    }

    pub(super) fn response(&mut self, operation: usize, status: StatusCode) {
        self.responses.insert((operation, status));
    }

    /// Adds what another checker of the same spec was shown.
    pub fn merge(&mut self, other: &Self) {
        self.schemas.resize(self.schemas.len().max(other.schemas.len()), false);
        for (mine, theirs) in self.schemas.iter_mut().zip(&other.schemas) {
            *mine |= theirs;
        }
        self.operations.extend(&other.operations);
        self.responses.extend(&other.responses);
    }

    /// Operations shown, and all.
    #[must_use]
    pub fn operations(&self, spec: &Spec) -> (u64, u64) {
        (self.operations.len() as u64, spec.operations.len() as u64)
    }

    /// Operations, declared responses, and schemas that applied to some value: shown, and all.
    #[must_use]
    pub fn assertions(&self, spec: &Spec) -> (u64, u64) {
        let responses: usize = spec.operations.iter().map(|operation| operation.responses.len()).sum();
        let schemas = self.schemas.iter().filter(|shown| **shown).count();
        let shown = self.operations.len() + self.responses.len() + schemas;
        (shown as u64, (spec.operations.len() + responses + spec.schemas.len()) as u64)
    }
}

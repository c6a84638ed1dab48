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

/// What of a spec was shown, as positions in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Positions {
    /// Of operations.
    pub operations: Vec<usize>,
    /// Of operations and of a response of each.
    pub responses: Vec<(usize, usize)>,
    /// Of schemas.
    pub schemas: Vec<usize>,
}

impl Reach {
    /// Nothing of a spec, so far.
    #[must_use]
    pub fn of(spec: &Spec) -> Self {
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

    /// What was shown, by position: operations, responses of operations, schemas. None of it means anything without
    /// the very spec it is of.
    #[must_use]
    pub fn positions(&self, spec: &Spec) -> Positions {
        let response = |(operation, status): &(usize, StatusCode)| {
            let responses = &spec.operations.get(*operation)?.responses;
            Some((*operation, responses.iter().position(|response| response.status == *status)?))
        };
        let shown = self.schemas.iter().enumerate().filter(|(_, shown)| **shown);
        Positions {
            operations: self.operations.iter().copied().collect(),
            responses: self.responses.iter().filter_map(response).collect(),
            schemas: shown.map(|(at, _)| at).collect(),
        }
    }

    /// What was shown, from positions in the very spec they are of; `None` if the spec has no such positions.
    #[must_use]
    pub fn at(spec: &Spec, positions: &Positions) -> Option<Self> {
        let mut reach = Self::of(spec);
        for at in &positions.schemas {
            *reach.schemas.get_mut(*at)? = true;
        }
        for at in &positions.operations {
            spec.operations.get(*at)?;
            reach.operation(*at);
        }
        for (operation, response) in &positions.responses {
            let status = spec.operations.get(*operation)?.responses.get(*response)?.status;
            reach.response(*operation, status);
        }
        Some(reach)
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

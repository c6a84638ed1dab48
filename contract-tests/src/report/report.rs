//! The input of all formats.

use contract_core::judgement::Outcome;

use super::baseline::Comparison;
use super::docs_side::DocsSide;

/// The outcome of a run and its context.
#[derive(Debug)]
pub struct Report<'a> {
    /// The findings, and what they were judged by.
    pub outcome: Outcome<'a>,
    /// What the docs state about the fields, if they are locked.
    pub docs: Option<&'a DocsSide>,
    /// The comparison with a baseline, if there is one.
    pub baseline: Option<Comparison>,
}

impl<'a> From<Outcome<'a>> for Report<'a> {
    fn from(outcome: Outcome<'a>) -> Self {
        Self { outcome, docs: None, baseline: None }
    }
}

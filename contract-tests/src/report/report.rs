//! What a format writes.

use contract_core::judgement::Outcome;

use super::baseline::Comparison;
use super::docs_side::DocsSide;

/// The outcome of a run, and what is shown with it.
#[derive(Debug)]
pub struct Report<'a> {
    /// The findings, and what they were judged by.
    pub outcome: Outcome<'a>,
    /// What the docs say of the fields, where they are locked.
    pub docs: Option<&'a DocsSide>,
    /// What a comparison with an earlier report left out, if there was one.
    pub baseline: Option<Comparison>,
}

impl<'a> From<Outcome<'a>> for Report<'a> {
    fn from(outcome: Outcome<'a>) -> Self {
        Self { outcome, docs: None, baseline: None }
    }
}

//! The input of all formats.

use contract_core::judgement::{Finding, Outcome};
use contract_core::rules::Family;

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
    /// The command that drafts a correction for a finding of this run, with `FINGERPRINT` for that of the finding;
    /// `None` if there is none.
    pub suggest: Option<String>,
}

impl Report<'_> {
    /// The command that drafts a correction, if there is a finding that one could settle.
    pub(super) fn way_to_settle(&self) -> Option<&str> {
        let can_settle = |finding: &Finding<'_>| finding.fails() && finding.rule.family != Family::Ledger;
        self.suggest.as_deref().filter(|_| self.outcome.findings.iter().any(can_settle))
    }
}

impl<'a> From<Outcome<'a>> for Report<'a> {
    fn from(outcome: Outcome<'a>) -> Self {
        Self { outcome, docs: None, baseline: None, suggest: None }
    }
}

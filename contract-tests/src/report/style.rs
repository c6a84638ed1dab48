//! How much a report for people shows.

use contract_core::judgement::Finding;
use contract_core::rules::{Level, unobserved};

/// How to write a report for people.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// With colours?
    pub color: bool,
    /// Settled findings and what nothing showed in full, too?
    pub verbose: bool,
    /// Nothing but what fails?
    pub quiet: bool,
}

impl Style {
    /// Is the finding shown in full?
    pub(super) fn shows(self, finding: &Finding<'_>) -> bool {
        match finding.correction {
            Some(_) => self.verbose,
            None if finding.level > Level::Note => true,
            // What nothing showed is long and changes little: it is counted, and listed where it is asked for.
            None => !self.quiet && (self.verbose || !unobserved::holds(finding.rule)),
        }
    }
}

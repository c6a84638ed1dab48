//! How much a report for people shows.

use super::finding::Finding;
use crate::rules::Level;

/// How to write a report for people.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// With colours?
    pub color: bool,
    /// Settled findings in full, too?
    pub verbose: bool,
    /// Nothing but what fails?
    pub quiet: bool,
}

impl Style {
    /// Is the finding shown in full?
    pub(super) fn shows(self, finding: &Finding<'_>) -> bool {
        match finding.correction {
            Some(_) => self.verbose,
            None => finding.level > Level::Note || !self.quiet,
        }
    }
}

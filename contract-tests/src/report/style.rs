//! How much a report for people shows.

use contract_core::judgement::Finding;
use contract_core::rules::{Family, Level};

/// How to write for people.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// With colours or without.
    pub paint: Paint,
    /// How much is shown.
    pub detail: Detail,
}

/// Is a text for people coloured?
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Paint {
    /// It is plain.
    #[default]
    Plain,
    /// It is coloured.
    Colored,
}

/// How much people are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Detail {
    /// Nothing but what fails.
    Failing,
    /// What fails, and the rest in short.
    #[default]
    Usual,
    /// Everything, what is settled and what nothing showed included.
    Full,
}

impl Style {
    /// Is the finding shown in full?
    pub(super) fn shows(self, finding: &Finding<'_>) -> bool {
        match finding.correction {
            Some(_) => self.detail == Detail::Full,
            None if finding.level > Level::Note => true,
            // What nothing showed is long and changes little: it is counted, and listed where it is asked for.
            None => match self.detail {
                Detail::Full => true,
                Detail::Usual => finding.rule.family != Family::Unobserved,
                Detail::Failing => false,
            },
        }
    }
}

//! The style of reports for people.

use contract_core::judgement::Finding;
use contract_core::rules::{Family, Level};

/// A style.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// Whether to use colours.
    pub paint: Paint,
    /// The level of detail.
    pub detail: Detail,
}

/// Whether text is coloured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Paint {
    /// Plain.
    #[default]
    Plain,
    /// Coloured.
    Colored,
}

/// The level of detail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Detail {
    /// Only what fails.
    Failing,
    /// What fails, and a summary of the rest.
    #[default]
    Usual,
    /// Everything, including settled findings and unobserved assertions.
    Full,
}

impl Style {
    /// True if the finding is shown in full.
    pub(super) fn shows(self, finding: &Finding<'_>) -> bool {
        match finding.correction {
            Some(_) => self.detail == Detail::Full,
            None if finding.level > Level::Note => true,
            // Notes on unobserved assertions are long and rarely needed, so they are counted, and listed on
            // request.
            None => match self.detail {
                Detail::Full => true,
                Detail::Usual => finding.rule.family != Family::Unobserved,
                Detail::Failing => false,
            },
        }
    }
}

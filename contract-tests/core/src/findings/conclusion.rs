//! What all exchanges together say about a finding.

use std::fmt;

use super::likeness::Likeness;

/// What was concluded about an undeclared name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Conclusion {
    /// It may be a declared one, which is not clear enough.
    PerhapsRenamed {
        /// The declared name.
        declared: String,
        /// Why it may be that one.
        likeness: Likeness,
    },
    /// It is a declared one.
    Renamed {
        /// How many exchanges show it.
        count: u64,
        /// Of how many of the same operation and status.
        of: u64,
        /// How sure, and why.
        likeness: Likeness,
    },
}

impl fmt::Display for Conclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PerhapsRenamed { declared, likeness } => {
                write!(f, "perhaps `{declared}` under another name ({})", likeness.reasons.join("; "))
            }
            Self::Renamed { count, of, likeness } => {
                write!(f, "{} renamed: seen instead of it in {count} of {of} exchanges", likeness.sure())?;
                likeness.reasons.iter().try_for_each(|reason| write!(f, "; {reason}"))
            }
        }
    }
}

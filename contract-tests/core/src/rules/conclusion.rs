//! What all exchanges together say about an undeclared name.

use std::fmt;

/// What was concluded about an undeclared name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conclusion {
    /// It may be a declared one, which is not clear enough.
    PerhapsRenamed {
        /// The declared name.
        declared: String,
        /// Why it may be that one.
        reasons: Vec<String>,
    },
    /// It is a declared one.
    Renamed {
        /// How sure that is.
        sureness: Sureness,
        /// How many exchanges show it.
        count: u64,
        /// Of how many of the same operation and status.
        of: u64,
        /// Why it is that one.
        reasons: Vec<String>,
    },
}

/// How sure a conclusion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// Likely.
    Likely,
    /// Very likely.
    VeryLikely,
    /// Almost certain.
    AlmostCertain,
}

impl fmt::Display for Conclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PerhapsRenamed { declared, reasons } => {
                write!(f, "perhaps `{declared}` under another name ({})", reasons.join("; "))
            }
            Self::Renamed { sureness, count, of, reasons } => {
                write!(f, "{sureness} renamed: seen instead of it in {count} of {of} exchanges")?;
                reasons.iter().try_for_each(|reason| write!(f, "; {reason}"))
            }
        }
    }
}

impl fmt::Display for Sureness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Likely => "likely",
            Self::VeryLikely => "very likely",
            Self::AlmostCertain => "almost certainly",
        })
    }
}

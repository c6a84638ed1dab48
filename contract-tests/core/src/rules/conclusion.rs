//! Conclusions about undeclared properties from all exchanges.

use std::fmt;

/// A conclusion about an undeclared property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conclusion {
    /// It may be a renamed property, without enough evidence.
    PerhapsRenamed {
        /// The declared name.
        declared: String,
        /// The evidence.
        reasons: Vec<String>,
    },
    /// A declared one moved into it, and that is not all it holds.
    HoldsMore {
        /// The declared place of what moved.
        moved: String,
    },
    /// It is a renamed property.
    Renamed {
        /// The confidence.
        sureness: Sureness,
        /// How many exchanges show it.
        count: u64,
        /// The number of exchanges of the same operation and status.
        of: u64,
        /// The evidence.
        reasons: Vec<String>,
    },
}

impl Conclusion {
    /// True if it belongs to the help of a finding and not to its message, because it may well be wrong.
    #[must_use]
    pub fn is_remark(&self) -> bool {
        matches!(self, Self::PerhapsRenamed { .. })
    }
}

/// The confidence of a conclusion.
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
                write!(f, "perhaps it is `{declared}` under another name ({})", reasons.join("; "))
            }
            Self::HoldsMore { moved } => {
                write!(f, "it holds more than what moved into it from {}", place(moved))
            }
            Self::Renamed { sureness, count, of, reasons } => {
                write!(f, "{sureness} renamed: seen instead of it in {count} of {of} exchanges")?;
                reasons.iter().try_for_each(|reason| write!(f, "; {reason}"))
            }
        }
    }
}

fn place(pointer: &str) -> String {
    if pointer.is_empty() { "the body itself".to_owned() } else { format!("`{pointer}`") }
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

//! What is wrong with a spec, where, and how to mend it.

use std::fmt;

/// One mistake in the spec. Its text is what the maintainer sees as a build error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file as it was named to the reader.
    pub file: String,
    /// Line, from 1; 0 when the place is unknown.
    pub line: u32,
    /// Column, from 1; 0 when the place is unknown.
    pub column: u32,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}. {}.", self.file, self.line, self.column, self.what, self.mend)
    }
}

/// Why the pipeline stopped.
#[derive(Debug)]
pub enum Failure {
    /// The spec has mistakes; all of them, in the order of the file.
    Mistakes(Vec<Mistake>),
    /// A step could not do its work on a spec the lints accept.
    Step {
        /// The step, as `build.rs` names it.
        step: &'static str,
        /// What happened and what to do.
        why: String,
    },
}

impl Failure {
    /// A failure of `step`.
    pub fn step(step: &'static str, why: impl Into<String>) -> Self {
        Self::Step { step, why: why.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mistakes(mistakes) => {
                for mistake in mistakes {
                    writeln!(f, "{mistake}")?;
                }
                Ok(())
            }
            Self::Step { step, why } => write!(f, "{step}: {why}"),
        }
    }
}

impl std::error::Error for Failure {}

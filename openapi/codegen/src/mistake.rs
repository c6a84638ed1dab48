//! Mistakes in a spec, with place and remedy.

use std::fmt;

/// A mistake in the spec. Its text is shown to the maintainer as a build error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file as named to the reader.
    pub file: String,
    /// Line, from 1; 0 if unknown.
    pub line: u32,
    /// Column, from 1; 0 if unknown.
    pub column: u32,
    /// What is wrong.
    pub what: String,
    /// The remedy.
    pub remedy: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}. {}.", self.file, self.line, self.column, self.what, self.remedy)
    }
}

/// A failure of the pipeline.
#[derive(Debug)]
pub enum Failure {
    /// The spec has mistakes: all of them, in document order.
    Mistakes(Vec<Mistake>),
    /// A step failed on a spec that the lints accept.
    Step {
        /// The step, as `build.rs` names it.
        step: &'static str,
        /// The cause, and what to do.
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

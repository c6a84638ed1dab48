//! A pattern, compiled.

use super::class::Unit;
use super::counted::Counted;
use super::linear::Linear;
use super::program::Program;
use super::{ecma, tree::Tree};

/// A compiled `pattern`.
#[derive(Debug, Clone)]
pub struct Pattern {
    source: Box<str>,
    engine: Engine,
}

#[derive(Debug, Clone)]
enum Engine {
    Counted(Counted),
    Linear(Box<Linear>),
    Program(Box<Program>, Unit),
}

/// What a pattern says about a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It matches somewhere in the text.
    Matches,
    /// It does not.
    Differs,
    /// It took more steps than allowed.
    GaveUp,
}

impl Verdict {
    fn of(matches: bool) -> Self {
        if matches { Self::Matches } else { Self::Differs }
    }
}

impl Pattern {
    /// Reads and compiles a pattern of ECMA-262.
    ///
    /// # Errors
    /// Why it is no pattern, or none that can be checked.
    pub fn compile(source: &str) -> Result<Self, String> {
        let tree = ecma::read(source)?.simplified();
        Ok(Self { source: source.into(), engine: Engine::of(&tree) })
    }

    /// The pattern as the spec has it.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Does it match anywhere in `text`?
    #[must_use]
    pub fn check(&self, text: &str) -> Verdict {
        match &self.engine {
            Engine::Counted(counted) => Verdict::of(counted.matches(text)),
            Engine::Linear(linear) => Verdict::of(linear.matches(text)),
            Engine::Program(program, unit) => program.check(text, *unit),
        }
    }
}

impl Engine {
    fn of(tree: &Tree) -> Self {
        if let Some(counted) = Counted::compile(tree) {
            return Self::Counted(counted);
        }
        match Linear::compile(tree) {
            Some(linear) => Self::Linear(Box::new(linear)),
            None => Self::Program(Box::new(Program::of(tree)), tree.unit),
        }
    }
}

//! How seriously a rule is taken.

use std::collections::HashMap;

use super::{Rule, find};

/// How seriously a finding is taken, the least first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "lowercase")]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported, and never fails a check.
    Note,
    /// Fails a check unless settled.
    Warning,
    /// Fails a check unless settled, and comes first.
    Error,
}

impl Level {
    /// The word used in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// The levels of one run: the defaults, and what flags change.
#[derive(Debug, Clone, Default)]
pub struct Levels {
    changed: HashMap<&'static str, Level>,
}

/// A rule that does not exist.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("there is no rule `{name}`")]
#[diagnostic(help(
    "`cartevo-contract rules` lists them; codes (C104) and names (undeclared-property) both work"
))]
pub struct UnknownRule {
    /// What was asked for.
    pub name: String,
}

impl Levels {
    /// Sets the level of a rule, given by code or name.
    ///
    /// # Errors
    /// No rule is called that.
    pub fn set(&mut self, name: &str, level: Level) -> Result<(), UnknownRule> {
        let rule = find(name).ok_or_else(|| UnknownRule { name: name.to_owned() })?;
        self.put(rule, level);
        Ok(())
    }

    /// Sets the level of a rule.
    pub fn put(&mut self, rule: &'static Rule, level: Level) {
        self.changed.insert(rule.code, level);
    }

    /// The level of a rule in this run.
    #[must_use]
    pub fn of(&self, rule: &Rule) -> Level {
        self.changed.get(rule.code).copied().unwrap_or(rule.level)
    }

    /// The level of a finding that has one of its own. A level that is set for the rule replaces it, but never makes a
    /// note more than a note.
    #[must_use]
    pub fn of_finding(&self, rule: &Rule, own: Level) -> Level {
        match self.changed.get(rule.code) {
            Some(set) if own > Level::Note => *set,
            Some(set) => own.min(*set),
            None => own,
        }
    }
}

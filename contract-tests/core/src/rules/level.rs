//! The levels of rules.

use std::collections::HashMap;

use super::{Rule, all, find};

/// The level of a finding, in ascending order.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "lowercase")]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported, but never fails a check.
    Note,
    /// Fails a check unless settled.
    Warning,
    /// Fails a check unless settled; listed first.
    Error,
}

impl Level {
    /// The keyword used in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// The levels of a run: the defaults and the flags.
#[derive(Debug, Clone, Default)]
pub struct Levels {
    changed: HashMap<&'static str, Level>,
}

/// An unknown rule.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("there is no rule `{name}`")]
#[diagnostic(help(
    "`cartevo-contract rules` lists the rules; use a code (C104) or a name (undeclared-property)"
))]
pub struct UnknownRule {
    /// The given code or name.
    pub name: String,
}

impl Levels {
    /// The default levels, except that nothing is left out.
    #[must_use]
    pub fn without_allowed() -> Self {
        let allowed = all().filter(|rule| rule.level == Level::Allow);
        Self { changed: allowed.map(|rule| (rule.code, Level::Note)).collect() }
    }

    /// Sets the level of a rule, given by code or name.
    ///
    /// # Errors
    /// The rule does not exist.
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

    /// The level of a finding with a level of its own. A level set for the rule overrides it, but never makes
    /// a note more than a note.
    #[must_use]
    pub fn of_finding(&self, rule: &Rule, own: Level) -> Level {
        match self.changed.get(rule.code) {
            Some(set) if own > Level::Note => *set,
            Some(set) => own.min(*set),
            None => own,
        }
    }
}

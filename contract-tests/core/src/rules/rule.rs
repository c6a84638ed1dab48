//! The definition of a rule.

use std::hash::{Hash, Hasher};

use super::{Expected, Facts, Family, Level, Traits, Weight};

/// A kind of disagreement. Rules are equal if their codes are.
#[derive(Debug)]
pub struct Rule {
    /// The stable code, such as `C103`.
    pub code: &'static str,
    /// The name in kebab case, such as `missing-required`.
    pub name: &'static str,
    /// The subject.
    pub family: Family,
    /// The default level.
    pub level: Level,
    /// The order of its findings among those of the same level.
    pub weight: Weight,
    /// A summary in one line.
    pub summary: &'static str,
    /// The page that explains it, in Markdown.
    pub page: &'static str,
    /// The message.
    pub message: Message,
    /// The repair.
    pub repair: Repair,
    /// Properties that few rules have.
    pub traits: Traits,
}

/// The source of the message of a finding: one sentence that states what is wrong.
#[derive(Debug, Clone, Copy)]
pub enum Message {
    /// Made from the facts.
    Facts(fn(&Facts<'_>) -> String),
    /// Given by the code that finds it, which knows more than the facts: about a correction, or a page of the
    /// docs.
    Given,
}

/// The repair of a finding, as a clause.
#[derive(Debug, Clone, Copy)]
pub enum Repair {
    /// Always the same.
    Fixed(&'static str),
    /// Depends on the expectation.
    ByExpected(fn(&Expected<'_>) -> &'static str),
    /// Given by the code that finds it.
    Given,
}

impl Repair {
    /// The text; empty if the code that finds it gives it.
    #[must_use]
    pub fn text(self, expected: &Expected<'_>) -> &'static str {
        match self {
            Self::Fixed(text) => text,
            Self::ByExpected(text) => text(expected),
            Self::Given => "",
        }
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

impl Hash for Rule {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}

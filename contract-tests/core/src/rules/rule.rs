//! What a rule is.

use std::hash::{Hash, Hasher};

use super::{Expected, Facts, Family, Level, Traits, Weight};

/// A kind of disagreement. Two are the same if their codes are, of which each rule has its own.
#[derive(Debug)]
pub struct Rule {
    /// The stable code, such as `C103`.
    pub code: &'static str,
    /// The name in kebab case, such as `missing-required`.
    pub name: &'static str,
    /// What it is about.
    pub family: Family,
    /// The level where no flag says otherwise.
    pub level: Level,
    /// Where its findings stand among those of the same level.
    pub weight: Weight,
    /// One line: what a finding of this rule says.
    pub summary: &'static str,
    /// The page that explains it, in Markdown.
    pub page: &'static str,
    /// What is wrong.
    pub message: Message,
    /// What repairs it.
    pub repair: Repair,
    /// What else tells its findings from those of other rules.
    pub traits: Traits,
}

/// Where the message of a finding comes from: one sentence, what is wrong.
#[derive(Debug, Clone, Copy)]
pub enum Message {
    /// The facts say it all.
    Facts(fn(&Facts<'_>) -> String),
    /// Whoever finds it knows more than the facts, and words it: a correction, a page of the docs.
    Told,
}

/// What repairs a finding, in half a sentence.
#[derive(Debug, Clone, Copy)]
pub enum Repair {
    /// Always this.
    Fixed(&'static str),
    /// It depends on what was expected.
    ByExpected(fn(&Expected<'_>) -> &'static str),
    /// Whoever finds it knows.
    Told,
}

impl Repair {
    /// The words; empty where whoever finds it knows them.
    #[must_use]
    pub fn words(self, expected: &Expected<'_>) -> &'static str {
        match self {
            Self::Fixed(words) => words,
            Self::ByExpected(words) => words(expected),
            Self::Told => "",
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

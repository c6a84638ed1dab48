//! What a rule is.

use std::hash::{Hash, Hasher};

use super::{Expects, Level};

/// A kind of disagreement. Two are the same if their codes are, of which each rule has its own.
#[derive(Debug)]
pub struct Rule {
    /// The stable code, such as `C103`.
    pub code: &'static str,
    /// The name in kebab case, such as `missing-required`.
    pub name: &'static str,
    /// The level where no flag says otherwise.
    pub level: Level,
    /// One line: what a finding of this rule says.
    pub summary: &'static str,
    /// What its findings say was expected.
    pub expects: Expects,
    /// The page that explains it, in Markdown.
    pub page: &'static str,
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

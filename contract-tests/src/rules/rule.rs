//! What a rule is.

use super::Level;

/// A kind of disagreement.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// The stable code, such as `C103`.
    pub code: &'static str,
    /// The name in kebab case, such as `missing-required`.
    pub name: &'static str,
    /// The level where no flag says otherwise.
    pub level: Level,
    /// One line: what a finding of this rule says.
    pub summary: &'static str,
    /// The page that explains it, in Markdown.
    pub page: &'static str,
}

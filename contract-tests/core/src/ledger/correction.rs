//! What a correction says.

use jiff::civil::Date;

use crate::harmless::one_line;
use crate::rules::Rule;
use crate::verdict::Part;

/// The corrections of a file.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The file as the user named it.
    pub file: String,
    /// The corrections, in the order written.
    pub corrections: Vec<Correction>,
}

/// An entry of the ledger: what it settles, why, and who says so.
#[derive(Debug, Clone)]
pub struct Correction {
    /// Its id, which is never used again.
    pub id: String,
    /// The rule.
    pub rule: &'static Rule,
    /// The operations it is about.
    pub operations: Vec<String>,
    /// The part of the exchange.
    pub part: Option<Part>,
    /// The status, if it is about one only.
    pub status: Option<u16>,
    /// The places; a segment `{found}` stands for each name in `found`.
    pub pointers: Vec<String>,
    /// The names, types or values it settles.
    pub found: Vec<String>,
    /// Citations of the docs.
    pub docs: Vec<String>,
    /// Paths of recordings, from the root of the project.
    pub evidence: Vec<String>,
    /// What was decided.
    pub decision: Option<String>,
    /// Why; empty if it does not say.
    pub reason: String,
    /// Who decided, as a role or handle.
    pub decided_by: Option<String>,
    /// Since when.
    pub since: Option<Date>,
    /// When it has to be looked at again.
    pub review_by: Option<Date>,
    /// Line in the file, from 1.
    pub line: usize,
}

impl Correction {
    /// The decision, or else the reason, on one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let text = self.decision.as_ref().unwrap_or(&self.reason);
        one_line(text)
    }
}

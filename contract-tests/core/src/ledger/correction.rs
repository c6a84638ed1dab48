//! The content of a correction.

use jiff::civil::Date;

use crate::harmless::one_line;
use crate::rules::Rule;
use crate::verdict::Part;

/// The corrections of a file.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The file as named by the user.
    pub file: String,
    /// The corrections, in file order.
    pub corrections: Vec<Correction>,
}

/// An entry of the ledger: what it settles, the reason, and who decided.
#[derive(Debug, Clone)]
pub struct Correction {
    /// Its id, which is never reused.
    pub id: String,
    /// The rule.
    pub rule: &'static Rule,
    /// Its operations.
    pub operations: Vec<String>,
    /// The part of the exchange.
    pub part: Option<Part>,
    /// The status, if it is limited to one.
    pub status: Option<u16>,
    /// The places; a segment `{found}` stands for each name in `found`.
    pub pointers: Vec<String>,
    /// The names, types or values it settles.
    pub found: Vec<String>,
    /// Citations of the docs.
    pub docs: Vec<String>,
    /// Paths of recordings, relative to the project root.
    pub evidence: Vec<String>,
    /// The decision.
    pub decision: Option<String>,
    /// The reason; empty if missing.
    pub reason: String,
    /// Who decided, as a role or handle.
    pub decided_by: Option<String>,
    /// The date of the decision.
    pub since: Option<Date>,
    /// The date of the next review.
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

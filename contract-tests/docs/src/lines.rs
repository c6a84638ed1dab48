//! The lines of claims in pages.

use std::collections::{BTreeMap, HashMap};

use crate::model::Claim;
use crate::show::safe;
use contract_core::judgement::PageLine;

/// The lines of claims, by claim id.
#[derive(Debug)]
pub struct ClaimLines {
    by_id: HashMap<String, PageLine>,
}

impl ClaimLines {
    /// The lines of the claims. `files` has the path or URL of each page, by name.
    #[must_use]
    pub fn of(claims: &[Claim], files: &BTreeMap<String, String>) -> Self {
        let line = |claim: &Claim| PageLine {
            page: safe(&claim.page),
            file: safe(files.get(&claim.page).unwrap_or(&claim.page)),
            line: claim.line,
        };
        Self { by_id: claims.iter().map(|claim| (claim.id.clone(), line(claim))).collect() }
    }

    /// The line of a claim, if it exists.
    #[must_use]
    pub fn line(&self, id: &str) -> Option<PageLine> {
        self.by_id.get(id).cloned()
    }
}

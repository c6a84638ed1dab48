//! Where the claims of pages stand.

use std::collections::{BTreeMap, HashMap};

use crate::model::Claim;
use crate::show::safe;
use contract_core::judgement::PageLine;

/// The lines of claims, by the ids of the claims.
#[derive(Debug)]
pub struct ClaimLines {
    by_id: HashMap<String, PageLine>,
}

impl ClaimLines {
    /// The lines of some claims. `files` has the path or URL of each page, by its name.
    #[must_use]
    pub fn of(claims: &[Claim], files: &BTreeMap<String, String>) -> Self {
        let line = |claim: &Claim| PageLine {
            page: safe(&claim.page),
            file: safe(files.get(&claim.page).unwrap_or(&claim.page)),
            line: claim.line,
        };
        Self { by_id: claims.iter().map(|claim| (claim.id.clone(), line(claim))).collect() }
    }

    /// The line of a claim, if there is such a claim.
    #[must_use]
    pub fn line(&self, id: &str) -> Option<PageLine> {
        self.by_id.get(id).cloned()
    }
}

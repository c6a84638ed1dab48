//! What `docs claims` says itself: every claim of the pages, and the findings in the order of causes.

pub mod json;
pub mod text;

use contract_core::judgement::Finding;
use contract_docs::PageClaims;
use contract_docs::model::{Claim, NotClaim};

use super::Report;

/// What pages claim, and which of their lines claim nothing.
#[derive(Debug)]
pub struct Claims {
    /// Every claim.
    pub claims: Vec<Claim>,
    /// Every line that makes no claim.
    pub not_claims: Vec<NotClaim>,
    /// Every line that should have been understood and was not.
    pub unexplained: Vec<NotClaim>,
}

impl Claims {
    /// What some pages claim.
    #[must_use]
    pub fn of(pages: impl IntoIterator<Item = PageClaims>) -> Self {
        let mut all = Self { claims: Vec::new(), not_claims: Vec::new(), unexplained: Vec::new() };
        for page in pages {
            all.claims.extend(page.claims);
            all.not_claims.extend(page.not_claims);
            all.unexplained.extend(page.unexplained);
        }
        all
    }
}

/// The findings by cause, operation and place.
fn in_order<'r, 'a>(report: &'r Report<'a>) -> Vec<&'r Finding<'a>> {
    let mut findings: Vec<&Finding<'a>> = report.outcome.findings.iter().collect();
    findings.sort_by(|a, b| {
        let place = |finding: &'r Finding<'a>| {
            let Finding { cause, operation, part, pointer, found, status, scope, .. } = finding;
            (cause, operation, part, pointer, found, status, scope)
        };
        place(a).cmp(&place(b))
    });
    findings
}

/// The lines that take part in a finding, with the names of their pages.
fn places(finding: &Finding<'_>) -> Vec<String> {
    finding.pages.iter().map(|line| format!("{}:{}", line.page, line.line)).collect()
}

//! The report of `docs claims`: all claims of the pages, and the findings by topic.

pub mod json;
pub mod text;

use contract_core::judgement::Finding;
use contract_docs::PageClaims;
use contract_docs::model::{Claim, NotClaim};

use super::Report;

/// The claims of pages, and the lines without a claim.
#[derive(Debug)]
pub struct Claims {
    /// Every claim.
    pub claims: Vec<Claim>,
    /// Every line without a claim.
    pub not_claims: Vec<NotClaim>,
    /// Every line that could not be parsed.
    pub unexplained: Vec<NotClaim>,
}

impl Claims {
    /// The claims of several pages.
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

/// The findings by topic, operation and place.
fn in_order<'r, 'a>(report: &'r Report<'a>) -> Vec<&'r Finding<'a>> {
    let mut findings: Vec<&Finding<'a>> = report.outcome.findings.iter().collect();
    findings.sort_by(|a, b| {
        let place = |finding: &'r Finding<'a>| {
            let Finding { topic, operation, part, pointer, found, status, scope, .. } = finding;
            (topic, operation, part, pointer, found, status, scope)
        };
        place(a).cmp(&place(b))
    });
    findings
}

/// The places in the pages that take part in a finding.
fn places(finding: &Finding<'_>) -> Vec<String> {
    finding.pages.iter().map(|line| format!("{}:{}", line.page, line.line)).collect()
}

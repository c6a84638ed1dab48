//! The report of `docs claims`: all claims of the pages, and the findings by topic.

pub mod json;
pub mod text;

use contract_core::judgement::Finding;
use contract_docs::PageClaims;
use contract_docs::model::{Claim, NotClaim, PageLine, Reading};

use super::Report;

/// The claims of pages, and the lines without a claim.
#[derive(Debug, Default)]
pub struct Claims {
    /// Every claim.
    pub claims: Vec<Claim>,
    /// Every line that says nothing.
    pub not_claims: Vec<NotClaim>,
    /// Every line that was not understood.
    pub unread: Vec<NotClaim>,
    /// Every line that could not be parsed.
    pub unexplained: Vec<NotClaim>,
    /// The pages of which nothing was read.
    pub nothing_read: Vec<String>,
    /// How many lines have claims.
    pub claimed: usize,
}

impl Claims {
    /// The claims of several pages.
    #[must_use]
    pub fn of(pages: impl IntoIterator<Item = PageClaims>) -> Self {
        let mut all = Self::default();
        for page in pages {
            all.nothing_read.extend(page.nothing_read().then(|| page.page.clone()));
            let is_claimed = |line: &&PageLine| matches!(line.reading, Reading::Claimed(_));
            all.claimed += page.lines.iter().filter(is_claimed).count();
            all.claims.extend(page.claims);
            all.not_claims.extend(page.not_claims);
            all.unread.extend(page.unread);
            all.unexplained.extend(page.unexplained);
        }
        all
    }

    /// How many lines look like facts, and how many of them became claims.
    ///
    /// A line looks like a fact unless it is understood as saying nothing.
    #[must_use]
    pub fn coverage(&self) -> (usize, usize) {
        (self.claimed + self.unread.len() + self.unexplained.len(), self.claimed)
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

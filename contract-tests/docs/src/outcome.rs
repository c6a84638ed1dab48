//! Disagreements of the docs as findings of a report.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Claim, DocsFinding};
use crate::show::{ClaimsReport, safe};
use contract_core::judgement::{Compared, Coverage, Finding, Outcome, PageLine};
use contract_core::ledger::Ledger;
use contract_core::spec::{Spec, StatusCode};

/// What the disagreements of some pages are reported with.
#[derive(Debug)]
pub struct Pages<'a> {
    /// The path or URL of each page, by name.
    pub files: BTreeMap<String, String>,
    /// The spec, if the pages were compared with one.
    pub spec: Option<&'a Spec>,
    /// The ledger that settled them, if there is one.
    pub ledger: Option<&'a Ledger>,
}

impl<'a> Pages<'a> {
    /// The disagreements: errors first, then warnings, then notes, those that a correction settles last.
    #[must_use]
    pub fn outcome(&self, report: &ClaimsReport) -> Outcome<'a> {
        let claims: HashMap<&str, &Claim> =
            report.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
        let mut findings: Vec<Finding<'a>> =
            report.findings.iter().map(|finding| self.finding(finding, &claims)).collect();
        findings.sort_by_key(|finding| (finding.correction.is_some(), std::cmp::Reverse(finding.level)));
        Outcome {
            compared: Compared::Pages(self.spec),
            ledger: self.ledger,
            findings,
            read: self.files.len() as u64,
            unread: report.unexplained.len() as u64,
            operations: BTreeMap::new(),
            coverage: Coverage::default(),
            presence: None,
        }
    }

    fn finding(&self, finding: &DocsFinding, claims: &HashMap<&str, &Claim>) -> Finding<'a> {
        Finding {
            rule: finding.rule,
            level: finding.severity.level(),
            operation: safe(finding.operation.as_deref().unwrap_or_default()),
            part: finding.location.part(),
            status: finding.status.as_deref().and_then(StatusCode::parse),
            pointer: safe(&finding.pointer),
            renamed_from: finding.renamed_from.as_deref().map(safe),
            found: finding.found.as_deref().map(safe),
            message: safe(&finding.message),
            help: safe(&finding.help),
            marked: false,
            correction: finding
                .correction
                .as_deref()
                .and_then(|id| self.ledger?.corrections.iter().find(|correction| correction.id == id)),
            marks: Vec::new(),
            count: 0,
            of: 0,
            exchanges: Vec::new(),
            site: finding.site.clone(),
            claims: finding.claims.clone(),
            pages: self.lines(finding, claims),
            fingerprint: finding.fingerprint.clone(),
        }
    }

    /// The lines of the claims that take part, each once.
    fn lines(&self, finding: &DocsFinding, claims: &HashMap<&str, &Claim>) -> Vec<PageLine> {
        let mut lines = Vec::new();
        for claim in finding.claims.iter().filter_map(|id| claims.get(id.as_str())) {
            let file = self.files.get(&claim.page).unwrap_or(&claim.page);
            let line = PageLine { file: safe(file), line: claim.line };
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }
}

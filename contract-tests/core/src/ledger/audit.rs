//! Audits a ledger.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::citation::Citations;
use super::evidence::{Evidence, EvidenceError};
use super::mark::{Mark, marks};
use super::{Correction, Ledger, place, shadow};
use crate::findings::{Remark, Summary};
use crate::rules::{Expected, Family, Rule, ledger as rule};
use crate::spec::{Spec, StatusCode};
use crate::verdict::Part;

/// The input of an audit.
pub struct Audit<'a> {
    /// The root of the project, which evidence paths are relative to.
    pub root: &'a Path,
    /// The spec.
    pub spec: &'a Spec,
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The docs.
    pub citations: &'a dyn Citations,
    /// The date of the audit.
    pub today: Date,
}

impl Audit<'_> {
    /// All faults, at most one per rule and correction.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let mut evidence = Evidence::new(self.root, self.spec);
        for correction in &self.ledger.corrections {
            let dangling = self.dangling(correction, &mut evidence);
            let unknown = place::unknown(self.spec, correction);
            if dangling.is_empty() {
                // A correction without a place in the spec cannot be shown; it is reported below.
                remarks.extend(self.stale(correction, &mut evidence).filter(|_| unknown.is_empty()));
            } else {
                remarks.push(self.about(correction, &rule::DANGLING_CITATION, &dangling.join("; ")));
            }
            remarks.extend(self.overdue(correction));
            remarks.extend(self.unexplained(correction));
            if !unknown.is_empty() {
                remarks.push(self.about(correction, &rule::UNKNOWN_PLACE, &unknown.join("; ")));
            }
        }
        for shadow in shadow::shadows(self.ledger) {
            let found = shadow.found.map(|found| format!(" for `{found}`")).unwrap_or_default();
            let what = format!(
                "{} already settles {}{found} at `{}`",
                shadow.by.id, shadow.operation, shadow.pointer
            );
            remarks.push(self.about(shadow.correction, &rule::SHADOWED_CORRECTION, &what));
        }
        remarks.extend(self.unknown_marks());
        remarks
    }

    /// The ids of corrections that their evidence no longer supports.
    #[must_use]
    pub fn stale_ids(&self) -> Vec<String> {
        let mut evidence = Evidence::new(self.root, self.spec);
        let is_stale = |correction: &&Correction| {
            self.dangling(correction, &mut evidence).is_empty()
                && self.stale(correction, &mut evidence).is_some()
        };
        self.ledger.corrections.iter().filter(is_stale).map(|correction| correction.id.clone()).collect()
    }

    fn dangling(&self, correction: &Correction, evidence: &mut Evidence<'_>) -> Vec<String> {
        let broken: Vec<EvidenceError> =
            correction.evidence.iter().filter_map(|file| evidence.problem(file)).collect();
        let citations = correction.docs.iter().filter(|citation| !self.citations.resolves(citation));
        let citations = citations.map(|citation| {
            format!(
                "`{citation}` refers to {} of the docs",
                if citation.contains('#') { "no claim" } else { "no line" }
            )
        });
        broken.iter().map(ToString::to_string).chain(citations).collect()
    }

    fn stale(&self, correction: &Correction, evidence: &mut Evidence<'_>) -> Option<Remark> {
        let rule = correction.rule;
        let about = |what: &str| Some(self.about(correction, &rule::STALE_CORRECTION, what));
        // What no exchange showed cannot have evidence.
        if rule.family == Family::Unobserved {
            return None;
        }
        if rule.family == Family::Docs {
            let is_marked = || marks(self.spec).iter().any(|mark| mark.id == correction.id);
            return if correction.docs.is_empty() && !is_marked() {
                about("it is about the docs, but cites none, and the spec marks no place with it")
            } else {
                None
            };
        }
        if correction.evidence.is_empty() {
            return about("it has no evidence");
        }
        let shown = evidence.shows(correction, &correction.evidence).ok()?;
        if shown.is_empty() { about("its evidence does not show what it settles") } else { None }
    }

    fn overdue(&self, correction: &Correction) -> Option<Remark> {
        let about = |what: &str| Some(self.about(correction, &rule::REVIEW_OVERDUE, what));
        let Some(day) = correction.review_by else {
            return about("it has no review_by, so it would never be reviewed");
        };
        if day >= self.today {
            return None;
        }
        about(&format!("it had to be reviewed by {day}"))
    }

    fn unexplained(&self, correction: &Correction) -> Option<Remark> {
        let texts = [
            ("reason", Some(correction.reason.as_str())),
            ("decision", correction.decision.as_deref()),
            ("decided_by", correction.decided_by.as_deref()),
        ];
        let missing: Vec<&str> = texts
            .into_iter()
            .filter(|(_, text)| text.is_none_or(is_placeholder))
            .map(|(name, _)| name)
            .collect();
        if missing.is_empty() {
            return None;
        }
        let what = format!("it has no {}", missing.join(", no "));
        Some(self.about(correction, &rule::NO_REASON, &what))
    }

    fn unknown_marks(&self) -> Vec<Remark> {
        let mut by_id: BTreeMap<String, Vec<Mark>> = BTreeMap::new();
        for mark in marks(self.spec) {
            if !self.ledger.corrections.iter().any(|correction| correction.id == mark.id) {
                by_id.entry(mark.id.clone()).or_default().push(mark);
            }
        }
        let remark = |(id, marks): (String, Vec<Mark>)| {
            let first = marks.first()?;
            let more = marks.len() - 1;
            let more = if more == 0 { String::new() } else { format!(" and {more} more places") };
            Some(Remark {
                rule: &rule::UNKNOWN_CORRECTION,
                operation: String::new(),
                part: Part::Request,
                status: None,
                pointer: String::new(),
                message: format!(
                    "{id} marks {}{more}, but {} has no {id}",
                    first.site.pointer, self.ledger.file
                ),
                help: rule::UNKNOWN_CORRECTION.repair.text(&Expected::Nothing).into(),
                site: Some(first.site.clone()),
                found: Some(id),
                contradiction: None,
                claims: Vec::new(),
            })
        };
        by_id.into_iter().filter_map(remark).collect()
    }

    fn about(&self, correction: &Correction, rule: &'static Rule, what: &str) -> Remark {
        let Correction { id, line, .. } = correction;
        let repair = rule.repair.text(&Expected::Nothing);
        Remark {
            rule,
            operation: correction.operations.first().cloned().unwrap_or_default(),
            part: correction.part.unwrap_or(Part::Request),
            status: correction.status.filter(|status| *status > 0).map(StatusCode::Exact),
            pointer: correction.pointers.first().cloned().unwrap_or_default(),
            found: Some(id.clone()),
            contradiction: None,
            message: format!("{id} ({}:{line}): {what}", self.ledger.file),
            help: format!("{repair}; see `cartevo-contract ledger show {id}`"),
            site: None,
            claims: Vec::new(),
        }
    }
}

/// Removes remarks on ids that an exchange used: those are already reported, with more detail.
#[must_use]
pub fn without_used(remarks: Vec<Remark>, summary: &Summary) -> Vec<Remark> {
    let is_used = |remark: &Remark| {
        remark.rule == &rule::UNKNOWN_CORRECTION
            && summary
                .groups()
                .any(|group| group.corrections.iter().any(|id| Some(id) == remark.found.as_ref()))
    };
    remarks.into_iter().filter(|remark| !is_used(remark)).collect()
}

/// True for an empty text or a placeholder.
fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let word = text.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let says_later = ["todo", "fixme", "tbd", "xxx"].iter().any(|later| word.eq_ignore_ascii_case(later));
    says_later || !text.chars().any(char::is_alphanumeric) || (text.starts_with('<') && text.ends_with('>'))
}

//! Judges contradictions of the docs.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::compared::Compared;
use super::finding::{Coverage, Finding, Outcome, from_remark};
use super::place::PageLine;
use crate::findings::Remark;
use crate::ledger::Ledger;
use crate::rules::{Level, Levels};
use crate::spec::Spec;

/// The input of a judgement of pages.
#[derive(Debug, Clone, Copy)]
pub struct Pages<'a> {
    /// The spec the pages were compared with, if there is one.
    pub spec: Option<&'a Spec>,
    /// The ledger, if there is one.
    pub ledger: Option<&'a Ledger>,
    /// The levels of the rules.
    pub levels: &'a Levels,
    /// How many pages were read.
    pub read: u64,
    /// The number of lines that could not be parsed.
    pub unread: u64,
}

impl<'a> Outcome<'a> {
    /// Judges the remarks on pages. `line` finds the line of a claim by its id.
    #[must_use]
    pub fn of_pages(remarks: &[Remark], pages: Pages<'a>, line: &dyn Fn(&str) -> Option<PageLine>) -> Self {
        let mut findings: Vec<Finding<'a>> = remarks
            .iter()
            .map(|remark| Finding {
                pages: lines(remark, line),
                ..from_remark(remark, pages.spec, pages.ledger, pages.levels)
            })
            .filter(|finding| finding.level > Level::Allow)
            .collect();
        findings.sort_by_key(|finding| (finding.correction.is_some(), Reverse(finding.level)));
        Self {
            compared: Compared::Pages(pages.spec),
            ledger: pages.ledger,
            findings,
            read: pages.read,
            unread: pages.unread,
            unanswered: 0,
            operations: BTreeMap::new(),
            coverage: Coverage::default(),
            presence: None,
        }
    }
}

/// The lines of the claims that take part, without duplicates.
fn lines(remark: &Remark, line: &dyn Fn(&str) -> Option<PageLine>) -> Vec<PageLine> {
    let mut lines = Vec::new();
    for line in remark.claims.iter().filter_map(|id| line(id)) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

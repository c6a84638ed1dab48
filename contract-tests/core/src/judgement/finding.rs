//! Findings: groups with their level, message and correction, in the order of a report.

use std::collections::BTreeMap;

use super::cause_id;
use super::causes::{Cause, causes};
use super::compared::Compared;
use super::place::{Anchor, PageLine};
use crate::exchange::Locator;
use crate::findings::{Grounds, Group, Key, Remark, Summary, conclusions, fingerprint, message};
use crate::harmless::harmless;
use crate::ledger::{Correction, Ledger};
use crate::rules::docs::{Scope, Topic};
use crate::rules::{Family, Level, Levels, Rule};
use crate::spec::{Site, Spec, StatusCode};
use crate::verdict::{Part, Presence};

/// The input of a judgement.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The spec the exchanges were compared with.
    pub spec: &'a Spec,
    /// The ledger, if there is one.
    pub ledger: Option<&'a Ledger>,
    /// The levels of the rules.
    pub levels: &'a Levels,
    /// The coverage of the spec.
    pub coverage: Coverage,
    /// How often declared properties were present, if counted.
    pub presence: Option<&'a Presence>,
}

/// The coverage of the spec: shown, and all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Operations.
    pub operations: (u64, u64),
    /// Assertions, as the command `coverage` lists them.
    pub assertions: (u64, u64),
}

/// A disagreement of exchanges with the spec, or of pages with each other or the spec.
#[derive(Debug, Clone)]
pub struct Finding<'a> {
    /// The rule.
    pub rule: &'static Rule,
    /// The level.
    pub level: Level,
    /// The operation.
    pub operation: String,
    /// The part of the exchange.
    pub part: Part,
    /// The status of the response; `None` if the finding is not about one.
    pub status: Option<StatusCode>,
    /// The place.
    pub pointer: String,
    /// The declared place of a renamed property.
    pub renamed_from: Option<String>,
    /// The name, type or value found.
    pub found: Option<String>,
    /// The message.
    pub message: String,
    /// The help.
    pub help: String,
    /// True if the spec declares the place and marks it with a correction, because the docs do not.
    pub marked: bool,
    /// The correction that settles it.
    pub correction: Option<&'a Correction>,
    /// Ids of corrections that the spec names at the place.
    pub marks: Vec<String>,
    /// How many exchanges show it.
    pub count: u64,
    /// The number of exchanges of the same operation and status.
    pub of: u64,
    /// The first of these exchanges.
    pub exchanges: Vec<Locator>,
    /// The place in the spec.
    pub site: Option<Site>,
    /// The topic, if pages were compared.
    pub topic: Option<Topic>,
    /// Which of several disagreements of pages about one place it is.
    pub scope: Option<Scope>,
    /// The ids of the claims that take part, for findings about the docs.
    pub claims: Vec<String>,
    /// The lines of these claims, if pages were compared.
    pub pages: Vec<PageLine>,
    /// Its fingerprint.
    pub fingerprint: String,
    /// The id of its cause, which findings at other places may have, too.
    pub cause: String,
}

impl Finding<'_> {
    /// Its identity.
    #[must_use]
    pub fn key(&self) -> Key {
        Key {
            rule: self.rule,
            operation: self.operation.clone(),
            part: self.part,
            status: self.status.and_then(StatusCode::exact).unwrap_or(0),
            pointer: self.pointer.clone(),
            found: self.found.clone(),
        }
    }

    /// True if it fails a check.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.correction.is_none() && self.level > Level::Note
    }
}

/// A correction and the findings it settled.
#[derive(Debug, Clone, Copy)]
pub struct Settled<'a> {
    /// The correction.
    pub correction: &'a Correction,
    /// How many findings it settled.
    pub findings: u64,
}

/// All findings of a run, judged by the levels of the rules and the ledger.
#[derive(Debug)]
pub struct Outcome<'a> {
    /// What was compared.
    pub compared: Compared<'a>,
    /// The ledger, if there is one.
    pub ledger: Option<&'a Ledger>,
    /// The findings: errors first, then warnings, then notes; settled ones included.
    pub findings: Vec<Finding<'a>>,
    /// How many exchanges or pages were read.
    pub read: u64,
    /// How many entries of traffic or lines of pages could not be read.
    pub unread: u64,
    /// How many requests of collections have no saved response.
    pub unanswered: u64,
    /// Exchanges by operation.
    pub operations: BTreeMap<String, u64>,
    /// The coverage of the spec.
    pub coverage: Coverage,
    /// How often declared properties were present, if counted.
    pub presence: Option<&'a Presence>,
}

impl<'a> Outcome<'a> {
    /// Judges the observations of a run and the remarks on what no exchange shows.
    #[must_use]
    pub fn new(summary: &Summary, remarks: &[Remark], sources: Sources<'a>) -> Self {
        let remarks = remarks
            .iter()
            .map(|remark| from_remark(remark, Some(sources.spec), sources.ledger, sources.levels));
        let is_settled = |key: &Key, marked: &[String]| {
            sources.ledger.is_some_and(|all| all.settles(key, marked).is_some())
        };
        let grounds = Grounds { spec: sources.spec, levels: sources.levels, is_settled: &is_settled };
        let concluded = conclusions(summary, grounds);
        let mut findings: Vec<Finding<'a>> = concluded
            .iter()
            .map(|group| finding(group, summary, sources))
            .chain(remarks)
            .filter(|finding| finding.level > Level::Allow)
            .collect();
        let order: BTreeMap<&str, usize> = sources
            .spec
            .operations
            .iter()
            .enumerate()
            .map(|(at, operation)| (operation.id.as_str(), at))
            .collect();
        findings.sort_by_cached_key(|finding| {
            let operation = order.get(finding.operation.as_str()).copied().unwrap_or(usize::MAX);
            let name = (finding.operation.clone(), finding.status, finding.part, finding.pointer.clone());
            let weight =
                (finding.correction.is_some(), std::cmp::Reverse(finding.level), finding.rule.weight);
            (weight, operation, name, finding.rule.code, finding.found.clone())
        });
        let operations = summary
            .operations()
            .iter()
            .map(|(operation, tally)| (harmless(operation), tally.total()))
            .collect();
        Self {
            compared: Compared::Exchanges(sources.spec),
            ledger: sources.ledger,
            findings,
            read: summary.exchanges(),
            unread: summary.unread(),
            unanswered: summary.unanswered(),
            operations,
            coverage: sources.coverage,
            presence: sources.presence,
        }
    }

    /// The line of a finding in a page or in the spec.
    #[must_use]
    pub fn anchor(&self, finding: &Finding<'_>) -> Option<Anchor> {
        let page = finding.pages.first().map(Anchor::from);
        page.or_else(|| Some(Anchor::of_spec(self.compared.spec()?, finding.site.as_ref()?)))
    }

    /// How many findings fail the check.
    #[must_use]
    pub fn failing(&self) -> u64 {
        self.findings.iter().filter(|finding| finding.fails()).count() as u64
    }

    /// The causes of all findings, worst first.
    #[must_use]
    pub fn causes(&self) -> Vec<Cause<'_, 'a>> {
        causes(&self.findings)
    }

    /// How many causes fail the check.
    #[must_use]
    pub fn failing_causes(&self) -> u64 {
        self.causes().iter().filter(|cause| cause.fails()).count() as u64
    }

    /// How many findings a correction settles.
    #[must_use]
    pub fn settled(&self) -> u64 {
        self.findings.iter().filter(|finding| finding.correction.is_some()).count() as u64
    }

    /// How many notes there are.
    #[must_use]
    pub fn notes(&self) -> u64 {
        let notes = self.findings.iter().filter(|f| f.correction.is_none() && f.level == Level::Note);
        notes.count() as u64
    }

    /// The corrections that settled findings, by id.
    #[must_use]
    pub fn settled_by(&self) -> Vec<Settled<'a>> {
        let mut by_id: BTreeMap<&str, Settled<'a>> = BTreeMap::new();
        for correction in self.findings.iter().filter_map(|finding| finding.correction) {
            by_id.entry(&correction.id).or_insert(Settled { correction, findings: 0 }).findings += 1;
        }
        by_id.into_values().collect()
    }
}

fn finding<'a>(group: &Group, summary: &Summary, sources: Sources<'a>) -> Finding<'a> {
    let key = &group.key;
    let own = group.own_level();
    let level =
        own.map_or_else(|| sources.levels.of(key.rule), |own| sources.levels.of_finding(key.rule, own));
    let level = if group.excused && key.part.is_request() && group.count > 0 {
        level.min(Level::Note)
    } else {
        level
    };
    let tally = summary.operations().get(&key.operation);
    let of = match tally {
        Some(tally) if key.part == Part::ResponseStatus => tally.total(),
        Some(tally) => tally.by_status.get(&key.status).copied().unwrap_or(0),
        None => group.count,
    };
    let ledger_file = sources.ledger.map(|ledger| ledger.file.as_str());
    Finding {
        rule: key.rule,
        level,
        operation: harmless(&key.operation),
        part: key.part,
        status: (key.status > 0).then_some(StatusCode::Exact(key.status)),
        pointer: harmless(&key.pointer),
        renamed_from: group.renamed_from.as_deref().map(harmless),
        found: key.found.as_deref().map(harmless),
        message: harmless(&message::facts(group).message()),
        help: harmless(&message::help(group, ledger_file)),
        marked: !group.corrections.is_empty(),
        correction: sources.ledger.and_then(|ledger| ledger.settles(key, &group.corrections)),
        marks: group.corrections.clone(),
        count: group.count.min(of.max(1)),
        of,
        exchanges: group.examples.iter().map(|(_, locator)| locator.clone()).collect(),
        site: group.site.clone(),
        topic: None,
        scope: None,
        claims: Vec::new(),
        pages: Vec::new(),
        fingerprint: fingerprint(key),
        cause: cause_id::of_group(group, sources.spec),
    }
}

pub(super) fn from_remark<'a>(
    remark: &Remark,
    spec: Option<&Spec>,
    ledger: Option<&'a Ledger>,
    levels: &Levels,
) -> Finding<'a> {
    let Remark { rule, contradiction, .. } = remark;
    let contradiction = contradiction.as_ref();
    // A correction must not settle findings about corrections, such as itself.
    let ledger = ledger.filter(|_| rule.family != Family::Ledger);
    Finding {
        rule,
        level: contradiction.map_or_else(|| levels.of(rule), |known| levels.of_finding(rule, known.level)),
        operation: harmless(&remark.operation),
        part: remark.part,
        status: remark.status,
        pointer: harmless(&remark.pointer),
        renamed_from: contradiction.and_then(|known| known.renamed_from.as_deref()).map(harmless),
        found: remark.found.as_deref().map(harmless),
        message: harmless(&remark.message),
        help: harmless(&remark.help),
        marked: false,
        correction: ledger.and_then(|all| all.settles_remark(remark)),
        marks: Vec::new(),
        count: 0,
        of: 0,
        exchanges: Vec::new(),
        site: remark.site.clone(),
        topic: contradiction.map(|known| known.topic),
        scope: contradiction.and_then(|known| known.scope),
        claims: remark.claims.clone(),
        pages: Vec::new(),
        fingerprint: remark.fingerprint(),
        cause: cause_id::of_remark(remark, spec),
    }
}

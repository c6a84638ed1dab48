//! What is new since an earlier report.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::json;
use super::words::counted;
use crate::report::Report;
use contract_core::harmless::{harmless, one_line};
use contract_core::judgement::Finding;
use contract_core::rules::{self, Level, Levels};

/// What a report is about, and so which earlier report it can be held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaselineOf {
    /// Exchanges, as `check` and `merge` report on them.
    Exchanges,
    /// Pages, as `docs claims` reports on them.
    Pages,
}

/// An earlier report in the format `json`, against which a report can be held.
#[derive(Debug)]
pub struct Baseline {
    known: BTreeMap<String, Known>,
}

#[derive(Debug, Deserialize)]
struct Document {
    /// The version of a report on exchanges.
    version: Option<String>,
    /// What a report on pages lists besides.
    claims: Option<IgnoredAny>,
    findings: Vec<Known>,
}

/// An earlier finding.
#[derive(Debug, Deserialize)]
struct Known {
    rule: String,
    name: String,
    severity: String,
    operation: String,
    pointer: String,
    found: Option<String>,
    correction: Option<String>,
    fingerprint: String,
}

/// A baseline that cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("cannot use the baseline {file}: {what}")]
#[diagnostic(help("write one with `cartevo-contract {command} --format json={file}`", command = of.command()))]
pub struct BaselineError {
    /// What it was to be held against.
    pub of: BaselineOf,
    /// The file as the user named it.
    pub file: String,
    /// What is wrong.
    pub what: String,
}

/// What a comparison with an earlier report came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// How many findings, failing or not, were in the earlier report already and are not listed.
    pub hidden: u64,
    /// What the earlier report has and this one does not, one line each.
    pub gone: Vec<Gone>,
}

/// A finding of an earlier report that no longer occurs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gone {
    /// The operation.
    pub operation: String,
    /// The code of the rule.
    pub rule: String,
    /// The name of the rule.
    pub name: String,
    /// Where.
    pub pointer: String,
    /// The name, type or value that was new.
    pub found: Option<String>,
    /// Its short name.
    pub fingerprint: String,
}

impl Comparison {
    /// What was left out and what has gone, in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let gone = match self.gone.len() as u64 {
            0 => String::new(),
            gone => format!("; {} of the baseline no longer {}", counted(gone, "finding"), verb(gone)),
        };
        format!(
            "{} known from the baseline {} not listed{gone}",
            counted(self.hidden, "finding"),
            be(self.hidden)
        )
    }
}

fn be(count: u64) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

fn verb(count: u64) -> &'static str {
    if count == 1 { "occurs" } else { "occur" }
}

impl fmt::Display for Gone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, rule, name, pointer, found: _, fingerprint } = self;
        let at = if pointer.is_empty() { String::new() } else { format!(" at {pointer}") };
        write!(f, "{rule} {name} in {operation}{at} no longer occurs [{fingerprint}]")
    }
}

impl BaselineOf {
    fn command(self) -> &'static str {
        match self {
            Self::Exchanges => "check",
            Self::Pages => "docs claims PAGE...",
        }
    }

    /// What keeps the document from being such a report.
    fn fault(self, document: &Document) -> Option<String> {
        match self {
            Self::Exchanges if document.version.as_deref() != Some(json::VERSION) => {
                Some(format!("it is not of version {}", json::VERSION))
            }
            Self::Pages if document.claims.is_none() => Some("it is no report on pages".to_owned()),
            Self::Exchanges | Self::Pages => None,
        }
    }
}

impl Baseline {
    /// Reads an earlier report.
    ///
    /// # Errors
    /// The file cannot be read, or is no report in the format `json` on what is meant.
    pub fn load(path: &Path, of: BaselineOf) -> Result<Self, BaselineError> {
        let error = |what: String| BaselineError { of, file: path.display().to_string(), what };
        let bytes = std::fs::read(path).map_err(|problem| error(problem.to_string()))?;
        let document: Document = serde_json::from_slice(&bytes)
            .map_err(|problem| error(format!("it is no report: {}", one_line(&problem.to_string()))))?;
        if let Some(fault) = of.fault(&document) {
            return Err(error(fault));
        }
        let known = document.findings.into_iter().map(|finding| (finding.fingerprint.clone(), finding));
        Ok(Self { known: known.collect() })
    }
}

impl Known {
    /// Is it the same disagreement, taken at least as seriously then as now? What was settled or a note and fails now
    /// is new.
    fn covers(&self, finding: &Finding<'_>) -> bool {
        let level = self.severity.parse().unwrap_or(Level::Allow);
        finding.correction.is_some() || (self.correction.is_none() && level >= finding.level)
    }
}

impl Report<'_> {
    /// Leaves out what the earlier report has, and remembers how much that was and what has gone since.
    /// What the levels of this run leave out has not gone.
    pub fn compare(&mut self, baseline: &Baseline, levels: &Levels) {
        let now: BTreeSet<&str> =
            self.outcome.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
        let is_left_out =
            |known: &Known| rules::find(&known.rule).is_some_and(|rule| levels.of(rule) == Level::Allow);
        let gone = baseline.known.values();
        let gone = gone.filter(|known| !now.contains(known.fingerprint.as_str()) && !is_left_out(known));
        let mut gone: Vec<Gone> = gone
            .map(|known| Gone {
                rule: harmless(&known.rule),
                name: harmless(&known.name),
                operation: harmless(&known.operation),
                pointer: harmless(&known.pointer),
                found: known.found.as_deref().map(harmless),
                fingerprint: harmless(&known.fingerprint),
            })
            .collect();
        gone.sort();
        let before = self.outcome.findings.len();
        self.outcome.findings.retain(|finding| {
            !baseline.known.get(&finding.fingerprint).is_some_and(|known| known.covers(finding))
        });
        self.baseline = Some(Comparison { hidden: (before - self.outcome.findings.len()) as u64, gone });
    }
}

//! Compares a report with an earlier one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::json;
use super::numbers::counted;
use crate::report::Report;
use contract_core::findings::found_gated;
use contract_core::judgement::Finding;
use contract_core::rules::{self, Level, Levels};
use contract_core::shown::{HIDDEN_NAME, HIDDEN_VALUE, Reread, shown_problem};
use contract_core::verdict::Part;

/// The subject of a report. A baseline must have the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaselineOf {
    /// Exchanges: the reports of `check` and `merge`.
    Exchanges,
    /// Pages: the reports of `docs claims`.
    Pages,
}

/// The characters of a fingerprint.
const FINGERPRINT: usize = 12;

/// An earlier report in the format `json`.
#[derive(Debug)]
pub struct Baseline {
    known: BTreeMap<String, Known>,
}

#[derive(Debug, Deserialize)]
struct Document {
    /// The version of a report on exchanges.
    version: Option<String>,
    /// The claims in a report on pages.
    claims: Option<IgnoredAny>,
    findings: Vec<Known>,
}

/// An earlier finding.
#[derive(Debug, Deserialize)]
struct Known {
    rule: String,
    severity: String,
    operation: String,
    #[serde(default)]
    r#in: String,
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
    /// The subject of the new report.
    pub of: BaselineOf,
    /// The file as named by the user.
    pub file: String,
    /// What is wrong.
    pub what: String,
}

/// The result of a comparison with a baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The number of findings, failing or not, that are hidden because the baseline has them.
    pub hidden: u64,
    /// The findings of the baseline that no longer occur.
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
    /// The place.
    pub pointer: String,
    /// The name, type or value found.
    pub found: Option<String>,
    /// The fingerprint.
    pub fingerprint: String,
}

impl Comparison {
    /// The result in a sentence.
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

    /// The reason why a document is not such a report, if it isn't.
    fn fault(self, document: &Document) -> Option<String> {
        match self {
            Self::Exchanges if document.version.as_deref() != Some(json::VERSION) => {
                Some(format!("its version is not {}", json::VERSION))
            }
            Self::Pages if document.claims.is_none() => Some("it is not a report on pages".to_owned()),
            Self::Exchanges | Self::Pages => None,
        }
    }
}

impl Baseline {
    /// Reads an earlier report.
    ///
    /// # Errors
    /// The file cannot be read, or is not a `json` report on the same subject.
    pub fn load(path: &Path, of: BaselineOf) -> Result<Self, BaselineError> {
        let error = |what: String| BaselineError { of, file: contract_core::harmless::path(path), what };
        let bytes = std::fs::read(path).map_err(|problem| error(problem.to_string()))?;
        let document: Document = serde_json::from_slice(&bytes)
            .map_err(|problem| error(format!("it is not a report: {}", shown_problem(&problem))))?;
        if let Some(fault) = of.fault(&document) {
            return Err(error(fault));
        }
        let known = document.findings.into_iter().map(|finding| (finding.fingerprint.clone(), finding));
        Ok(Self { known: known.collect() })
    }
}

impl Known {
    /// True for the same disagreement with the same or a higher level in the baseline. A finding that was
    /// settled or a note and now fails is new.
    fn covers(&self, finding: &Finding<'_>) -> bool {
        let level = self.severity.parse().unwrap_or(Level::Allow);
        finding.correction.is_some() || (self.correction.is_none() && level >= finding.level)
    }

    fn part(&self) -> Part {
        self.r#in.parse().unwrap_or(Part::ResponseBody)
    }

    /// The fingerprint, if it has the form of one.
    fn shown_fingerprint(&self) -> &str {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_fingerprint = self.fingerprint.len() == FINGERPRINT && self.fingerprint.bytes().all(is_digit);
        if is_fingerprint { &self.fingerprint } else { HIDDEN_VALUE }
    }
}

impl Report<'_> {
    /// Hides findings that the baseline has, and counts them and the ones that no longer occur. Findings
    /// hidden by the levels of this run still occur.
    pub fn compare(&mut self, baseline: &Baseline, levels: &Levels) {
        let now: BTreeSet<&str> =
            self.outcome.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
        let is_left_out =
            |known: &Known| rules::find(&known.rule).is_some_and(|rule| levels.of(rule) == Level::Allow);
        // The baseline may be from anybody, and is judged like traffic.
        let judge = Reread::new(self.outcome.compared.spec());
        let gone = baseline.known.values();
        let gone = gone.filter(|known| !now.contains(known.fingerprint.as_str()) && !is_left_out(known));
        let mut gone: Vec<Gone> = gone
            .map(|known| Gone {
                rule: rules::find(&known.rule).map_or(HIDDEN_NAME, |rule| rule.code).to_owned(),
                name: rules::find(&known.rule).map_or(HIDDEN_NAME, |rule| rule.name).to_owned(),
                operation: judge.operation(&known.operation).into_owned(),
                pointer: judge.place(&known.pointer),
                found: known
                    .found
                    .as_deref()
                    .map(|found| found_gated(rules::find(&known.rule), known.part(), found, &judge)),
                fingerprint: known.shown_fingerprint().to_owned(),
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

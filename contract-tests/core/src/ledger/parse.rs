//! Reads `corrections.toml`.

use std::collections::HashSet;
use std::path::Path;

use strum::VariantArray as _;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::{Correction, Ledger};
use crate::rules;
use crate::verdict::Part;

/// An invalid ledger.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{file}:{line}: {what}")]
#[diagnostic(help("{help}"))]
pub struct LedgerError {
    /// The file as named by the user.
    pub file: String,
    /// Line, from 1; 0 for the whole file.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// The help.
    pub help: String,
}

/// The ledger: corrections that settle findings.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Corrections")]
struct File {
    #[serde(default)]
    #[schemars(with = "Vec<Entry>")]
    correction: Vec<Spanned<Entry>>,
}

/// What a correction settles, the reason, and who decided.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Correction")]
struct Entry {
    /// Stable, and never reused.
    id: String,
    /// The rule, by code or name.
    rule: String,
    /// Its operations.
    #[serde(default)]
    operations: Vec<String>,
    /// The part of the exchange, such as `response-body`.
    r#in: Option<String>,
    /// The status, if it is limited to one.
    status: Option<u16>,
    /// The places; a segment `{found}` stands for each name in `found`.
    pointer: Option<OneOrMany>,
    /// The names, types or values it settles.
    found: Option<OneOrMany>,
    /// Citations of the docs.
    #[serde(default)]
    docs: Vec<String>,
    /// Paths of recordings, relative to the project root.
    #[serde(default)]
    evidence: Vec<String>,
    /// The decision.
    decision: Option<String>,
    /// The reason. A correction without one is a finding.
    #[schemars(with = "String")]
    reason: Option<String>,
    /// Who decided, as a role or handle.
    decided_by: Option<String>,
    /// The date of the decision.
    #[schemars(with = "Option<String>")]
    since: Option<Datetime>,
    /// The date of the next review.
    #[schemars(with = "Option<String>")]
    review_by: Option<Datetime>,
}

/// One text, or a list of them.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// The JSON Schema of a ledger, as parsed from TOML.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(File)
}

impl OneOrMany {
    fn into_list(list: Option<Self>) -> Vec<String> {
        match list {
            None => Vec::new(),
            Some(Self::One(text)) => vec![text],
            Some(Self::Many(texts)) => texts,
        }
    }
}

impl Ledger {
    /// Reads a ledger. `shown` is its name in messages. An empty file is an empty ledger.
    ///
    /// # Errors
    /// The file cannot be read, is not TOML, has an unknown field, rule or part, or uses an id twice.
    pub fn load(path: &Path, shown: &str) -> Result<Self, LedgerError> {
        let text = std::fs::read_to_string(path).map_err(|error| LedgerError {
            file: shown.to_owned(),
            line: 0,
            what: format!("cannot read the corrections: {error}"),
            help: "name a ledger with --corrections FILE; /dev/null is an empty one".into(),
        })?;
        Self::from_text(&text, shown)
    }

    /// Reads the text of a ledger. `shown` is its name in messages.
    ///
    /// # Errors
    /// As [`Ledger::load`].
    pub fn from_text(text: &str, shown: &str) -> Result<Self, LedgerError> {
        let line_of = |offset: usize| text.get(..offset).map_or(0, |before| before.matches('\n').count() + 1);
        let error = |offset: Option<usize>, what: String, help: &str| LedgerError {
            file: shown.to_owned(),
            line: offset.map_or(0, line_of),
            what,
            help: help.to_owned(),
        };
        let file: File = toml::from_str(text).map_err(|problem| {
            let offset = problem.span().map(|span| span.start);
            error(offset, problem.message().to_owned(), "fix the TOML at this place")
        })?;
        let mut seen = HashSet::new();
        let mut corrections = Vec::new();
        for entry in file.correction {
            let offset = entry.span().start;
            let correction = correction(entry.into_inner(), line_of(offset))
                .map_err(|(what, help)| error(Some(offset), what, &help))?;
            if !seen.insert(correction.id.clone()) {
                let what = format!("a second correction has the id {}", correction.id);
                return Err(error(Some(offset), what, "give it a new id; ids are never reused"));
            }
            corrections.push(correction);
        }
        Ok(Self { file: shown.to_owned(), corrections })
    }
}

fn correction(entry: Entry, line: usize) -> Result<Correction, (String, String)> {
    let id = entry.id;
    let rule = rules::find(&entry.rule).ok_or_else(|| {
        let what = format!("{id} has the unknown rule `{}`", entry.rule);
        (what, "`cartevo-contract rules` lists the rules".to_owned())
    })?;
    let part = entry.r#in.as_deref().map(|word| {
        word.parse::<Part>().map_err(|_| {
            let words: Vec<&str> = Part::VARIANTS.iter().map(|part| part.word()).collect();
            (
                format!("{id} has an unknown part, `{word}`, in `in`"),
                format!("use one of {}", words.join(", ")),
            )
        })
    });
    let day = |key: &str, written: Option<Datetime>| match written {
        None => Ok(None),
        Some(written) => day(written).map(Some).ok_or_else(|| {
            let what = format!("the {key} of {id} is `{written}`, which is not a date");
            (what, format!("use a date, such as `{key} = 2027-05-20`"))
        }),
    };
    let (since, review_by) = (day("since", entry.since)?, day("review_by", entry.review_by)?);
    Ok(Correction {
        id,
        rule,
        operations: entry.operations,
        part: part.transpose()?,
        status: entry.status,
        pointers: OneOrMany::into_list(entry.pointer),
        found: OneOrMany::into_list(entry.found),
        docs: entry.docs,
        evidence: entry.evidence,
        decision: entry.decision,
        reason: entry.reason.unwrap_or_default(),
        decided_by: entry.decided_by,
        since,
        review_by,
        line,
    })
}

/// The date, with or without a time.
fn day(written: Datetime) -> Option<Date> {
    let date = written.date?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?)
        .ok()
}

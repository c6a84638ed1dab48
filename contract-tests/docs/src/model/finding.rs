//! A disagreement of the docs with themselves or with the spec.

use serde::Serialize;

use super::Location;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Both statements cannot be true.
    Error,
    /// Both can be true, but hardly are.
    Warning,
    /// One statement says more than the other. Never fails a run.
    Note,
}

/// Why two statements disagree; findings are grouped by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The answer is wrapped in two ways.
    Envelope,
    /// One thing has two names.
    Name,
    /// Values have two forms: masks, ids, years, timestamps.
    Form,
    /// Two JSON types.
    Type,
    /// A value that the list of values leaves out, or two lists.
    Enumeration,
    /// Required here and not there.
    Required,
    /// A parameter that one list has and the other lacks.
    Parameter,
    /// Two defaults or limits.
    Default,
    /// Pages are counted from two different numbers.
    PageBase,
    /// Each of two samples of one object has fields the other lacks.
    Variant,
    /// One sample of an object shows less than the other.
    Extent,
    /// Said to be left out, and shown.
    Absence,
    /// Two statuses for one answer.
    Status,
    /// Two ways to authorize.
    Auth,
    /// Two addresses for one operation.
    Address,
    /// Values of one sample that cannot go together.
    Consistency,
    /// A list is announced and none follows.
    Announcement,
    /// The spec says something else.
    Spec,
}

impl Cause {
    /// The heading over the findings of this cause.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Envelope => "Envelopes",
            Self::Name => "Two names for one thing",
            Self::Form => "Two forms of one value",
            Self::Type => "Two types",
            Self::Enumeration => "Values and lists of values",
            Self::Required => "Required or not",
            Self::Parameter => "Parameters in one list only",
            Self::Default => "Defaults and limits",
            Self::PageBase => "The number of the first page",
            Self::Variant => "Object variants: each sample has fields that the other lacks",
            Self::Extent => "One sample shows more than the other",
            Self::Absence => "Said to be left out, and shown",
            Self::Status => "Statuses",
            Self::Auth => "Authorization",
            Self::Address => "Addresses",
            Self::Consistency => "Values that cannot go together",
            Self::Announcement => "Announced and missing",
            Self::Spec => "Docs against spec",
        }
    }
}

/// One disagreement, with every claim that takes part in it.
#[derive(Debug, Clone, Serialize)]
pub struct DocsFinding {
    /// The code of the rule.
    pub rule: &'static str,
    /// The name of the rule.
    pub name: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Why the statements disagree.
    pub cause: Cause,
    /// `METHOD /path`, or the operationId once a spec has named it.
    pub operation: Option<String>,
    /// The part of the exchange.
    #[serde(rename = "in")]
    pub location: Location,
    /// The status of the answer, where the page says it.
    pub status: Option<String>,
    /// The place.
    pub pointer: String,
    /// The other name of the place, where one thing has two.
    pub renamed_from: Option<String>,
    /// The name or the value in question.
    pub found: Option<String>,
    /// Which of several disagreements about one place this is: `across operations`, or the kind of section.
    pub scope: Option<String>,
    /// What disagrees, in one sentence.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The ledger entry that settles it.
    pub correction: Option<String>,
    /// The claims on all sides, by id.
    pub claims: Vec<String>,
    /// The same claims by page and line.
    pub places: Vec<String>,
    /// Twelve hex digits over rule, cause, operation, place and name: never over a message, a line or a value.
    pub fingerprint: String,
}

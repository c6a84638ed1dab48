//! A disagreement of the docs with themselves or with the spec.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::Location;
use contract_core::rules::{Level, Rule};
use contract_core::spec::Site;

contract_core::vocabulary! {
    /// How much a finding weighs.
    pub enum Severity {
        /// Both statements cannot be true.
        Error = "error",
        /// Both can be true, but hardly are.
        Warning = "warning",
        /// One statement says more than the other. Never fails a run.
        Note = "note",
    }
}

impl Severity {
    /// The level of a rule that weighs as much.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::Error => Level::Error,
            Self::Warning => Level::Warning,
            Self::Note => Level::Note,
        }
    }
}

contract_core::vocabulary! {
    /// Why two statements disagree; findings are grouped by it.
    pub enum Cause {
        /// The answer is wrapped in two ways.
        Envelope = "envelope" / "Envelopes",
        /// One thing has two names.
        Name = "name" / "Two names for one thing",
        /// Values have two forms: masks, ids, years, timestamps.
        Form = "form" / "Two forms of one value",
        /// Two JSON types.
        Type = "type" / "Two types",
        /// A value that the list of values leaves out, or two lists.
        Enumeration = "enumeration" / "Values and lists of values",
        /// Required here and not there.
        Required = "required" / "Required or not",
        /// A parameter that one list has and the other lacks.
        Parameter = "parameter" / "Parameters in one list only",
        /// Two defaults or limits.
        Default = "default" / "Defaults and limits",
        /// Pages are counted from two different numbers.
        PageBase = "page-base" / "The number of the first page",
        /// Each of two samples of one object has fields the other lacks.
        Variant = "variant" / "Object variants: each sample has fields that the other lacks",
        /// One sample of an object shows less than the other.
        Extent = "extent" / "One sample shows more than the other",
        /// Said to be left out, and shown.
        Absence = "absence" / "Said to be left out, and shown",
        /// Two statuses for one answer.
        Status = "status" / "Statuses",
        /// Two ways to authorize.
        Auth = "auth" / "Authorization",
        /// Two addresses for one operation.
        Address = "address" / "Addresses",
        /// Values of one sample that cannot go together.
        Consistency = "consistency" / "Values that cannot go together",
        /// A list is announced and none follows.
        Announcement = "announcement" / "Announced and missing",
        /// The spec says something else.
        Spec = "spec" / "Docs against spec",
    }
}

impl Cause {
    /// What to do about it.
    #[must_use]
    pub fn repair(self) -> &'static str {
        match self {
            Self::Extent => {
                "read the longer sample as the rule and make the fields of only one of them optional"
            }
            Self::Name => {
                "declare both names in the spec, the rarer one with x-alias-of, and settle the finding in corrections.toml"
            }
            Self::Variant | Self::Absence => {
                "make the field optional in the spec and settle the finding in corrections.toml"
            }
            Self::Parameter => {
                "decide which list is complete, declare the parameter, and settle the finding in corrections.toml"
            }
            Self::Announcement => "ask the vendor for the list, and settle the finding in corrections.toml",
            Self::Spec => {
                "correct the spec, or mark the place with x-correction and say why in corrections.toml"
            }
            Self::Envelope
            | Self::Form
            | Self::Type
            | Self::Enumeration
            | Self::Required
            | Self::Default
            | Self::PageBase
            | Self::Status
            | Self::Auth
            | Self::Address
            | Self::Consistency => {
                "decide which statement holds, write it into the spec, and settle the finding in corrections.toml"
            }
        }
    }
}

contract_core::vocabulary! {
    /// Which of several disagreements about one place it is.
    pub enum Scope {
        /// Between operations.
        AcrossOperations = "across operations",
        /// With the request that the docs generator wrote.
        GeneratedRequestSample = "generated request sample",
        /// With a sample that somebody typed.
        HandWrittenSample = "hand-written sample",
        /// With code that calls the API.
        CodeExample = "code example",
    }
}

/// One disagreement, with every claim that takes part in it.
#[derive(Debug, Clone, Serialize)]
pub struct DocsFinding {
    /// The rule; JSON has its code as `rule` and its name as `name`.
    #[serde(flatten, serialize_with = "code_and_name")]
    pub rule: &'static Rule,
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
    /// Which of several disagreements about one place this is.
    pub scope: Option<Scope>,
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
    /// Where the spec says otherwise.
    #[serde(skip)]
    pub site: Option<Site>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference to the field")]
fn code_and_name<S: Serializer>(rule: &&'static Rule, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry("rule", rule.code)?;
    map.serialize_entry("name", rule.name)?;
    map.end()
}

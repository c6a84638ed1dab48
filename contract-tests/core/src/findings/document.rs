//! The form of a summary file: everything a run learned, in an order that does not depend on how it was learned.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::learned_file::LearnedEntry;
use crate::verdict::SpecCoverage;

/// The version this program writes and reads.
pub(super) const SUMMARY_VERSION: &str = "summary-v1";

/// What a run learned, to be merged with what others learned. Holds nothing of a body that a report would not show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SummaryDocument {
    /// `summary-v1`.
    pub version: String,
    /// The spec the exchanges were compared with.
    pub spec: SpecEntry,
    /// Which part of the exchanges this is; null if it is all of them.
    pub shard: Option<ShardEntry>,
    /// The names of the sources, in the order in which they were read.
    pub sources: Vec<String>,
    /// How many exchanges are named for each finding; null if all are.
    pub max_examples: Option<u64>,
    /// How many exchanges were read.
    pub exchanges: u64,
    /// How many entries could not be read.
    pub unread: u64,
    /// The first of the entries that could not be read.
    pub unread_examples: Vec<UnreadEntry>,
    /// Exchanges by operation and status.
    pub operations: BTreeMap<String, BTreeMap<u16, u64>>,
    /// Every disagreement.
    pub findings: Vec<GroupEntry>,
    /// What of the spec was shown.
    #[serde(rename = "reach")]
    pub coverage: SpecCoverage,
    /// How often declared properties were there.
    pub presence: Vec<PresenceEntry>,
    /// What is decided when all parts are joined.
    pub learned: LearnedEntry,
}

/// Which spec.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecEntry {
    /// The file as it was named.
    pub file: String,
    /// The SHA-256 of its text, in hexadecimal digits.
    pub sha256: String,
}

/// Part `number` of `of`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShardEntry {
    /// Which part, from 1.
    pub number: u64,
    /// How many parts there are.
    pub of: u64,
}

/// An exchange.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleEntry {
    /// The position of its source in `sources`.
    pub source: u32,
    /// The entry or line in it, from 0.
    pub index: u64,
}

/// An entry that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnreadEntry {
    /// The position of its source in `sources`.
    pub source: u32,
    /// The entry or line in it, from 0.
    pub index: u64,
    /// Why.
    pub reason: String,
}

/// One disagreement and how often it was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupEntry {
    /// The operation.
    pub operation: String,
    /// The status of the response; 0 where none is meant.
    pub status: u16,
    /// Which part of the exchange.
    pub r#in: String,
    /// Where in it.
    pub pointer: String,
    /// The code of the rule.
    pub rule: String,
    /// The name, type or value that is new.
    pub found: Option<String>,
    /// How many exchanges show it.
    pub count: u64,
    /// The first of them.
    pub examples: Vec<ExampleEntry>,
    /// The declared place of what came under another name.
    pub renamed_from: Option<String>,
    /// What the spec expects.
    pub expected: String,
    /// Where the spec says so.
    pub spec: Option<SiteEntry>,
    /// Corrections written at that place of the spec.
    pub corrections: Vec<String>,
    /// Was every exchange that shows it refused by the server?
    pub excused: bool,
}

/// A place in the spec.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteEntry {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// JSON pointer in the document.
    pub pointer: String,
}

/// The objects in one kind of body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PresenceEntry {
    /// The operation.
    pub operation: String,
    /// Which part of the exchange.
    pub r#in: String,
    /// The status of the response.
    pub status: u16,
    /// By JSON pointer.
    pub objects: BTreeMap<String, ObjectEntry>,
}

/// The objects in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectEntry {
    /// How many there were.
    pub count: u64,
    /// In how many of them each declared property was.
    pub properties: BTreeMap<String, u64>,
}

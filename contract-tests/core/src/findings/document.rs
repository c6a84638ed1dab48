//! The format of a summary file: the result of a run, in an order independent of the order of exchanges.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::learned_file::LearnedEntry;
use crate::verdict::SpecCoverage;

/// The version that this program writes and reads.
pub(super) const SUMMARY_VERSION: &str = "summary-v1";

/// The result of a run, for merging with other runs. Contains nothing from a body that a report would not
/// show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SummaryDocument {
    /// `summary-v1`.
    pub version: String,
    /// The spec the exchanges were compared with.
    pub spec: SpecEntry,
    /// The shard; null for all exchanges.
    pub shard: Option<ShardEntry>,
    /// The names of the sources, in reading order.
    pub sources: Vec<String>,
    /// The maximum number of exchanges listed for each finding; null for all.
    pub max_examples: Option<u64>,
    /// How many exchanges were read.
    pub exchanges: u64,
    /// How many entries could not be read.
    pub unread: u64,
    /// How many requests of collections have no saved response; left out if there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unanswered: u64,
    /// The first of the entries that could not be read.
    pub unread_examples: Vec<UnreadEntry>,
    /// Exchanges by operation and status.
    pub operations: BTreeMap<String, BTreeMap<u16, u64>>,
    /// Every disagreement.
    pub findings: Vec<GroupEntry>,
    /// The parts of the spec that were shown.
    #[serde(rename = "reach")]
    pub coverage: SpecCoverage,
    /// How often declared properties were present.
    pub presence: Vec<PresenceEntry>,
    /// What is decided after merging.
    pub learned: LearnedEntry,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// Which spec.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecEntry {
    /// The file as named by the user.
    pub file: String,
    /// The SHA-256 of its text and of the files that it refers to, in hexadecimal.
    pub sha256: String,
}

/// Shard `number` of `of`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShardEntry {
    /// The number of the shard, from 1.
    pub number: u64,
    /// The number of shards.
    pub of: u64,
}

/// An exchange.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleEntry {
    /// The index of its source in `sources`.
    pub source: u32,
    /// The entry or line, from 0.
    pub index: u64,
}

/// An entry that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnreadEntry {
    /// The index of its source in `sources`.
    pub source: u32,
    /// The entry or line, from 0.
    pub index: u64,
    /// The reason.
    pub reason: String,
}

/// A disagreement and how often it was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupEntry {
    /// The operation.
    pub operation: String,
    /// The status of the response; 0 if the finding is not about one.
    pub status: u16,
    /// The part of the exchange.
    pub r#in: String,
    /// The place in it.
    pub pointer: String,
    /// The code of the rule.
    pub rule: String,
    /// The name, type or value found.
    pub found: Option<String>,
    /// How many exchanges show it.
    pub count: u64,
    /// The first of them.
    pub examples: Vec<ExampleEntry>,
    /// The declared place of a renamed property.
    pub renamed_from: Option<String>,
    /// What the spec expects.
    pub expected: String,
    /// The place in the spec.
    pub spec: Option<SiteEntry>,
    /// Corrections named at that place of the spec.
    pub corrections: Vec<String>,
    /// True if the server rejected every exchange that shows it.
    pub excused: bool,
}

/// A place in the spec.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteEntry {
    /// The path of the file in the folder of the document; left out for the document itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// JSON pointer in the file.
    pub pointer: String,
}

/// The objects in one kind of body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PresenceEntry {
    /// The operation.
    pub operation: String,
    /// The part of the exchange.
    pub r#in: String,
    /// The status of the response.
    pub status: u16,
    /// By JSON pointer.
    pub objects: BTreeMap<String, ObjectEntry>,
}

/// The objects at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectEntry {
    /// The number of objects.
    pub count: u64,
    /// How many of them had each declared property.
    pub properties: BTreeMap<String, u64>,
}

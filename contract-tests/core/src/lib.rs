//! Compares recorded HTTP exchanges with an `OpenAPI` document: exchanges in, findings out. Independent of
//! any vendor.
//!
//! - [`json`]: JSON texts as they were sent, with duplicate keys and the original text of numbers.
//! - [`exchange`]: recorded traffic, streamed from recordings, HAR and NDJSON.
//! - [`spec`]: a compiled `OpenAPI` document; every part knows its line.
//! - [`harmless`]: untrusted text without anything that steers a terminal or deceives a reader.
//! - [`value_class`]: coarse classes of values, which cannot be turned back into values.
//! - [`name_judge`]: whether a name from outside is one that a programmer wrote.
//! - [`mod@plain_value`]: which values of public places are shown and recorded, by their form.
//! - [`mod@pointer`]: JSON pointers.
//! - [`rules`]: the kinds of disagreement.
//! - [`verdict`]: one exchange against the spec.
//! - [`findings`]: observations grouped, and what is concluded from all of them.
//! - [`ledger`]: corrections, which settle findings.
//! - [`judgement`]: findings with level, message and correction, in the order of a report.
//! - [`mod@vocabulary`]: enums whose members have words.
//! - [`workers`]: many exchanges against the spec, on several threads.
//! - [`zeroed`]: buffers for bodies that leave nothing in memory.

pub use card_data::harmless;
pub use cartevo_yaml::pointer;

pub mod exchange;
pub mod findings;
pub mod json;
pub mod judgement;
pub mod ledger;
pub mod name_judge;
pub mod plain_value;
pub mod rules;
pub mod shown;
pub mod spec;
pub mod value_class;
pub mod verdict;
pub mod vocabulary;
pub mod workers;
pub mod zeroed;

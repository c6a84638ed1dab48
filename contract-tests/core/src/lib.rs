//! Compares recorded HTTP exchanges with an `OpenAPI` document: exchanges in, findings out. Knows no vendor.
//!
//! - [`json`]: JSON texts as they were sent, duplicate keys and number texts included.
//! - [`exchange`]: recorded traffic, read as a stream from recordings, HAR and NDJSON.
//! - [`spec`]: an `OpenAPI` document, every part of it with its line.
//! - [`harmless`]: text of strangers without what steers a terminal or deceives a reader.
//! - [`value_class`]: classes of values, which tell what a value is like and not what it is.
//! - [`mod@pointer`]: JSON pointers.
//! - [`rules`]: the kinds of disagreement.
//! - [`verdict`]: one exchange against the spec.
//! - [`findings`]: observations grouped, and what is concluded from all of them.
//! - [`ledger`]: corrections, which settle findings.
//! - [`judgement`]: findings with level, message and correction, in the order of a report.
//! - [`mod@vocabulary`]: enums whose members have words.
//! - [`workers`]: many exchanges against the spec, on several threads.

pub use card_data::harmless;
pub use cartevo_yaml::pointer;

pub mod exchange;
pub mod findings;
pub mod json;
pub mod judgement;
pub mod ledger;
pub mod rules;
pub mod shown;
pub mod spec;
pub mod value_class;
pub mod verdict;
pub mod vocabulary;
pub mod workers;

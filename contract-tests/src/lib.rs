//! Checks an `OpenAPI` document against recorded HTTP traffic and reports every disagreement.
//!
//! - [`card_data`]: finds card numbers, security codes and credentials in bytes, through encodings.
//! - [`json`]: JSON texts as they were sent, duplicate keys and number texts included.
//! - [`docs`]: documentation pages as claims, and where the claims contradict each other.
//! - [`exchange`]: recorded traffic, read as a stream from recordings, HAR and NDJSON.
//! - [`spec`]: an `OpenAPI` document, every part of it with its line.
//! - [`looks`]: classes of values, which tell what a value is like and not what it is.
//! - [`rules`]: the kinds of disagreement.
//! - [`verdict`]: one exchange against the spec.
//! - [`workers`]: many exchanges against the spec, on several threads.
//! - [`coverage`]: which assertions of the spec the exchanges showed.
//! - [`mutation`]: which changes of the spec the exchanges would notice.
//! - [`ledger`]: corrections, which settle findings.
//! - [`report`]: observations grouped into findings, and findings written.
//! - [`record`]: from traffic to recordings that hold nothing to fear.
//! - [`proxy`]: a reverse proxy, which hands traffic over to be recorded.
//! - [`project`]: where spec, ledger and recordings are found.
//! - [`bindings`]: what a spec generates for the client, and what a change of it breaks.
//! - [`commands`], [`cli`] and [`exit`]: the command line on top of these.

pub mod bindings;
pub mod card_data;
pub mod cli;
pub mod commands;
pub mod coverage;
pub mod docs;
pub mod exchange;
pub mod exit;
pub mod json;
pub mod ledger;
pub mod looks;
pub mod mutation;
pub mod project;
pub mod proxy;
pub mod record;
pub mod report;
pub mod rules;
pub mod shown;
pub mod spec;
pub mod verdict;
pub mod workers;

#[path = "../../openapi/generate/mod.rs"]
mod generate;

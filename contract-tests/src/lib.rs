//! Checks an `OpenAPI` document against recorded HTTP traffic and reports every disagreement.
//!
//! - [`json`]: JSON texts as they were sent, duplicate keys and number texts included.
//! - [`docs`]: documentation pages as claims, and where the claims contradict each other.
//! - [`exchange`]: recorded traffic, read as a stream from recordings, HAR and NDJSON.
//! - [`spec`]: an `OpenAPI` document, every part of it with its line.

pub mod docs;
pub mod exchange;
pub mod json;
pub mod spec;

//! Checks an `OpenAPI` document against recorded HTTP traffic and reports every disagreement.
//!
//! - [`card_data`]: finds card numbers, security codes and credentials in bytes, through encodings.
//! - [`json`]: JSON texts as they were sent, duplicate keys and number texts included.
//! - [`exchange`]: recorded traffic, read as a stream from recordings, HAR and NDJSON.
//! - [`spec`]: an `OpenAPI` document, every part of it with its line.
//! - [`record`]: from traffic to recordings that nobody has to fear.

pub mod card_data;
pub mod commands;
pub mod exchange;
pub mod exit;
pub mod json;
pub mod project;
pub mod record;
pub mod spec;

//! What `build.rs` makes of the spec: matchers for requests, with types of their own.

#![allow(
    dead_code,
    unused_imports,
    unused_qualifications,
    unreachable_pub,
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "generated: progenitor writes for every spec, and what one test doesn't need stays unused"
)]

include!(concat!(env!("OUT_DIR"), "/mocks.rs"));

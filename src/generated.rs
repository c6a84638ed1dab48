//! What `build.rs` makes of `openapi/cartevo.yaml`. Only the types that `lib.rs` names leave the crate.

#![allow(
    dead_code,
    unused_imports,
    unused_mut,
    unused_qualifications,
    unreachable_pub,
    missing_docs,
    clippy::all,
    clippy::pedantic,
    reason = "generated: progenitor writes for every spec, and what one spec doesn't need stays unused"
)]

include!(concat!(env!("OUT_DIR"), "/client.rs"));

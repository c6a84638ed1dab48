//! From the spec to the generated part of the client, one step a file.
//!
//! `build.rs` names the steps and runs them. The tests of the pipeline, `contract-tests` and its build use the same
//! modules through `#[path]`, under the name `generate` in the root of their crate.

#![allow(dead_code, unreachable_pub, reason = "every crate that includes these modules uses a part of them")]

pub mod bindings;
pub mod code;
pub mod finish;
pub mod lint;
pub mod mistake;
pub mod read;
pub mod slim;
pub mod source;

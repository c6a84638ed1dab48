//! Generates the Rust client `cartevo` from its `OpenAPI` document, one step a module:
//! [`read`], [`lint`], [`slim`], [`code`], [`finish`]. [`bindings`] lists the public items that come of it.
//!
//! The build script of `cartevo` runs the steps; `cartevo-contract bindings` runs them to tell what a change of the
//! document does to the Rust API.

pub mod bindings;
pub mod code;
pub mod finish;
pub mod lint;
pub mod mistake;
mod protection;
pub mod read;
pub mod slim;

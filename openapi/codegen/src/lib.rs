//! Generates the Rust client `cartevo` from its `OpenAPI` document, one step per module: [`read`], [`lint`],
//! [`slim`], [`code`], [`finish`]. [`bindings`] lists the public items of the result.
//!
//! The build script of `cartevo` runs the steps; `cartevo-contract bindings` runs them to show how a change
//! of the document affects the Rust API.

pub mod bindings;
pub mod code;
pub mod finish;
pub mod lint;
pub mod mistake;
mod protection;
pub mod read;
pub mod slim;
pub mod template;

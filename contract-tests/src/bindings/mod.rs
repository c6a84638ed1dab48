//! The generated API of the client as a list, one item per line, and what a change of the spec breaks in it.
//!
//! The list is made by the same steps as the client, so it always agrees with the build.

mod change;
mod generated;

pub use change::{ItemChange, changes};
pub use generated::{GenerateError, generated};

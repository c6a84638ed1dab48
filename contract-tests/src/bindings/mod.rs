//! The generated API of the client as a list, one item a line: what a spec generates, and what a change of it breaks.
//!
//! The list is made by the steps that make the client, so it cannot say anything else than the build does.

mod change;
mod generated;

pub use change::{ItemChange, changes};
pub use generated::{GenerateError, generated};

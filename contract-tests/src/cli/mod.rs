//! The command line: the arguments, and the command that each runs.

mod args;
mod failure;
mod run;

pub use args::{Arguments, Command};
pub use run::run;

//! The command line: its arguments, and the command that each of them runs.

mod args;
mod failure;
mod run;

pub use args::{Arguments, Command};
pub use run::run;

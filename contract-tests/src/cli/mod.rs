//! The command line: what can be asked, and how a question is answered.

mod args;
mod color;
mod format;
pub(crate) mod run;
mod vocabulary;

pub use args::{Arguments, Command};
pub use color::Color;
pub use format::{Format, Output};
pub use run::run;
pub(crate) use vocabulary::words;

//! The command line: what can be asked, and how a question is answered.

mod args;
mod color;
mod output;
mod result_format;
pub(crate) mod run;
mod vocabulary;

pub use args::{Arguments, Command};
pub use color::Color;
pub use output::Output;
pub(crate) use output::names;
pub use result_format::ResultFormat;
pub use run::run;
pub(crate) use vocabulary::words;

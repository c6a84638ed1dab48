//! What every command needs of its output: colours, where a report goes, and readers that leave.

mod color;
mod destination;
mod pipe;
mod result_format;
mod vocabulary;

pub use color::Color;
pub use destination::Output;
pub(crate) use destination::names;
pub(crate) use pipe::unless_gone;
pub use result_format::ResultFormat;
pub(crate) use vocabulary::words;

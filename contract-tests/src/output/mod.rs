//! Output shared by all commands: colours, destinations of reports, and closed pipes.

mod color;
mod destination;
mod pipe;
mod result_format;
pub(crate) mod table;
mod vocabulary;

pub use color::Color;
pub use destination::Output;
pub(crate) use destination::names;
pub(crate) use pipe::unless_gone;
pub use result_format::ResultFormat;
pub(crate) use vocabulary::enum_parser;

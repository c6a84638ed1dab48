//! Output shared by all commands: the door that everything passes, colours, destinations of reports, and closed pipes.

mod color;
mod destination;
mod door;
mod pipe;
mod result_format;
pub(crate) mod table;
mod vocabulary;

pub use color::Color;
pub use destination::Output;
pub(crate) use destination::names;
pub use door::{Door, Passing};
pub(crate) use pipe::unless_gone;
pub use result_format::ResultFormat;
pub(crate) use vocabulary::enum_parser;

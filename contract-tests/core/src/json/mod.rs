//! Parses JSON without losing anything: keys keep their order and their duplicates, numbers keep their text.
//!
//! General-purpose JSON libraries merge duplicate keys, round numbers and drop offsets, which is exactly
//! where drift hides. [`Tape`] owns the memory and is reused from text to text; [`Document`] is one parsed
//! text; [`Node`] is a value in it, as cheap to copy as two references.
//!
//! The grammar is exactly RFC 8259: lone surrogates, raw control characters, a byte order mark, leading
//! zeros, trailing commas and nesting deeper than [`MAX_DEPTH`] are errors with a byte offset. Only
//! [`Tape::parse_replacing`] accepts lone surrogates.

mod equal;
mod error;
mod flat;
mod node;
mod number;
mod parse;
pub(crate) mod scan;
mod string;
mod tape;

pub use equal::same_value;
pub use error::{JsonError, Problem};
pub(crate) use flat::Flat;
pub use node::{Items, Kind, Members, Node};
pub use number::Number;
pub(crate) use tape::Tag;
pub use tape::{Document, MAX_BYTES, MAX_DEPTH, Tape};

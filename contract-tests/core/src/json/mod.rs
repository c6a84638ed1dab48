//! JSON texts as they were sent: every key in its order and as often as it came, every number as it was written.
//!
//! A general JSON library folds duplicate keys, rounds numbers and loses where a value stood. Drift hides in exactly
//! those places, so this reader keeps them. [`Tape`] holds the memory and is reused from text to text; [`Document`] is
//! one parsed text; [`Node`] is a value in it, as cheap to copy as two references.
//!
//! The grammar is RFC 8259 and nothing else: lone surrogates, raw control characters, a byte order mark, leading zeros,
//! trailing commas and a nesting of more than [`MAX_DEPTH`] are refused, each with the byte where it happened.

mod equal;
mod error;
mod node;
mod number;
mod parse;
pub(crate) mod scan;
mod string;
mod tape;

pub use equal::same_value;
pub use error::{JsonError, Problem};
pub use node::{Items, Kind, Members, Node};
pub use number::Number;
pub use tape::{Document, MAX_BYTES, MAX_DEPTH, Tape};

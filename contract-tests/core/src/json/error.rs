//! What can be wrong with a JSON text.

use super::{MAX_BYTES, MAX_DEPTH};

/// A JSON text could not be read. Holds the place and never the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at byte {offset}")]
pub struct JsonError {
    /// What is wrong.
    pub problem: Problem,
    /// Bytes before the place, from the start of the text.
    pub offset: usize,
}

/// The ways in which a text is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing but white space.
    #[error("the text is empty")]
    Empty,
    /// The text ends inside a value.
    #[error("the text is cut off")]
    CutOff,
    /// A byte that cannot stand here.
    #[error("expected {0}")]
    Expected(&'static str),
    /// Something follows the value.
    #[error("there is more text after the value")]
    Trailing,
    /// A number that JSON does not allow (`01`, `1.`, `+1`).
    #[error("this is not a JSON number")]
    Number,
    /// A byte below 0x20 inside a string.
    #[error("a raw control character in a string")]
    ControlCharacter,
    /// A backslash followed by something JSON does not know.
    #[error("an unknown escape in a string")]
    Escape,
    /// Half of a UTF-16 pair (`\ud800` alone) is not a character.
    #[error("a lone surrogate in a string")]
    Surrogate,
    /// Arrays and objects nested too deep.
    #[error("more than {MAX_DEPTH} levels of nesting")]
    TooDeep,
    /// The text is longer than the reader takes.
    #[error("more than {MAX_BYTES} bytes")]
    TooLong,
}

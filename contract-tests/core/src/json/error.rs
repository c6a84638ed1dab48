//! Errors of the JSON parser.

use super::{MAX_BYTES, MAX_DEPTH};

/// A text is not valid JSON. Holds the position, never the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at byte {offset}")]
pub struct JsonError {
    /// What is wrong.
    pub problem: Problem,
    /// The byte offset in the text.
    pub offset: usize,
}

/// The ways in which a text is not valid JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The text is empty or white space only.
    #[error("the text is empty")]
    Empty,
    /// The text ends inside a value.
    #[error("the text is cut off")]
    CutOff,
    /// A byte that is not allowed at this position.
    #[error("expected {0}")]
    Expected(&'static str),
    /// More text follows the value.
    #[error("there is more text after the value")]
    Trailing,
    /// A number that JSON does not allow (`01`, `1.`, `+1`).
    #[error("this is not a JSON number")]
    Number,
    /// A byte below 0x20 inside a string.
    #[error("a raw control character in a string")]
    ControlCharacter,
    /// An unknown escape.
    #[error("an unknown escape in a string")]
    Escape,
    /// Half of a UTF-16 surrogate pair, such as `\ud800` alone.
    #[error("a lone surrogate in a string")]
    Surrogate,
    /// Arrays and objects nested too deep.
    #[error("more than {MAX_DEPTH} levels of nesting")]
    TooDeep,
    /// The text exceeds the size limit.
    #[error("more than {MAX_BYTES} bytes")]
    TooLong,
}

//! Splits messages into text and code, which is between backticks.

/// A piece of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text.
    Text(&'a str),
    /// A name or value, without backticks.
    Code(&'a str),
}

/// Splits a message into pieces. If a name contains a backtick, the split is wrong, but no piece of code ever
/// contains one.
pub(super) fn pieces(message: &str) -> impl Iterator<Item = Piece<'_>> {
    let is_even = message.matches('`').count().is_multiple_of(2);
    message
        .split('`')
        .enumerate()
        .filter(|(_, piece)| !piece.is_empty())
        .map(move |(at, piece)| if is_even && at % 2 == 1 { Piece::Code(piece) } else { Piece::Text(piece) })
}

//! Messages as pieces of text and code: what stands between backticks is code.

/// A piece of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// A name or value. Holds no backtick.
    Code(&'a str),
}

/// The pieces of a message. A name may hold a backtick itself; then the pieces are cut in odd places, and still no
/// piece of code holds one.
pub(super) fn pieces(message: &str) -> impl Iterator<Item = Piece<'_>> {
    let is_even = message.matches('`').count().is_multiple_of(2);
    message
        .split('`')
        .enumerate()
        .filter(|(_, piece)| !piece.is_empty())
        .map(move |(at, piece)| if is_even && at % 2 == 1 { Piece::Code(piece) } else { Piece::Text(piece) })
}

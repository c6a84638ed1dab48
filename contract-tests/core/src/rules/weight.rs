//! The order of findings.

/// The order among findings of the same level, the most harmful first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Card data is exposed.
    CardData,
    /// A client cannot read the response at all.
    Unreadable,
    /// A client misreads the response.
    Misread,
    /// The response differs from the spec in a way that a client may not notice.
    Departure,
    /// A client or server ignores a part of what was sent.
    Unread,
    /// A fault of the request, the docs or the ledger.
    Elsewhere,
    /// A whole operation was not shown.
    Unexercised,
}

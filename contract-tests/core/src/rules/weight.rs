//! The order of findings.

/// What comes first among findings of one level: what does most harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Card data leaked.
    CardData,
    /// A client cannot read the answer at all.
    Unreadable,
    /// A client reads it wrong.
    Misread,
    /// The answer is another one than the spec has, in what a client may never notice.
    Departure,
    /// Something is there that a client does not read, or a server does not.
    Unread,
    /// It is about the request, the docs or the ledger.
    Elsewhere,
    /// A whole operation was not shown.
    Unexercised,
}

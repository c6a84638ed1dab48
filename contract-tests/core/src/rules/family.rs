//! What rules are about.

/// What a rule is about. `C5xx` is kept for the bindings, which have no rule yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// A response against the spec, or against itself.
    Response,
    /// What the spec asserts and no exchange showed.
    Unobserved,
    /// A request against the spec.
    Request,
    /// The docs, against themselves, the spec and the traffic.
    Docs,
    /// The ledger and its evidence.
    Ledger,
    /// Card data where the spec declares none.
    CardData,
}

impl Family {
    /// How the codes of its rules start.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Response => "C1",
            Self::Unobserved => "C13",
            Self::Request => "C2",
            Self::Docs => "C3",
            Self::Ledger => "C4",
            Self::CardData => "S9",
        }
    }
}

//! The families of rules.

/// The subject of a rule. `C5xx` is reserved for bindings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// A response against the spec, or against itself.
    Response,
    /// Assertions of the spec that no exchange showed.
    Unobserved,
    /// A request against the spec.
    Request,
    /// The docs, against themselves, the spec and the traffic.
    Docs,
    /// The ledger and its evidence.
    Ledger,
    /// Undeclared card data.
    CardData,
}

impl Family {
    /// The prefix of the codes.
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

//! The operations a mock server answers.

use std::fmt;

/// An operation of the API.
///
/// ```
/// use cartevo::testing::Operation;
///
/// assert_eq!(Operation::CreateCard.to_string(), "createCard");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Operation {
    /// `POST /auth/token`
    CreateToken,
    /// `GET /customers/{id}`
    GetCustomer,
    /// `GET /customers/{id}/cards`
    GetCustomerCards,
    /// `GET /customers/{id}/transactions`
    GetCustomerTransactions,
    /// `GET /cards/{id}/transactions`
    GetCardTransactions,
    /// `POST /cards`
    CreateCard,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::CreateToken,
        Self::GetCustomer,
        Self::GetCustomerCards,
        Self::GetCustomerTransactions,
        Self::GetCardTransactions,
        Self::CreateCard,
    ];

    /// Its `operationId`.
    ///
    /// ```
    /// assert_eq!(cartevo::testing::Operation::CreateCard.id(), "createCard");
    /// ```
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::CreateToken => "createToken",
            Self::GetCustomer => "getCustomer",
            Self::GetCustomerCards => "getCustomerCards",
            Self::GetCustomerTransactions => "getCustomerTransactions",
            Self::GetCardTransactions => "getCardTransactions",
            Self::CreateCard => "createCard",
        }
    }

    /// The operation that a request is for.
    pub(super) fn of(method: &str, path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match (method, parts.as_slice()) {
            ("POST", ["auth", "token"]) => Some(Self::CreateToken),
            ("GET", ["customers", _]) => Some(Self::GetCustomer),
            ("GET", ["customers", _, "cards"]) => Some(Self::GetCustomerCards),
            ("GET", ["customers", _, "transactions"]) => Some(Self::GetCustomerTransactions),
            ("GET", ["cards", _, "transactions"]) => Some(Self::GetCardTransactions),
            ("POST", ["cards"]) => Some(Self::CreateCard),
            _ => None,
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

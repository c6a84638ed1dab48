//! The request to move money to or from a card.

use crate::error::Error;
use crate::generated::types;
use crate::{Amount, id, money};

/// 1 USD, the minimum that the documentation states.
const LEAST_CENTS: i64 = 100;

/// An amount for [`Client::fund_card`](crate::Client::fund_card) and
/// [`Client::withdraw_from_card`](crate::Client::withdraw_from_card), in USD.
///
/// ```
/// use cartevo::{Amount, CardAmount};
///
/// let documented = CardAmount::from(Amount::from_cents(5000));
/// let in_october_2025 = CardAmount::new(Amount::from_cents(5000)).customer_id("customer-1");
/// # let _ = (documented, in_october_2025);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct CardAmount {
    amount: Amount,
    customer_id: Option<String>,
}

impl CardAmount {
    /// Creates a request for an amount of at least 1 USD, with at most two decimal places.
    pub fn new(amount: Amount) -> Self {
        Self { amount, customer_id: None }
    }

    /// Sends the holder of the card, and the card, in the body as well. Servers of October 2025 require both; no
    /// documentation mentions them, and a server that rejects unknown fields may reject them.
    pub fn customer_id(mut self, customer_id: impl Into<String>) -> Self {
        self.customer_id = Some(customer_id.into());
        self
    }

    pub(crate) fn validated(self, card_id: &str) -> Result<types::CardAmount, Error> {
        if let Some(customer_id) = &self.customer_id {
            id::check("customer_id", customer_id)?;
        }
        Ok(types::CardAmount {
            amount: money::at_least("amount", LEAST_CENTS, self.amount)?,
            card_id: self.customer_id.is_some().then(|| card_id.to_owned()),
            customer_id: self.customer_id,
        })
    }
}

impl From<Amount> for CardAmount {
    fn from(amount: Amount) -> Self {
        Self::new(amount)
    }
}

//! A card to be issued.

use crate::error::Error;
use crate::generated::types;
use crate::{Amount, CardBrand, id};

const LONGEST_NAME: usize = 50;

/// What a new card needs. It is checked before anything is sent.
///
/// ```
/// use cartevo::{Amount, CardBrand, NewCard};
///
/// let card = NewCard::new("8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b", CardBrand::Visa)
///     .name_on_card("JOHN DOE")
///     .amount(Amount::from_cents(2500));
/// ```
#[derive(Clone, Debug)]
pub struct NewCard {
    body: types::NewCard,
}

impl NewCard {
    /// A card of `brand` for a customer, whose KYC must be approved.
    ///
    /// ```
    /// use cartevo::{CardBrand, NewCard};
    ///
    /// let card = NewCard::new("customer-1", CardBrand::Mastercard);
    /// let the_same = NewCard::new("customer-1", "mastercard");
    /// # let _ = (card, the_same);
    /// ```
    #[must_use]
    pub fn new(customer_id: impl Into<String>, brand: impl Into<CardBrand>) -> Self {
        // The docs take any case, but not every server did.
        let brand = brand.into().as_str().to_ascii_uppercase();
        Self {
            body: types::NewCard { customer_id: customer_id.into(), brand, name_on_card: None, amount: None },
        }
    }

    /// The name on the card, at most 50 characters; letters, spaces, full stops and hyphens are safe. The customer's
    /// full name if it isn't given, though older servers insisted on it.
    ///
    /// ```
    /// let card = cartevo::NewCard::new("customer-1", "visa").name_on_card("JOHN DOE");
    /// # let _ = card;
    /// ```
    #[must_use]
    pub fn name_on_card(mut self, name: impl Into<String>) -> Self {
        self.body.name_on_card = Some(name.into());
        self
    }

    /// The first funding in USD, major units with at most two decimals, taken from the company's wallet together with
    /// the fee. None if it isn't given or is 0, though older servers insisted on at least 2.
    ///
    /// ```
    /// use cartevo::{Amount, NewCard};
    ///
    /// let card = NewCard::new("customer-1", "visa").amount(Amount::from_cents(2500));
    /// # let _ = card;
    /// ```
    #[must_use]
    pub fn amount(mut self, amount: Amount) -> Self {
        self.body.amount = Some(amount);
        self
    }

    /// The body of the request, if nothing is wrong with it.
    pub(crate) fn checked(&self) -> Result<&types::NewCard, Error> {
        let refused = |field, reason| Err(Error::InvalidInput { field, reason });
        id::check("customer_id", &self.body.customer_id)?;
        if !CardBrand::KNOWN.contains(&self.body.brand.as_str()) {
            return refused("brand", "cards are issued as VISA or MASTERCARD");
        }
        if let Some(name) = &self.body.name_on_card {
            if name.trim().is_empty() || name.chars().count() > LONGEST_NAME {
                return refused(
                    "name_on_card",
                    "a name has 1 to 50 characters; leave it out for the customer's own",
                );
            }
            if name.chars().any(char::is_control) {
                return refused("name_on_card", "a name has no control characters");
            }
        }
        if let Some(amount) = self.body.amount {
            if amount.is_negative() || amount.decimals() > 2 {
                return refused("amount", "an amount in USD is at least 0 and has at most two decimals");
            }
            if amount > Amount::from_cents(100_000_000_000) {
                return refused("amount", "an amount this large is a mistake");
            }
        }
        Ok(&self.body)
    }
}

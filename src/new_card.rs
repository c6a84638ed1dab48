//! The request to issue a card.

use crate::error::Error;
use crate::generated::types;
use crate::{Amount, CardBrand, id, text};

const MAX_NAME_LENGTH: usize = 50;
/// 1,000,000,000 USD. A larger amount is a mistake, such as cents in place of dollars.
const MAX_AMOUNT_CENTS: i64 = 100_000_000_000;

/// A request to issue a card. It is validated before anything is sent.
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
    /// Creates a request for a card of `brand`, `VISA` or `MASTERCARD` in any case. The customer's KYC must be approved.
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
        // The documentation allows any case, but servers of October 2025 reject mixed case.
        let brand = brand.into().as_str().to_ascii_uppercase();
        Self {
            body: types::NewCard { customer_id: customer_id.into(), brand, name_on_card: None, amount: None },
        }
    }

    /// Sets the name on the card, at most 50 characters. Letters, spaces, full stops and hyphens are always accepted.
    ///
    /// The default is the customer's full name; servers of October 2025 require a name.
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

    /// Sets the initial funding, in USD with at most two decimal places: `25.00` is 25 dollars. It is taken from the
    /// company's wallet together with the fee.
    ///
    /// The default is no funding, like an amount of 0; servers of October 2025 require at least 2.
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

    /// Returns the request body, if it is valid.
    pub(crate) fn validated(&self) -> Result<&types::NewCard, Error> {
        id::check("customer_id", &self.body.customer_id)?;
        if !CardBrand::KNOWN.contains(&self.body.brand.as_str()) {
            return refused("brand", "the brand must be VISA or MASTERCARD");
        }
        self.body.name_on_card.as_deref().map_or(Ok(()), validate_name)?;
        self.body.amount.map_or(Ok(()), validate_amount)?;
        Ok(&self.body)
    }
}

fn validate_name(name: &str) -> Result<(), Error> {
    if name.trim().is_empty() || name.chars().count() > MAX_NAME_LENGTH {
        return refused("name_on_card", "a name has 1 to 50 characters; omit it to use the customer's name");
    }
    if text::has_control_characters(name) {
        return refused("name_on_card", "a name must not contain control characters");
    }
    Ok(())
}

fn validate_amount(amount: Amount) -> Result<(), Error> {
    if amount.is_negative() || amount.decimals() > 2 {
        return refused("amount", "an amount in USD must be at least 0, with at most two decimal places");
    }
    if amount > Amount::from_cents(MAX_AMOUNT_CENTS) {
        return refused("amount", "the amount is implausibly large; amounts are in dollars, not in cents");
    }
    Ok(())
}

fn refused<T>(field: &'static str, reason: &'static str) -> Result<T, Error> {
    Err(Error::InvalidInput { field, reason })
}

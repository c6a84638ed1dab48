//! Values derived from the fields of a card.

use crate::{Card, Currency, Expiry, Last4, MaskedPan};

impl Card {
    /// Returns the last four digits of the card number.
    ///
    /// They are read from [`masked_pan`](Self::masked_pan), then from the property `last4`, which is often four asterisks.
    /// `None` if neither shows them, or if both hold something else than a mask.
    ///
    /// ```
    /// # fn main() -> Result<(), serde_json::Error> {
    /// let card: cartevo::Card = serde_json::from_str(r#"{"id": "c", "masked_number": "**** **** **** 1234", "last4": "****"}"#)?;
    /// assert_eq!(card.last4(), Some("1234"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn last4(&self) -> Option<&str> {
        let masked = self.masked_pan.as_ref().and_then(MaskedPan::shown).and_then(last_digits);
        masked.or_else(|| self.last4.as_ref().and_then(Last4::shown).and_then(last_digits))
    }

    /// Returns the currency of the card's balance, always USD so far.
    ///
    /// ```
    /// # fn main() -> Result<(), serde_json::Error> {
    /// let card: cartevo::Card = serde_json::from_str(r#"{"id": "c", "currency": "USD"}"#)?;
    /// assert_eq!(card.currency(), Some(&cartevo::Currency::Usd));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn currency(&self) -> Option<&Currency> {
        self.currency.as_ref()
    }

    /// Returns the last month in which the card is valid, with a year of four digits. Servers send one of two or four.
    ///
    /// `None` if the response has no expiry, or the placeholder `12`/`99` that the server writes for an unknown one.
    ///
    /// ```
    /// # fn main() -> Result<(), serde_json::Error> {
    /// let card: cartevo::Card = serde_json::from_str(r#"{"id": "c", "expiry_month": 8, "expiry_year": 30}"#)?;
    /// assert_eq!(card.expiry().map(|expiry| expiry.to_string()).as_deref(), Some("08/2030"));
    /// let unknown: cartevo::Card = serde_json::from_str(r#"{"id": "c", "expiry_month": 12, "expiry_year": 99}"#)?;
    /// assert_eq!(unknown.expiry(), None);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn expiry(&self) -> Option<Expiry> {
        Expiry::from_wire(self.expiry_month?, self.expiry_year?)
    }
}

/// The last four characters of `mask`, if they are digits and no digit precedes them.
fn last_digits(mask: &str) -> Option<&str> {
    let start = mask.len().checked_sub(4)?;
    let (before, digits) = mask.split_at_checked(start)?;
    let is_run_of_four = !before.ends_with(|c: char| c.is_ascii_digit());
    (is_run_of_four && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

//! What can be told from a card's fields.

use crate::{Card, Expiry};

impl Card {
    /// The last four digits of the card number, from its mask; the server's own `last4` is often four asterisks.
    ///
    /// `None` if neither shows them.
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
        [&self.masked_pan, &self.last4].into_iter().flatten().find_map(|text| last_digits(text))
    }

    /// The last month in which the card can be used; `None` if the answer didn't say, or the server doesn't know.
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

/// The four digits a mask ends in, if they are not part of a longer run.
fn last_digits(mask: &str) -> Option<&str> {
    let start = mask.len().checked_sub(4)?;
    let (before, digits) = mask.split_at_checked(start)?;
    let ends_mask = !before.ends_with(|c: char| c.is_ascii_digit());
    (ends_mask && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

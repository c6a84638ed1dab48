//! What can be told from a card's fields.

use crate::{Card, Expiry};

impl Card {
    /// The last four digits of the card number, from its mask; the server's own `last4` is often four asterisks.
    ///
    /// `None` if neither shows them.
    #[must_use]
    pub fn last4(&self) -> Option<&str> {
        [&self.masked_pan, &self.last4].into_iter().flatten().find_map(|text| last_digits(text))
    }

    /// The last month in which the card can be used; `None` if the answer didn't say, or the server doesn't know.
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

//! The request to create a wallet.

use crate::error::Error;
use crate::generated::types;
use crate::{Currency, money, text};

/// A request to create a wallet.
///
/// ```
/// let wallet = cartevo::NewWallet::new("XAF", "Cameroon", "CM", "+237");
/// # let _ = wallet;
/// ```
#[derive(Clone, Debug)]
pub struct NewWallet {
    currency: Currency,
    country: String,
    country_iso_code: String,
    country_phone_code: String,
}

impl NewWallet {
    /// Creates a request from a currency, the country's full English name, its two letters and its dial code with a plus.
    ///
    /// For the country `CD` the vendor always uses the currency `CDF`.
    #[must_use]
    pub fn new(
        currency: impl Into<Currency>,
        country: impl Into<String>,
        country_iso_code: impl Into<String>,
        country_phone_code: impl Into<String>,
    ) -> Self {
        Self {
            currency: currency.into(),
            country: country.into(),
            country_iso_code: country_iso_code.into(),
            country_phone_code: country_phone_code.into(),
        }
    }

    pub(crate) fn validated(&self) -> Result<types::NewWallet, Error> {
        Ok(types::NewWallet {
            currency: money::currency("currency", &self.currency)?,
            country: text::text("country", 2, &self.country)?,
            country_iso_code: text::country("country_iso_code", &self.country_iso_code)?,
            country_phone_code: text::dial_code("country_phone_code", &self.country_phone_code)?,
        })
    }
}

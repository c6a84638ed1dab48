//! The request to collect a payment or to pay out.

use crate::error::Error;
use crate::generated::types;
use crate::{Amount, Currency, MobileOperator, money, text};

/// The minimum that the documentation states, one major unit.
const LEAST_CENTS: i64 = 100;

/// A request for a payment by mobile money. The amount is in major units.
///
/// ```
/// use cartevo::{Amount, MobileOperator, NewPayment};
///
/// let amount = Amount::from_cents(100_000);
/// let payment =
///     NewPayment::new(MobileOperator::Mtn, "CM", "237670000000", amount, "XAF").external_id("order-4711");
/// # let _ = payment;
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct NewPayment {
    body: types::NewPayment,
}

impl NewPayment {
    /// Creates a request from the operator, the country as two letters, the other side's number (country code and local
    /// number, digits only), the amount and the currency. Country and currency select the wallet.
    pub fn new(
        operator: impl Into<MobileOperator>,
        country: impl Into<String>,
        phone_number: impl Into<String>,
        amount: Amount,
        currency: impl Into<Currency>,
    ) -> Self {
        let body = types::NewPayment {
            operator: operator.into(),
            country: country.into(),
            phone_number: phone_number.into(),
            amount,
            currency: currency.into(),
            external_id: None,
            lang: None,
            notify_url: None,
            purpose: None,
            reference_id: None,
        };
        Self { body }
    }

    /// Sets the idempotency key, at most 255 characters. Without one, a request that was lost can't be told from one that
    /// was processed.
    pub fn external_id(mut self, external_id: impl Into<String>) -> Self {
        self.body.external_id = Some(external_id.into());
        self
    }

    /// Sets the URL that receives the outcome.
    pub fn notify_url(mut self, url: impl Into<String>) -> Self {
        self.body.notify_url = Some(url.into());
        self
    }

    /// Sets a reference of yours, which only a sample of the documentation shows.
    pub fn reference_id(mut self, reference_id: impl Into<String>) -> Self {
        self.body.reference_id = Some(reference_id.into());
        self
    }

    /// Sets the language, which only a sample of the documentation shows.
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.body.lang = Some(language.into());
        self
    }

    /// Sets the purpose, which only a sample of the documentation shows.
    pub fn purpose(mut self, purpose: impl Into<String>) -> Self {
        self.body.purpose = Some(purpose.into());
        self
    }

    /// The idempotency key.
    pub(crate) fn key(&self) -> Option<&str> {
        self.body.external_id.as_deref()
    }

    pub(crate) fn validated(&self) -> Result<types::NewPayment, Error> {
        let mut body = self.body.clone();
        body.country = text::country("country", &body.country)?;
        body.currency = money::currency("currency", &body.currency)?;
        text::full_phone("phone_number", &body.phone_number)?;
        money::at_least("amount", LEAST_CENTS, body.amount)?;
        if let Some(external_id) = &body.external_id {
            text::text("external_id", 1, external_id)?;
        }
        Ok(body)
    }
}

//! The request to fund a wallet.

use crate::error::Error;
use crate::generated::types;
use crate::{Amount, Currency, MobileOperator, id, money, text};

/// A request to fund a wallet by mobile money. The amount is in major units of the wallet's currency.
///
/// ```
/// use cartevo::{Amount, MobileOperator, WalletFunding};
///
/// let funding = WalletFunding::new("wallet-1", Amount::from_cents(500_000), "XAF")
///     .operator(MobileOperator::Orange)
///     .phone("237600000000")
///     .transaction_id("funding-4711");
/// # let _ = funding;
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct WalletFunding {
    body: types::WalletFunding,
    pub(crate) purpose: Option<String>,
}

impl WalletFunding {
    /// Creates a request for a wallet, an amount of at least 0.01, and the wallet's currency.
    pub fn new(wallet_id: impl Into<String>, amount: Amount, currency: impl Into<Currency>) -> Self {
        let body = types::WalletFunding {
            wallet_id: wallet_id.into(),
            amount,
            currency: currency.into(),
            operator: None,
            phone: None,
            reason: None,
            reason_category: None,
            trx_id: None,
            user_id: None,
        };
        Self { body, purpose: None }
    }

    /// Sets the operator. Default: `mtn`.
    pub fn operator(mut self, operator: MobileOperator) -> Self {
        self.body.operator = Some(operator);
        self
    }

    /// Sets the payer's number: country code and local number, digits only.
    pub fn phone(mut self, phone: impl Into<String>) -> Self {
        self.body.phone = Some(phone.into());
        self
    }

    /// Sets the idempotency key, `trxId`. The vendor generates one if it is omitted, which protects nothing.
    pub fn transaction_id(mut self, transaction_id: impl Into<String>) -> Self {
        self.body.trx_id = Some(transaction_id.into());
        self
    }

    /// Sets the reason and its category, which only a sample of the documentation shows.
    pub fn reason(mut self, reason: impl Into<String>, category: impl Into<String>) -> Self {
        self.body.reason = Some(reason.into());
        self.body.reason_category = Some(category.into());
        self
    }

    /// Sets the purpose. Its values are not documented.
    pub fn purpose(mut self, purpose: impl Into<String>) -> Self {
        self.purpose = Some(purpose.into());
        self
    }

    /// The idempotency key.
    pub(crate) fn key(&self) -> Option<&str> {
        self.body.trx_id.as_deref()
    }

    pub(crate) fn validated(&self) -> Result<types::WalletFunding, Error> {
        let mut body = self.body.clone();
        id::check("wallet_id", &body.wallet_id)?;
        money::at_least("amount", 1, body.amount)?;
        body.currency = money::currency("currency", &body.currency)?;
        if let Some(phone) = &body.phone {
            text::full_phone("phone", phone)?;
        }
        if let Some(key) = &body.trx_id {
            id::check("transaction_id", key)?;
        }
        Ok(body)
    }
}

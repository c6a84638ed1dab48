//! The request to move money between two wallets.

use crate::error::Error;
use crate::generated::types;
use crate::{Amount, Currency, id, money};

/// A request to move money between two wallets of the company. All three parts are required.
///
/// ```
/// use cartevo::{Amount, WalletDeposit};
///
/// let deposit = WalletDeposit::new("wallet-1", "XAF", Amount::from_cents(1_000_000))
///     .destination("wallet-2", "USD", Amount::from_cents(1_630))
///     .rate("0.00163".parse().expect("a number"));
/// # let _ = deposit;
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct WalletDeposit {
    source: (String, Currency, Amount),
    fee: Amount,
    destination: Option<(String, Currency, Amount)>,
    rate: Option<Amount>,
}

impl WalletDeposit {
    /// Creates a request from the wallet that pays, its currency and the amount without the fee.
    pub fn new(wallet_id: impl Into<String>, currency: impl Into<Currency>, amount: Amount) -> Self {
        let source = (wallet_id.into(), currency.into(), amount);
        Self { source, fee: Amount::from_cents(0), destination: None, rate: None }
    }

    /// Sets the fee, which the wallet that pays pays on top. Default: 0.
    pub fn fee(mut self, fee: Amount) -> Self {
        self.fee = fee;
        self
    }

    /// Sets the wallet that receives, its currency and the amount in it.
    pub fn destination(
        mut self,
        wallet_id: impl Into<String>,
        currency: impl Into<Currency>,
        amount: Amount,
    ) -> Self {
        self.destination = Some((wallet_id.into(), currency.into(), amount));
        self
    }

    /// Sets the rate: what one unit of the first currency is in the second, as
    /// [`Client::convert_currency`](crate::Client::convert_currency) returns it. An older page of the documentation shows
    /// the inverse.
    pub fn rate(mut self, rate: Amount) -> Self {
        self.rate = Some(rate);
        self
    }

    pub(crate) fn validated(&self) -> Result<types::WalletDeposit, Error> {
        let missing = |field| Error::InvalidInput { field, reason: "a deposit needs it" };
        let (source_id, source_currency, amount) = &self.source;
        let (destination_id, destination_currency, received) =
            self.destination.as_ref().ok_or_else(|| missing("destination"))?;
        let rate = money::positive("rate", self.rate.ok_or_else(|| missing("rate"))?)?;
        let total = amount.decimal().checked_add(self.fee.decimal()).map(Amount::from);
        let total =
            total.ok_or(Error::InvalidInput { field: "fee", reason: "amount and fee are too large" })?;
        let from_currency = money::currency("source", source_currency)?;
        let to_currency = money::currency("destination", destination_currency)?;
        Ok(types::WalletDeposit {
            source_wallet: types::DepositSource {
                id: id::check("source", source_id)?.to_owned(),
                currency: from_currency.clone(),
                amount: money::at_least("amount", 1, *amount)?,
                fee_amount: money::at_least("fee", 0, self.fee)?,
                total_amount: total,
            },
            destination_wallet: types::DepositDestination {
                id: id::check("destination", destination_id)?.to_owned(),
                currency: to_currency.clone(),
                amount: money::at_least("destination", 1, *received)?,
            },
            exchange_rate: types::DepositRate { rate, from_currency, to_currency },
        })
    }
}

//! Checks of amounts and currencies in requests.

use crate::error::Error;
use crate::{Amount, Currency};

/// 1,000,000,000. A larger amount is a mistake, such as cents in place of dollars.
const MAX_AMOUNT_CENTS: i64 = 100_000_000_000;

/// An amount of at least `least` cents, with at most two decimal places.
pub(crate) fn at_least(field: &'static str, least: i64, amount: Amount) -> Result<Amount, Error> {
    let refused = |reason| Err(Error::InvalidInput { field, reason });
    if amount.decimals() > 2 {
        return refused("an amount has at most two decimal places");
    }
    if amount < Amount::from_cents(least) {
        return refused("the amount is below the minimum of the API");
    }
    if amount > Amount::from_cents(MAX_AMOUNT_CENTS) {
        return refused("the amount is implausibly large; amounts are in major units, not in cents");
    }
    Ok(amount)
}

/// An amount or a rate above 0.
pub(crate) fn positive(field: &'static str, amount: Amount) -> Result<Amount, Error> {
    if amount > Amount::from_cents(0) {
        return Ok(amount);
    }
    Err(Error::InvalidInput { field, reason: "it must be above 0" })
}

/// A currency of three letters, in upper case.
pub(crate) fn currency(field: &'static str, currency: &Currency) -> Result<Currency, Error> {
    let code = currency.as_str().to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(Currency::from(code.as_str()));
    }
    Err(Error::InvalidInput { field, reason: "a currency is three letters, such as XAF" })
}

//! The operations on payments by mobile money.

use crate::error::Error;
use crate::{Client, NewPayment, Payment, PaymentBalances, PaymentQuery, Response, id};

impl Client {
    /// Collects a payment: the payer's mobile money goes to a wallet of the company. The answer comes at once, mostly with
    /// the status `PENDING`; the outcome comes later.
    ///
    /// The request is sent once. With an [external id](NewPayment::external_id) the vendor processes it once, too, if you
    /// send it again, and [`payments`](Self::payments) finds it; without one, an error leaves you in doubt unless
    /// [`Error::delivery`] is `NotSent`.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::{Amount, MobileOperator, NewPayment};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let amount = Amount::from_cents(100_000);
    /// let payment = NewPayment::new(MobileOperator::Mtn, "CM", "237670000000", amount, "XAF")
    ///     .external_id("order-4711");
    /// let started = client.collect(&payment).await?;
    /// println!("{} is {:?}", started.transaction_id, started.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if a field has a wrong form. Otherwise see [`Client`].
    pub async fn collect(&self, payment: &NewPayment) -> Result<Response<Payment>, Error> {
        Ok(self.api().collect_payment(&payment.validated()?)?.send().await?.map(|answer| answer.data))
    }

    /// Pays out: money of a wallet goes to the recipient's mobile money. The fee comes on top of the amount. A payout that
    /// fails for good is refunded.
    ///
    /// The request is sent once; see [`collect`](Self::collect).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::{Amount, MobileOperator, NewPayment};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let amount = Amount::from_cents(100_000);
    /// let payment = NewPayment::new(MobileOperator::Mtn, "CM", "237670000000", amount, "XAF")
    ///     .external_id("salary-4711");
    /// let started = client.pay_out(&payment).await?;
    /// println!("{} is {:?}", started.transaction_id, started.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if a field has a wrong form. Otherwise see [`Client`].
    pub async fn pay_out(&self, payment: &NewPayment) -> Result<Response<Payment>, Error> {
        Ok(self.api().pay_out(&payment.validated()?)?.send().await?.map(|answer| answer.data))
    }

    /// Returns a payment with its status. `SUCCESS` and `FAILED` are final.
    ///
    /// The documentation advises to ask at most every 5 seconds, less often after 30 seconds, and to treat a payment that
    /// isn't final after 15 minutes as failed.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let payment = client.payment("payment-1", &cartevo::PaymentQuery::new()).await?;
    /// println!("{:?}", payment.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] if the payment doesn't exist or belongs to another company. Otherwise see [`Client`].
    pub async fn payment(&self, payment_id: &str, query: &PaymentQuery) -> Result<Response<Payment>, Error> {
        let id = id::check("payment_id", payment_id)?;
        let call = self.api().get_payment_status(id, query.double_check, query.include_upstream, None);
        Ok(call?.send().await?.map(|answer| answer.data))
    }

    /// Returns the balances of all wallets for payments.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// for balance in &client.payment_balances().await?.balances {
    ///     println!("{} {:?} can be paid out", balance.payout_balance, balance.currency);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`Client`].
    pub async fn payment_balances(&self) -> Result<Response<PaymentBalances>, Error> {
        Ok(self.api().get_payment_balance()?.send().await?.map(|answer| answer.data))
    }
}

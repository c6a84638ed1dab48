//! The operations on wallets, their transactions, and conversions between currencies.

use crate::error::Error;
use crate::generated::types;
use crate::{
    Amount, Client, Conversion, Currency, DepositReceipt, NewWallet, Response, StartedFunding, Transaction,
    Wallet, WalletDeposit, WalletFunding, id,
};

impl Client {
    /// Returns all wallets of the company. The list isn't paginated.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// for wallet in client.wallets().await? {
    ///     println!("{}: {:?} {:?}", wallet.id, wallet.balance, wallet.currency);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`Client`].
    pub async fn wallets(&self) -> Result<Response<Vec<Wallet>>, Error> {
        Ok(self.api().get_wallets()?.send().await?.map(|answer| answer.data))
    }

    /// Returns a wallet, with the company it belongs to.
    ///
    /// Servers of October 2025 reject the id of the USD wallet; call [`usd_wallet`](Self::usd_wallet) for its balance.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let wallet = client.wallet("wallet-1").await?;
    /// println!("{:?} can be paid out", wallet.payout_balance);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] if the wallet doesn't exist or belongs to another company. Otherwise see [`Client`].
    pub async fn wallet(&self, wallet_id: &str) -> Result<Response<Wallet>, Error> {
        let id = id::check("wallet_id", wallet_id)?;
        Ok(self.api().get_wallet(id)?.send().await?.map(|answer| answer.data))
    }

    /// Returns the id and the balance of the USD wallet, which pays for cards and their fundings.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let wallet = client.usd_wallet().await?;
    /// println!("{:?} USD in {}", wallet.balance, wallet.id);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] if the company has no USD wallet. Otherwise see [`Client`].
    pub async fn usd_wallet(&self) -> Result<Response<Wallet>, Error> {
        Ok(self.api().get_usd_balance()?.send().await?.map(|answer| answer.data))
    }

    /// Creates a wallet. There is one wallet for each pair of currency and country.
    ///
    /// The request is sent once. After an error the list of [wallets](Self::wallets) tells whether the wallet exists.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let wallet = cartevo::NewWallet::new("XAF", "Cameroon", "CM", "+237");
    /// println!("created {}", client.create_wallet(&wallet).await?.id);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if a field has a wrong form. Otherwise see [`Client`].
    pub async fn create_wallet(&self, wallet: &NewWallet) -> Result<Response<Wallet>, Error> {
        let body = wallet.validated()?;
        Ok(self.api().create_wallet(&body)?.send().await?.map(|answer| answer.data))
    }

    /// Funds a wallet by mobile money. The answer comes at once, the outcome later.
    ///
    /// The request is sent once. With a [key](WalletFunding::transaction_id) the vendor processes it once, too, if you send
    /// it again; without one it doesn't. [`transactions`](Self::transactions) tells what became of it.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::{Amount, WalletFunding};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let funding = WalletFunding::new("wallet-1", Amount::from_cents(500_000), "XAF")
    ///     .phone("237600000000")
    ///     .transaction_id("funding-4711");
    /// let started = client.fund_wallet(&funding).await?;
    /// println!("{:?}", started.transaction.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if a field has a wrong form. After another error the funding may have been started, unless
    /// [`Error::delivery`] is `NotSent`. Otherwise see [`Client`].
    pub async fn fund_wallet(&self, funding: &WalletFunding) -> Result<Response<StartedFunding>, Error> {
        let body = funding.validated()?;
        Ok(self.api().fund_wallet(funding.purpose.as_deref(), &body)?.send().await?.map(|answer| answer.data))
    }

    /// Moves money between two wallets of the company, at a rate of [`convert_currency`](Self::convert_currency).
    ///
    /// The request is sent once. The API has no idempotency key: after an error the money may have been moved, unless
    /// [`Error::delivery`] is `NotSent`. [`prepare_deposit`](Self::prepare_deposit) finds out, where the transactions tell. The
    /// vendor may return no receipt.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::{Amount, WalletDeposit};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let amount = Amount::from_cents(1_000_000);
    /// let rate = client.convert_currency(amount, "XAF", "USD").await?;
    /// let deposit = WalletDeposit::new("wallet-1", "XAF", amount)
    ///     .destination("wallet-2", "USD", rate.converted_amount)
    ///     .rate(rate.rate);
    /// let receipt = client.deposit(&deposit).await?;
    /// # let _ = receipt;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if a field is missing or has a wrong form. Otherwise see [`Client`].
    pub async fn deposit(&self, deposit: &WalletDeposit) -> Result<Response<Option<DepositReceipt>>, Error> {
        let body = deposit.validated()?;
        Ok(self.api().deposit_to_wallet(&body)?.send().await?.map(|answer| answer.data))
    }

    /// Returns a transaction of a wallet.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let transaction = client.wallet_transaction("transaction-1").await?;
    /// println!("{:?} {}", transaction.status, transaction.amount());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] if the transaction doesn't exist or belongs to another company. Otherwise see [`Client`].
    pub async fn wallet_transaction(&self, transaction_id: &str) -> Result<Response<Transaction>, Error> {
        let id = id::check("transaction_id", transaction_id)?;
        Ok(self.api().get_transaction(id)?.send().await?.map(|answer| answer.data))
    }

    /// Converts an amount at the company's rate. It changes nothing.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let converted = client.convert_currency(cartevo::Amount::from_cents(100_000), "XAF", "USD").await?;
    /// println!("{} USD at {}", converted.converted_amount, converted.rate);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the amount isn't positive, or a currency isn't three letters. [`Error::InvalidRequest`] if
    /// the company has no rate for these currencies. Otherwise see [`Client`].
    pub async fn convert_currency(
        &self,
        amount: Amount,
        from: impl Into<Currency>,
        to: impl Into<Currency>,
    ) -> Result<Response<Conversion>, Error> {
        let body = types::ConversionRequest {
            amount: crate::money::positive("amount", amount)?,
            from_currency: crate::money::currency("from", &from.into())?,
            to_currency: crate::money::currency("to", &to.into())?,
        };
        Ok(self.api().convert_currency(&body)?.send().await?.map(|answer| answer.data))
    }
}

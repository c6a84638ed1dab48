//! The methods of the client for actions.

use super::handle::ActionHandle;
use super::prepared::PreparedAction;
use super::request::Request;
use crate::error::Error;
use crate::{CardAmount, Client, Freeze, NewPayment, Termination, Unfreeze, WalletDeposit, WalletFunding};

impl Client {
    /// Prepares to move an amount from the company's USD wallet to a card: validates it and reads the card's transactions and
    /// balance. It doesn't send the request yet.
    ///
    /// Store the [`handle`](PreparedAction::handle) in your database, then call [`send`](PreparedAction::send). From then on
    /// the handle suffices to [settle](ActionHandle::settle) the outcome, even after a crash. The request is never sent a
    /// second time.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # fn store(_: String) {}
    /// use cartevo::{ActionOutcome, Amount};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_fund_card("card-1", Amount::from_cents(5000)).await?.exclusive()?;
    /// store(serde_json::to_string(prepared.handle())?);
    /// match prepared.send().await {
    ///     ActionOutcome::Done(record) => println!("funded by {:?}", record.transaction_id()),
    ///     ActionOutcome::NotDone(why) => println!("not funded: {why}"),
    ///     ActionOutcome::Undecided(_) => println!("settle the handle later"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the request is invalid; [`Error::ActionConflict`] with the handle of an
    /// [exclusive](PreparedAction::exclusive) action that is in the way; otherwise the errors of [`card_transactions`](Self::card_transactions) and [`card`](Self::card). Nothing that moves money or changes a card has been sent.
    pub async fn prepare_fund_card(
        &self,
        card_id: &str,
        amount: impl Into<CardAmount>,
    ) -> Result<PreparedAction, Error> {
        PreparedAction::new(self, Request::FundCard(card_id.to_owned(), amount.into())).await
    }

    /// Prepares to move an amount from a card to the company's USD wallet; see
    /// [`prepare_fund_card`](Self::prepare_fund_card).
    ///
    /// It is done when the vendor says so. The webhook `card.withdraw.failed` may still contradict it later.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_withdraw_from_card("card-1", cartevo::Amount::from_cents(3000)).await?;
    /// assert!(prepared.send().await.done().is_some());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the request is invalid; [`Error::ActionConflict`] with the handle of an
    /// [exclusive](PreparedAction::exclusive) action that is in the way; otherwise the errors of [`card_transactions`](Self::card_transactions) and [`card`](Self::card). Nothing that moves money or changes a card has been sent.
    pub async fn prepare_withdraw_from_card(
        &self,
        card_id: &str,
        amount: impl Into<CardAmount>,
    ) -> Result<PreparedAction, Error> {
        PreparedAction::new(self, Request::WithdrawFromCard(card_id.to_owned(), amount.into())).await
    }

    /// Prepares to freeze a card, which must have another status; see [`prepare_fund_card`](Self::prepare_fund_card).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_freeze_card("card-1", cartevo::Freeze::new()).await?;
    /// assert!(prepared.send().await.done().is_some());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the request is invalid, or the card has the status already; [`Error::ActionConflict`] with the handle of an
    /// [exclusive](PreparedAction::exclusive) action that is in the way; otherwise the errors of [`card`](Self::card). Nothing that moves money or changes a card has been sent.
    pub async fn prepare_freeze_card(&self, card_id: &str, freeze: Freeze) -> Result<PreparedAction, Error> {
        PreparedAction::new(self, Request::FreezeCard(card_id.to_owned(), freeze)).await
    }

    /// Prepares to unfreeze a card, which must not be active; see [`prepare_fund_card`](Self::prepare_fund_card).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::testing::{Answer, Operation};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// # server.answer(Operation::GetCard, Answer::json(200, r#"{"data": {"id": "card-1", "status": "FROZEN"}}"#));
    /// let prepared = client.prepare_unfreeze_card("card-1", cartevo::Unfreeze::new()).await?;
    /// assert!(prepared.send().await.done().is_some());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the request is invalid, or the card has the status already; [`Error::ActionConflict`] with the handle of an
    /// [exclusive](PreparedAction::exclusive) action that is in the way; otherwise the errors of [`card`](Self::card). Nothing that moves money or changes a card has been sent.
    pub async fn prepare_unfreeze_card(
        &self,
        card_id: &str,
        unfreeze: Unfreeze,
    ) -> Result<PreparedAction, Error> {
        PreparedAction::new(self, Request::UnfreezeCard(card_id.to_owned(), unfreeze)).await
    }

    /// Prepares to terminate a card for good; see [`prepare_fund_card`](Self::prepare_fund_card).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_terminate_card("card-1", cartevo::Termination::new()).await?;
    /// assert!(prepared.send().await.done().is_some());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the request is invalid, or the card has the status already; [`Error::ActionConflict`] with the handle of an
    /// [exclusive](PreparedAction::exclusive) action that is in the way; otherwise the errors of [`card`](Self::card). Nothing that moves money or changes a card has been sent.
    pub async fn prepare_terminate_card(
        &self,
        card_id: &str,
        termination: Termination,
    ) -> Result<PreparedAction, Error> {
        PreparedAction::new(self, Request::TerminateCard(card_id.to_owned(), termination)).await
    }

    /// Prepares to terminate a card by the undocumented operation of October 2025; see [`delete_card`](Self::delete_card) and
    /// [`prepare_fund_card`](Self::prepare_fund_card).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_delete_card("card-1").await?;
    /// assert!(prepared.send().await.done().is_some());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the request is invalid, or the card has the status already; [`Error::ActionConflict`] with the handle of an
    /// [exclusive](PreparedAction::exclusive) action that is in the way; otherwise the errors of [`card`](Self::card). Nothing that moves money or changes a card has been sent.
    pub async fn prepare_delete_card(&self, card_id: &str) -> Result<PreparedAction, Error> {
        PreparedAction::new(self, Request::DeleteCard(card_id.to_owned())).await
    }

    /// Prepares to fund a wallet by mobile money. It gets an idempotency key (`trxId`), unless it has
    /// [one](WalletFunding::transaction_id) of yours. Nothing is sent yet; see [`prepare_fund_card`](Self::prepare_fund_card).
    ///
    /// The funding is done when the payer has paid, which may take longer than the [patience](PreparedAction::patience).
    ///
    /// Take a key of your own for one intent only. By the vendor's word nothing is done twice if you prepare it again with
    /// the key of an action that is still undecided, after a crash for instance; but what is refused then, may have been done
    /// by the first request. Settle its handle first.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::testing::{Answer, Operation};
    /// use cartevo::{Amount, WalletFunding};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// # server.answer(Operation::GetWalletTransactions, Answer::json(200, r#"{"data": [{"id": "t", "category": "WALLET",
    /// #     "type": "FUND", "amount": 5000, "currency": "XAF", "status": "SUCCESS", "reference": "funding-4711",
    /// #     "created_at": "2026-05-09T09:42:11Z"}]}"#));
    /// let funding = WalletFunding::new("wallet-1", Amount::from_cents(500_000), "XAF")
    ///     .phone("237600000000")
    ///     .transaction_id("funding-4711");
    /// let prepared = client.prepare_fund_wallet(funding).await?;
    /// assert!(prepared.send().await.done().is_some());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the request is invalid; [`Error::ActionConflict`] with the handle of an
    /// [exclusive](PreparedAction::exclusive) action that is in the way. Nothing that moves money or changes a card has been sent.
    pub async fn prepare_fund_wallet(&self, funding: WalletFunding) -> Result<PreparedAction, Error> {
        PreparedAction::new(self, Request::FundWallet(funding)).await
    }

    /// Prepares to move money between two wallets of the company: validates it and reads the transactions of the wallet that
    /// receives. See [`prepare_fund_card`](Self::prepare_fund_card).
    ///
    /// What a deposit leaves behind isn't documented in full; where the transactions don't tell, it stays undecided.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::{Amount, WalletDeposit};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let deposit = WalletDeposit::new("wallet-1", "XAF", Amount::from_cents(1_000_000))
    ///     .destination("wallet-2", "USD", Amount::from_cents(1_630))
    ///     .rate("0.00163".parse()?);
    /// let prepared = client.prepare_deposit(deposit).await?;
    /// assert!(prepared.send().await.done().is_some());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the request is invalid; [`Error::ActionConflict`] with the handle of an
    /// [exclusive](PreparedAction::exclusive) action that is in the way; otherwise the errors of [`wallet_transactions`](Self::wallet_transactions). Nothing that moves money or changes a card has been sent.
    pub async fn prepare_deposit(&self, deposit: WalletDeposit) -> Result<PreparedAction, Error> {
        PreparedAction::new(self, Request::Deposit(deposit)).await
    }

    /// Prepares to collect a payment. It gets an idempotency key (`external_id`), unless it has
    /// [one](NewPayment::external_id) of yours. Nothing is sent yet; see [`prepare_fund_card`](Self::prepare_fund_card).
    ///
    /// The payment is done when the payer has paid, which may take longer than the [patience](PreparedAction::patience).
    ///
    /// Take a key of your own for one intent only. By the vendor's word nothing is done twice if you prepare it again with
    /// the key of an action that is still undecided, after a crash for instance; but what is refused then, may have been done
    /// by the first request. Settle its handle first.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::testing::{Answer, Operation};
    /// use cartevo::{Amount, MobileOperator, NewPayment};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// # server.answer(Operation::GetPayments, Answer::json(200, r#"{"data": [{"transaction_id": "p", "status": "SUCCESS",
    /// #     "amount": 1000, "currency": "XAF", "type": "COLLECTION", "external_id": "order-4711"}],
    /// #     "pagination": {"page": 1, "limit": 100, "total": 1, "totalPages": 1}}"#));
    /// let amount = Amount::from_cents(100_000);
    /// let payment =
    ///     NewPayment::new(MobileOperator::Mtn, "CM", "237670000000", amount, "XAF").external_id("order-4711");
    /// let prepared = client.prepare_collect(payment).await?;
    /// assert!(prepared.send().await.done().is_some());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the request is invalid; [`Error::ActionConflict`] with the handle of an
    /// [exclusive](PreparedAction::exclusive) action that is in the way. Nothing that moves money or changes a card has been sent.
    pub async fn prepare_collect(&self, payment: NewPayment) -> Result<PreparedAction, Error> {
        PreparedAction::new(self, Request::Collect(payment)).await
    }

    /// Prepares to pay out; see [`prepare_collect`](Self::prepare_collect).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::testing::{Answer, Operation};
    /// use cartevo::{ActionOutcome, Amount, MobileOperator, NewPayment};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// # server.answer(Operation::GetPayments, Answer::json(200, r#"{"data": [{"transaction_id": "p", "status": "FAILED",
    /// #     "amount": 1000, "currency": "XAF", "type": "PAYOUT", "external_id": "salary-4711"}],
    /// #     "pagination": {"page": 1, "limit": 100, "total": 1, "totalPages": 1}}"#));
    /// let amount = Amount::from_cents(100_000);
    /// let payment =
    ///     NewPayment::new(MobileOperator::Mtn, "CM", "237670000000", amount, "XAF").external_id("salary-4711");
    /// let prepared = client.prepare_pay_out(payment).await?;
    /// // The operator refuses it for good.
    /// assert!(matches!(prepared.send().await, ActionOutcome::NotDone(_)));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the request is invalid; [`Error::ActionConflict`] with the handle of an
    /// [exclusive](PreparedAction::exclusive) action that is in the way. Nothing that moves money or changes a card has been sent.
    pub async fn prepare_pay_out(&self, payment: NewPayment) -> Result<PreparedAction, Error> {
        PreparedAction::new(self, Request::PayOut(payment)).await
    }

    /// Returns the handles of all actions of this client and its clones that are prepared, or sent without a known outcome,
    /// oldest first. This includes actions whose future was dropped.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client) {
    /// for handle in client.open_actions() {
    ///     let outcome = handle.settle(&client).await;
    ///     println!("{outcome:?}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn open_actions(&self) -> Vec<ActionHandle> {
        self.shared().actions.all()
    }

    /// Closes an action whose outcome you learned elsewhere, such as from the vendor's support.
    ///
    /// It is then no longer among the [`open_actions`](Self::open_actions), and a minute later another one can be
    /// [exclusive](PreparedAction::exclusive).
    ///
    /// ```no_run
    /// # fn run(client: cartevo::Client, handle: cartevo::ActionHandle) {
    /// client.close_action(&handle);
    /// assert!(!client.open_actions().contains(&handle));
    /// # }
    /// ```
    pub fn close_action(&self, handle: &ActionHandle) {
        self.shared().actions.end(handle, self.shared().environment.timestamp());
    }
}

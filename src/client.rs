//! The operations.

use std::fmt;
use std::sync::Arc;

use crate::builder::ClientBuilder;
use crate::error::Error;
use crate::options::CallOptions;
use crate::shared::Shared;
use crate::{
    Card, CardTransactionsQuery, CreatedCard, Customer, CustomerCardsQuery, CustomerTransactionsQuery,
    IssueHandle, IssueOutcome, NewCard, PreparedIssue, Response, TransactionList, generated, id,
};

/// A client of the Cartevo API. Cheap to clone; clones share connections, the token and the means for retries.
///
/// Every operation fails with [`Error::InvalidInput`] before anything is sent if an argument is wrong, with
/// [`Error::Connection`] or [`Error::Timeout`] if there is no answer, with [`Error::Unauthorized`] if the credentials are
/// refused, with the variant for the refusal if the server refuses or fails, and with [`Error::Decode`] if it answers in
/// a form that this version doesn't know.
///
/// What only reads is sent again, twice unless set otherwise, after a broken connection, a time-out, and the statuses
/// 408, 429 and 5xx. What issues a card is only sent again if no connection could be made for it.
///
/// ```
/// # fn main() -> Result<(), cartevo::Error> {
/// let client = cartevo::Client::builder().credentials("client_...", "the key").build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    api: Arc<generated::Client>,
}

impl Client {
    /// Settings to start from: production, no credentials yet.
    ///
    /// ```
    /// let client = cartevo::Client::builder().token("a-token").build();
    /// assert!(client.is_ok());
    /// ```
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    pub(crate) fn new(shared: &Arc<Shared>) -> Self {
        Self::with(shared, CallOptions::new())
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.api.inner.shared
    }

    pub(crate) fn api(&self) -> &generated::Client {
        &self.api
    }

    fn with(shared: &Arc<Shared>, options: CallOptions) -> Self {
        Self { api: Arc::new(shared.api(options)) }
    }

    /// This client with other settings for what is called on it. What they don't say stays as it is here.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client, id: &str) -> Result<(), cartevo::Error> {
    /// use std::time::Duration;
    /// use cartevo::CallOptions;
    ///
    /// let hurried = client.with_options(CallOptions::new().timeout(Duration::from_secs(3)).retries(0));
    /// let customer = hurried.customer(id).await?;
    /// # let _ = customer;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        Self::with(self.shared(), options.over(&self.api.inner.options))
    }

    /// One customer.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client) -> Result<(), cartevo::Error> {
    /// let customer = client.customer("8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b").await?;
    /// println!("active: {:?}", customer.is_active);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such customer, it is another company's, or, on servers of October 2025, it
    /// was disabled; otherwise as described at [`Client`].
    pub async fn customer(&self, customer_id: &str) -> Result<Response<Customer>, Error> {
        let id = id::check("customer_id", customer_id)?;
        let answer = self.api.get_customer(id).await?;
        Ok(answer.map(|answer| answer.data))
    }

    /// The cards of a customer, all of them.
    ///
    /// An empty list and [`Error::NotFound`] can both mean two things: that the customer has no cards, or that there is
    /// no such customer. The docs promise a 404 for both, and servers of October 2025 answered both with an empty list.
    /// To tell them apart, ask for the [`customer`](Self::customer).
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client, id: &str) -> Result<(), cartevo::Error> {
    /// use cartevo::{CustomerCardsQuery, Error};
    ///
    /// let cards = match client.customer_cards(id, &CustomerCardsQuery::new()).await {
    ///     Ok(cards) => cards.into_inner(),
    ///     Err(Error::NotFound { .. }) => Vec::new(),
    ///     Err(error) => return Err(error),
    /// };
    /// if cards.is_empty() {
    ///     client.customer(id).await?; // fails with `NotFound` if it is the customer that isn't there
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] as said above, otherwise as described at [`Client`].
    pub async fn customer_cards(
        &self,
        customer_id: &str,
        query: &CustomerCardsQuery,
    ) -> Result<Response<Vec<Card>>, Error> {
        let id = id::check("customer_id", customer_id)?;
        let answer = self.api.get_customer_cards(id, query.sync).await?;
        Ok(answer.map(|answer| answer.data))
    }

    /// What happened on all cards of a customer: a page if awaited, everything as a stream. Servers of October 2025
    /// answered each page with everything.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client, id: &str) -> Result<(), cartevo::Error> {
    /// let query = cartevo::CustomerTransactionsQuery::new().limit(50);
    /// let first = client.customer_transactions(id, &query).await?;
    /// let everything = client.customer_transactions(id, &query).stream().try_collect().await?;
    /// # let _ = (first, everything);
    /// # Ok(())
    /// # }
    /// ```
    pub fn customer_transactions(
        &self,
        customer_id: &str,
        query: &CustomerTransactionsQuery,
    ) -> TransactionList {
        TransactionList::of_customer(self, customer_id, query)
    }

    /// What happened on a card: a page if awaited, everything as a stream.
    ///
    /// A card that doesn't exist is an [`Error::NotFound`]; its status was 400 on servers of October 2025.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client, card_id: &str) -> Result<(), cartevo::Error> {
    /// use cartevo::CardTransactionsQuery;
    ///
    /// let mut stored = client.card_transactions(card_id, &CardTransactionsQuery::new().sync(false)).stream();
    /// while let Some(transaction) = stored.next().await {
    ///     let transaction = transaction?;
    ///     println!("{:?} {}", transaction.kind(), transaction.amount());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn card_transactions(&self, card_id: &str, query: &CardTransactionsQuery) -> TransactionList {
        TransactionList::of_card(self, card_id, query)
    }

    /// Sends the request that issues a card, once, and reads its answer: the operation as it is.
    ///
    /// An error may leave open whether a card was issued. [`prepare_issue`](Self::prepare_issue) and
    /// [`issue_card`](Self::issue_card) don't.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client, id: &str) -> Result<(), cartevo::Error> {
    /// use cartevo::{CardBrand, NewCard};
    ///
    /// let created = client.create_card(&NewCard::new(id, CardBrand::Visa)).await?;
    /// println!("{} is {:?}", created.card.id, created.card.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If [`Error::delivery`] is `Unknown`, or the error is an [`Error::Server`] or one whose cause isn't known, a card
    /// may have been issued all the same. Otherwise as described at [`Client`].
    pub async fn create_card(&self, card: &NewCard) -> Result<Response<CreatedCard>, Error> {
        let answer = self.api.create_card(card.checked()?).await?;
        answer.try_map(CreatedCard::unwrap_envelope)
    }

    /// Prepares the issuing of a card: checks the request, reads which cards the customer has, and sends nothing else.
    ///
    /// Store the [`handle`](PreparedIssue::handle) in your database, then [`send`](PreparedIssue::send). Whatever
    /// happens then, a crash included, the handle is enough to [settle](IssueHandle::settle) what became of it, and the
    /// request is never sent a second time.
    ///
    /// ```no_run
    /// # fn store(_: String) {}
    /// # async fn run(client: cartevo::Client, customer_id: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::{Amount, CardBrand, IssueOutcome, NewCard};
    ///
    /// let card = NewCard::new(customer_id, CardBrand::Visa).amount(Amount::from_cents(2500));
    /// let prepared = client.prepare_issue(card).await?.exclusive()?;
    /// store(serde_json::to_string(prepared.handle())?);
    /// match prepared.send().await {
    ///     IssueOutcome::Issued(card) => println!("issued {}", card.id),
    ///     IssueOutcome::NotIssued(why) => println!("not issued: {why}"),
    ///     IssueOutcome::Undecided(_) => println!("the handle is to be settled later"),
    ///     _ => {}
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the request is wrong, or if an exclusive issue for this customer isn't settled yet;
    /// otherwise why the customer's cards could not be read. Nothing was sent that issues a card.
    pub async fn prepare_issue(&self, card: NewCard) -> Result<PreparedIssue, Error> {
        PreparedIssue::new(self, card).await
    }

    /// Issues a card, for those who need no handle: [`prepare_issue`](Self::prepare_issue) and
    /// [`send`](PreparedIssue::send) in one.
    ///
    /// If the future is dropped on the way, the request may have been sent. Its handle is then among
    /// [`open_issues`](Self::open_issues), so that nothing is lost but by a crash; who must survive that prepares and
    /// stores.
    ///
    /// It isn't [exclusive](PreparedIssue::exclusive), so a doubt about it ends as
    /// [`Undecided`](IssueOutcome::Undecided), with the new cards as candidates.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::{CardBrand, NewCard};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # server.answer(cartevo::testing::Operation::GetCustomerCards, cartevo::testing::Answer::cards(&[]));
    /// # let client = server.client();
    /// let outcome = client.issue_card(NewCard::new("customer-1", CardBrand::Visa)).await;
    /// assert!(outcome.issued().is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn issue_card(&self, card: NewCard) -> IssueOutcome {
        match self.prepare_issue(card).await {
            Ok(prepared) => prepared.send().await,
            Err(error) => IssueOutcome::NotIssued(error),
        }
    }

    /// The issues that are prepared or sent and whose outcome isn't known: of this client and its clones, the oldest
    /// first. Those whose future was dropped on the way are among them.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client) {
    /// for handle in client.open_issues() {
    ///     let outcome = handle.settle(&client).await;
    ///     println!("{outcome:?}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn open_issues(&self) -> Vec<IssueHandle> {
        self.shared().issues.all()
    }

    /// Says that the outcome of an issue is known from elsewhere, such as the vendor's support, so that it is no longer
    /// open and the next one for the customer can be exclusive.
    ///
    /// ```no_run
    /// # fn run(client: cartevo::Client, handle: cartevo::IssueHandle) {
    /// client.close_issue(&handle);
    /// assert!(!client.open_issues().contains(&handle));
    /// # }
    /// ```
    pub fn close_issue(&self, handle: &IssueHandle) {
        self.shared().issues.remove(handle.customer_id(), handle.id());
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("options", &self.api.inner.options).finish_non_exhaustive()
    }
}

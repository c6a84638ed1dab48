//! The client and its operations.

use std::fmt;
use std::sync::Arc;

use crate::builder::ClientBuilder;
use crate::error::Error;
use crate::options::CallOptions;
use crate::shared::Shared;
use crate::{
    Card, CreatedCard, Customer, CustomerCardsQuery, IssueHandle, IssueOutcome, NewCard, PreparedIssue,
    Response, generated, id,
};

/// A client of the Cartevo API.
///
/// Clones are cheap and share the connection pool, the access token, the retry budget and the list of
/// [open issues](Self::open_issues).
///
/// # Errors
///
/// Every operation returns
///
/// - [`Error::InvalidInput`] for an invalid argument, before anything is sent,
/// - [`Error::Connection`] or [`Error::Timeout`] if there is no complete response,
/// - [`Error::Unauthorized`] if the server rejects the credentials,
/// - [`Error::WrongBaseUrl`] if the server has no such API,
/// - [`Error::TooLarge`] if the response exceeds the [limit](ClientBuilder::response_limit),
/// - the matching variant of [`Error`] for any other response that isn't 2xx,
/// - [`Error::Decode`] for a response that this version can't decode.
///
/// # Retries
///
/// Operations that only read are retried after a connection error, a timeout, and the statuses 408, 429 and 5xx, by
/// default [twice](ClientBuilder::retries). Any other request is retried only if no connection could be established for it.
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
    /// Returns a builder for the production URL, without credentials.
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

    /// Returns a client with the given options for its calls. Options that aren't set keep the values of this client.
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

    /// Returns a customer.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let customer = client.customer("customer-1").await?;
    /// println!("active: {:?}", customer.is_active);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] if the customer doesn't exist or belongs to another company; servers of October 2025 return
    /// it for a disabled customer, too. Otherwise see [`Client`].
    pub async fn customer(&self, customer_id: &str) -> Result<Response<Customer>, Error> {
        let id = id::check("customer_id", customer_id)?;
        let answer = self.api.get_customer(id)?.send().await?;
        Ok(answer.map(|answer| answer.data))
    }

    /// Returns all cards of a customer. The list isn't paginated.
    ///
    /// An empty list and [`Error::NotFound`] are both ambiguous: either the customer has no cards, or the customer
    /// doesn't exist. The documentation promises a 404 in both cases, and servers of October 2025 return an empty list
    /// in both. Call [`customer`](Self::customer) to tell them apart.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::{CustomerCardsQuery, Error};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// # let id = "customer-1";
    /// let cards = match client.customer_cards(id, &CustomerCardsQuery::new()).await {
    ///     Ok(cards) => cards.into_inner(),
    ///     Err(Error::NotFound { .. }) => Vec::new(),
    ///     Err(error) => return Err(error.into()),
    /// };
    /// if cards.is_empty() {
    ///     client.customer(id).await?; // fails with `NotFound` if the customer doesn't exist
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] as described above. Otherwise see [`Client`].
    pub async fn customer_cards(
        &self,
        customer_id: &str,
        query: &CustomerCardsQuery,
    ) -> Result<Response<Vec<Card>>, Error> {
        let id = id::check("customer_id", customer_id)?;
        let answer = self.api.get_customer_cards(id, query.sync)?.send().await?;
        Ok(answer.map(|answer| answer.data))
    }

    /// Sends `POST /cards` once and decodes the response. This is the plain operation.
    ///
    /// After an error a card may have been issued or not. [`prepare_issue`](Self::prepare_issue) and
    /// [`issue_card`](Self::issue_card) find out.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::{CardBrand, NewCard};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let created = client.create_card(&NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// println!("{} is {:?}", created.card.id, created.card.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`Client`]. A card may have been issued despite the error, unless [`Error::delivery`] is `NotSent` or the error
    /// is one of the refusals listed at [`IssueOutcome::NotIssued`].
    pub async fn create_card(&self, card: &NewCard) -> Result<Response<CreatedCard>, Error> {
        let answer = self.api.create_card(card.validated()?)?.send().await?;
        answer.try_map(CreatedCard::unwrap_envelope)
    }

    /// Prepares to issue a card: validates the request and reads the customer's cards. It doesn't send the request yet.
    ///
    /// Store the [`handle`](PreparedIssue::handle) in your database, then call [`send`](PreparedIssue::send). From then on
    /// the handle suffices to [settle](IssueHandle::settle) the outcome, even after a crash. The request is never sent a
    /// second time.
    ///
    /// ```
    /// # fn store(_: String) {}
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::{Amount, CardBrand, IssueOutcome, NewCard};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let card = NewCard::new("customer-1", CardBrand::Visa).name_on_card("JOHN DOE").amount(Amount::from_cents(2500));
    /// let prepared = client.prepare_issue(card).await?.exclusive()?;
    /// store(serde_json::to_string(prepared.handle())?);
    /// match prepared.send().await {
    ///     IssueOutcome::Issued(card) => println!("issued {}", card.id),
    ///     IssueOutcome::NotIssued(why) => println!("not issued: {why}"),
    ///     IssueOutcome::Undecided(_) => println!("settle the handle later"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the request is invalid; [`Error::IssueOpen`] with the handle of an
    /// [exclusive](PreparedIssue::exclusive) issue for this customer that is still open; otherwise the error of
    /// [`customer_cards`](Self::customer_cards). No request that issues a card has been sent.
    pub async fn prepare_issue(&self, card: NewCard) -> Result<PreparedIssue, Error> {
        PreparedIssue::new(self, card).await
    }

    /// Issues a card: [`prepare_issue`](Self::prepare_issue) and [`send`](PreparedIssue::send) in one call.
    ///
    /// If the returned future is dropped after the request was sent, [`open_issues`](Self::open_issues) has its handle.
    /// Only a crash loses it; to survive one, use `prepare_issue` and store the handle.
    ///
    /// The issue isn't [exclusive](PreparedIssue::exclusive), so an unclear outcome stays
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

    /// Returns the handles of all issues of this client and its clones that are prepared, or sent without a known
    /// outcome, oldest first. This includes issues whose future was dropped.
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

    /// Closes an issue whose outcome you learned elsewhere, such as from the vendor's support.
    ///
    /// It is then no longer among the [`open_issues`](Self::open_issues) and doesn't prevent another issue for the
    /// customer from being [exclusive](PreparedIssue::exclusive).
    ///
    /// ```no_run
    /// # fn run(client: cartevo::Client, handle: cartevo::IssueHandle) {
    /// client.close_issue(&handle);
    /// assert!(!client.open_issues().contains(&handle));
    /// # }
    /// ```
    pub fn close_issue(&self, handle: &IssueHandle) {
        self.shared().issues.remove(handle);
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("options", &self.api.inner.options).finish_non_exhaustive()
    }
}

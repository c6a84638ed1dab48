//! A prepared issue.

use std::fmt;
use std::time::Duration;

use serde::{Serialize, Serializer};

use super::handle::IssueHandle;
use super::outcome::{IssueOutcome, Undecided};
use super::settle;
use crate::closing::Source;
use crate::context::Context;
use crate::error::Error;
use crate::open::Registration;
use crate::{Card, Client, NewCard};

/// The default time for settling an unclear outcome. The card issuer may take 90 seconds.
const DEFAULT_PATIENCE: Duration = Duration::from_secs(120);

/// A request for a card that is ready to be sent once. Created by [`Client::prepare_issue`].
///
/// Store its [`handle`](Self::handle) before you [`send`](Self::send) it. It serializes as its handle, and deserializes
/// only as an [`IssueHandle`], which can't send. Dropping it without sending has no effect on the server.
///
/// ```no_run
/// # fn store(_: &str) {}
/// # async fn run(client: cartevo::Client, card: cartevo::NewCard) -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
///
/// let prepared = client.prepare_issue(card).await?.exclusive()?.patience(Duration::from_secs(30));
/// store(&serde_json::to_string(prepared.handle())?);
/// let outcome = prepared.send().await;
/// # let _ = outcome;
/// # Ok(())
/// # }
/// ```
///
/// The request can be sent only once, and a stored handle can't send it:
///
/// ```compile_fail
/// # async fn run(prepared: cartevo::PreparedIssue) {
/// prepared.send().await;
/// prepared.send().await;
/// # }
/// ```
/// ```compile_fail
/// # async fn run(handle: cartevo::IssueHandle) {
/// handle.send().await;
/// # }
/// ```
#[must_use = "the request isn't sent until `send` is called"]
pub struct PreparedIssue {
    client: Client,
    card: NewCard,
    handle: IssueHandle,
    patience: Duration,
    registration: Registration<IssueHandle>,
}

impl PreparedIssue {
    pub(crate) async fn new(client: &Client, card: NewCard) -> Result<Self, Error> {
        let body = card.validated()?;
        let shared = client.shared();
        let mut handle = IssueHandle::new(&body.customer_id, &body.brand, &*shared.environment);
        let registration = Registration::new(shared, &handle)?;
        let cards = settle::cards(client, &body.customer_id, Source::Issuer).await?;
        // The claims of this process go into the handle, because another process may settle it.
        handle.exclude(&cards, shared.issues.claimed_by_others(&handle));
        shared.issues.update(&handle);
        Ok(Self { client: client.clone(), card, handle, patience: DEFAULT_PATIENCE, registration })
    }

    /// Returns the handle. Store it before you send the request.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let stored = serde_json::to_string(prepared.handle())?;
    /// # let _ = stored;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn handle(&self) -> &IssueHandle {
        &self.handle
    }

    /// Declares that this issue is the only source of new cards for the customer, from before it was prepared until it is
    /// settled: no other process, no user of the dashboard, and no earlier issue that is still undecided. A new card of
    /// the customer is then its result, and an unclear outcome settles without your decision.
    ///
    /// The declaration is part of the handle, so store the handle after this call.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let prepared = prepared.exclusive()?;
    /// assert!(prepared.handle().is_exclusive());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::IssueOpen`] with the handle of another issue for the customer that is among the
    /// [`open_issues`](Client::open_issues). Nothing is sent.
    pub fn exclusive(mut self) -> Result<Self, Error> {
        self.client.shared().issues.make_exclusive(&mut self.handle)?;
        Ok(self)
    }

    /// Excludes a card of the customer that is in your records as the result of this issue. The client knows the cards
    /// that the server lists, but a server that reads from a replica may not list a card yet that is seconds old.
    ///
    /// The excluded card is part of the handle, so store the handle after this call.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client, card: cartevo::NewCard, recorded_cards: Vec<String>) -> Result<(), cartevo::Error> {
    /// let mut prepared = client.prepare_issue(card).await?.exclusive()?;
    /// for card in &recorded_cards {
    ///     prepared = prepared.rule_out(card);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn rule_out(mut self, card_id: &str) -> Self {
        self.handle = self.handle.rule_out(card_id);
        self.client.shared().issues.update(&self.handle);
        self
    }

    /// Sets how long [`send`](Self::send) tries to settle an unclear outcome before it returns it as undecided. Default:
    /// 120 seconds. With zero it reads the customer's cards once.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let prepared = prepared.patience(std::time::Duration::from_secs(30));
    /// # drop(prepared);
    /// # Ok(())
    /// # }
    /// ```
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Sends the request once and returns its outcome. This takes up to the
    /// [`issue_timeout`](crate::ClientBuilder::issue_timeout) and, if the outcome is unclear, the
    /// [`patience`](Self::patience).
    ///
    /// If the returned future is dropped, the request may have been sent: settle the handle.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # server.answer(cartevo::testing::Operation::GetCustomerCards, cartevo::testing::Answer::cards(&[]));
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let IssueOutcome::Issued(card) = prepared.send().await else { panic!("the mock server issues a card") };
    /// println!("issued {}", card.id);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send(mut self) -> IssueOutcome {
        self.registration.mark_sent();
        let reason = match self.client.create_card(&self.card).await {
            Ok(created) => {
                let card = created.into_inner().card;
                if self.claims(&card) {
                    return IssueOutcome::Issued(Box::new(card));
                }
                None
            }
            // An error without a context is one of the arguments: nothing was sent.
            Err(error) if error.context().is_none_or(Context::is_unprocessed) => {
                self.client.close_issue(&self.handle);
                return IssueOutcome::NotIssued(error);
            }
            Err(error) => Some(error),
        };
        let undecided = Undecided { handle: self.handle, candidates: Vec::new(), reason };
        settle::poll(&self.client, undecided, self.patience).await
    }

    /// Whether the card in the response is the result of this issue, which then claims it. A card without an id, one that
    /// existed before, one that contradicts the request and one that belongs to another issue don't tell the outcome.
    fn claims(&self, card: &Card) -> bool {
        self.handle.is_fulfilled_by(card) && settle::claim(&self.client, &self.handle, &card.id)
    }
}

impl Serialize for PreparedIssue {
    /// Serializes the handle.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.handle.serialize(serializer)
    }
}

impl fmt::Debug for PreparedIssue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedIssue").field("handle", &self.handle).finish_non_exhaustive()
    }
}

//! A request for a card that is ready to be sent.

use std::fmt;
use std::time::Duration;

use serde::{Serialize, Serializer};

use super::handle::IssueHandle;
use super::open::Registration;
use super::outcome::{IssueOutcome, Undecided};
use super::settle;
use crate::context::Delivery;
use crate::error::Error;
use crate::{Client, NewCard};

/// How long a doubt is looked into before the caller is told of it. The card issuer alone may take 90 seconds.
const PATIENCE: Duration = Duration::from_secs(120);

/// A request for a card that is ready to be sent, once. Made by [`Client::prepare_issue`].
///
/// Store its [`handle`](Self::handle) first. It serialises as its handle, so that it can be stored itself; what is read
/// back is an [`IssueHandle`], which can't send. Dropped without [`send`](Self::send), nothing has happened.
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
/// It is sent once, and what was stored can't send:
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
#[must_use = "nothing is sent before `send`"]
pub struct PreparedIssue {
    client: Client,
    card: NewCard,
    handle: IssueHandle,
    patience: Duration,
    registration: Registration,
}

impl PreparedIssue {
    pub(crate) async fn new(client: &Client, card: NewCard) -> Result<Self, Error> {
        let body = card.checked()?;
        let shared = client.shared();
        let mut handle = IssueHandle::new(&body.customer_id, &body.brand, &*shared.environment);
        let registration = Registration::new(shared, &handle)?;
        let cards = settle::cards(client, &body.customer_id).await?;
        // What is remembered goes into what is stored, since the process that settles it may be another.
        handle.set_known(&cards, shared.issues.given_to_others(&handle));
        shared.issues.update(&handle);
        Ok(Self { client: client.clone(), card, handle, patience: PATIENCE, registration })
    }

    /// What to store before anything is sent.
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

    /// Says that nobody else issues cards for this customer, from before this was prepared until it is settled: no other
    /// process, no person in the dashboard, and no earlier request that is still undecided. Then a new card must be this
    /// one, and a doubt can be settled without being asked.
    ///
    /// Store the handle after this call: it is part of it.
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
    /// [`Error::InvalidInput`] if this client knows of another request for the customer that isn't settled. Nothing is
    /// sent.
    pub fn exclusive(mut self) -> Result<Self, Error> {
        self.client.shared().issues.make_exclusive(&mut self.handle)?;
        Ok(self)
    }

    /// Says that the customer has this card already, because it is on the caller's books. The client has asked the server
    /// for the customer's cards; but a server that answers from a copy may not list a card that is seconds old.
    ///
    /// Store the handle after this call: it is part of it.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client, card: cartevo::NewCard, on_the_books: Vec<String>) -> Result<(), cartevo::Error> {
    /// let mut prepared = client.prepare_issue(card).await?.exclusive()?;
    /// for card in &on_the_books {
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

    /// How long [`send`](Self::send) looks into a doubt before it is handed out as undecided: 120 seconds if not given.
    /// The customer's cards are read at least once.
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

    /// Sends the request, once, and says what became of it. This may take the time-out for issuing (120 seconds) and,
    /// if a doubt remains, the [`patience`](Self::patience).
    ///
    /// If the future is dropped on the way, the request may have been sent: settle the handle.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # server.answer(cartevo::testing::Operation::GetCustomerCards, cartevo::testing::Answer::cards(&[]));
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let IssueOutcome::Issued(card) = prepared.send().await else { panic!("it is answered with a card") };
    /// println!("{} is there", card.id);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send(mut self) -> IssueOutcome {
        self.registration.keep();
        let error = match self.client.create_card(&self.card).await {
            Ok(created) => {
                let card = created.into_inner().card;
                // A server that answers with a card that was there before, or that is the answer to another request
                // already, or with one that has no id, has not said what became of this one.
                let new = !card.id.is_empty() && !self.handle.knows(&card);
                if new && self.client.shared().issues.give(&self.handle, &card.id) {
                    return IssueOutcome::Issued(Box::new(card));
                }
                None
            }
            Err(error) => Some(error),
        };
        if let Some(error) = &error
            && (error.delivery() == Delivery::NotSent || error.context().is_some_and(|it| it.untouched))
        {
            self.client.close_issue(&self.handle);
            return IssueOutcome::NotIssued(error.clone());
        }
        let doubt = Undecided { handle: self.handle, candidates: Vec::new(), reason: error };
        settle::until(&self.client, doubt, self.patience).await
    }
}

impl Serialize for PreparedIssue {
    /// Writes the handle.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.handle.serialize(serializer)
    }
}

impl fmt::Debug for PreparedIssue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedIssue").field("handle", &self.handle).finish_non_exhaustive()
    }
}

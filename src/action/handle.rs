//! The persistent record of an action.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::kind::ActionKind;
use super::subject::Subject;
use crate::closing::Evidence;
use crate::environment::Environment;
use crate::error::Error;
use crate::open::{Exclusivity, OpenHandle, Registry};
use crate::shared::Shared;
use crate::stored::{self, Version};

/// How long what was done may take to show up in a read. For this long after an action, another one of the same card or
/// wallet can't be told from it.
const VISIBILITY: SignedDuration = SignedDuration::from_secs(60);

/// The record of one action, from which its outcome can be determined at any time: what it is about, and what was before.
///
/// Store it in a database before you send the request. It implements `Serialize` and `Deserialize`, and contains ids,
/// amounts and balances, but no secrets and no personal data. It can't send the request, only [`settle`](Self::settle) its
/// outcome. Handles of all kinds have one type, so that they fit into one table.
///
/// ```
/// # fn restore(stored: &str) -> Result<(), Box<dyn std::error::Error>> {
/// use cartevo::{ActionHandle, ActionKind};
///
/// let handle: ActionHandle = serde_json::from_str(stored)?;
/// assert_eq!(handle.kind(), ActionKind::FundCard);
/// assert_eq!(serde_json::to_string(&handle)?, stored);
/// # Ok(())
/// # }
/// # restore(r#"{"version":1,"id":"a","exclusive":true,"prepared_at":"2026-11-20T10:00:00Z","subject":{"fundCard":{"card_id":"c","amount":50,"balance":10.5,"known":["t"]}}}"#).unwrap();
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionHandle {
    /// The version of the stored form.
    version: Version,
    id: String,
    exclusive: bool,
    prepared_at: Timestamp,
    pub(super) subject: Subject,
    #[serde(default, skip_serializing_if = "Evidence::is_empty")]
    pub(super) evidence: Evidence,
}

impl ActionHandle {
    pub(super) fn new(id: String, subject: Subject, environment: &dyn Environment) -> Self {
        Self {
            version: Version,
            id,
            exclusive: false,
            prepared_at: environment.timestamp(),
            subject,
            evidence: Evidence::default(),
        }
    }

    /// A new id. It is also the idempotency key of an action that can have one, unless the caller sets it.
    pub(super) fn new_id(environment: &dyn Environment) -> String {
        stored::random_id(environment)
    }

    /// Returns the id of this action, a random string that the client generates.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// assert!(!prepared.handle().id().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the kind of the action.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_freeze_card("card-1", cartevo::Freeze::new()).await?;
    /// assert_eq!(prepared.handle().kind(), cartevo::ActionKind::FreezeCard);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn kind(&self) -> ActionKind {
        self.subject.kind()
    }

    /// Returns the id of the card, or of the wallet that gets the money; `None` for a payment.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// assert_eq!(prepared.handle().target(), Some("card-1"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn target(&self) -> Option<&str> {
        self.subject.target()
    }

    /// Returns the idempotency key of the request: yours, or else one that the client generates. `None` if the operation
    /// has none.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{Amount, NewPayment};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let payment = NewPayment::new("mtn", "CM", "237670000000", Amount::from_cents(100_000), "XAF");
    /// let prepared = client.prepare_collect(payment.external_id("order-4711")).await?;
    /// assert_eq!(prepared.handle().key(), Some("order-4711"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.subject.key()
    }

    /// Returns the time at which the action was prepared.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// println!("prepared at {}", prepared.handle().prepared_at());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn prepared_at(&self) -> Timestamp {
        self.prepared_at
    }

    /// Returns whether the caller declared the action [exclusive](crate::PreparedAction::exclusive).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// assert!(prepared.exclusive()?.handle().is_exclusive());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_exclusive(&self) -> bool {
        self.exclusive
    }

    /// Excludes a transaction as the result of this action, because your records attribute it to another one. It makes no
    /// difference to an action that isn't told by a new transaction.
    ///
    /// The excluded transaction is part of the handle, so store the handle again.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// let handle = prepared.handle().clone().rule_out("a-transaction-on-the-books");
    /// assert!(serde_json::to_string(&handle)?.contains("a-transaction-on-the-books"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn rule_out(mut self, transaction_id: &str) -> Self {
        if let Some(known) = self.subject.known_mut() {
            known.insert(transaction_id.to_owned());
        }
        self
    }

    /// Whether the caller ruled the transaction out, or it was there before.
    pub(super) fn excludes(&self, transaction_id: &str) -> bool {
        self.subject.known().is_some_and(|known| known.contains(transaction_id))
    }

    /// Another action of the same card or wallet that ended shortly before this one was prepared, or since then. Both may
    /// have left the same traces.
    pub(super) fn recent_other(&self, shared: &Shared) -> Option<Self> {
        shared.actions.ended_since(self, self.prepared_at - VISIBILITY)
    }

    /// Whether nothing else can have left the traces of this action. What the caller declares doesn't hold against what the
    /// client knows.
    pub(super) fn is_alone(&self, shared: &Shared) -> bool {
        shared.actions.exclusivity(self) == Exclusivity::Exclusive && self.recent_other(shared).is_none()
    }
}

impl OpenHandle for ActionHandle {
    fn scope(&self) -> String {
        self.subject.scope()
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn prepared_at(&self) -> Timestamp {
        self.prepared_at
    }

    fn is_exclusive(&self) -> bool {
        self.exclusive
    }

    fn set_exclusive(&mut self) {
        self.exclusive = true;
    }

    fn conflict(self) -> Error {
        Error::ActionConflict { handle: Box::new(self) }
    }

    fn registry(shared: &Shared) -> &Registry<Self> {
        &shared.actions
    }
}

impl fmt::Debug for ActionHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ActionHandle")
            .field("id", &self.id)
            .field("kind", &self.kind())
            .field("exclusive", &self.exclusive)
            .field("prepared_at", &self.prepared_at)
            .finish_non_exhaustive()
    }
}

//! The persistent record of an issue.

use std::collections::BTreeSet;
use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::closing::Evidence;
use crate::environment::Environment;
use crate::error::Error;
use crate::open::{OpenHandle, Registry};
use crate::shared::Shared;
use crate::stored::{self, Version};
use crate::{Card, CardBrand, CardStatus};

/// The maximum clock skew between this machine and the server. With a larger one, a new card may seem to predate its
/// request, and is only a candidate then.
const MAX_CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(15);

/// The statuses in which a card can't be the success of an issue.
const DEAD: [CardStatus; 2] = [CardStatus::Failed, CardStatus::Terminated];

/// The record of one issue, from which its outcome can be determined at any time: the customer, and the cards that the
/// customer had before.
///
/// Store it in a database before you send the request. It implements `Serialize` and `Deserialize`, and contains ids but
/// no secrets and no personal data. It can't send the request, only [`settle`](Self::settle) its outcome.
///
/// ```
/// # fn restore(stored: &str) -> Result<(), Box<dyn std::error::Error>> {
/// use cartevo::IssueHandle;
///
/// let handle: IssueHandle = serde_json::from_str(stored)?;
/// assert_eq!(serde_json::to_string(&handle)?, stored);
/// # Ok(())
/// # }
/// # restore(r#"{"version":1,"id":"a","customer_id":"c","brand":"VISA","known":[],"exclusive":true,"prepared_at":"2026-11-20T10:00:00Z"}"#).unwrap();
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueHandle {
    /// The version of the stored form.
    version: Version,
    id: String,
    customer_id: String,
    brand: String,
    /// The ids of cards that can't be the result of this issue, because the customer had them before.
    known: BTreeSet<String>,
    exclusive: bool,
    prepared_at: Timestamp,
    #[serde(default, skip_serializing_if = "Evidence::is_empty")]
    pub(super) evidence: Evidence,
}

impl IssueHandle {
    pub(super) fn new(customer_id: &str, brand: &str, environment: &dyn Environment) -> Self {
        Self {
            version: Version,
            id: stored::random_id(environment),
            customer_id: customer_id.to_owned(),
            brand: brand.to_owned(),
            known: BTreeSet::new(),
            exclusive: false,
            prepared_at: environment.timestamp(),
            evidence: Evidence::default(),
        }
    }

    /// Returns the id of this issue, a random string that the client generates.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// assert!(!prepared.handle().id().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the id of the customer who gets the card.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// assert_eq!(prepared.handle().customer_id(), "customer-1");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn customer_id(&self) -> &str {
        &self.customer_id
    }

    /// Returns the time at which the issue was prepared.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// println!("prepared at {}", prepared.handle().prepared_at());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn prepared_at(&self) -> Timestamp {
        self.prepared_at
    }

    /// Returns whether the caller declared the issue [exclusive](crate::PreparedIssue::exclusive).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// assert!(!prepared.handle().is_exclusive());
    /// assert!(prepared.exclusive()?.handle().is_exclusive());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_exclusive(&self) -> bool {
        self.exclusive
    }

    /// Excludes a card as the result of this issue, because your records attribute it to another issue or to another
    /// issuer of cards.
    ///
    /// The excluded card is part of the handle, so store the handle again.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let handle = prepared.handle().clone().rule_out("a-card-on-the-books");
    /// let stored = serde_json::to_string(&handle)?;
    /// assert!(stored.contains("a-card-on-the-books"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn rule_out(mut self, card_id: &str) -> Self {
        self.known.insert(card_id.to_owned());
        self
    }

    /// Whether the card is excluded: the customer had it before, or the caller ruled it out.
    pub(super) fn excludes(&self, card: &Card) -> bool {
        self.excludes_id(&card.id)
    }

    pub(super) fn excludes_id(&self, card_id: &str) -> bool {
        self.known.contains(card_id)
    }

    /// Whether customer and brand of the card match the request. A missing or unknown brand matches.
    pub(super) fn matches(&self, card: &Card) -> bool {
        let brand = card.brand.as_ref().map(CardBrand::as_str);
        let is_known = |brand: &str| CardBrand::KNOWN.iter().any(|known| known.eq_ignore_ascii_case(brand));
        !card.id.is_empty()
            && card.customer_id.as_ref().is_none_or(|customer| *customer == self.customer_id)
            && brand.is_none_or(|brand| !is_known(brand) || brand.eq_ignore_ascii_case(&self.brand))
    }

    /// Whether the card can be the success of this issue: it matches the request, the customer didn't have it before, and
    /// it is usable or will be.
    pub(super) fn is_fulfilled_by(&self, card: &Card) -> bool {
        let status = card.status.as_ref().map(CardStatus::as_str);
        let is_dead = |status: &str| DEAD.iter().any(|dead| dead.as_str().eq_ignore_ascii_case(status));
        self.matches(card) && !self.excludes(card) && !status.is_some_and(is_dead)
    }

    /// Whether the card was created before the issue was prepared, by more than the maximum clock skew.
    pub(super) fn is_predated_by(&self, card: &Card) -> bool {
        card.created_at.is_some_and(|created| self.prepared_at.duration_since(created) > MAX_CLOCK_SKEW)
    }

    /// Sets the excluded cards: those that the customer has, and those that belong to other issues.
    pub(super) fn exclude(&mut self, cards: &[Card], claimed_by_others: BTreeSet<String>) {
        self.known = claimed_by_others;
        self.known.extend(cards.iter().map(|card| card.id.clone()));
    }
}

impl OpenHandle for IssueHandle {
    fn scope(&self) -> String {
        self.customer_id.clone()
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
        Error::IssueOpen { handle: Box::new(self) }
    }

    fn registry(shared: &Shared) -> &Registry<Self> {
        &shared.issues
    }
}

impl fmt::Debug for IssueHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssueHandle")
            .field("id", &self.id)
            .field("exclusive", &self.exclusive)
            .field("prepared_at", &self.prepared_at)
            .finish_non_exhaustive()
    }
}

//! What must be kept to find out later what became of a request for a card.

use std::collections::BTreeSet;
use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::Card;
use crate::environment::Environment;

/// How far the clocks of this machine and of the server are believed to be apart at most. If they are further, a new
/// card looks old, and is a candidate only.
const CLOCKS: SignedDuration = SignedDuration::from_mins(15);

/// What must be kept to find out later what became of a request for a card: who it is for, and which cards the customer
/// had before.
///
/// It is made for a database: it can be serialised, and holds ids but nothing secret and nothing personal. It can't send
/// anything, only [`settle`](Self::settle).
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
    /// The form of the stored text.
    version: Version,
    id: String,
    customer_id: String,
    brand: String,
    /// The ids of the cards the customer had before.
    known: BTreeSet<String>,
    exclusive: bool,
    prepared_at: Timestamp,
}

/// The one form that this version of the crate writes and reads.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
struct Version;

impl TryFrom<u8> for Version {
    type Error = &'static str;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        if number == 1 { Ok(Self) } else { Err("this handle was stored by a later version of the crate") }
    }
}

impl From<Version> for u8 {
    fn from(_: Version) -> Self {
        1
    }
}

impl IssueHandle {
    pub(super) fn new(customer_id: &str, brand: &str, environment: &dyn Environment) -> Self {
        // Two draws of 32 bits and more: they don't meet among the open issues of a company.
        let draw = || format!("{:016x}", environment.random().to_bits());
        Self {
            version: Version,
            id: format!("{}{}", draw(), draw()),
            customer_id: customer_id.to_owned(),
            brand: brand.to_owned(),
            known: BTreeSet::new(),
            exclusive: false,
            prepared_at: environment.timestamp(),
        }
    }

    /// A name for this issue, made up by the client.
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

    /// The customer whom the card is for.
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

    /// When it was prepared, before anything was sent.
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

    /// Whether the caller said that nobody else issues cards for this customer.
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

    /// The same handle, with a card that can't be the one: because it is on the caller's books as another's, or was
    /// issued by somebody else.
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

    /// Whether the customer had this card before.
    pub(super) fn knows(&self, card: &Card) -> bool {
        self.known.contains(&card.id)
    }

    /// Whether the card can be the one that was asked for.
    pub(super) fn fits(&self, card: &Card) -> bool {
        let brand = card.brand.as_ref();
        !card.id.is_empty()
            && card.customer_id.as_ref().is_none_or(|customer| *customer == self.customer_id)
            && brand.is_none_or(|brand| !brand.is_known() || brand.as_str().eq_ignore_ascii_case(&self.brand))
    }

    /// Whether the card was there before this was prepared, by more than the clocks may differ.
    pub(super) fn is_younger_than(&self, card: &Card) -> bool {
        card.created_at.is_some_and(|created| self.prepared_at.duration_since(created) > CLOCKS)
    }

    pub(super) fn set_known(&mut self, cards: &[Card], others: BTreeSet<String>) {
        self.known = others;
        self.known.extend(cards.iter().map(|card| card.id.clone()));
    }

    pub(super) fn set_exclusive(&mut self) {
        self.exclusive = true;
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

//! Settling the outcome of an issue by reading the customer's cards.

use std::collections::BTreeSet;
use std::time::Duration;

use super::handle::IssueHandle;
use super::outcome::{IssueOutcome, Undecided};
use crate::closing::Source;
use crate::error::Error;
use crate::open::{Claimed, Exclusivity};
#[cfg(feature = "webhook")]
use crate::webhook::{Event, EventKind};
use crate::{Card, Client, CustomerCardsQuery, refusal};

/// The first polling interval. It doubles with each poll.
const FIRST_INTERVAL: Duration = Duration::from_secs(2);
const MAX_INTERVAL: Duration = Duration::from_secs(15);

impl IssueHandle {
    /// Reads the customer's cards once and determines the outcome of the issue. Call it after a crash or a restart, and
    /// again as long as the outcome is undecided. The server first asks the card issuer (`sync`), because it may lack a
    /// card that only the issuer has created.
    ///
    /// The outcome is [`Issued`](IssueOutcome::Issued) if the issue was [exclusive](crate::PreparedIssue::exclusive), this
    /// client has no other open issue for the customer, and the customer has exactly one new card. Otherwise it stays
    /// [`Undecided`](IssueOutcome::Undecided), with the new cards as candidates. It is never
    /// [`NotIssued`](IssueOutcome::NotIssued), because a missing card may still appear.
    ///
    /// While the outcome is undecided, this client prepares no exclusive issue for the customer.
    /// [`close_issue`](Client::close_issue) lifts that.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client, stored: &str) -> Result<(), serde_json::Error> {
    /// let handle: cartevo::IssueHandle = serde_json::from_str(stored)?;
    /// if let Some(card) = handle.settle(&client).await.issued() {
    ///     println!("{} was issued after all", card.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn settle(self, client: &Client) -> IssueOutcome {
        self.settle_within(client, Duration::ZERO).await
    }

    /// Like [`settle`](Self::settle), but polls the customer's cards until the outcome is known or `patience` has elapsed.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let handle = prepared.handle().clone();
    /// drop(prepared); // simulates a crash
    /// let outcome = handle.settle_within(&client, std::time::Duration::from_secs(60)).await;
    /// assert!(outcome.is_undecided());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn settle_within(self, client: &Client, patience: Duration) -> IssueOutcome {
        client.shared().issues.update(&self);
        poll(client, Undecided { handle: self, candidates: Vec::new(), reason: None }, patience).await
    }
}

#[cfg(feature = "webhook")]
impl IssueHandle {
    /// Returns whether an event announces a card that may be the result of this issue: a `card.created` for its customer,
    /// with a card that matches and that the customer didn't have before.
    ///
    /// Some deliveries have ids with a prefix (`cust_`) where the API has UUIDs. They name no customer that a handle has,
    /// so this is false, and only reading settles the handle.
    ///
    /// ```
    /// # fn example(handle: &cartevo::IssueHandle, event: &cartevo::webhook::Event) {
    /// if handle.is_announced_by(event) {
    ///     println!("settle {} with the event", handle.id());
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_announced_by(&self, event: &Event) -> bool {
        event.kind() == &EventKind::CardCreated
            && event.customer_id() == Some(self.customer_id())
            && event.card().is_some_and(|card| self.matches(card) && !self.excludes(card))
    }

    /// Like [`settle`](Self::settle), and takes the card that a verified `card.created` announces for one that the server
    /// lists. Call it for the open handles of the [customer](Event::customer_id) of the event.
    ///
    /// A server may announce a card before it lists it. The evidence is the same as that of a list: the event doesn't say
    /// which request the card is the result of. For an issue that isn't
    /// [exclusive](crate::PreparedIssue::exclusive) the card is a candidate, and so it is if the customer's cards can't be
    /// read, which could show another new card.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client, handle: cartevo::IssueHandle, event: cartevo::webhook::Event) {
    /// if let Some(card) = handle.settle_with_event(&client, &event).await.issued() {
    ///     println!("issued {}", card.id);
    /// }
    /// # }
    /// ```
    pub async fn settle_with_event(self, client: &Client, event: &Event) -> IssueOutcome {
        client.shared().issues.update(&self);
        let announced = event.card().filter(|_| self.is_announced_by(event)).cloned();
        let candidates = announced.into_iter().collect();
        poll(client, Undecided { handle: self, candidates, reason: None }, Duration::ZERO).await
    }
}

/// The customer's cards. A customer without cards and an unknown customer both have none, because the server doesn't
/// distinguish them.
pub(super) async fn cards(client: &Client, customer_id: &str, source: Source) -> Result<Vec<Card>, Error> {
    let query = match source {
        Source::Server => CustomerCardsQuery::new(),
        Source::Issuer => CustomerCardsQuery::new().sync(true),
    };
    match client.customer_cards(customer_id, &query).await {
        Ok(cards) => Ok(cards.into_inner()),
        // Any other 404, taken for an empty list, would make an old card look new.
        Err(error) if refusal::is_about_resource(&error) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Like [`cards`], but falls back to what the server has stored.
async fn some_cards(
    client: &Client,
    customer_id: &str,
    source: Source,
) -> Result<(Vec<Card>, Source), Error> {
    match cards(client, customer_id, source).await {
        Err(_) if source == Source::Issuer => {
            cards(client, customer_id, Source::Server).await.map(|cards| (cards, Source::Server))
        }
        result => result.map(|cards| (cards, source)),
    }
}

/// Reads the customer's cards until the outcome is known or `patience` has elapsed, at least once.
pub(super) async fn poll(client: &Client, mut undecided: Undecided, patience: Duration) -> IssueOutcome {
    let environment = &*client.shared().environment;
    let started = environment.now();
    undecided.handle.evidence.begin(environment.timestamp());
    let mut interval = FIRST_INTERVAL;
    // The list of the server is enough in most cases, and it comes fast.
    let mut source = if patience.is_zero() { Source::Issuer } else { Source::Server };
    loop {
        match some_cards(client, undecided.handle.customer_id(), source).await {
            Ok((mut cards, source)) => {
                // What was announced is as good as listed.
                cards.append(&mut undecided.candidates);
                if let Some(card) = settle_with(client, &mut undecided, cards, source) {
                    return IssueOutcome::Issued(Box::new(card));
                }
            }
            Err(error) => undecided.reason = undecided.reason.or(Some(error)),
        }
        let remaining = patience.saturating_sub(environment.now().duration_since(started));
        if remaining.is_zero() {
            client.shared().issues.refresh(&undecided.handle);
            return IssueOutcome::Undecided(Box::new(undecided));
        }
        environment.sleep(interval.min(remaining)).await;
        source = Source::Issuer;
        interval = (interval * 2).min(MAX_INTERVAL);
    }
}

/// Determines the issued card from the customer's cards and claims it. Otherwise updates the candidates.
fn settle_with(client: &Client, undecided: &mut Undecided, cards: Vec<Card>, source: Source) -> Option<Card> {
    let issues = &client.shared().issues;
    let claimed = issues.claimed_by_others(&undecided.handle);
    let new = new_cards(&undecided.handle, cards, &claimed);
    undecided.handle.evidence.note(new.iter().map(|card| card.id.as_str()), source);
    match issued_card(&undecided.handle, issues.exclusivity(&undecided.handle), new) {
        Ok(card) => claim(client, &undecided.handle, &card.id).then_some(card),
        Err(candidates) => {
            undecided.candidates = candidates;
            None
        }
    }
}

/// The cards that the customer didn't have before and that belong to no other issue, each once.
fn new_cards(handle: &IssueHandle, cards: Vec<Card>, claimed_by_others: &BTreeSet<String>) -> Vec<Card> {
    let mut new: Vec<Card> = Vec::new();
    for card in cards {
        let old = handle.excludes(&card) || claimed_by_others.contains(&card.id);
        if !old && new.iter().all(|other| other.id != card.id) {
            new.push(card);
        }
    }
    new
}

/// The issued card, if the new cards are conclusive; otherwise those of them that are candidates.
///
/// Several new cards, or a new one that doesn't match the request, show that there is another issuer of cards, contrary to
/// what the caller declared. A new card that predates the request was missing from the list that was read before it.
fn issued_card(
    handle: &IssueHandle,
    exclusivity: Exclusivity,
    mut new: Vec<Card>,
) -> Result<Card, Vec<Card>> {
    let is_single = new.len() == 1;
    new.retain(|card| handle.matches(card));
    match new.pop() {
        Some(card)
            if is_single
                && exclusivity == Exclusivity::Exclusive
                && handle.is_fulfilled_by(&card)
                && !handle.is_predated_by(&card) =>
        {
            Ok(card)
        }
        Some(card) => {
            new.push(card);
            Err(new)
        }
        None => Err(new),
    }
}

/// Claims a card as the result of an issue and closes the issue. False if the card belongs to another one.
pub(super) fn claim(client: &Client, handle: &IssueHandle, card_id: &str) -> bool {
    let issues = &client.shared().issues;
    let claimed = issues.claim(handle, card_id) == Claimed::ByThis;
    if claimed {
        issues.remove(handle);
    }
    claimed
}

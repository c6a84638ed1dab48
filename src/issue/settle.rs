//! Finding out what became of a request for a card, by reading.

use std::collections::BTreeSet;
use std::time::Duration;

use super::handle::IssueHandle;
use super::outcome::{IssueOutcome, Undecided};
use crate::error::Error;
use crate::{Card, Client, CustomerCardsQuery};

/// The wait after the first look; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_secs(15);

impl IssueHandle {
    /// Looks once at the customer's cards, to find out what became of the request: after a crash, after a restart, or
    /// as often as it takes.
    ///
    /// The outcome is [`Issued`](IssueOutcome::Issued) if the request was [exclusive](crate::PreparedIssue::exclusive),
    /// this client knows of no other open request for the customer, and exactly one card is new; else it stays undecided, with the new cards as candidates. It is never
    /// [`NotIssued`](IssueOutcome::NotIssued): a card that isn't there yet may still come.
    ///
    /// While it is undecided this client prepares no exclusive issue for the customer;
    /// [`close_issue`](Client::close_issue) ends that.
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

    /// As [`settle`](Self::settle), but looks again and again until the outcome is known or the time is up.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let handle = prepared.handle().clone();
    /// drop(prepared); // a crash, say
    /// let outcome = handle.settle_within(&client, std::time::Duration::from_secs(60)).await;
    /// assert!(outcome.is_undecided());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn settle_within(self, client: &Client, patience: Duration) -> IssueOutcome {
        client.shared().issues.update(&self);
        until(client, Undecided { handle: self, candidates: Vec::new(), reason: None }, patience).await
    }
}

/// The customer's cards; no cards and no such customer are the same here, since the server says the same of both.
pub(super) async fn cards(client: &Client, customer_id: &str) -> Result<Vec<Card>, Error> {
    match client.customer_cards(customer_id, &CustomerCardsQuery::new()).await {
        Ok(cards) => Ok(cards.into_inner()),
        Err(Error::NotFound { messages, .. }) if is_the_servers(&messages) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Whether "not found" is the server's word on the customer. A proxy's page, and a server that has no such path, say
/// nothing of the customer's cards: taken for "none" they would make an old card look new.
fn is_the_servers(messages: &[String]) -> bool {
    messages.first().is_some_and(|text| !text.starts_with("Cannot "))
}

/// Reads until the doubt is settled or the time is up.
pub(super) async fn until(client: &Client, mut doubt: Undecided, patience: Duration) -> IssueOutcome {
    let environment = &*client.shared().environment;
    let started = environment.now();
    let mut wait = FIRST_WAIT;
    loop {
        match cards(client, doubt.handle.customer_id()).await {
            Ok(cards) => {
                let issues = &client.shared().issues;
                let others = issues.given_to_others(&doubt.handle);
                // Whatever its caller has said, an issue isn't the only one while this client knows of another.
                let exclusive = doubt.handle.is_exclusive() && !issues.has_others(&doubt.handle);
                if let Some(card) = look(&mut doubt, cards, &others, exclusive)
                    && issues.give(&doubt.handle, &card.id)
                {
                    return IssueOutcome::Issued(Box::new(card));
                }
            }
            Err(error) => doubt.reason = doubt.reason.or(Some(error)),
        }
        let left = patience.saturating_sub(environment.now().duration_since(started));
        if left.is_zero() {
            return IssueOutcome::Undecided(Box::new(doubt));
        }
        environment.sleep(wait.min(left)).await;
        wait = (wait * 2).min(LONGEST_WAIT);
    }
}

/// The card that was asked for, if `cards` leave no doubt. `others` are known to be other issues'.
fn look(doubt: &mut Undecided, cards: Vec<Card>, others: &BTreeSet<String>, exclusive: bool) -> Option<Card> {
    let mut new: Vec<Card> = Vec::new();
    for card in cards {
        let old = doubt.handle.knows(&card) || others.contains(&card.id);
        if !old && new.iter().all(|other| other.id != card.id) {
            new.push(card);
        }
    }
    let alone = new.len() == 1;
    new.retain(|card| doubt.handle.fits(card));
    // If there are two, or one that can't be it, then somebody else issues cards too, whatever the caller has said. And
    // one that is older than the request was missing from the list that was read before it.
    let ours = new.iter().all(|card| !doubt.handle.is_younger_than(card));
    if exclusive && alone && ours && new.len() == 1 {
        return new.pop();
    }
    doubt.candidates = new;
    None
}

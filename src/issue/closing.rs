//! Closing an issue without a card, under a policy of the caller's.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::handle::IssueHandle;
use super::outcome::Undecided;
use super::settle::Source;
use crate::{Card, Client};

/// The fewest reads without a new card, unless the policy says otherwise.
const DEFAULT_READS: u32 = 3;

/// When you take an undecided issue for one that issued no card, although nothing proves it. It is your decision, and never
/// the default: see [`Undecided::close_under`].
///
/// The evidence is that the customer has no new card whatsoever, in several reads for which the server has asked the card
/// issuer, and that this is still so a given time after the issue was first settled: the request had been sent by then.
///
/// # The risk
///
/// A card may appear after that: a request may wait in a queue for longer, or the server may conceal that it couldn't ask
/// the issuer. Then the customer has a card that nobody knows of, and a second one if you issued another; and a later
/// [exclusive](crate::PreparedIssue::exclusive) issue of the same customer may take the late card for its own. Keep the
/// closed handle and settle it again from time to time: a late card shows up as a candidate.
///
/// In the simulation of this crate a card appears up to five minutes after the request has arrived, and the server conceals
/// every tenth time that it couldn't ask the issuer. Of the issues that a policy closed there, a card appeared for:
///
/// | after | 1 read | 3 reads |
/// |---|---|---|
/// | 0 s | 42 of 514 | 26 of 494 |
/// | 60 s | 34 of 504 | 26 of 494 |
/// | 120 s | 23 of 490 | 21 of 488 |
/// | 300 s | 1 of 465 | 0 of 464 |
/// | 600 s | 1 of 465 | 0 of 464 |
///
/// How long the real issuer takes is not known. The documentation of the API names 90 seconds; take hours, not minutes, if
/// you can wait.
///
/// ```
/// use std::time::Duration;
/// use cartevo::ClosingPolicy;
///
/// let patient = ClosingPolicy::after(Duration::from_secs(24 * 60 * 60)).reads(5);
/// # let _ = patient;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct ClosingPolicy {
    after: Duration,
    reads: u32,
}

impl ClosingPolicy {
    /// Creates a policy that closes an issue this long after it was first settled, and after three reads.
    pub fn after(after: Duration) -> Self {
        Self { after, reads: DEFAULT_READS }
    }

    /// Sets the fewest reads without a new card, at least 1. They count across restarts if you store the handle again after
    /// each. Default: 3.
    pub fn reads(mut self, reads: u32) -> Self {
        self.reads = reads.max(1);
        self
    }
}

/// What the reads of an issue have shown so far. It is part of the stored handle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Evidence {
    /// When the issue was first settled. The request was sent before.
    since: Option<Timestamp>,
    /// The reads since the last one that showed a new card.
    quiet_reads: u32,
    /// The ids of all new cards that some read showed. A later read from a replica may lack them.
    seen: BTreeSet<String>,
}

impl Evidence {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Notes that the issue is being settled.
    pub(super) fn begin(&mut self, now: Timestamp) {
        self.since.get_or_insert(now);
    }

    /// Notes the new cards of a read. None count only if the server asked the card issuer.
    pub(super) fn note(&mut self, new: &[Card], source: Source) {
        if !new.is_empty() {
            self.quiet_reads = 0;
            self.seen.extend(new.iter().map(|card| card.id.clone()));
        } else if source == Source::Issuer {
            self.quiet_reads = self.quiet_reads.saturating_add(1);
        }
    }

    fn satisfies(&self, policy: ClosingPolicy, now: Timestamp) -> bool {
        let age = self.since.map(|since| now.duration_since(since)).filter(SignedDuration::is_positive);
        let age = age.map_or(Duration::ZERO, SignedDuration::unsigned_abs);
        self.since.is_some() && age >= policy.after && self.quiet_reads >= policy.reads
    }
}

impl Undecided {
    /// Closes the issue as one that issued no card, if the evidence satisfies your policy. Returns the handle, to keep: only
    /// time shows whether the policy was right.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use std::time::Duration;
    /// use cartevo::testing::{Answer, Operation};
    /// use cartevo::{CardBrand, ClosingPolicy, IssueOutcome, NewCard};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # server.answer(Operation::CreateCard, Answer::status(500));
    /// # let client = server.client();
    /// # let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let IssueOutcome::Undecided(doubt) = prepared.send().await else { panic!("a failure of the server is a doubt") };
    /// let policy = ClosingPolicy::after(Duration::from_secs(24 * 60 * 60));
    /// // A day has not passed.
    /// let doubt = doubt.close_under(policy, &client).unwrap_err();
    /// assert_eq!(client.open_issues(), [doubt.into_handle()]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns `self` if the evidence doesn't suffice: some read has shown a new card that isn't
    /// [ruled out](IssueHandle::rule_out), or it is too early, or there were too few reads.
    pub fn close_under(self, policy: ClosingPolicy, client: &Client) -> Result<IssueHandle, Box<Self>> {
        let now = client.shared().environment.timestamp();
        let is_explained = self.handle.evidence.seen.iter().all(|card| self.handle.excludes_id(card));
        if !is_explained || !self.handle.evidence.satisfies(policy, now) {
            return Err(Box::new(self));
        }
        client.close_issue(&self.handle);
        Ok(self.handle)
    }
}

//! Closing what stays undecided, under a policy of the caller's.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// The fewest reads without a new card, unless the policy says otherwise.
const DEFAULT_READS: u32 = 3;

/// When you take an undecided issue for one that issued no card, or an undecided action for one that was not done, although
/// nothing proves it. It is your decision, and never the default: see
/// [`Undecided::close_under`](crate::Undecided::close_under) and
/// [`UndecidedAction::close_under`](crate::UndecidedAction::close_under).
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
/// # The risk of closing an action
///
/// The evidence is what the action would leave: no new transaction of the card or the wallet, no payment with the key, or
/// the card's status as it was. In the simulation of this crate an action is done up to five minutes after the request has
/// arrived, and in every tenth run a proxy delivers requests a second time, up to ten minutes later. Of the actions that a
/// policy with three reads closed there, so many were done nevertheless:
///
/// | action | 0 s | 60 s | 120 s | 300 s | 600 s |
/// |---|---|---|---|---|---|
/// | fund a card, withdraw | 4 of 86 | 4 of 86 | 4 of 86 | 0 of 82 | 0 of 82 |
/// | freeze, unfreeze | 7 of 71 | 7 of 71 | 7 of 71 | 0 of 64 | 0 of 64 |
/// | terminate, delete | 7 of 69 | 7 of 69 | 5 of 67 | 2 of 64 | 1 of 63 |
/// | deposit | 59 of 161 | 59 of 161 | 58 of 160 | 55 of 157 | 55 of 157 |
/// | fund a wallet, collect | 5 of 208 | 5 of 208 | 4 of 206 | 0 of 202 | 0 of 202 |
///
/// Paying out has the evidence of collecting. **Don't close a deposit by reads**, however long you wait: every fifth of the
/// simulated servers shows no deposit at all, because the documentation doesn't say where one shows. Compare the balances
/// of both wallets first.
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

/// Who was asked for what a list or a card shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The server, which returns what it has stored.
    Server,
    /// The card issuer, by way of the server (`sync`), which takes longer. The server may lack what only the issuer has.
    Issuer,
}

/// What the reads of an undecided request have shown so far. It is part of the stored handle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Evidence {
    /// When the request was first settled. It was sent before.
    since: Option<Timestamp>,
    /// The reads since the last one that showed a candidate.
    quiet_reads: u32,
    /// The ids of all candidates that some read showed. A later read from a replica may lack them.
    seen: BTreeSet<String>,
}

impl Evidence {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Notes that the request is being settled.
    pub(crate) fn begin(&mut self, now: Timestamp) {
        self.since.get_or_insert(now);
    }

    /// Notes the candidates of a read, by their ids. None count only if the server asked the card issuer.
    pub(crate) fn note<'a>(&mut self, candidates: impl IntoIterator<Item = &'a str>, source: Source) {
        let mut candidates = candidates.into_iter().peekable();
        if candidates.peek().is_some() {
            self.quiet_reads = 0;
            self.seen.extend(candidates.map(str::to_owned));
        } else if source == Source::Issuer {
            self.quiet_reads = self.quiet_reads.saturating_add(1);
        }
    }

    pub(crate) fn seen(&self) -> &BTreeSet<String> {
        &self.seen
    }

    pub(crate) fn satisfies(&self, policy: ClosingPolicy, now: Timestamp) -> bool {
        let age = self.since.map(|since| now.duration_since(since)).filter(SignedDuration::is_positive);
        let age = age.map_or(Duration::ZERO, SignedDuration::unsigned_abs);
        self.since.is_some() && age >= policy.after && self.quiet_reads >= policy.reads
    }
}

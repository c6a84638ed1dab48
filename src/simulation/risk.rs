//! What closing under a policy risks: how much it closes, and how much of that is done nevertheless.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Client, ClosingPolicy};

/// The seconds after which a policy closes, and its reads.
const AFTER: [u64; 5] = [0, 60, 120, 300, 600];
const READS: [u32; 2] = [1, 3];
/// The number of times that an undecided handle is settled, and the time between them.
const STEPS: u32 = 40;
const INTERVAL: Duration = Duration::from_secs(20);

/// The policies under which something could be closed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Closed([[bool; READS.len()]; AFTER.len()]);

/// For each policy, what it closed, and how much of it wrongly.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Risk([[(u64, u64); READS.len()]; AFTER.len()]);

/// What is undecided in a simulation: its handle was settled, and nothing was found.
pub(crate) trait Doubt: Sized {
    type Handle: Serialize + DeserializeOwned;

    /// `None` if the outcome is known.
    async fn settle(handle: Self::Handle, client: &Client) -> Option<Self>;

    fn handle(&self) -> &Self::Handle;

    fn closes(&self, policy: ClosingPolicy, client: &Client) -> bool;
}

/// Reads until a handle is settled. Returns the policies under which it could be closed before.
pub(crate) async fn close<D: Doubt>(mut handle: D::Handle, client: &Client) -> Closed {
    let mut closed = Closed::default();
    for _ in 0..STEPS {
        let Some(doubt) = D::settle(handle, client).await else { return closed };
        closed.try_all(|policy| doubt.closes(policy, client));
        // The handle is stored in between.
        let stored = serde_json::to_string(doubt.handle()).unwrap();
        handle = serde_json::from_str(&stored).unwrap();
        tokio::time::sleep(INTERVAL).await;
    }
    closed
}

impl Closed {
    fn try_all(&mut self, closes: impl Fn(ClosingPolicy) -> bool) {
        for (after, closed) in AFTER.into_iter().zip(&mut self.0) {
            for (reads, closed) in READS.into_iter().zip(closed) {
                *closed |= closes(ClosingPolicy::after(Duration::from_secs(after)).reads(reads));
            }
        }
    }
}

impl Risk {
    pub(crate) fn note(&mut self, closed: &Closed, is_wrong: bool) {
        for ((total, wrong), closed) in self.0.iter_mut().flatten().zip(closed.0.iter().flatten()) {
            *total += u64::from(*closed);
            *wrong += u64::from(*closed && is_wrong);
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for ((total, wrong), (more, wrong_more)) in self.0.iter_mut().flatten().zip(other.0.iter().flatten())
        {
            *total += more;
            *wrong += wrong_more;
        }
    }

    /// The rows of a table with a row for each time and a column for each number of reads.
    pub(crate) fn rows(&self) -> Vec<String> {
        let row = |(after, [one, three]): (u64, &[(u64, u64); READS.len()])| {
            format!("| {after} s | {} of {} | {} of {} |", one.1, one.0, three.1, three.0)
        };
        AFTER.into_iter().zip(&self.0).map(row).collect()
    }

    /// The cells of a row with a column for each time, for the larger number of reads.
    pub(crate) fn cells(&self) -> String {
        let cells = self.0.iter().map(|[_, (closed, wrong)]| format!(" {wrong} of {closed} |"));
        cells.collect::<Vec<_>>().concat()
    }

    /// Checks that every policy closes `least` at least, that time lowers the risk, and how much of it remains in the end.
    pub(crate) fn check(&self, what: &str, least: u64, remaining_percent: u64) {
        let wrong = |after: usize| self.0[after][0].1;
        let suffices = self.0.iter().flatten().all(|(closed, _)| *closed >= least);
        assert!(suffices, "{what}: every policy closes some");
        assert!(
            (1..AFTER.len()).all(|after| wrong(after) <= wrong(after - 1)),
            "{what}: time lowers the risk"
        );
        let (closed, wrong) = self.0[AFTER.len() - 1][1];
        assert!(wrong * 100 <= closed * remaining_percent, "{what}: {wrong} of {closed} are done later");
    }

    /// Checks that closing at once is a risk.
    pub(crate) fn check_risk_at_once(&self, what: &str) {
        assert!(self.0[0][0].1 > 0, "{what}: closing at once is a risk");
    }
}

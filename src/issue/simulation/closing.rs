//! What closing an issue under a policy risks: how many issues it closes, and for how many of them a card appears later.

use std::time::Duration;

use super::api::Api;
use super::caller::{self, Intent, Knowledge};
use super::issue_cards;
use crate::simulation::{on_two_threads, paused_runtime};
use crate::{ClosingPolicy, IssueOutcome};

const RUNS: u64 = 3_000;
/// The seconds after which a policy closes, and its reads.
const AFTER: [u64; 5] = [0, 60, 120, 300, 600];
const READS: [u32; 2] = [1, 3];
/// The number of reads of an issue, and the seconds between them.
const STEPS: u32 = 40;
const INTERVAL: u64 = 20;

/// For each policy, the issues that it closed, and those of them that it closed wrongly.
#[derive(Clone, Copy, Debug, Default)]
struct Risk([[(u64, u64); READS.len()]; AFTER.len()]);

#[test]
fn issue_card_closing_simulation() {
    let risk = on_two_threads(RUNS, run, |total: &mut Risk, risk| total.add(&risk));
    println!("issue_card_closing_simulation: {RUNS} runs\n{}", risk.rows().join("\n"));
    let wrong = |after: usize, reads: usize| risk.0[after][reads].1;
    assert!(risk.0.iter().flatten().all(|(closed, _)| *closed > RUNS / 20), "every policy closes issues");
    assert!(wrong(0, 0) > 0, "closing at once is a risk");
    assert!((1..AFTER.len()).all(|after| wrong(after, 0) <= wrong(after - 1, 0)), "time lowers the risk");
    assert_eq!(wrong(4, 1), 0, "no card appears that late, and one concealed failure isn't three");
    let documented = include_str!("../../closing.rs");
    for row in risk.rows() {
        assert!(documented.contains(&row), "the documentation of the policy lacks this row: {row}");
    }
}

fn run(seed: u64) -> Risk {
    paused_runtime().block_on(async {
        let api = Api::new(seed);
        let mut risk = Risk::default();
        for intent in issue_cards(&api).await {
            let name = intent.name.clone();
            let closed = close(&api, intent).await;
            // All messages in flight arrive.
            tokio::time::sleep(Duration::from_secs(3600)).await;
            let appeared = api.state().cards.iter().any(|card| card.intent == name);
            risk.note(&closed, appeared);
        }
        risk
    })
}

/// Reads until the issue is settled. Returns the policies under which it could be closed before.
async fn close(api: &Api, intent: Intent) -> [[bool; READS.len()]; AFTER.len()] {
    let mut closed = [[false; READS.len()]; AFTER.len()];
    let Knowledge::Undecided(handle) = intent.knowledge else { return closed };
    let (client, mut handle) = (caller::client(api), *handle);
    for _ in 0..STEPS {
        let IssueOutcome::Undecided(doubt) = handle.settle(&client).await else { return closed };
        for (after, closed) in AFTER.into_iter().zip(&mut closed) {
            for (reads, closed) in READS.into_iter().zip(closed) {
                let policy = ClosingPolicy::after(Duration::from_secs(after)).reads(reads);
                *closed |= doubt.clone().close_under(policy, &client).is_ok();
            }
        }
        // The handle is stored in between.
        let stored = serde_json::to_string(doubt.handle()).unwrap();
        handle = serde_json::from_str(&stored).unwrap();
        tokio::time::sleep(Duration::from_secs(INTERVAL)).await;
    }
    closed
}

impl Risk {
    fn note(&mut self, closed: &[[bool; READS.len()]; AFTER.len()], appeared: bool) {
        for ((total, wrong), closed) in self.0.iter_mut().flatten().zip(closed.iter().flatten()) {
            *total += u64::from(*closed);
            *wrong += u64::from(*closed && appeared);
        }
    }

    fn add(&mut self, other: &Self) {
        for ((total, wrong), (more, wrong_more)) in self.0.iter_mut().flatten().zip(other.0.iter().flatten())
        {
            *total += more;
            *wrong += wrong_more;
        }
    }

    /// The rows of the table in the documentation of the policy.
    fn rows(&self) -> Vec<String> {
        let row = |(after, [one, three]): (u64, &[(u64, u64); READS.len()])| {
            format!("| {after} s | {} of {} | {} of {} |", one.1, one.0, three.1, three.0)
        };
        AFTER.into_iter().zip(&self.0).map(row).collect()
    }
}

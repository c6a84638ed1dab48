//! What closing an issue under a policy risks: how many issues it closes, and for how many of them a card appears later.

use std::time::Duration;

use super::api::Api;
use super::caller::{self, Intent, Knowledge};
use super::issue_cards;
use crate::simulation::{self, Closed, Doubt, Risk, on_two_threads, paused_runtime};
use crate::{Client, ClosingPolicy, IssueHandle, IssueOutcome, Undecided};

const RUNS: u64 = 3_000;

#[test]
fn issue_card_closing_simulation() {
    let risk = on_two_threads(RUNS, run, |total: &mut Risk, risk| total.add(&risk));
    println!("issue_card_closing_simulation: {RUNS} runs\n{}", risk.rows().join("\n"));
    // No card appears that late, and one concealed failure isn't three.
    risk.check("issues", RUNS / 20, 0);
    risk.check_risk_at_once("issues");
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

async fn close(api: &Api, intent: Intent) -> Closed {
    let Knowledge::Undecided(handle) = intent.knowledge else { return Closed::default() };
    simulation::close::<Undecided>(*handle, &caller::client(api)).await
}

impl Doubt for Undecided {
    type Handle = IssueHandle;

    async fn settle(handle: IssueHandle, client: &Client) -> Option<Self> {
        match handle.settle(client).await {
            IssueOutcome::Undecided(doubt) => Some(*doubt),
            _ => None,
        }
    }

    fn handle(&self) -> &IssueHandle {
        self.handle()
    }

    fn closes(&self, policy: ClosingPolicy, client: &Client) -> bool {
        self.clone().close_under(policy, client).is_ok()
    }
}

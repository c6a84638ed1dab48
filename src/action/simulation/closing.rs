//! What closing an action under a policy risks: how many it closes, and how many of them are done nevertheless.

use std::time::Duration;

use super::caller::{self, Intent, Knowledge};
use super::network::Network;
use super::{act, begin, check, runs};
use crate::action::{ActionHandle, ActionKind, ActionOutcome, UndecidedAction};
use crate::simulation::{self, Closed, Doubt, Risk, on_two_threads, paused_runtime};
use crate::{Client, ClosingPolicy};

/// The runs of each action.
const RUNS: u64 = 60;
/// The runs of each action for the table in the documentation of the policy.
const MEASURED: u64 = 300;

/// The actions of one row of the table: their evidence is of the same kind.
#[derive(Clone, Copy)]
struct Family {
    name: &'static str,
    kinds: [ActionKind; 2],
    /// How much of what was closed is done however long one waits, in percent at most.
    remaining: u64,
}

const FAMILIES: [Family; 5] = [
    Family::new("fund a card, withdraw", [ActionKind::FundCard, ActionKind::WithdrawFromCard]),
    Family::new("freeze, unfreeze", [ActionKind::FreezeCard, ActionKind::UnfreezeCard]),
    Family::new("terminate, delete", [ActionKind::TerminateCard, ActionKind::DeleteCard]),
    // Some servers show no transaction of a deposit at all.
    Family { remaining: 70, ..Family::new("deposit", [ActionKind::Deposit; 2]) },
    Family::new("fund a wallet, collect", [ActionKind::FundWallet, ActionKind::Collect]),
];

impl Family {
    const fn new(name: &'static str, kinds: [ActionKind; 2]) -> Self {
        Self { name, kinds, remaining: 10 }
    }

    fn risk(self, runs: u64) -> Risk {
        let run = move |seed| run(self.kinds[usize::from(seed >= runs)], seed);
        on_two_threads(2 * runs, run, |total: &mut Risk, risk| total.add(&risk))
    }
}

#[test]
fn action_closing_simulation() {
    let runs = runs(RUNS);
    let risks = FAMILIES.map(|family| (family, family.risk(runs)));
    let rows = risks.map(|(family, risk)| format!("| {} |{}", family.name, risk.cells()));
    println!("action_closing_simulation: {runs} runs of each action\n{}", rows.join("\n"));
    for (family, risk) in risks {
        risk.check(family.name, 1, family.remaining);
    }
    if runs != MEASURED {
        return;
    }
    for (family, risk) in risks {
        risk.check_risk_at_once(family.name);
    }
    let documented = include_str!("../../closing.rs");
    for row in rows {
        assert!(documented.contains(&row), "the documentation of the policy lacks this row: {row}");
    }
}

fn run(kind: ActionKind, seed: u64) -> Risk {
    paused_runtime().block_on(async {
        let network = begin(kind, seed).await;
        let mut risk = Risk::default();
        for intent in act(&network, kind).await {
            let name = intent.name.clone();
            let closed = close(&network, intent).await;
            // All messages in flight arrive.
            tokio::time::sleep(Duration::from_secs(3600)).await;
            risk.note(&closed, check::has_effect(&network, kind, &name));
        }
        risk
    })
}

async fn close(network: &Network, intent: Intent) -> Closed {
    let Knowledge::Undecided(handle) = intent.knowledge else { return Closed::default() };
    simulation::close::<UndecidedAction>(*handle, &caller::client(network)).await
}

impl Doubt for UndecidedAction {
    type Handle = ActionHandle;

    async fn settle(handle: ActionHandle, client: &Client) -> Option<Self> {
        match handle.settle(client).await {
            ActionOutcome::Undecided(doubt) => Some(*doubt),
            _ => None,
        }
    }

    fn handle(&self) -> &ActionHandle {
        self.handle()
    }

    fn closes(&self, policy: ClosingPolicy, client: &Client) -> bool {
        self.clone().close_under(policy, client).is_ok()
    }
}

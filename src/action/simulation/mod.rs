//! Thousands of simulated runs of each action, with failures of the server, the network and the callers at every step. A
//! run is determined by its seed.
//!
//! `SIMULATION_RUNS` sets the number of runs of each test.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "tests may panic and print")]

mod bank;
mod caller;
mod check;
mod closing;
mod counts;
mod network;

use std::time::Duration;

use caller::{Declares, Intent};
use counts::Counts;
use network::Network;

use crate::action::ActionKind;
use crate::simulation::{on_two_threads, paused_runtime};

/// Enough to see every case, and few enough for each change.
const RUNS: u64 = 250;

macro_rules! simulations {
    ($($test:ident, $kind:ident;)+) => {
        $(
            #[test]
            fn $test() {
                let runs = runs(RUNS);
                let counts = on_two_threads(runs, |seed| run(ActionKind::$kind, seed).0, |total: &mut Counts, counts| *total += counts);
                println!("{}: {runs} runs\n{counts}", stringify!($test));
                counts.check(ActionKind::$kind, runs);
            }
        )+
    };
}

simulations! {
    fund_card_simulation, FundCard;
    withdraw_from_card_simulation, WithdrawFromCard;
    freeze_card_simulation, FreezeCard;
    unfreeze_card_simulation, UnfreezeCard;
    terminate_card_simulation, TerminateCard;
    delete_card_simulation, DeleteCard;
    fund_wallet_simulation, FundWallet;
    deposit_to_wallet_simulation, Deposit;
    collect_payment_simulation, Collect;
    pay_out_simulation, PayOut;
}

#[test]
fn the_same_seed_yields_the_same_run() {
    for seed in 0..10 {
        for kind in [ActionKind::FundCard, ActionKind::FreezeCard, ActionKind::Collect] {
            assert_eq!(run(kind, seed), run(kind, seed), "{kind} with seed {seed}");
        }
    }
}

fn runs(default: u64) -> u64 {
    std::env::var("SIMULATION_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(default)
}

/// Executes a run. Returns its counts and its log.
fn run(kind: ActionKind, seed: u64) -> (Counts, Vec<String>) {
    paused_runtime().block_on(async {
        let network = begin(kind, seed).await;
        let intents = act(&network, kind).await;
        // All messages in flight arrive.
        tokio::time::sleep(Duration::from_secs(3600)).await;
        let mut counts = check::knowledge(&network, &intents, seed);
        check::final_settlement(&network, &intents, seed, &mut counts).await;
        let log = std::mem::take(&mut network.state().log);
        (counts, log)
    })
}

/// The network of a run.
async fn begin(kind: ActionKind, seed: u64) -> Network {
    let status = if kind == ActionKind::UnfreezeCard { "FROZEN" } else { "ACTIVE" };
    // Each kind has runs of its own.
    let network = Network::new(seed + 1_000_000 * kind as u64, status);
    // What was before the run was long before.
    tokio::time::sleep(Duration::from_secs(3600)).await;
    tokio::spawn(disturb(network.clone()));
    network
}

/// In some runs the holder pays with the card, which changes its balance; in others what was before shows up again.
async fn disturb(network: Network) {
    let at = {
        let random = &mut network.state().random;
        random.percent(25).then(|| random.duration(200))
    };
    let Some(at) = at else { return };
    tokio::time::sleep(at).await;
    let mut state = network.state();
    if state.random.percent(50) { state.bank.spend(700) } else { state.bank.echo() }
}

async fn act(network: &Network, kind: ActionKind) -> Vec<Intent> {
    let (scenario, number) = {
        let random = &mut network.state().random;
        (random.below(100), 1 + random.below(3))
    };
    if scenario < 55 {
        return caller::act_exclusively(network.clone(), kind, number).await;
    }
    // At once for one card: in one process, or in several. Only in one can the client know.
    let client = caller::client(network);
    let calls = (0..=number).map(|index| {
        let (client, declares) = match scenario {
            55..85 => (client.clone(), if index % 2 == 0 { Declares::IfAllowed } else { Declares::Nothing }),
            _ => (caller::client(network), Declares::Nothing),
        };
        tokio::spawn(caller::act_concurrently(network.clone(), client, kind, index, declares))
    });
    let mut intents = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        intents.push(call.await.unwrap());
    }
    intents
}

//! Thousands of simulated runs of issuing cards, with failures of the API, the network and the callers at every step. A
//! run is determined by its seed.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "tests may panic and print")]

mod api;
mod caller;
mod closing;

use std::fmt;
use std::ops::AddAssign;
use std::time::Duration;

use api::Api;
use caller::{Intent, Knowledge};

use crate::IssueOutcome;
use crate::simulation::{on_two_threads, paused_runtime};

const RUNS: u64 = 10_500;

/// The totals of all runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    intents: u64,
    requests: u64,
    cards: u64,
    duplicates: u64,
    issued: u64,
    not_issued: u64,
    unsent: u64,
    undecided: u64,
    settled_later: u64,
    candidates: u64,
    without_card: u64,
}

#[test]
fn issue_card_simulation() {
    let counts = on_two_threads(RUNS, |seed| run(seed).0, |total: &mut Counts, counts| *total += counts);
    println!("issue_card_simulation: {RUNS} runs\n{counts}");
    // Every case must occur, or the simulation doesn't test it.
    for (count, minimum) in [
        (counts.issued, RUNS / 2),
        (counts.not_issued, RUNS / 20),
        (counts.undecided, RUNS / 20),
        (counts.settled_later, RUNS / 100),
        (counts.candidates, RUNS / 100),
        (counts.unsent, RUNS / 100),
        (counts.duplicates, 10),
    ] {
        assert!(count >= minimum, "{counts}");
    }
}

#[test]
fn the_same_seed_yields_the_same_run() {
    for seed in 0..20 {
        assert_eq!(run(seed), run(seed), "seed {seed}");
    }
}

/// Executes a run. Returns its counts and its log.
fn run(seed: u64) -> (Counts, Vec<String>) {
    paused_runtime().block_on(async {
        let api = Api::new(seed);
        let intents = issue_cards(&api).await;
        // All messages in flight arrive.
        tokio::time::sleep(Duration::from_secs(3600)).await;
        let mut counts = check(&api, &intents, seed);
        check_final_settlement(&api, &intents, seed, &mut counts).await;
        let log = std::mem::take(&mut api.state().log);
        (counts, log)
    })
}

async fn issue_cards(api: &Api) -> Vec<Intent> {
    let scenario = api.state().random.below(100);
    let number = 1 + api.state().random.below(3);
    match scenario {
        0..45 => caller::issue_exclusively(api.clone(), "customer-1".to_owned(), number).await,
        45..80 => {
            let client = caller::client(api);
            let customer = "customer-1".to_owned();
            let calls = (0..=number).map(|index| {
                let (api, client, customer) = (api.clone(), client.clone(), customer.clone());
                tokio::spawn(caller::issue_concurrently(api, client, customer, index))
            });
            let mut intents = Vec::new();
            for call in calls.collect::<Vec<_>>() {
                intents.push(call.await.unwrap());
            }
            intents
        }
        _ => vec![caller::issue_without_handle(api.clone(), "customer-1".to_owned()).await],
    }
}

/// Checks the invariants of a run.
fn check(api: &Api, intents: &[Intent], seed: u64) -> Counts {
    let state = api.state();
    let mut counts = Counts {
        requests: state.posts.values().map(|posts| u64::from(*posts)).sum(),
        cards: state.cards.iter().filter(|card| card.issued_at.is_some()).count() as u64,
        duplicates: u64::from(state.duplicates),
        intents: intents.len() as u64,
        ..Counts::default()
    };
    for intent in intents {
        let name = &intent.name;
        let issued: Vec<_> = state.cards.iter().filter(|card| card.intent == *name).collect();
        let posts = state.posts.get(name).copied().unwrap_or_default();
        assert!(posts <= 1, "seed {seed}: {name}: {posts} requests were sent");
        assert!(issued.len() <= 1 || state.duplicates > 0, "seed {seed}: {name}: issued twice");
        match &intent.knowledge {
            Knowledge::Issued(id) => {
                counts.issued += 1;
                let correct = issued.iter().any(|card| card.id == *id);
                assert!(correct, "seed {seed}: {name}: {id} is the card of another intent");
            }
            Knowledge::NotIssued => {
                counts.not_issued += 1;
                assert!(
                    issued.is_empty() || state.duplicates > 0,
                    "seed {seed}: {name}: a card was issued after all"
                );
            }
            Knowledge::Unsent => {
                counts.unsent += 1;
                assert_eq!(posts, 0, "seed {seed}: {name}: a request was sent");
            }
            Knowledge::Undecided(_) => counts.undecided += 1,
        }
    }
    for card in &state.cards {
        let owners = intents
            .iter()
            .filter(|intent| matches!(&intent.knowledge, Knowledge::Issued(id) if *id == card.id));
        assert!(owners.count() <= 1, "seed {seed}: {} has two owners", card.id);
    }
    counts
}

/// Checks that no card is lost: a new process finds every issued card with the handle alone.
async fn check_final_settlement(api: &Api, intents: &[Intent], seed: u64, counts: &mut Counts) {
    let duplicated = api.state().duplicates > 0;
    let recorded: Vec<String> = intents
        .iter()
        .filter_map(|intent| match &intent.knowledge {
            Knowledge::Issued(id) => Some(id.clone()),
            Knowledge::Unsent | Knowledge::NotIssued | Knowledge::Undecided(_) => None,
        })
        .collect();
    for intent in intents {
        let Knowledge::Undecided(handle) = &intent.knowledge else { continue };
        let stored = serde_json::to_string(handle).unwrap();
        let client = caller::client(api);
        let handle = serde_json::from_str(&stored).unwrap();
        let outcome = caller::settle_finally(&client, handle, &recorded).await;
        let cards = api.state().cards.clone();
        let issued: Vec<&String> =
            cards.iter().filter(|card| card.intent == intent.name).map(|card| &card.id).collect();
        match outcome {
            IssueOutcome::Issued(card) => {
                counts.settled_later += 1;
                assert!(
                    intent.exclusive && issued.contains(&&card.id),
                    "seed {seed}: {}: settled with a card of unknown origin",
                    intent.name
                );
            }
            IssueOutcome::NotIssued(_) => panic!("seed {seed}: reading can't prove that no card was issued"),
            IssueOutcome::Undecided(undecided) => {
                let found = |id: &&String| undecided.candidates().iter().any(|card| card.id == **id);
                assert!(issued.iter().all(found), "seed {seed}: {}: a card is lost", intent.name);
                assert!(!intent.exclusive || issued.is_empty() || duplicated, "seed {seed}: not settled");
                counts.candidates += u64::from(!issued.is_empty());
                counts.without_card += u64::from(issued.is_empty());
            }
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.intents += other.intents;
        self.requests += other.requests;
        self.cards += other.cards;
        self.duplicates += other.duplicates;
        self.issued += other.issued;
        self.not_issued += other.not_issued;
        self.unsent += other.unsent;
        self.undecided += other.undecided;
        self.settled_later += other.settled_later;
        self.candidates += other.candidates;
        self.without_card += other.without_card;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { intents, requests, cards, duplicates, issued, not_issued, unsent, .. } = self;
        writeln!(f, "  {intents} intents, {requests} requests sent, {cards} cards issued")?;
        writeln!(f, "  {duplicates} requests duplicated by the network, none by the client")?;
        writeln!(f, "  {issued} issued, {not_issued} not issued, {unsent} never sent: all verified")?;
        write!(
            f,
            "  {} undecided: {} settled later by their handle, {} with the card among the candidates, {} without a card",
            self.undecided, self.settled_later, self.candidates, self.without_card
        )
    }
}

//! Issuing against an API and callers that do everything wrong that can go wrong, thousands of times. Each run has a
//! seed, and the same seed is the same run.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "tests may panic and print")]

mod api;
mod caller;
mod interruption;
mod random;

use std::fmt;
use std::ops::AddAssign;
use std::time::Duration;

use api::Api;
use caller::{Intent, Known};

use crate::IssueOutcome;

const RUNS: u64 = 10_500;

/// What was counted over all runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    intents: u64,
    requests: u64,
    cards: u64,
    doubled: u64,
    issued: u64,
    not_issued: u64,
    unsent: u64,
    undecided: u64,
    found_later: u64,
    candidates: u64,
}

#[test]
fn issue_card_simulation() {
    let workers = [0, 1].map(|thread| {
        std::thread::spawn(move || {
            let mut counts = Counts::default();
            (thread..RUNS).step_by(2).for_each(|seed| counts += run(seed).0);
            counts
        })
    });
    let mut counts = Counts::default();
    for worker in workers {
        counts += worker.join().unwrap();
    }
    println!("issue_card_simulation: {RUNS} runs\n{counts}");
    // What never happens in a simulation isn't tested by it.
    for (count, least) in [
        (counts.issued, RUNS / 2),
        (counts.not_issued, RUNS / 20),
        (counts.undecided, RUNS / 20),
        (counts.found_later, RUNS / 100),
        (counts.candidates, RUNS / 100),
        (counts.unsent, RUNS / 100),
        (counts.doubled, 10),
    ] {
        assert!(count >= least, "{counts}");
    }
}

#[test]
fn a_seed_is_a_run() {
    for seed in 0..20 {
        assert_eq!(run(seed), run(seed), "seed {seed}");
    }
}

/// One run: the counts, and what happened.
fn run(seed: u64) -> (Counts, Vec<String>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.unwrap().block_on(async {
        let api = Api::new(seed);
        let mut intents = act(&api).await;
        // Whatever is still on its way arrives.
        tokio::time::sleep(Duration::from_secs(3600)).await;
        let mut counts = check(&api, &intents, seed);
        look_back(&api, &mut intents, seed, &mut counts).await;
        let log = std::mem::take(&mut api.state().log);
        (counts, log)
    })
}

async fn act(api: &Api) -> Vec<Intent> {
    let kind = api.state().chance.below(100);
    let number = 1 + api.state().chance.below(3);
    match kind {
        0..45 => caller::alone(api.clone(), "customer-1".to_owned(), number).await,
        45..80 => {
            let client = caller::client(api);
            let customer = "customer-1".to_owned();
            let calls = (0..=number).map(|index| {
                let (api, client, customer) = (api.clone(), client.clone(), customer.clone());
                tokio::spawn(caller::among_others(api, client, customer, index))
            });
            let mut intents = Vec::new();
            for call in calls.collect::<Vec<_>>() {
                intents.push(call.await.unwrap());
            }
            intents
        }
        _ => vec![caller::shortly(api.clone(), "customer-1".to_owned()).await],
    }
}

/// What must hold of every run.
fn check(api: &Api, intents: &[Intent], seed: u64) -> Counts {
    let state = api.state();
    let mut counts = Counts {
        requests: state.posts.values().map(|posts| u64::from(*posts)).sum(),
        cards: state.cards.iter().filter(|card| card.at.is_some()).count() as u64,
        doubled: u64::from(state.doubled),
        intents: intents.len() as u64,
        ..Counts::default()
    };
    for intent in intents {
        let name = &intent.name;
        let theirs: Vec<_> = state.cards.iter().filter(|card| card.intent == *name).collect();
        let posts = state.posts.get(name).copied().unwrap_or_default();
        assert!(posts <= 1, "seed {seed}: {name}: {posts} requests were sent");
        assert!(theirs.len() <= 1 || state.doubled > 0, "seed {seed}: {name}: issued twice");
        match &intent.known {
            Known::Issued(id) => {
                counts.issued += 1;
                let ours = theirs.iter().any(|card| card.id == *id);
                assert!(ours, "seed {seed}: {name}: {id} isn't the card that was asked for");
            }
            Known::NotIssued => {
                counts.not_issued += 1;
                assert!(
                    theirs.is_empty() || state.doubled > 0,
                    "seed {seed}: {name}: a card was issued after all"
                );
            }
            Known::Unsent => {
                counts.unsent += 1;
                assert_eq!(posts, 0, "seed {seed}: {name}: a request was sent");
            }
            Known::Undecided(_) => counts.undecided += 1,
        }
    }
    for card in &state.cards {
        let owners =
            intents.iter().filter(|intent| matches!(&intent.known, Known::Issued(id) if *id == card.id));
        assert!(owners.count() <= 1, "seed {seed}: {} was given to two", card.id);
    }
    counts
}

/// No card is lost: from the handle alone, a new process finds every card that was issued.
async fn look_back(api: &Api, intents: &mut [Intent], seed: u64, counts: &mut Counts) {
    let doubled = api.state().doubled > 0;
    let booked: Vec<String> = intents
        .iter()
        .filter_map(|intent| match &intent.known {
            Known::Issued(id) => Some(id.clone()),
            _ => None,
        })
        .collect();
    for intent in intents {
        let Known::Undecided(handle) = &intent.known else { continue };
        let stored = serde_json::to_string(handle).unwrap();
        let client = caller::client(api);
        let outcome = caller::look_back(&client, serde_json::from_str(&stored).unwrap(), &booked).await;
        let cards = api.state().cards.clone();
        let ours: Vec<&String> =
            cards.iter().filter(|card| card.intent == intent.name).map(|card| &card.id).collect();
        match outcome {
            IssueOutcome::Issued(card) => {
                counts.found_later += 1;
                assert!(
                    intent.exclusive && ours.contains(&&card.id),
                    "seed {seed}: {}: a guess",
                    intent.name
                );
            }
            IssueOutcome::NotIssued(_) => panic!("seed {seed}: reading can't show that no card was issued"),
            IssueOutcome::Undecided(doubt) => {
                let found = |id: &&String| doubt.candidates().iter().any(|card| card.id == **id);
                assert!(ours.iter().all(found), "seed {seed}: {}: a card is lost", intent.name);
                assert!(!intent.exclusive || ours.is_empty() || doubled, "seed {seed}: not found");
                counts.candidates += u64::from(!ours.is_empty());
            }
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.intents += other.intents;
        self.requests += other.requests;
        self.cards += other.cards;
        self.doubled += other.doubled;
        self.issued += other.issued;
        self.not_issued += other.not_issued;
        self.unsent += other.unsent;
        self.undecided += other.undecided;
        self.found_later += other.found_later;
        self.candidates += other.candidates;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { intents, requests, cards, doubled, issued, not_issued, unsent, .. } = self;
        writeln!(f, "  {intents} cards wanted, {requests} requests sent, {cards} cards issued")?;
        writeln!(f, "  {doubled} requests doubled by the network, none by the client")?;
        writeln!(f, "  {issued} issued, {not_issued} not issued, {unsent} never sent: all of it true")?;
        write!(
            f,
            "  {} undecided: {} found later by their handle, {} with the card among the candidates",
            self.undecided, self.found_later, self.candidates
        )
    }
}

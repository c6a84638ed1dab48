//! What must hold at the end of a run.

use super::bank::{BEFORE, Row};
use super::caller::{self, Intent, Knowledge};
use super::counts::Counts;
use super::network::{Network, State};
use crate::action::{ActionKind, ActionOutcome, ActionRecord, NotDone};

/// Counts what callers know, and compares it with what was done.
pub(super) fn knowledge(network: &Network, intents: &[Intent], seed: u64) -> Counts {
    let state = network.state();
    let mut counts = Counts {
        intents: intents.len() as u64,
        requests: state.sent.values().map(|sent| sent.len() as u64).sum(),
        effects: state.bank.effects.len() as u64,
        duplicates: u64::from(state.duplicates),
        ..Counts::default()
    };
    for intent in intents {
        let done = effects(&state, intent);
        check_requests(&state, intent, seed);
        if done > 1 {
            let count =
                if state.duplicates > 0 { &mut counts.duplicated_effects } else { &mut counts.moved_twice };
            *count += 1;
        }
        let holds = match &intent.knowledge {
            Knowledge::Unsent => {
                counts.unsent += 1;
                assert!(!state.sent.contains_key(&intent.name), "seed {seed}: {}: it was sent", intent.name);
                continue;
            }
            Knowledge::Undecided(_) => {
                counts.undecided += 1;
                continue;
            }
            Knowledge::Done(record) => {
                counts.done += 1;
                is_done(&state, intent, record)
            }
            Knowledge::Refused => {
                counts.refused += 1;
                done == 0
            }
            Knowledge::Failed => {
                counts.failed += 1;
                row(&state, intent).is_some_and(|row| row.final_status == "FAILED")
            }
        };
        if holds {
            continue;
        }
        let is_done = matches!(intent.knowledge, Knowledge::Done(_));
        let count = match is_done {
            _ if state.duplicates > 0 => &mut counts.contradicted_by_duplicates,
            true => &mut counts.false_done,
            false => &mut counts.false_not_done,
        };
        *count += 1;
        assert!(state.duplicates > 0, "seed {seed}: {intent:?} is false\n{}", state.log.join("\n"));
    }
    counts
}

/// Without a key a request is sent once; with one, again and the same.
fn check_requests(state: &State, intent: &Intent, seed: u64) {
    let sent = state.sent.get(&intent.name).map(Vec::as_slice).unwrap_or_default();
    let most = if intent.kind.has_key() { 3 } else { 1 };
    assert!(sent.len() <= most, "seed {seed}: {}: {} requests were sent", intent.name, sent.len());
    assert!(sent.windows(2).all(|pair| pair[0] == pair[1]), "seed {seed}: {}: another request", intent.name);
}

/// Whether the action was done: whether the card was changed, or the money was moved or will be.
pub(super) fn has_effect(network: &Network, kind: ActionKind, intent: &str) -> bool {
    let state = network.state();
    let has_failed = kind.has_key()
        && state.bank.rows.iter().any(|row| row.intent == intent && row.final_status == "FAILED");
    !has_failed && state.bank.effects.iter().any(|effect| effect.intent == intent)
}

fn effects(state: &State, intent: &Intent) -> usize {
    state.bank.effects.iter().filter(|effect| effect.intent == intent.name).count()
}

fn row<'a>(state: &'a State, intent: &Intent) -> Option<&'a Row> {
    state.bank.rows.iter().find(|row| row.intent == intent.name)
}

/// Whether the action was done, and the record is about it.
fn is_done(state: &State, intent: &Intent, record: &ActionRecord) -> bool {
    let is_of_intent = |id: &str| {
        let id = id.strip_prefix("response to ").unwrap_or(id);
        // What shows up again of what was before may be taken for the trace, but only of what was done.
        let is_echo = |row: &Row| row.intent == BEFORE && state.bank.disturbances > 0;
        state.bank.rows.iter().any(|row| row.id == id && (row.intent == intent.name || is_echo(row)))
    };
    match intent.kind {
        // Nobody can tell who has terminated a card, and it makes no difference.
        ActionKind::TerminateCard | ActionKind::DeleteCard => state.bank.status() == "TERMINATED",
        ActionKind::FundWallet | ActionKind::Collect | ActionKind::PayOut => {
            row(state, intent).is_some_and(|row| row.final_status == "SUCCESS")
                && record.transaction_id().is_some_and(is_of_intent)
        }
        _ => effects(state, intent) > 0 && record.transaction_id().is_none_or(is_of_intent),
    }
}

/// Checks that nothing is lost: a new process finds everything that was done with the handle alone.
pub(super) async fn final_settlement(network: &Network, intents: &[Intent], seed: u64, counts: &mut Counts) {
    let recorded = intents.iter().filter_map(|intent| match &intent.knowledge {
        Knowledge::Done(record) => record.transaction_id().map(str::to_owned),
        _ => None,
    });
    let recorded: Vec<String> = recorded.collect();
    for intent in intents {
        let Knowledge::Undecided(handle) = &intent.knowledge else { continue };
        let handle = serde_json::from_str(&serde_json::to_string(handle).unwrap()).unwrap();
        let client = caller::client(network);
        let outcome = caller::settle_finally(&client, handle, &recorded).await;
        let state = network.state();
        let (done, duplicated) = (effects(&state, intent), state.duplicates > 0);
        let trace = state.bank.effects.iter().find(|effect| effect.intent == intent.name);
        let trace = trace.and_then(|effect| effect.trace.clone());
        match outcome {
            ActionOutcome::Done(record) => {
                counts.settled_later += 1;
                if !is_done(&state, intent, &record) {
                    assert!(duplicated, "seed {seed}: {intent:?}: settled falsely\n{}", state.log.join("\n"));
                    counts.contradicted_by_duplicates += 1;
                }
            }
            ActionOutcome::NotDone(NotDone::Failed(_)) => {
                counts.settled_later += 1;
                let failed = row(&state, intent).is_some_and(|row| row.final_status == "FAILED");
                assert!(failed, "seed {seed}: {intent:?}: settled falsely");
            }
            ActionOutcome::NotDone(NotDone::Refused(_)) => {
                panic!("seed {seed}: reading can't prove that nothing was done")
            }
            ActionOutcome::Undecided(_) if done == 0 => counts.nothing_done += 1,
            ActionOutcome::Undecided(undecided) => {
                let ids = undecided.candidates().iter().filter_map(ActionRecord::transaction_id);
                let found = trace.as_ref().is_some_and(|trace| ids.clone().any(|id| id == trace));
                // The status of a card has no trace but itself, and others may have changed it since.
                let traceless = trace.is_none();
                counts.candidates += u64::from(found);
                counts.without_trace += u64::from(traceless);
                let is_lost = !found && !traceless && !duplicated;
                counts.lost += u64::from(is_lost);
                assert!(!is_lost, "seed {seed}: {intent:?} is lost: {undecided:?}\n{}", state.log.join("\n"));
                let settles = intent.exclusive && !duplicated && state.bank.disturbances == 0 && !traceless;
                let is_marked_failed = row(&state, intent).is_some_and(|row| row.final_status == "FAILED");
                assert!(
                    !settles || is_marked_failed,
                    "seed {seed}: {intent:?} is not settled\n{}",
                    state.log.join("\n")
                );
            }
        }
    }
}

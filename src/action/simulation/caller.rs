//! Callers as in production: they store the handle, crash, restart and settle.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::time::sleep;

use super::bank::{CARD, WALLET};
use super::network::{INTENT, Network};
use crate::action::{ActionHandle, ActionKind, ActionOutcome, ActionRecord, NotDone, PreparedAction};
use crate::base_url::BaseUrl;
use crate::simulation::Interruption;
use crate::{
    Amount, CallOptions, Client, Error, Freeze, NewPayment, Termination, Unfreeze, WalletDeposit,
    WalletFunding,
};

/// What a caller knows at the end of a run.
#[derive(Debug)]
pub(super) enum Knowledge {
    /// Nothing was sent.
    Unsent,
    Done(Box<ActionRecord>),
    Refused,
    /// The payment failed.
    Failed,
    /// The caller has only the handle.
    Undecided(Box<ActionHandle>),
}

/// An intent to do something once.
#[derive(Debug)]
pub(super) struct Intent {
    pub(super) name: String,
    pub(super) kind: ActionKind,
    pub(super) exclusive: bool,
    pub(super) knowledge: Knowledge,
}

pub(super) fn client(network: &Network) -> Client {
    static HTTP: OnceLock<reqwest::Client> = OnceLock::new();
    let http = HTTP.get_or_init(reqwest::Client::new).clone();
    let builder = Client::builder().credentials("client_1", "key").environment(network.clone());
    let url = BaseUrl::parse("https://api.example.com").unwrap();
    builder.build_on(&url, http, Arc::new(network.clone())).unwrap()
}

/// Prepares the action. The same amount every time, so that nothing but the evidence tells two apart.
async fn prepare(client: &Client, kind: ActionKind, intent: &str) -> Result<PreparedAction, Error> {
    let client = client.with_options(CallOptions::new().header(INTENT, intent).unwrap());
    let amount = Amount::from_cents(5_000);
    match kind {
        ActionKind::FundCard => client.prepare_fund_card(CARD, amount).await,
        ActionKind::WithdrawFromCard => client.prepare_withdraw_from_card(CARD, amount).await,
        ActionKind::FreezeCard => client.prepare_freeze_card(CARD, Freeze::new()).await,
        ActionKind::UnfreezeCard => client.prepare_unfreeze_card(CARD, Unfreeze::new()).await,
        ActionKind::TerminateCard => client.prepare_terminate_card(CARD, Termination::new()).await,
        ActionKind::DeleteCard => client.prepare_delete_card(CARD).await,
        ActionKind::FundWallet => {
            let funding =
                WalletFunding::new(WALLET, Amount::from_cents(100_000), "XAF").phone("237600000000");
            client.prepare_fund_wallet(funding).await
        }
        ActionKind::Deposit => {
            let deposit = WalletDeposit::new("wallet-1", "XAF", Amount::from_cents(3_000_000));
            let deposit = deposit.destination(WALLET, "USD", amount).rate("0.00163".parse().unwrap());
            client.prepare_deposit(deposit).await
        }
        ActionKind::Collect => client.prepare_collect(payment()).await,
        ActionKind::PayOut => client.prepare_pay_out(payment()).await,
    }
}

fn payment() -> NewPayment {
    NewPayment::new("mtn", "CM", "237670000000", Amount::from_cents(100_000), "XAF")
}

/// One after the other, each of them exclusive: what unfreezes a card follows what freezes it.
pub(super) async fn act_exclusively(network: Network, kind: ActionKind, number: u64) -> Vec<Intent> {
    let mut client = client(&network);
    let (mut intents, mut records) = (Vec::new(), Vec::<String>::new());
    let mut kind = kind;
    for index in 0..number {
        let name = format!("exclusive {index}");
        let intent = act(&network, &mut client, kind, name, Declares::Exclusive, &records).await;
        if let Knowledge::Done(record) = &intent.knowledge {
            records.extend(record.transaction_id().map(str::to_owned));
        }
        let is_open = matches!(intent.knowledge, Knowledge::Undecided(_));
        let was_done = matches!(intent.knowledge, Knowledge::Done(_));
        intents.push(intent);
        // While an action is undecided, the next one can't be exclusive. Neither can it after the network has duplicated a
        // request, because the second one may be processed at any time.
        if is_open || network.state().duplicates > 0 {
            break;
        }
        kind = match kind {
            ActionKind::FreezeCard if was_done => ActionKind::UnfreezeCard,
            ActionKind::UnfreezeCard if was_done => ActionKind::FreezeCard,
            other => other,
        };
    }
    intents
}

/// At the same time as other callers, for the same card. Some of them try to be exclusive.
pub(super) async fn act_concurrently(
    network: Network,
    mut client: Client,
    kind: ActionKind,
    index: u64,
    declares: Declares,
) -> Intent {
    let start = network.state().random.duration(90);
    sleep(start).await;
    act(&network, &mut client, kind, format!("concurrent {index}"), declares, &[]).await
}

/// What a caller declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Declares {
    /// Exclusive, which is true.
    Exclusive,
    /// Exclusive, if the client allows it.
    IfAllowed,
    Nothing,
}

async fn act(
    network: &Network,
    client: &mut Client,
    kind: ActionKind,
    name: String,
    declares: Declares,
    records: &[String],
) -> Intent {
    let (interruption, patience) = {
        let random = &mut network.state().random;
        (Interruption::draw(random, 40), random.duration(200))
    };
    let mut stored = None;
    let acting = async {
        let mut prepared = prepare(client, kind, &name).await.ok()?;
        if declares != Declares::Nothing && !kind.has_key() {
            prepared = match prepared.exclusive() {
                Ok(prepared) => prepared,
                // A minute later it may be.
                Err(_) if declares == Declares::Exclusive => {
                    sleep(Duration::from_secs(61)).await;
                    prepare(client, kind, &name).await.ok()?.exclusive().ok()?
                }
                Err(_) => prepare(client, kind, &name).await.ok()?,
            };
        }
        let mut prepared = prepared.patience(patience);
        for record in records {
            prepared = prepared.rule_out(record);
        }
        stored = Some(serde_json::to_string(&prepared).unwrap());
        tokio::task::yield_now().await;
        Some(prepared.send().await)
    };
    let mut knowledge = match (interruption.run(acting).await, &stored) {
        (Some(Some(outcome)), _) => Knowledge::from(outcome),
        (_, None) => Knowledge::Unsent,
        (_, Some(stored)) => {
            let handle: ActionHandle = serde_json::from_str(stored).unwrap();
            // A crash loses the client; a dropped future doesn't. Other callers of the client don't crash.
            if declares == Declares::Exclusive && network.state().random.percent(60) {
                *client = self::client(network);
                sleep(Duration::from_secs(61)).await;
                Knowledge::Undecided(Box::new(handle))
            } else if client.open_actions().iter().any(|open| open.id() == handle.id()) {
                Knowledge::Undecided(Box::new(handle))
            } else {
                // The client has everything that it may have sent.
                Knowledge::Unsent
            }
        }
    };
    let settlements = network.state().random.below(4);
    for _ in 0..settlements {
        knowledge = settle(network, client, knowledge).await;
    }
    let exclusive = match (&knowledge, &stored) {
        (Knowledge::Undecided(handle), _) => handle.is_exclusive(),
        (_, stored) => stored.as_ref().is_some_and(|stored| stored.contains(r#""exclusive":true"#)),
    };
    Intent { name, kind, exclusive, knowledge }
}

async fn settle(network: &Network, client: &Client, knowledge: Knowledge) -> Knowledge {
    let Knowledge::Undecided(handle) = knowledge else { return knowledge };
    let (delay, patience) = {
        let random = &mut network.state().random;
        (random.duration(120), random.duration(60))
    };
    sleep(delay).await;
    Knowledge::from(handle.settle_within(client, patience).await)
}

/// Settles a handle after all messages have arrived. Like a caller with records, it rules out what is in `records`.
pub(super) async fn settle_finally(
    client: &Client,
    mut handle: ActionHandle,
    records: &[String],
) -> ActionOutcome {
    for record in records {
        handle = handle.rule_out(record);
    }
    handle.settle_within(client, Duration::from_secs(600)).await
}

impl From<ActionOutcome> for Knowledge {
    fn from(outcome: ActionOutcome) -> Self {
        match outcome {
            ActionOutcome::Done(record) => Self::Done(record),
            ActionOutcome::NotDone(NotDone::Refused(_)) => Self::Refused,
            ActionOutcome::NotDone(NotDone::Failed(_)) => Self::Failed,
            ActionOutcome::Undecided(undecided) => Self::Undecided(Box::new(undecided.into_handle())),
        }
    }
}

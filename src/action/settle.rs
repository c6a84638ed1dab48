//! Settling the outcome of an action by reading.

use std::time::Duration;

use super::finding::Finding;
use super::handle::ActionHandle;
use super::movement::Direction;
use super::outcome::{self, ActionOutcome, NotDone, UndecidedAction};
use super::record::ActionRecord;
use super::request::Request;
use super::subject::Subject;
use crate::closing::Source;
use crate::error::Error;
use crate::{Client, PaymentType};

/// The first polling interval. It doubles with each poll.
const FIRST_INTERVAL: Duration = Duration::from_secs(2);
const MAX_INTERVAL: Duration = Duration::from_secs(15);

/// How often a request with an idempotency key is sent again while nothing shows that it has arrived.
const RESENDS: u32 = 2;

impl ActionHandle {
    /// Reads once and determines the outcome of the action. Call it after a crash or a restart, and again as long as the
    /// outcome is undecided. The server first asks the card issuer (`sync`).
    ///
    /// It is [`Done`](ActionOutcome::Done) if
    ///
    /// - money to or from a card: the action was [exclusive](crate::PreparedAction::exclusive), and the card has exactly one
    ///   new transaction of this kind, with this amount and the status `SUCCESS`, and its balance has changed by the amount;
    /// - a deposit: it was exclusive, and the wallet that receives has exactly one new transaction from another wallet, with
    ///   this amount and the status `SUCCESS`;
    /// - freezing or unfreezing: it was exclusive, and the card has the status;
    /// - termination: the card is terminated, whoever did it;
    /// - a payment or the funding of a wallet: exactly one has the key of the request, with its amount and currency, and the
    ///   status `SUCCESS`. With the status `FAILED` it is [`NotDone`](ActionOutcome::NotDone).
    ///
    /// Anything else is [`Undecided`](ActionOutcome::Undecided): what is missing may still appear.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client, stored: &str) -> Result<(), serde_json::Error> {
    /// let handle: cartevo::ActionHandle = serde_json::from_str(stored)?;
    /// if let Some(record) = handle.settle(&client).await.done() {
    ///     println!("done after all: {:?}", record.transaction_id());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn settle(self, client: &Client) -> ActionOutcome {
        self.settle_within(client, Duration::ZERO).await
    }

    /// Like [`settle`](Self::settle), but polls until the outcome is known or `patience` has elapsed.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// let handle = prepared.handle().clone();
    /// drop(prepared); // simulates a crash
    /// let outcome = handle.settle_within(&client, std::time::Duration::from_secs(60)).await;
    /// assert!(outcome.is_undecided());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn settle_within(self, client: &Client, patience: Duration) -> ActionOutcome {
        client.shared().actions.update(&self);
        poll(client, UndecidedAction::new(self, None), patience, None).await
    }
}

/// Reads until the outcome is known or `patience` has elapsed, at least once. Meanwhile sends `request` again, if nothing
/// shows that it has arrived and its key makes that harmless.
pub(super) async fn poll(
    client: &Client,
    mut undecided: UndecidedAction,
    patience: Duration,
    request: Option<&Request>,
) -> ActionOutcome {
    let environment = &*client.shared().environment;
    let started = environment.now();
    undecided.handle.evidence.begin(environment.timestamp());
    let (mut interval, mut resends) = (FIRST_INTERVAL, RESENDS);
    loop {
        let read = find(client, &undecided.handle).await;
        let shows_nothing = matches!(&read, Ok(Finding::Open(records)) if records.is_empty());
        if let Some(outcome) = undecided.conclude(client, read) {
            return outcome;
        }
        let remaining = patience.saturating_sub(environment.now().duration_since(started));
        if remaining.is_zero() {
            client.shared().actions.refresh(&undecided.handle);
            return ActionOutcome::Undecided(Box::new(undecided));
        }
        environment.sleep(interval.min(remaining)).await;
        interval = (interval * 2).min(MAX_INTERVAL);
        let request = request.filter(|_| shows_nothing && resends > 0 && undecided.handle.kind().has_key());
        if let Some(request) = request {
            resends -= 1;
            let answer = request.send(client, &mut undecided.handle.subject).await;
            if let Some(outcome) = undecided.conclude(client, answer) {
                return outcome;
            }
        }
    }
}

impl UndecidedAction {
    /// The outcome, if a response or a read is conclusive. Otherwise updates the candidates.
    ///
    /// An error concludes nothing here: the request was sent before, and may have been processed.
    pub(super) fn conclude(
        &mut self,
        client: &Client,
        found: Result<Finding, Error>,
    ) -> Option<ActionOutcome> {
        let record = match found {
            Ok(Finding::Done(record)) => record,
            Ok(Finding::DoneIfExclusive(record)) if self.handle.is_alone(client.shared()) => record,
            Ok(Finding::Failed(record)) => {
                client.close_action(&self.handle);
                return Some(ActionOutcome::NotDone(NotDone::Failed(Box::new(record))));
            }
            Ok(Finding::DoneIfExclusive(record)) => return self.note(vec![record]),
            Ok(Finding::Open(records)) => return self.note(records),
            Err(error) => {
                self.reason.get_or_insert(error);
                return None;
            }
        };
        if !outcome::claim(client, &self.handle, &record) {
            return self.note(Vec::new());
        }
        Some(ActionOutcome::Done(Box::new(record)))
    }

    fn note(&mut self, candidates: Vec<ActionRecord>) -> Option<ActionOutcome> {
        // A change of the status has no id: one candidate, whatever its name.
        let ids = candidates.iter().map(|record| record.transaction_id().unwrap_or_default());
        self.handle.evidence.note(ids, Source::Issuer);
        self.candidates = candidates;
        None
    }
}

/// What the API shows now.
async fn find(client: &Client, handle: &ActionHandle) -> Result<Finding, Error> {
    let claimed = client.shared().actions.claimed_by_others(handle);
    match &handle.subject {
        Subject::FundCard(movement) => movement.find(client, Direction::ToCard, &claimed).await,
        Subject::WithdrawFromCard(movement) => movement.find(client, Direction::FromCard, &claimed).await,
        Subject::FreezeCard(change)
        | Subject::UnfreezeCard(change)
        | Subject::TerminateCard(change)
        | Subject::DeleteCard(change) => change.find(client).await,
        Subject::FundWallet(funding) => funding.find(client).await,
        Subject::Deposit(deposit) => deposit.find(client, &claimed).await,
        Subject::Collect(payment) => payment.find(client, PaymentType::Collection).await,
        Subject::PayOut(payment) => payment.find(client, PaymentType::Payout).await,
    }
}

impl Subject {
    /// Records what is before the action, as far as it takes that to tell what it did.
    pub(super) async fn begin(&mut self, client: &Client) -> Result<(), Error> {
        match self {
            Self::FundCard(movement) => movement.begin(client, Direction::ToCard).await,
            Self::WithdrawFromCard(movement) => movement.begin(client, Direction::FromCard).await,
            Self::FreezeCard(change)
            | Self::UnfreezeCard(change)
            | Self::TerminateCard(change)
            | Self::DeleteCard(change) => change.begin(client).await,
            Self::Deposit(deposit) => deposit.begin(client).await,
            Self::FundWallet(_) | Self::Collect(_) | Self::PayOut(_) => Ok(()),
        }
    }
}

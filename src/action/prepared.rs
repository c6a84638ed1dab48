//! A prepared action.

use std::fmt;
use std::time::Duration;

use serde::{Serialize, Serializer};

use super::handle::ActionHandle;
use super::outcome::{ActionOutcome, NotDone, UndecidedAction};
use super::request::Request;
use super::settle;
use crate::Client;
use crate::context::Context;
use crate::error::Error;
use crate::open::Registration;

/// The default time for settling an unclear outcome. The card issuer may take 90 seconds.
const DEFAULT_PATIENCE: Duration = Duration::from_secs(120);

/// A request that moves money or changes a card, ready to be sent once. Created by the methods of [`Client`] whose names
/// begin with `prepare_`, such as [`Client::prepare_fund_card`].
///
/// Store its [`handle`](Self::handle) before you [`send`](Self::send) it. It serializes as its handle, and deserializes
/// only as an [`ActionHandle`], which can't send. Dropping it without sending has no effect on the server.
///
/// ```no_run
/// # fn store(_: &str) {}
/// # async fn run(client: cartevo::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use cartevo::Amount;
///
/// let prepared = client.prepare_fund_card("card-1", Amount::from_cents(5000)).await?;
/// let prepared = prepared.exclusive()?.patience(Duration::from_secs(30));
/// store(&serde_json::to_string(prepared.handle())?);
/// let outcome = prepared.send().await;
/// # let _ = outcome;
/// # Ok(())
/// # }
/// ```
///
/// It can be sent only once, and a stored handle can't send it:
///
/// ```compile_fail
/// # async fn run(prepared: cartevo::PreparedAction) {
/// prepared.send().await;
/// prepared.send().await;
/// # }
/// ```
/// ```compile_fail
/// # async fn run(handle: cartevo::ActionHandle) {
/// handle.send().await;
/// # }
/// ```
#[must_use = "the request isn't sent until `send` is called"]
pub struct PreparedAction {
    client: Client,
    request: Request,
    handle: ActionHandle,
    patience: Duration,
    registration: Registration<ActionHandle>,
}

impl PreparedAction {
    pub(super) async fn new(client: &Client, mut request: Request) -> Result<Self, Error> {
        let shared = client.shared();
        let environment = &*shared.environment;
        let id = ActionHandle::new_id(environment);
        let subject = request.subject(&id)?;
        let mut handle = ActionHandle::new(id, subject, environment);
        let registration = Registration::new(shared, &handle)?;
        handle.subject.begin(client).await?;
        // The claims of this process go into the handle, because another process may settle it.
        for claimed in shared.actions.claimed_by_others(&handle) {
            handle = handle.rule_out(&claimed);
        }
        shared.actions.update(&handle);
        Ok(Self { client: client.clone(), request, handle, patience: DEFAULT_PATIENCE, registration })
    }

    /// Returns the handle. Store it before you send the request.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// let stored = serde_json::to_string(prepared.handle())?;
    /// # let _ = stored;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn handle(&self) -> &ActionHandle {
        &self.handle
    }

    /// Declares that nobody else does such a thing, from a minute before this action was prepared until it is settled: no
    /// other process, no user of the dashboard, and no earlier action that is still undecided. For money of a card that is
    /// any funding and withdrawal of the card; for its status any freezing, unfreezing and termination; for a deposit any
    /// transfer to the same wallet.
    ///
    /// What the client finds is then the result of this action, and an unclear outcome settles without your decision. The
    /// minute is for reads that are late. Actions with an [idempotency key](ActionHandle::key) need no declaration.
    ///
    /// The declaration is part of the handle, so store the handle after this call.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// let prepared = prepared.exclusive()?;
    /// assert!(prepared.handle().is_exclusive());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::ActionConflict`] with the handle of another action that is open, or ended less than a minute before this one
    /// was prepared, or since then. This one is dropped unsent.
    pub fn exclusive(mut self) -> Result<Self, Error> {
        let shared = self.client.shared();
        if let Some(handle) = self.handle.recent_other(shared) {
            return Err(Error::ActionConflict { handle: Box::new(handle) });
        }
        shared.actions.make_exclusive(&mut self.handle)?;
        Ok(self)
    }

    /// Excludes a transaction as the result of this action; see [`ActionHandle::rule_out`]. Store the handle after this
    /// call.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client, recorded: Vec<String>) -> Result<(), cartevo::Error> {
    /// let mut prepared = client.prepare_fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// for transaction in &recorded {
    ///     prepared = prepared.rule_out(transaction);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn rule_out(mut self, transaction_id: &str) -> Self {
        self.handle = self.handle.rule_out(transaction_id);
        self.client.shared().actions.update(&self.handle);
        self
    }

    /// Sets how long [`send`](Self::send) tries to settle an unclear outcome before it returns it as undecided. Default:
    /// 120 seconds. With zero it reads once.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// let prepared = prepared.patience(std::time::Duration::from_secs(30));
    /// # drop(prepared);
    /// # Ok(())
    /// # }
    /// ```
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Sends the request once and returns its outcome. If it is unclear, this takes up to the [`patience`](Self::patience).
    ///
    /// A request with an [idempotency key](ActionHandle::key) is sent again with the same key, at most twice, while the list
    /// doesn't show it. By the vendor's word that is harmless.
    ///
    /// If the returned future is dropped, the request may have been sent: settle the handle.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::ActionOutcome;
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// let ActionOutcome::Done(record) = prepared.send().await else { panic!("the mock server funds the card") };
    /// println!("funded by {:?}", record.transaction_id());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send(mut self) -> ActionOutcome {
        self.registration.mark_sent();
        let answer = self.request.send(&self.client, &mut self.handle.subject).await;
        let mut undecided = UndecidedAction::new(self.handle, None);
        match answer {
            Err(error) if is_not_done(&self.client, &undecided.handle, &error) => {
                self.client.shared().actions.remove(&undecided.handle);
                return ActionOutcome::NotDone(NotDone::Refused(error));
            }
            answer => {
                if let Some(outcome) = undecided.conclude(&self.client, answer) {
                    return outcome;
                }
            }
        }
        settle::poll(&self.client, undecided, self.patience, Some(&self.request)).await
    }
}

/// Whether an error of the request proves that the action was not done. An error without a context is one of the arguments:
/// nothing was sent. What is refused with the key of another open action may have been done by that one.
fn is_not_done(client: &Client, handle: &ActionHandle, error: &Error) -> bool {
    let is_unprocessed = error.context().is_none_or(Context::is_unprocessed);
    let shares_key = handle.key().is_some() && client.shared().actions.has_others(handle);
    is_unprocessed && !shares_key
}

impl Serialize for PreparedAction {
    /// Serializes the handle.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.handle.serialize(serializer)
    }
}

impl fmt::Debug for PreparedAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedAction").field("handle", &self.handle).finish_non_exhaustive()
    }
}

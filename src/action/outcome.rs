//! The outcome of an action.

use std::fmt;

use super::handle::ActionHandle;
use super::record::ActionRecord;
use crate::Client;
use crate::closing::ClosingPolicy;
use crate::error::Error;
use crate::open::Claimed;

/// The outcome of an action. Match on all variants: a new one would be a breaking change, because it would matter.
///
/// ```no_run
/// # async fn run(client: cartevo::Client, prepared: cartevo::PreparedAction) {
/// use cartevo::ActionOutcome;
///
/// match prepared.send().await {
///     ActionOutcome::Done(record) => println!("done: {:?}", record.transaction_id()),
///     ActionOutcome::NotDone(why) => println!("not done, and it won't be: {why}"),
///     ActionOutcome::Undecided(undecided) => println!("settle {} later", undecided.handle().id()),
/// }
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "money that was moved, or may have been, must not be forgotten"]
pub enum ActionOutcome {
    /// The action was done, once. A payment and the funding of a wallet are done in the status `SUCCESS` only.
    Done(Box<ActionRecord>),
    /// The action was not done, and it won't be. It is safe to prepare it again; a payment or the funding of a wallet needs
    /// a new key if it [failed](NotDone::Failed).
    NotDone(NotDone),
    /// The outcome isn't known yet. Keep the handle and settle it later. Another request may move the money a second time,
    /// unless it has the same idempotency key.
    Undecided(Box<UndecidedAction>),
}

/// Why an action was not done.
#[derive(Clone, Debug)]
pub enum NotDone {
    /// The request was not sent, or the server refused it before it did anything. Which refusals these are is listed at
    /// [`IssueOutcome::NotIssued`](crate::IssueOutcome::NotIssued).
    Refused(Error),
    /// The API has the payment or the funding, with the status `FAILED`, which the documentation calls final.
    Failed(Box<ActionRecord>),
}

impl ActionOutcome {
    /// Returns what the API says about the action, if it was done.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// assert!(prepared.send().await.done().is_some());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn done(self) -> Option<ActionRecord> {
        match self {
            Self::Done(record) => Some(*record),
            Self::NotDone(_) | Self::Undecided(_) => None,
        }
    }

    /// Returns whether the outcome is not known yet.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let prepared = client.prepare_fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// assert!(!prepared.send().await.is_undecided());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        matches!(self, Self::Undecided(_))
    }
}

impl fmt::Display for NotDone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Failed(_) => f.write_str("the API has it as failed"),
        }
    }
}

/// An action without a known outcome.
///
/// ```no_run
/// # fn approved_by_operator(_: &[cartevo::ActionRecord]) -> bool { true }
/// # fn run(client: cartevo::Client, undecided: cartevo::UndecidedAction) {
/// if approved_by_operator(undecided.candidates()) {
///     match undecided.accept_candidate(&client) {
///         Ok(record) => println!("accepted {:?}", record.transaction_id()),
///         Err(undecided) => println!("{} candidates, expected one", undecided.candidates().len()),
///     }
/// }
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct UndecidedAction {
    pub(super) handle: ActionHandle,
    pub(super) candidates: Vec<ActionRecord>,
    pub(super) reason: Option<Error>,
}

impl UndecidedAction {
    pub(super) fn new(handle: ActionHandle, reason: Option<Error>) -> Self {
        Self { handle, candidates: Vec::new(), reason }
    }

    /// What to settle later.
    ///
    /// ```no_run
    /// # fn run(undecided: cartevo::UndecidedAction) {
    /// println!("{} is undecided", undecided.handle().kind());
    /// # }
    /// ```
    #[must_use]
    pub fn handle(&self) -> &ActionHandle {
        &self.handle
    }

    /// What to settle later. Store it again: it has what was learned so far.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    /// use cartevo::{ActionOutcome, Amount};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// server.answer(Operation::FundCard, Answer::status(500));
    /// let prepared = client.prepare_fund_card("card-1", Amount::from_cents(5000)).await?;
    /// let ActionOutcome::Undecided(doubt) = prepared.send().await else {
    ///     panic!("a failure of the server is a doubt")
    /// };
    /// let stored = serde_json::to_string(&doubt.into_handle())?;
    /// # let _ = stored;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn into_handle(self) -> ActionHandle {
        self.handle
    }

    /// Returns what may be the result of the action: new transactions of its kind and amount, or the payment with its key,
    /// which isn't final yet.
    ///
    /// ```no_run
    /// # fn run(undecided: cartevo::UndecidedAction) {
    /// for candidate in undecided.candidates() {
    ///     println!("{:?}", candidate.transaction_id());
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn candidates(&self) -> &[ActionRecord] {
        &self.candidates
    }

    /// Returns the error of the request, or else the first error while settling.
    ///
    /// ```no_run
    /// # fn run(undecided: cartevo::UndecidedAction) {
    /// if let Some(error) = undecided.reason() {
    ///     println!("undecided, because {error}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn reason(&self) -> Option<&Error> {
        self.reason.as_ref()
    }

    /// Accepts the only candidate as the result, and closes the action.
    ///
    /// Call it only if you know that the candidate isn't the result of anything else. A payment that isn't final is no
    /// result yet.
    ///
    /// # Errors
    /// Returns `self` if there isn't exactly one candidate, or if it has been attributed to another action meanwhile.
    pub fn accept_candidate(mut self, client: &Client) -> Result<ActionRecord, Box<Self>> {
        if self.candidates.len() != 1 {
            return Err(Box::new(self));
        }
        let Some(record) = self.candidates.pop() else { return Err(Box::new(self)) };
        if claim(client, &self.handle, &record) { Ok(record) } else { Err(Box::new(self)) }
    }

    /// Closes the action as one that was not done, if the evidence satisfies your policy. Returns the handle, to keep: only
    /// time shows whether the policy was right. What was closed may be done later, and a later exclusive action of the same
    /// card may take it for its own. The risk is [measured](ClosingPolicy#the-risk-of-closing-an-action), and it is high for
    /// a deposit.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use std::time::Duration;
    /// use cartevo::testing::{Answer, Operation};
    /// use cartevo::{ActionOutcome, Amount, ClosingPolicy};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// server.answer(Operation::FundCard, Answer::status(500));
    /// let prepared = client.prepare_fund_card("card-1", Amount::from_cents(5000)).await?;
    /// let ActionOutcome::Undecided(doubt) = prepared.send().await else {
    ///     panic!("a failure of the server is a doubt")
    /// };
    /// // A day has not passed.
    /// let doubt = doubt.close_under(ClosingPolicy::after(Duration::from_secs(24 * 60 * 60)), &client).unwrap_err();
    /// assert_eq!(client.open_actions(), [doubt.into_handle()]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns `self` if the evidence doesn't suffice: some read has shown a candidate that isn't
    /// [ruled out](ActionHandle::rule_out), or it is too early, or there were too few reads.
    pub fn close_under(self, policy: ClosingPolicy, client: &Client) -> Result<ActionHandle, Box<Self>> {
        let now = client.shared().environment.timestamp();
        let is_explained = self.handle.evidence.seen().iter().all(|id| self.handle.excludes(id));
        if !is_explained || !self.handle.evidence.satisfies(policy, now) {
            return Err(Box::new(self));
        }
        client.close_action(&self.handle);
        Ok(self.handle)
    }
}

/// Attributes what the API says to the action, and closes it. False if it belongs to another one.
pub(super) fn claim(client: &Client, handle: &ActionHandle, record: &ActionRecord) -> bool {
    let actions = &client.shared().actions;
    let claimed = match record.transaction_id() {
        // A key identifies the payment, however many handles have it.
        Some(id) if handle.key().is_none() => actions.claim(handle, id) == Claimed::ByThis,
        _ => true,
    };
    if claimed {
        client.close_action(handle);
    }
    claimed
}

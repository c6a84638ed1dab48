//! Closing an issue without a card, under a policy of the caller's.

use super::handle::IssueHandle;
use super::outcome::Undecided;
use crate::Client;
use crate::closing::ClosingPolicy;

impl Undecided {
    /// Closes the issue as one that issued no card, if the evidence satisfies your policy. Returns the handle, to keep: only
    /// time shows whether the policy was right.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use std::time::Duration;
    /// use cartevo::testing::{Answer, Operation};
    /// use cartevo::{CardBrand, ClosingPolicy, IssueOutcome, NewCard};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # server.answer(Operation::CreateCard, Answer::status(500));
    /// # let client = server.client();
    /// # let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let IssueOutcome::Undecided(doubt) = prepared.send().await else { panic!("a failure of the server is a doubt") };
    /// let policy = ClosingPolicy::after(Duration::from_secs(24 * 60 * 60));
    /// // A day has not passed.
    /// let doubt = doubt.close_under(policy, &client).unwrap_err();
    /// assert_eq!(client.open_issues(), [doubt.into_handle()]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns `self` if the evidence doesn't suffice: some read has shown a new card that isn't
    /// [ruled out](IssueHandle::rule_out), or it is too early, or there were too few reads.
    pub fn close_under(self, policy: ClosingPolicy, client: &Client) -> Result<IssueHandle, Box<Self>> {
        let now = client.shared().environment.timestamp();
        let is_explained = self.handle.evidence.seen().iter().all(|card| self.handle.excludes_id(card));
        if !is_explained || !self.handle.evidence.satisfies(policy, now) {
            return Err(Box::new(self));
        }
        client.close_issue(&self.handle);
        Ok(self.handle)
    }
}

//! The outcome of issuing a card.

use super::handle::IssueHandle;
use super::settle;
use crate::error::Error;
use crate::{Card, Client};

/// The outcome of issuing a card. Match on all variants: a new one would be a breaking change, because it would matter.
///
/// ```no_run
/// # async fn run(client: cartevo::Client, card: cartevo::NewCard) {
/// use cartevo::IssueOutcome;
///
/// match client.issue_card(card).await {
///     IssueOutcome::Issued(card) => println!("issued {}", card.id),
///     IssueOutcome::NotIssued(why) => println!("not issued, safe to try again: {why}"),
///     IssueOutcome::Undecided(undecided) => println!("settle {} later", undecided.handle().id()),
/// }
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a card that was issued, or may have been, must not be forgotten"]
pub enum IssueOutcome {
    /// This card was issued. Its status may still be `PENDING`. A response with a card of another customer or brand, or
    /// with one that is `FAILED` or `TERMINATED`, is a contradiction and leaves the outcome undecided.
    Issued(Box<Card>),
    /// No card was issued, and none will be: the request was not sent, or the server refused it before it called the card
    /// issuer. It is safe to try again.
    ///
    /// These refusals are the statuses 401, 403, 405, 413, 415 and 429, which precede the processing of a request, if the
    /// body has the form in which the API reports errors (a gateway may refuse after it has forwarded the request); and a
    /// 400, 403 or 404 with a known message of Cartevo's own checks, such as an insufficient balance. Any other error
    /// leaves the outcome undecided: 5xx, 408, 409, a 400 with another message, and a 422, with which the card issuer
    /// refuses, possibly after it has created something.
    NotIssued(Error),
    /// The outcome isn't known yet. Keep the handle and settle it later. Another request may issue a second card. Nothing
    /// proves that no card will come; a [`ClosingPolicy`](crate::ClosingPolicy) is your decision to assume it.
    Undecided(Box<Undecided>),
}

impl IssueOutcome {
    /// Returns the card, if one was issued.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # server.answer(cartevo::testing::Operation::GetCustomerCards, cartevo::testing::Answer::cards(&[]));
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let card = prepared.send().await.issued();
    /// assert!(card.is_some());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn issued(self) -> Option<Card> {
        match self {
            Self::Issued(card) => Some(*card),
            _ => None,
        }
    }

    /// Returns whether the outcome is not known yet.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use cartevo::{CardBrand, IssueOutcome, NewCard};
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # server.answer(cartevo::testing::Operation::GetCustomerCards, cartevo::testing::Answer::cards(&[]));
    /// # let client = server.client();
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// assert!(!prepared.send().await.is_undecided());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        matches!(self, Self::Undecided(_))
    }
}

/// An issue without a known outcome.
///
/// ```no_run
/// # fn approved_by_operator(_: &[cartevo::Card]) -> bool { true }
/// # fn run(client: cartevo::Client, undecided: cartevo::Undecided) {
/// if approved_by_operator(undecided.candidates()) {
///     match undecided.accept_candidate(&client) {
///         Ok(card) => println!("accepted {}", card.id),
///         Err(undecided) => println!("{} candidates, expected one", undecided.candidates().len()),
///     }
/// }
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Undecided {
    pub(super) handle: IssueHandle,
    pub(super) candidates: Vec<Card>,
    pub(super) reason: Option<Error>,
}

impl Undecided {
    /// What to settle later.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    /// use cartevo::{CardBrand, IssueOutcome, NewCard};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// server.answer(Operation::CreateCard, Answer::status(500));
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let IssueOutcome::Undecided(doubt) = prepared.patience(std::time::Duration::ZERO).send().await else {
    ///     panic!("a failure of the server is a doubt")
    /// };
    /// assert_eq!(client.open_issues(), [doubt.handle().clone()]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn handle(&self) -> &IssueHandle {
        &self.handle
    }

    /// What to settle later.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    /// use cartevo::{CardBrand, IssueOutcome, NewCard};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// server.answer(Operation::CreateCard, Answer::status(500));
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let IssueOutcome::Undecided(doubt) = prepared.patience(std::time::Duration::ZERO).send().await else {
    ///     panic!("a failure of the server is a doubt")
    /// };
    /// let stored = serde_json::to_string(&doubt.into_handle())?;
    /// # let _ = stored;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn into_handle(self) -> IssueHandle {
        self.handle
    }

    /// Returns the cards that are new since the request was prepared and match it. They may also come from another issuer
    /// of cards for this customer.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    /// use cartevo::{CardBrand, IssueOutcome, NewCard};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// server.answer(Operation::CreateCard, Answer::status(500));
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let IssueOutcome::Undecided(doubt) = prepared.patience(std::time::Duration::ZERO).send().await else {
    ///     panic!("a failure of the server is a doubt")
    /// };
    /// assert!(doubt.candidates().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn candidates(&self) -> &[Card] {
        &self.candidates
    }

    /// Returns the error of the request, or else the first error while settling.
    ///
    /// It may be an [`Error::IssuerRejected`]: the card issuer may have created something before it refused.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    /// use cartevo::{CardBrand, IssueOutcome, NewCard};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// server.answer(Operation::CreateCard, Answer::status(500));
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let IssueOutcome::Undecided(doubt) = prepared.patience(std::time::Duration::ZERO).send().await else {
    ///     panic!("a failure of the server is a doubt")
    /// };
    /// assert_eq!(doubt.reason().and_then(|error| error.status()), Some(500));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn reason(&self) -> Option<&Error> {
        self.reason.as_ref()
    }

    /// Accepts the only candidate as the issued card, and closes the issue.
    ///
    /// Call it only if you know that no other issue for this customer is open, in any process, and that your records don't
    /// attribute the card to another issue.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    /// use cartevo::{CardBrand, IssueOutcome, NewCard};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// server.answer(Operation::CreateCard, Answer::status(500));
    /// let prepared = client.prepare_issue(NewCard::new("customer-1", CardBrand::Visa)).await?;
    /// let IssueOutcome::Undecided(doubt) = prepared.patience(std::time::Duration::ZERO).send().await else {
    ///     panic!("a failure of the server is a doubt")
    /// };
    /// let still_a_doubt = doubt.accept_candidate(&client).unwrap_err();
    /// assert!(still_a_doubt.candidates().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns `self` if there isn't exactly one candidate, or if the candidate has been attributed to another issue
    /// meanwhile.
    pub fn accept_candidate(mut self, client: &Client) -> Result<Card, Box<Self>> {
        if self.candidates.len() != 1 {
            return Err(Box::new(self));
        }
        let Some(card) = self.candidates.pop() else { return Err(Box::new(self)) };
        if settle::claim(client, &self.handle, &card.id) { Ok(card) } else { Err(Box::new(self)) }
    }
}

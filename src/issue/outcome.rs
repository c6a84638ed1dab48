//! What became of a request for a card.

use super::handle::IssueHandle;
use crate::error::Error;
use crate::{Card, Client};

/// What became of a request for a card.
///
/// ```no_run
/// # async fn run(client: cartevo::Client, card: cartevo::NewCard) {
/// use cartevo::IssueOutcome;
///
/// match client.issue_card(card).await {
///     IssueOutcome::Issued(card) => println!("{} is there", card.id),
///     IssueOutcome::NotIssued(why) => println!("no card, and another request does no harm: {why}"),
///     IssueOutcome::Undecided(doubt) => println!("to be settled later: {}", doubt.handle().id()),
///     _ => {}
/// }
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a card that was issued, or may have been, must not be forgotten"]
#[non_exhaustive]
pub enum IssueOutcome {
    /// The card was issued, and this is it. Its status may still be `PENDING`.
    Issued(Box<Card>),
    /// No card was issued, and none will be: the request was provably not sent, or it was refused for a reason that is
    /// known to be checked before the card issuer is asked. It can be made again.
    ///
    /// Such refusals are 401, 403, 404, 405, 413, 415 and 429, which are answered in front of the work, and a 400 whose
    /// text is known for one of the server's own checks. Every other answer is a doubt: 5xx, 408, 409, a 400 with another
    /// text, and also 422, the issuer's refusal, which doesn't say what was made before it.
    NotIssued(Error),
    /// It can't be known yet. Keep the handle and settle it later; asking for another card may make it two.
    Undecided(Box<Undecided>),
}

impl IssueOutcome {
    /// The card, if it is known to be issued.
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

    /// Whether the outcome is still open.
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

/// A request for a card of which it isn't known what became.
///
/// ```no_run
/// # fn by_a_person(_: &[cartevo::Card]) -> bool { true }
/// # fn run(client: cartevo::Client, doubt: cartevo::Undecided) {
/// if by_a_person(doubt.candidates()) {
///     match doubt.accept_candidate(&client) {
///         Ok(card) => println!("{} is ours", card.id),
///         Err(doubt) => println!("{} candidates, so none", doubt.candidates().len()),
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

    /// The cards that are new since the request was prepared and can be the one that was asked for. Who else issues
    /// cards for this customer may have issued them.
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

    /// What raised the doubt, or kept it from being settled. [`Error::IssuerRejected`] among others: the refusal came
    /// from behind the server, and what is behind it can't be seen.
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

    /// Takes the one candidate for the card that was asked for.
    ///
    /// Only the caller can know that it is: that no other request for this customer is open, here or anywhere, and that
    /// the card isn't one that is already on its books.
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
    /// The doubt itself, if there is no candidate or more than one, or if the one has become another request's since.
    pub fn accept_candidate(mut self, client: &Client) -> Result<Card, Box<Self>> {
        if self.candidates.len() != 1 {
            return Err(Box::new(self));
        }
        let Some(card) = self.candidates.pop() else { return Err(Box::new(self)) };
        if client.shared().issues.give(&self.handle, &card.id) { Ok(card) } else { Err(Box::new(self)) }
    }
}

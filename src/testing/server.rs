//! A server in the same process.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::answer::{Answer, Fault};
use super::cards::Cards;
use super::http::{self, Incoming, Persistence};
use super::operation::Operation;
use super::time::VirtualTime;
use crate::{Amount, Client, ClientBuilder};

/// A mock server that responds like the API. It listens on the loopback address and stops when it is dropped.
///
/// By default it responds to each operation with the first recording of a success. In these recordings the issued card is
/// already among the customer's cards. To test the issuing of a card, set another response for
/// [`GetCustomerCards`](Operation::GetCustomerCards), such as `Answer::cards(&[])`.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), cartevo::Error> {
/// use cartevo::testing::{Answer, MockServer, Operation};
///
/// let server = MockServer::start().await;
/// server.answer_next(Operation::GetCustomer, Answer::refusal(503, "Busy"));
/// let customer = server.client().customer("customer-1").await?;
/// assert_eq!((customer.attempts(), server.requests().len()), (2, 2));
/// # Ok(())
/// # }
/// ```
pub struct MockServer {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    listening: JoinHandle<()>,
}

#[derive(Default)]
struct State {
    answers: BTreeMap<Operation, Answer>,
    next: BTreeMap<Operation, VecDeque<Answer>>,
    requests: Vec<SentRequest>,
    /// The cards that the server plays, if it does.
    cards: Option<Cards>,
}

/// A request that a mock server received.
///
/// `Debug` shows only the operation, because the rest may be personal data.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), cartevo::Error> {
/// use cartevo::NewCard;
/// use cartevo::testing::{MockServer, Operation};
///
/// let server = MockServer::start().await;
/// server.client().create_card(&NewCard::new("customer-1", "visa")).await?;
/// assert_eq!(server.requests_to(Operation::CreateCard)[0].body["brand"], "VISA");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct SentRequest {
    /// The operation; `None` if no operation has this method and path.
    pub operation: Option<Operation>,
    /// The path, without the query.
    pub path: String,
    /// The query parameters, still percent-encoded.
    pub query: Vec<(String, String)>,
    /// The headers, with lower-case names.
    pub headers: Vec<(String, String)>,
    /// The body; `null` if it isn't JSON.
    pub body: Value,
}

impl MockServer {
    /// Starts a server on a free port, on the current tokio runtime.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = cartevo::testing::MockServer::start().await;
    /// assert!(server.url().starts_with("http://127.0.0.1:"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    /// If the server can't listen on `127.0.0.1`.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await;
        let bound = listener.and_then(|listener| Ok((listener.local_addr()?, listener)));
        let (address, listener) = match bound {
            Ok(bound) => bound,
            Err(error) => panic!("the mock server can't listen on 127.0.0.1: {error}"),
        };
        let state = Arc::new(Mutex::new(State::default()));
        let listening = tokio::spawn(listen(listener, Arc::clone(&state)));
        Self { address, state, listening }
    }

    /// Returns the URL of the server, for [`ClientBuilder::base_url`].
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// let client = cartevo::Client::builder().base_url(server.url()).token("t").build()?;
    /// client.customer("customer-1").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns a client of this server. It has a fixed token and doesn't wait between attempts.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// server.client().customer("customer-1").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    /// If TLS can't be initialized.
    #[must_use]
    pub fn client(&self) -> Client {
        match self.client_builder().build() {
            Ok(client) => client,
            Err(error) => panic!("{error}"),
        }
    }

    /// Returns the builder of [`client`](Self::client), to change its settings.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// let client = server.client_builder().retries(0).build()?;
    /// client.customer("customer-1").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder().base_url(self.url()).token("a-token-of-a-test").environment(VirtualTime::new())
    }

    /// Sets the response to all requests for an operation.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.status(), Some(404));
    /// # Ok(())
    /// # }
    /// ```
    pub fn answer(&self, operation: Operation, answer: Answer) {
        self.state().answers.insert(operation, answer);
    }

    /// Adds a response to the queue of an operation. Each request takes one response from the queue; when it is empty, the
    /// response set by [`answer`](Self::answer) applies.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer_next(Operation::GetCustomer, Answer::status(503));
    /// assert_eq!(server.client().customer("customer-1").await?.attempts(), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn answer_next(&self, operation: Operation, answer: Answer) {
        self.state().next.entry(operation).or_default().push_back(answer);
    }

    /// Returns the requests received so far, without those whose connection was [dropped](Answer::dropped).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// server.client().customer("customer-1").await?;
    /// assert_eq!(server.requests()[0].path, "/customers/customer-1");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn requests(&self) -> Vec<SentRequest> {
        self.state().requests.clone()
    }

    /// Returns the requests received so far for an operation.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::Operation;
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// server.client().customer("customer-1").await?;
    /// assert!(server.requests_to(Operation::CreateCard).is_empty());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn requests_to(&self, operation: Operation) -> Vec<SentRequest> {
        let mut requests = self.requests();
        requests.retain(|request| request.operation == Some(operation));
        requests
    }

    /// Plays cards from now on, starting with none and this balance of the USD wallet: what is issued, funded, withdrawn,
    /// frozen, unfrozen and terminated shows in what is read. So a test can follow a card through its life.
    ///
    /// An answer that you set takes precedence, and then nothing is done, unless its fault comes after the request was
    /// processed: [lost](Answer::lost), [truncated](Answer::truncated) or [silent](Answer::silent). Everything has the same
    /// time, ids are counted from 1, and a list is one page.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    /// use cartevo::{Amount, CardBrand, CardQuery, CardTransactionsQuery, Freeze, NewCard, Termination};
    ///
    /// let server = MockServer::start().await;
    /// server.play_cards(Amount::from_cents(100_000));
    /// let client = server.client();
    /// let card = client.issue_card(NewCard::new("customer-1", CardBrand::Visa)).await.issued().expect("issued");
    ///
    /// // The card is funded, but the response is lost. The handle settles it.
    /// server.answer_next(Operation::FundCard, Answer::status(200).lost());
    /// let prepared = client.prepare_fund_card(&card.id, Amount::from_cents(5_000)).await?.exclusive()?;
    /// assert!(prepared.send().await.done().is_some());
    ///
    /// assert!(server.spend(&card.id, Amount::from_cents(1_250)));
    /// client.freeze_card(&card.id, &Freeze::new()).await?;
    /// assert!(!server.spend(&card.id, Amount::from_cents(100)), "it is frozen");
    /// assert_eq!(client.card(&card.id, &CardQuery::new()).await?.balance, Some(Amount::from_cents(3_750)));
    ///
    /// client.terminate_card(&card.id, &Termination::new()).await?;
    /// assert_eq!(client.usd_wallet().await?.balance, Some(Amount::from_cents(98_750)));
    /// let all = client.card_transactions(&card.id, &CardTransactionsQuery::new()).stream().try_collect().await?;
    /// assert_eq!(all.len(), 4);
    /// # Ok(())
    /// # }
    /// ```
    pub fn play_cards(&self, wallet_balance: Amount) {
        self.state().cards = Some(Cards::new(wallet_balance));
    }

    /// A purchase with a card that the server [plays](Self::play_cards). It is declined, and this is false, if the card isn't
    /// active or doesn't hold the amount.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() {
    /// # use cartevo::Amount;
    /// let server = cartevo::testing::MockServer::start().await;
    /// server.play_cards(Amount::from_cents(100_000));
    /// assert!(!server.spend("card-1", Amount::from_cents(100)), "there is no card yet");
    /// # }
    /// ```
    #[must_use]
    pub fn spend(&self, card_id: &str, amount: Amount) -> bool {
        self.state().cards.as_mut().is_some_and(|cards| cards.spend(card_id, amount))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl State {
    /// The response to a request.
    fn answer(&mut self, request: &SentRequest) -> Answer {
        let Some(operation) = request.operation else { return Answer::refusal(404, "Cannot find this path") };
        let set = self.next.get_mut(&operation).and_then(VecDeque::pop_front);
        let set = set.or_else(|| self.answers.get(&operation).cloned());
        // A response that is lost doesn't undo what was done.
        let is_processed = set.as_ref().is_none_or(|answer| answer.fault.comes_after_processing());
        let played = self.cards.as_mut().filter(|_| is_processed).and_then(|cards| cards.answer(request));
        if let Some(answer) = set.or(played) {
            return answer;
        }
        let unrecorded = || {
            let message =
                "there is no recording of a success of this operation; set a response with `answer`";
            Answer::refusal(501, message)
        };
        let recorded = Answer::first_recorded(operation, operation.description().success);
        recorded.map_or_else(unrecorded, |answer| answer.that_suits(request).with_own_totals())
    }
}

async fn listen(listener: TcpListener, state: Arc<Mutex<State>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream, Arc::clone(&state)));
    }
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>) -> io::Result<()> {
    let _ = stream.set_nodelay(true);
    while let Some(incoming) = http::read(&mut stream).await? {
        let request = SentRequest::from(incoming);
        let answer = {
            let mut state = lock(&state);
            let answer = state.answer(&request);
            if answer.fault != Fault::Dropped {
                state.requests.push(request);
            }
            answer
        };
        tokio::time::sleep(answer.delay).await;
        match answer.fault {
            Fault::Dropped | Fault::Lost => return Ok(()),
            Fault::Silent => std::future::pending().await,
            Fault::None | Fault::Truncated(_) => {}
        }
        match http::write(&mut stream, &answer).await? {
            Persistence::KeepAlive => {}
            Persistence::Closed => return Ok(()),
        }
    }
    Ok(())
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl From<Incoming> for SentRequest {
    fn from(incoming: Incoming) -> Self {
        let (path, query) = incoming.target.split_once('?').unwrap_or((&incoming.target, ""));
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        Self {
            operation: Operation::of(&incoming.method, path),
            path: path.to_owned(),
            query: pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            headers: incoming.headers,
            body: serde_json::from_slice(&incoming.body).unwrap_or_default(),
        }
    }
}

impl fmt::Debug for SentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentRequest").field("operation", &self.operation).finish_non_exhaustive()
    }
}

impl fmt::Debug for MockServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer").field("address", &self.address).finish_non_exhaustive()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may panic")]
mod tests {
    use super::*;
    use crate::testing::recordings;

    /// Sends a request without a body for `operation`. Returns the status and the body of the response.
    async fn request(server: &MockServer, operation: Operation) -> (u16, String) {
        let description = operation.description();
        let url = format!("{}{}", server.url(), description.path.replace(['{', '}'], ""));
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let response = http.request(description.method.parse().unwrap(), url).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    #[tokio::test]
    async fn every_operation_has_a_recorded_success() {
        let server = MockServer::start().await;
        for operation in Operation::ALL {
            let (status, _) = request(&server, operation).await;
            assert_eq!(status, operation.description().success, "{operation}");
            assert_eq!(server.requests_to(operation).len(), 1, "{operation}");
        }
    }

    #[tokio::test]
    async fn every_recording_can_be_served() {
        let server = MockServer::start().await;
        for recording in recordings() {
            server.answer(recording.operation(), Answer::recorded(recording));
            let (status, body) = request(&server, recording.operation()).await;
            let expected = (recording.status(), recording.body());
            assert_eq!((status, body.as_str()), expected, "{}", recording.name());
        }
    }

    #[test]
    fn requests_are_assigned_to_operations_by_method_and_path() {
        assert_eq!(Operation::of("GET", "/customers/c"), Some(Operation::GetCustomer));
        assert_eq!(Operation::of("GET", "/customers/c/cards"), Some(Operation::GetCustomerCards));
        for (method, path) in
            [("POST", "/customers/c"), ("GET", "/customer"), ("GET", "/customers/c/cards/d")]
        {
            assert_eq!(Operation::of(method, path), None, "{method} {path}");
        }
    }
}

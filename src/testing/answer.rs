//! The responses and the faults of a mock server.

use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::operation::Operation;
use super::recordings::{Recording, recordings};
use super::server::SentRequest;
use crate::{Card, Customer, Transaction};

/// A response of a [`MockServer`](super::MockServer), and optionally a fault in its transmission.
///
/// ```
/// use std::time::Duration;
/// use cartevo::testing::Answer;
///
/// let slow = Answer::refusal(503, "Issuance temporarily unavailable").after(Duration::from_millis(5));
/// let cut = Answer::json(200, r#"{"data": []}"#).truncated(5);
/// let limited = Answer::refusal(429, "Too many requests").header("retry-after", "2");
/// # let _ = (slow, cut, limited);
/// ```
#[derive(Clone)]
#[must_use]
pub struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) delay: Duration,
    pub(super) fault: Fault,
}

/// A fault in the transmission of a response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fault {
    #[default]
    None,
    /// The server closes the connection before it processes the request.
    Dropped,
    /// The server processes the request and closes the connection without a response.
    Lost,
    /// The server closes the connection after this many bytes of the body.
    Truncated(usize),
    /// The server sends no response and keeps the connection open.
    Silent,
}

/// Where an answer has a value from.
#[derive(Clone, Copy)]
enum Echo {
    /// A member of the body of the request.
    Body(&'static str),
    /// The id in the path of the request.
    Path,
}

/// The objects of an answer that repeat values of the request, and the values.
type Echoed = (&'static [&'static str], &'static [(&'static str, Echo)]);

fn echoed(operation: Operation) -> Option<Echoed> {
    Some(match operation {
        Operation::CreateCard => (
            &["/card", "/data/card"],
            &[("customer_id", Echo::Body("customer_id")), ("brand", Echo::Body("brand"))],
        ),
        Operation::FundCard | Operation::WithdrawFromCard => {
            (&["/data"], &[("card_id", Echo::Path), ("amount", Echo::Body("amount"))])
        }
        Operation::FreezeCard
        | Operation::UnfreezeCard
        | Operation::TerminateCard
        | Operation::DeleteCard => (&["/data"], &[("card_id", Echo::Path)]),
        Operation::GetCard => (&["/data", "/card"], &[("id", Echo::Path)]),
        Operation::FundWallet => (
            &["/data/transaction"],
            &[
                ("amount", Echo::Body("amount")),
                ("currency", Echo::Body("currency")),
                ("reference", Echo::Body("trxId")),
            ],
        ),
        Operation::CollectPayment | Operation::PayOut => (
            &["/data"],
            &[
                ("external_id", Echo::Body("external_id")),
                ("amount", Echo::Body("amount")),
                ("currency", Echo::Body("currency")),
            ],
        ),
        _ => return None,
    })
}

impl Fault {
    /// Whether the server has processed the request before.
    pub(super) fn comes_after_processing(self) -> bool {
        match self {
            Self::Lost | Self::Truncated(_) | Self::Silent => true,
            Self::None | Self::Dropped => false,
        }
    }
}

impl fmt::Debug for Answer {
    /// Omits headers and body, because a test may put secrets there.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("delay", &self.delay)
            .field("fault", &self.fault)
            .finish_non_exhaustive()
    }
}

impl Answer {
    /// Creates a response without a body.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::status(502));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.status(), Some(502));
    /// # Ok(())
    /// # }
    /// ```
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), delay: Duration::ZERO, fault: Fault::None }
    }

    /// Creates a JSON response.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::json(200, r#"{"data": 7}"#));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.kind(), "decode");
    /// # Ok(())
    /// # }
    /// ```
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::status(status).header("content-type", "application/json").with_body(body)
    }

    /// Creates a `text/html` response, such as the error page of a proxy.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::text(502, "<html>Bad gateway</html>"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.status(), Some(502));
    /// # Ok(())
    /// # }
    /// ```
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::status(status).header("content-type", "text/html").with_body(body)
    }

    /// Creates an error response in the format of the vendor's server.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.messages()[0].shown(), Some("Customer not found"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn refusal(status: u16, message: &str) -> Self {
        let name = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
        Self::json(status, json!({"statusCode": status, "message": message, "error": name}).to_string())
    }

    /// Creates the response of a recording. See [`recordings`].
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// let recording = cartevo::testing::recordings().iter().find(|it| it.operation() == Operation::GetCustomer);
    /// server.answer(Operation::GetCustomer, Answer::recorded(recording.expect("there is one")));
    /// # Ok(())
    /// # }
    /// ```
    pub fn recorded(recording: &Recording) -> Self {
        let mut answer = Self::status(recording.status()).with_body(recording.body());
        if let Some(content_type) = recording.content_type() {
            answer = answer.header("content-type", content_type);
        }
        answer
    }

    /// Creates the response of the first recording with this operation and status; `None` if there is none.
    ///
    /// ```
    /// use cartevo::testing::{Answer, Operation};
    ///
    /// assert!(Answer::first_recorded(Operation::GetCustomer, 200).is_some());
    /// assert!(Answer::first_recorded(Operation::GetCustomer, 418).is_none());
    /// ```
    #[must_use]
    pub fn first_recorded(operation: Operation, status: u16) -> Option<Self> {
        let matches =
            |recording: &&Recording| recording.operation() == operation && recording.status() == status;
        recordings().iter().find(matches).map(Self::recorded)
    }

    /// Creates the response of the token exchange, with a lifetime in seconds.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer(Operation::CreateToken, Answer::token("a-token", 3600));
    /// let client = server.client_builder().credentials("client_1", "key").build()?;
    /// client.customer("customer-1").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn token(token: &str, lifetime: u64) -> Self {
        let body = json!({"access_token": token, "token_type": "Bearer", "expires_in": lifetime});
        Self::json(200, body.to_string())
    }

    /// Creates the response for a customer. It omits secrets, which are never serialized.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// let customer = server.client().customer("customer-1").await?;
    /// server.answer(Operation::GetCustomer, Answer::customer(&customer));
    /// # Ok(())
    /// # }
    /// ```
    pub fn customer(customer: &Customer) -> Self {
        Self::json(200, json!({"data": customer}).to_string())
    }

    /// Creates the response for the cards of a customer. It omits secrets, which are never serialized.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer(Operation::GetCustomerCards, Answer::cards(&[]));
    /// # Ok(())
    /// # }
    /// ```
    pub fn cards(cards: &[Card]) -> Self {
        Self::json(200, json!({"data": cards}).to_string())
    }

    /// Creates the response for a page of transactions, in the documented format. `number` is the page number on the wire:
    /// it starts at 1 for a customer and at 0 for a card. The response omits secrets, which are never serialized.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer(Operation::GetCustomerTransactions, Answer::transactions(&[], 1, 20, 0));
    /// # Ok(())
    /// # }
    /// ```
    pub fn transactions(items: &[Transaction], number: u32, limit: u32, total: u32) -> Self {
        let meta = json!({"page": number, "limit": limit, "total": total, "totalPages": total.div_ceil(limit.max(1))});
        let body = json!({"success": true, "statusCode": 200, "message": "", "data": items, "meta": meta});
        Self::json(200, body.to_string())
    }

    /// Creates the response for an issued card. It omits secrets, which are never serialized.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// let card = serde_json::from_str(r#"{"id": "card-1", "status": "PENDING"}"#)?;
    /// server.answer(Operation::CreateCard, Answer::created(&card));
    /// # Ok(())
    /// # }
    /// ```
    pub fn created(card: &Card) -> Self {
        let body = json!({"status": "success", "message": "Card created successfully!", "card": card,
            "autoFilledFields": []});
        Self::json(201, body.to_string())
    }

    /// Adds a header.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(429, "Slow down").header("retry-after", "120"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert!(matches!(error, cartevo::Error::RateLimited { retry_after: Some(_), .. }));
    /// # Ok(())
    /// # }
    /// ```
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Delays the response. The delay elapses in real time, even with a [`VirtualTime`](super::VirtualTime).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(404, "No").after(std::time::Duration::from_millis(1)));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.status(), Some(404));
    /// # Ok(())
    /// # }
    /// ```
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Closes the connection before the request is processed. A client can't distinguish that from [`lost`](Self::lost).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer_next(Operation::GetCustomer, Answer::status(200).dropped());
    /// assert_eq!(server.client().customer("customer-1").await?.attempts(), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn dropped(mut self) -> Self {
        self.fault = Fault::Dropped;
        self
    }

    /// Processes the request, then closes the connection without a response.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer_next(Operation::GetCustomer, Answer::status(200).lost());
    /// assert_eq!(server.client().customer("customer-1").await?.attempts(), 2);
    /// assert_eq!(server.requests().len(), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn lost(mut self) -> Self {
        self.fault = Fault::Lost;
        self
    }

    /// Closes the connection after this many bytes of the body.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer_next(Operation::GetCustomer, Answer::json(200, r#"{"data": {}}"#).truncated(5));
    /// assert_eq!(server.client().customer("customer-1").await?.attempts(), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn truncated(mut self, bytes: usize) -> Self {
        self.fault = Fault::Truncated(bytes);
        self
    }

    /// Processes the request, sends no response, and keeps the connection open until the client closes it.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// let server = MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::status(200).silent());
    /// let client = server.client_builder().timeout(std::time::Duration::from_millis(1)).build()?;
    /// let error = client.customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.kind(), "timeout");
    /// # Ok(())
    /// # }
    /// ```
    pub fn silent(mut self) -> Self {
        self.fault = Fault::Silent;
        self
    }

    /// The recorded response, with totals that count its items. A recorded sample shows one item of many, and a list without
    /// the others is incomplete.
    pub(super) fn with_own_totals(mut self) -> Self {
        let Ok(mut body) = serde_json::from_slice::<Value>(&self.body) else { return self };
        let Some(length) = body.get("data").and_then(Value::as_array).map(Vec::len) else { return self };
        for place in ["pagination", "meta"] {
            let Some(page) = body.get_mut(place).filter(|page| page.get("totalPages").is_some()) else {
                continue;
            };
            page["total"] = length.into();
            page["totalPages"] = 1.into();
            self.body = body.to_string().into_bytes();
            break;
        }
        self
    }

    /// Answers what was requested: the card, the customer, the amount and the key are those of the request, as every server
    /// returns them. A client that compares them takes anything else for a contradiction.
    pub(super) fn that_suits(mut self, request: &SentRequest) -> Self {
        let Some(operation) = request.operation else { return self };
        let Ok(mut body) = serde_json::from_slice::<Value>(&self.body) else { return self };
        let Some((places, members)) = echoed(operation) else { return self };
        let place = places.iter().find(|place| body.pointer(place).is_some());
        let Some(object) = place.and_then(|place| body.pointer_mut(place)).and_then(Value::as_object_mut)
        else {
            return self;
        };
        for (member, source) in members {
            let value = match source {
                Echo::Body(name) => request.body.get(name).cloned(),
                Echo::Path => request.path.split('/').nth(2).map(Value::from),
            };
            if let Some(value) = value {
                object.insert((*member).to_owned(), value);
            }
        }
        self.body = body.to_string().into_bytes();
        self
    }

    fn with_body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into().into_bytes();
        self
    }
}

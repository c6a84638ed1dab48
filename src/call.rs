//! Requests for operations that the client has no method for.

use std::fmt;

use http::Method;
use reqwest::header::{ACCEPT, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::answer::Answer;
use crate::connection::Whole;
use crate::decode::Mismatch;
use crate::error::Error;
use crate::operation::{Authentication, Effect, Operation};
use crate::transport::{self, Transport, invalid_request};
use crate::{Client, Response, id};

/// The name of these calls in errors and spans, which contain neither the path nor the method.
const NAME: &str = "call";

const fn operation(effect: Effect) -> Operation {
    let authentication = Authentication::Required;
    Operation { id: NAME, method: "", path: "", effect, authentication, success: 200 }
}

static READ: Operation = operation(Effect::Read);
static WRITE: Operation = operation(Effect::Write);
static ISSUE: Operation = operation(Effect::Issue);
static MONEY: Operation = operation(Effect::Money);

/// A request for an operation that the client has no method for, created by [`Client::call`].
///
/// It has the access token, the timeouts, the retries, the errors and the redaction of every other call. What it doesn't
/// have is a model: the response is decoded as the type of your choice, envelope included. That type shows what it shows;
/// use [`Raw`](crate::Raw) or [`Secret`](crate::Secret) where card data or personal data may be.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use cartevo::{Effect, Raw};
///
/// # let server = cartevo::testing::MockServer::start().await;
/// # let client = server.client();
/// let call = client.call("GET", "/customers/customer-1/cards").query("sync", "true").effect(Effect::Read);
/// let answer = call.send::<Raw>().await?;
/// assert!(answer.expose()["data"].is_array());
/// # Ok(())
/// # }
/// ```
#[must_use = "a call sends nothing until `send`"]
pub struct Call {
    transport: Transport,
    method: String,
    path: String,
    query: Vec<(String, String)>,
    body: Option<Result<Vec<u8>, serde_json::Error>>,
    effect: Effect,
}

impl Client {
    /// Creates a request for an operation that the client has no method for, from its method and its path below the base
    /// URL. See [`Call`].
    ///
    /// Its effect is [`Effect::Write`] until you state another [`effect`](Call::effect), so it is sent once.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let answer = client.call("PUT", "/cards/card-1/freeze").send::<cartevo::Raw>().await?;
    /// assert_eq!(answer.status(), 200);
    /// # Ok(())
    /// # }
    /// ```
    pub fn call(&self, method: &str, path: &str) -> Call {
        Call {
            transport: self.api().inner.clone(),
            method: method.to_owned(),
            path: path.to_owned(),
            query: Vec::new(),
            body: None,
            effect: Effect::Write,
        }
    }
}

impl Call {
    /// States the effect of the operation, which decides whether the request may be sent again.
    ///
    /// ```
    /// # fn run(client: cartevo::Client) {
    /// let call = client.call("GET", "/cards/card-1/balance").effect(cartevo::Effect::Read);
    /// # let _ = call;
    /// # }
    /// ```
    pub fn effect(mut self, effect: Effect) -> Self {
        self.effect = effect;
        self
    }

    /// Adds a query parameter.
    ///
    /// ```
    /// # fn run(client: cartevo::Client) {
    /// let call = client.call("GET", "/cards").query("status", "FROZEN").effect(cartevo::Effect::Read);
    /// # let _ = call;
    /// # }
    /// ```
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Sets a JSON body.
    ///
    /// ```
    /// # fn run(client: cartevo::Client) {
    /// #[derive(serde::Serialize)]
    /// struct Transfer { amount: cartevo::Amount }
    ///
    /// let transfer = Transfer { amount: cartevo::Amount::from_cents(100_000) };
    /// let call = client.call("POST", "/wallets/wallet-1/transfer-internal").json(&transfer);
    /// # let _ = call.effect(cartevo::Effect::Money);
    /// # }
    /// ```
    pub fn json(mut self, body: &impl Serialize) -> Self {
        self.body = Some(serde_json::to_vec(body));
        self
    }

    /// Sends the request and decodes the response.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// #[derive(serde::Deserialize)]
    /// struct Wallets { data: Vec<cartevo::Wallet> }
    ///
    /// let answer = client.call("GET", "/wallets").effect(cartevo::Effect::Read).send::<Wallets>().await?;
    /// println!("{} wallets", answer.data.len());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the method, the path or the body is invalid, before anything is sent. Otherwise see
    /// [`Client`].
    pub async fn send<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        let operation = match self.effect {
            Effect::Read => &READ,
            Effect::Write => &WRITE,
            Effect::Issue => &ISSUE,
            Effect::Money => &MONEY,
        };
        let transport = self.transport.clone();
        let (reply, call) = transport.exchange(self.request()?, operation, &mut Whole).await?;
        let undecoded = |_| transport::reject(&reply, &call, Mismatch::of::<T>(reply.json()));
        let value = serde_json::from_slice(reply.json()).map_err(undecoded)?;
        let call = transport::accept(&reply, reply.body.len(), call)?;
        Ok(Answer::new(value, call).map(|value| value))
    }

    fn request(self) -> Result<reqwest::Request, Error> {
        let refused = |field, reason| Error::InvalidInput { field, reason };
        let method = Method::from_bytes(self.method.as_bytes());
        let method = method.map_err(|_| refused("method", "not an HTTP method"))?;
        let segments = self.path.strip_prefix('/').ok_or(refused("path", "a path starts with a slash"))?;
        for segment in segments.split('/') {
            id::check("path", segment)?;
        }
        let shared = &self.transport.shared;
        let request = shared.http.request(method, format!("{}{}", shared.base_url, self.path));
        let mut request = request.header(ACCEPT, HeaderValue::from_static("application/json"));
        if !self.query.is_empty() {
            request = request.query(&self.query);
        }
        if let Some(body) = self.body {
            let body = body.map_err(|_| refused("body", "the body can't be written as JSON"))?;
            request = request.header(reqwest::header::CONTENT_TYPE, "application/json").body(body);
        }
        request.build().map_err(invalid_request)
    }
}

impl fmt::Debug for Call {
    /// Omits path, query and body, which may contain anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.method)
            .field("effect", &self.effect)
            .finish_non_exhaustive()
    }
}

//! One HTTP exchange: a request and its complete response.

use std::pin::Pin;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Request, StatusCode};
use tokio::time::timeout;

use crate::body::Body;

/// The limits of an exchange.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The maximum duration of the whole exchange.
    pub(crate) total: Duration,
    /// The maximum duration between two reads that return data.
    pub(crate) read: Duration,
    /// The maximum size of the response body, after decompression.
    pub(crate) bytes: usize,
}

/// A complete response.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

impl Reply {
    /// The body without a byte order mark, which RFC 8259 (section 8.1) allows to ignore.
    pub(crate) fn json(&self) -> &[u8] {
        self.body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&self.body)
    }
}

/// The reason why an exchange has no complete response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExchangeError {
    /// No connection was established, so nothing was sent.
    Connect,
    /// A timeout elapsed.
    Timeout,
    /// The connection broke before the response was complete.
    Interrupted,
    /// The body of a response is larger than the limit.
    TooLarge { status: u16, limit: usize },
    /// The HTTP library rejects the request.
    InvalidRequest,
}

pub(crate) type Exchange<'a> = Pin<Box<dyn Future<Output = Result<Reply, ExchangeError>> + Send + 'a>>;

/// Sends requests. The tests replace the network by a simulation.
pub(crate) trait Connection: Send + Sync {
    fn exchange(&self, request: Request, limits: Limits) -> Exchange<'_>;
}

impl Connection for reqwest::Client {
    fn exchange(&self, request: Request, limits: Limits) -> Exchange<'_> {
        Box::pin(async move {
            let exchange = exchange(self, request, limits);
            timeout(limits.total, exchange).await.unwrap_or(Err(ExchangeError::Timeout))
        })
    }
}

async fn exchange(http: &reqwest::Client, request: Request, limits: Limits) -> Result<Reply, ExchangeError> {
    let read_timeout = limits.read.min(limits.total);
    let mut response = within(read_timeout, http.execute(request)).await?;
    let mut body = Body::with_capacity(response.content_length());
    while let Some(chunk) = within(read_timeout, response.chunk()).await? {
        if body.len() + chunk.len() > limits.bytes {
            let (status, limit) = (response.status().as_u16(), limits.bytes);
            return Err(ExchangeError::TooLarge { status, limit });
        }
        body.extend(&chunk);
    }
    Ok(Reply { status: response.status(), headers: std::mem::take(response.headers_mut()), body })
}

async fn within<T>(
    limit: Duration,
    step: impl Future<Output = Result<T, reqwest::Error>>,
) -> Result<T, ExchangeError> {
    timeout(limit, step).await.map_err(|_| ExchangeError::Timeout)?.map_err(ExchangeError::from)
}

impl From<reqwest::Error> for ExchangeError {
    /// Keeps only the kind of the error, because its text may contain the URL.
    fn from(error: reqwest::Error) -> Self {
        if error.is_builder() {
            Self::InvalidRequest
        } else if error.is_connect() {
            Self::Connect
        } else if error.is_timeout() {
            Self::Timeout
        } else {
            Self::Interrupted
        }
    }
}

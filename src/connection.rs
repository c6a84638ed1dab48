//! One request, one answer.

use std::pin::Pin;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Request, StatusCode};
use tokio::time::timeout;

use crate::body::Body;

/// The largest body that is read, after decompression.
pub(crate) const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// How long an exchange may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// In all.
    pub(crate) total: Duration,
    /// Without a sign of the server.
    pub(crate) silence: Duration,
}

/// A whole answer.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

/// Why there is no whole answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// No connection was made, so nothing was sent.
    Unconnected,
    /// The time was up.
    TimedOut,
    /// The connection broke.
    Broken,
    /// The answer came with this status and was larger than is read.
    TooLarge(u16),
    /// The request can't be sent as it is.
    Unsendable,
}

pub(crate) type Exchange<'a> = Pin<Box<dyn Future<Output = Result<Reply, Lost>> + Send + 'a>>;

/// What carries requests. The simulation of the tests has another than the network.
pub(crate) trait Connection: Send + Sync {
    fn exchange(&self, request: Request, limits: Limits) -> Exchange<'_>;
}

impl Connection for reqwest::Client {
    fn exchange(&self, request: Request, limits: Limits) -> Exchange<'_> {
        Box::pin(async move {
            let exchange = exchange(self, request, limits.silence.min(limits.total));
            timeout(limits.total, exchange).await.unwrap_or(Err(Lost::TimedOut))
        })
    }
}

async fn exchange(http: &reqwest::Client, request: Request, silence: Duration) -> Result<Reply, Lost> {
    let failed = |error: reqwest::Error| Lost::from(&error);
    let answered = timeout(silence, http.execute(request)).await.map_err(|_| Lost::TimedOut)?;
    let mut response = answered.map_err(failed)?;
    let mut body = Body::with_room(response.content_length());
    while let Some(chunk) =
        timeout(silence, response.chunk()).await.map_err(|_| Lost::TimedOut)?.map_err(failed)?
    {
        if body.len() + chunk.len() > BODY_LIMIT {
            return Err(Lost::TooLarge(response.status().as_u16()));
        }
        body.extend(&chunk);
    }
    Ok(Reply { status: response.status(), headers: std::mem::take(response.headers_mut()), body })
}

impl From<&reqwest::Error> for Lost {
    /// Only the kind is taken over: the error's text may hold the URL.
    fn from(error: &reqwest::Error) -> Self {
        if error.is_builder() {
            Self::Unsendable
        } else if error.is_connect() {
            Self::Unconnected
        } else if error.is_timeout() {
            Self::TimedOut
        } else {
            Self::Broken
        }
    }
}

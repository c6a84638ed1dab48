//! One HTTP exchange: a request and its complete response.

use std::ops::ControlFlow;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Request, StatusCode};
use tokio::time::{Instant, timeout};

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

/// A complete response, or as much of it as its [`Intake`] wanted.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// What the intake left in the body.
    pub(crate) body: Body,
}

/// Takes the body of a successful response while it arrives. The body of any other response is kept as a whole.
pub(crate) trait Intake: Send + Sync {
    /// A response begins. One that began before was incomplete.
    fn start(&mut self);

    /// Takes the next bytes, and appends to `body` what has to be kept. `Break` ends the reading.
    fn take(&mut self, chunk: &[u8], body: &mut Body) -> ControlFlow<()>;

    /// Whether the connection has to wait before it reads on. Whoever ends that polls the exchange again.
    fn is_full(&self) -> bool;

    /// Notes that the connection has waited this long.
    fn add_pause(&mut self, _: Duration) {}

    /// How long connections have waited, those of earlier responses included.
    fn paused(&self) -> Duration {
        Duration::ZERO
    }
}

/// Keeps the whole body.
pub(crate) struct Whole;

impl Intake for Whole {
    fn start(&mut self) {}

    fn take(&mut self, chunk: &[u8], body: &mut Body) -> ControlFlow<()> {
        body.extend(chunk);
        ControlFlow::Continue(())
    }

    fn is_full(&self) -> bool {
        false
    }
}

impl Reply {
    /// The body without a byte order mark, which RFC 8259 (section 8.1) allows to ignore.
    pub(crate) fn json(&self) -> &[u8] {
        self.body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&self.body)
    }

    /// Passes a body that arrived at once to `intake`.
    #[cfg(test)]
    pub(crate) fn through(mut self, intake: &mut dyn Intake) -> Self {
        if self.status.is_success() {
            let whole = std::mem::take(&mut self.body);
            intake.start();
            let _ = intake.take(&whole, &mut self.body);
        }
        self
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
    fn exchange<'a>(&'a self, request: Request, limits: Limits, intake: &'a mut dyn Intake) -> Exchange<'a>;
}

impl Connection for reqwest::Client {
    fn exchange<'a>(&'a self, request: Request, limits: Limits, intake: &'a mut dyn Intake) -> Exchange<'a> {
        Box::pin(exchange(self, request, limits, intake))
    }
}

async fn exchange(
    http: &reqwest::Client,
    request: Request,
    limits: Limits,
    intake: &mut dyn Intake,
) -> Result<Reply, ExchangeError> {
    let mut clock = Clock::start(limits);
    let mut response = clock.within(http.execute(request)).await?;
    let status = response.status();
    let mut whole = Whole;
    let intake = if status.is_success() { intake } else { &mut whole };
    intake.start();
    let (mut body, mut received) = (Body::with_capacity(response.content_length()), 0);
    while let Some(chunk) = clock.within(response.chunk()).await? {
        received += chunk.len();
        if received > limits.bytes {
            return Err(ExchangeError::TooLarge { status: status.as_u16(), limit: limits.bytes });
        }
        if intake.take(&chunk, &mut body).is_break() {
            break;
        }
        clock.stop_while_full(intake).await;
    }
    Ok(Reply { status, headers: std::mem::take(response.headers_mut()), body })
}

/// The time that is left for an exchange.
struct Clock {
    /// `None` for a duration that no clock reaches.
    end: Option<Instant>,
    read: Duration,
}

impl Clock {
    fn start(limits: Limits) -> Self {
        Self { end: Instant::now().checked_add(limits.total), read: limits.read }
    }

    async fn within<T>(
        &self,
        step: impl Future<Output = Result<T, reqwest::Error>>,
    ) -> Result<T, ExchangeError> {
        let left = self.end.map_or(Duration::MAX, |end| end.saturating_duration_since(Instant::now()));
        let result = timeout(self.read.min(left), step).await;
        result.map_err(|_| ExchangeError::Timeout)?.map_err(ExchangeError::from)
    }

    /// Waits, without counting the time: it is the caller's, not the server's. Nothing wakes the task, since whoever takes the
    /// items is who polls this.
    async fn stop_while_full(&mut self, intake: &mut dyn Intake) {
        if !intake.is_full() {
            return;
        }
        let stopped = Instant::now();
        std::future::poll_fn(|_| if intake.is_full() { Poll::Pending } else { Poll::Ready(()) }).await;
        let pause = stopped.elapsed();
        intake.add_pause(pause);
        self.end = self.end.and_then(|end| end.checked_add(pause));
    }
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    struct Slow<'a>(&'a AtomicBool);

    impl Intake for Slow<'_> {
        fn start(&mut self) {}

        fn take(&mut self, _: &[u8], _: &mut Body) -> ControlFlow<()> {
            ControlFlow::Continue(())
        }

        fn is_full(&self) -> bool {
            self.0.load(Ordering::Relaxed)
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_time_that_items_wait_for_the_caller_does_not_count() {
        let limits = Limits { total: Duration::from_secs(10), read: Duration::from_secs(60), bytes: 1 };
        let mut clock = Clock::start(limits);
        let is_full = AtomicBool::new(true);
        let mut intake = Slow(&is_full);
        let mut wait = Box::pin(clock.stop_while_full(&mut intake));
        let early = timeout(Duration::from_secs(3600), &mut wait).await;
        assert!(early.is_err(), "the caller has not taken the items yet");
        is_full.store(false, Ordering::Relaxed);
        wait.await;
        let step = |seconds| async move {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            Ok(())
        };
        assert_eq!(clock.within(step(9)).await, Ok(()));
        assert_eq!(clock.within(step(2)).await, Err(ExchangeError::Timeout));
    }
}

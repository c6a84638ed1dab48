//! The hook through which `cartevo-contract` records the requests and responses of a client.
//!
//! Recordings are safe because exactly one place writes them, and that place scrubs every value first. The hook is
//! therefore sealed: [`Recorder`] has no methods to call or to implement, and the trait that `cartevo-contract`
//! implements is hidden and not part of the public API. Rust has no friend crates, so this prevents accidents; it
//! doesn't stop code that deliberately reads the traffic of its own process.
//!
//! The type of a recorded exchange is private:
//!
//! ```compile_fail,E0432
//! use cartevo::recorder::Exchanged;
//! ```
//!
//! a recorder doesn't return exchanges:
//!
//! ```compile_fail,E0599
//! fn read(recorder: impl cartevo::recorder::Recorder) {
//!     recorder.exchanges();
//! }
//! ```
//!
//! and the builder doesn't return the recorder:
//!
//! ```compile_fail,E0616
//! let builder = cartevo::Client::builder();
//! let _ = builder.recorder;
//! ```

use std::ops::ControlFlow;
use std::sync::Arc;

use reqwest::Request;
use reqwest::header::HeaderMap;

use crate::body::Body;
use crate::connection::{Connection, Exchange, Intake, Limits};

/// Records exchanges. Only `cartevo-contract` implements it.
///
/// ```compile_fail,E0277
/// struct Mine;
/// impl cartevo::recorder::Recorder for Mine {}
/// ```
pub trait Recorder: sealed::Sink {}

impl<T: sealed::Sink> Recorder for T {}

/// For `cartevo-contract` only. Exempt from semantic versioning.
#[doc(hidden)]
pub mod sealed {
    use zeroize::Zeroize;

    /// A raw exchange. It implements neither `Debug` nor `Clone`, and its memory is zeroed on drop.
    pub struct Exchanged {
        pub method: String,
        pub url: String,
        pub request_headers: Vec<(String, String)>,
        /// `None` for a streaming body, which can be read only once.
        pub request_body: Option<Vec<u8>>,
        pub status: u16,
        pub response_headers: Vec<(String, String)>,
        /// Decompressed.
        pub response_body: Vec<u8>,
    }

    impl Drop for Exchanged {
        fn drop(&mut self) {
            self.url.zeroize();
            self.request_body.zeroize();
            self.response_body.zeroize();
            for (_, value) in self.request_headers.iter_mut().chain(&mut self.response_headers) {
                value.zeroize();
            }
        }
    }

    /// Receives exchanges. It must not block, because it runs before the response reaches the caller.
    pub trait Sink: Send + Sync + 'static {
        fn take(&self, exchange: Exchanged);
    }
}

/// Wraps the connection in a recorder, if there is one.
pub(crate) fn wrap(
    connection: Arc<dyn Connection>,
    recorder: Option<&Arc<dyn Recorder>>,
) -> Arc<dyn Connection> {
    match recorder {
        Some(recorder) => Arc::new(RecordedConnection { connection, recorder: Arc::clone(recorder) }),
        None => connection,
    }
}

struct RecordedConnection {
    connection: Arc<dyn Connection>,
    recorder: Arc<dyn Recorder>,
}

impl Connection for RecordedConnection {
    fn exchange<'a>(&'a self, request: Request, limits: Limits, intake: &'a mut dyn Intake) -> Exchange<'a> {
        let method = request.method().to_string();
        let url = request.url().to_string();
        let request_headers = header_pairs(request.headers());
        let request_body = match request.body() {
            None => Some(Vec::new()),
            Some(body) => body.as_bytes().map(<[u8]>::to_vec),
        };
        let mut exchange = sealed::Exchanged {
            method,
            url,
            request_headers,
            request_body,
            status: 0,
            response_headers: Vec::new(),
            response_body: Vec::new(),
        };
        Box::pin(async move {
            let mut tee = Tee { bytes: Body::default(), intake, wants_more: true };
            let reply = self.connection.exchange(request, limits, &mut tee).await;
            // An exchange without a complete response isn't recorded: it shows nothing about the API.
            if let Ok(reply) = &reply {
                exchange.status = reply.status.as_u16();
                exchange.response_headers = header_pairs(&reply.headers);
                let body = if reply.status.is_success() { &tee.bytes } else { &reply.body };
                exchange.response_body = body.to_vec();
                self.recorder.take(exchange);
            }
            reply
        })
    }
}

/// Keeps a copy of the whole body, also of what the client doesn't read because it can't decode the beginning.
struct Tee<'a> {
    bytes: Body,
    intake: &'a mut dyn Intake,
    wants_more: bool,
}

impl Intake for Tee<'_> {
    fn start(&mut self) {
        self.bytes.clear();
        self.wants_more = true;
        self.intake.start();
    }

    fn take(&mut self, chunk: &[u8], body: &mut Body) -> ControlFlow<()> {
        self.bytes.extend(chunk);
        if self.wants_more {
            self.wants_more = self.intake.take(chunk, body).is_continue();
        }
        ControlFlow::Continue(())
    }

    fn is_full(&self) -> bool {
        self.intake.is_full()
    }
}

fn header_pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &reqwest::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}

//! The hook through which `cartevo-contract` records what a client sends and gets.
//!
//! A recording that nobody has to fear is made in one place: there, values are scrubbed before anything is written.
//! So the hook is sealed. [`Recorder`] has no method that could be called or implemented from here; what
//! `cartevo-contract` implements is hidden, and not part of this crate's interface. (Rust knows no friends among crates:
//! this keeps out accident, not somebody who means to read what their own process sends.)
//!
//! An exchange can't be named, let alone read:
//!
//! ```compile_fail,E0432
//! use cartevo::recorder::Exchanged;
//! ```
//!
//! nor asked for:
//!
//! ```compile_fail,E0599
//! fn read(recorder: impl cartevo::recorder::Recorder) {
//!     recorder.exchanges();
//! }
//! ```
//!
//! nor got back from the builder that holds the recorder:
//!
//! ```compile_fail,E0616
//! let builder = cartevo::Client::builder();
//! let _ = builder.recorder;
//! ```

use std::sync::Arc;

use reqwest::Request;
use reqwest::header::HeaderMap;

use crate::connection::{Connection, Exchange, Limits};

/// Records exchanges. Implemented by `cartevo-contract` alone.
///
/// ```compile_fail,E0277
/// struct Mine;
/// impl cartevo::recorder::Recorder for Mine {}
/// ```
pub trait Recorder: sealed::Sink {}

impl<T: sealed::Sink> Recorder for T {}

/// For `cartevo-contract`. It may change or go at any time.
#[doc(hidden)]
pub mod sealed {
    use zeroize::Zeroize;

    /// An exchange as it was. Neither shown nor copied, and wiped when it goes.
    pub struct Exchanged {
        pub method: String,
        pub url: String,
        pub request_headers: Vec<(String, String)>,
        /// Nothing if it can't be read twice.
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

    /// What sees exchanges. It must not wait: it is called between an answer and the caller.
    pub trait Sink: Send + Sync + 'static {
        fn take(&self, exchange: Exchanged);
    }
}

/// The connection, with a recorder on it if there is one.
pub(crate) fn through(
    connection: Arc<dyn Connection>,
    recorder: Option<&Arc<dyn Recorder>>,
) -> Arc<dyn Connection> {
    match recorder {
        Some(recorder) => Arc::new(Recorded { connection, recorder: Arc::clone(recorder) }),
        None => connection,
    }
}

struct Recorded {
    connection: Arc<dyn Connection>,
    recorder: Arc<dyn Recorder>,
}

impl Connection for Recorded {
    fn exchange(&self, request: Request, limits: Limits) -> Exchange<'_> {
        let method = request.method().to_string();
        let url = request.url().to_string();
        let request_headers = copied(request.headers());
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
        let sent = self.connection.exchange(request, limits);
        Box::pin(async move {
            let reply = sent.await;
            // What got no whole answer shows nothing of the API.
            if let Ok(reply) = &reply {
                exchange.status = reply.status.as_u16();
                exchange.response_headers = copied(&reply.headers);
                exchange.response_body = reply.body.to_vec();
                self.recorder.take(exchange);
            }
            reply
        })
    }
}

fn copied(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &reqwest::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}

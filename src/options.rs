//! Options of single calls.

use std::fmt;
use std::time::Duration;

use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::error::Error;

/// The headers that the client sets itself.
const RESERVED: [HeaderName; 6] = [
    header::AUTHORIZATION,
    header::HOST,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::TRANSFER_ENCODING,
    header::ACCEPT_ENCODING,
];

/// Options that override the settings of a client for single calls, through
/// [`Client::with_options`](crate::Client::with_options).
///
/// ```
/// use std::time::Duration;
/// use cartevo::{CallOptions, Client};
///
/// # fn main() -> Result<(), cartevo::Error> {
/// let client = Client::builder().token("a-token").build()?;
/// let impatient = CallOptions::new().timeout(Duration::from_secs(3)).retries(0).header("x-trace", "7c1")?;
/// let hurried = client.with_options(impatient);
/// # let _ = hurried;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) retries: Option<u32>,
    pub(crate) headers: HeaderMap,
}

impl CallOptions {
    /// Creates options that override nothing.
    ///
    /// ```
    /// let options = cartevo::CallOptions::new();
    /// # let _ = options;
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the timeout of a whole call, including all attempts and the delays between them.
    ///
    /// Issuing a card may take 90 seconds. With a shorter timeout a card may be issued after the call has given up.
    ///
    /// ```
    /// let options = cartevo::CallOptions::new().timeout(std::time::Duration::from_secs(3));
    /// # let _ = options;
    /// ```
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the maximum number of retries. It doesn't change which errors are retried.
    ///
    /// ```
    /// let options = cartevo::CallOptions::new().retries(0);
    /// # let _ = options;
    /// ```
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = Some(retries);
        self
    }

    /// Adds a request header. Its value never appears in logs or `Debug` output.
    ///
    /// ```
    /// use cartevo::CallOptions;
    ///
    /// assert!(CallOptions::new().header("x-trace", "7c1").is_ok());
    /// assert!(CallOptions::new().header("authorization", "mine").is_err());
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the name or the value is invalid, or if the client sets this header itself, such as
    /// `authorization`.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, Error> {
        let refused = |reason| Err(Error::InvalidInput { field: "header", reason });
        let Ok(name) = HeaderName::try_from(name) else {
            return refused("not a valid header name");
        };
        if RESERVED.contains(&name) {
            return refused("the client sets this header itself");
        }
        let Ok(mut value) = HeaderValue::try_from(value) else {
            return refused("not a valid header value");
        };
        value.set_sensitive(true);
        self.headers.insert(name, value);
        Ok(self)
    }

    /// Merges these options with `base`, which applies where these set nothing.
    pub(crate) fn over(mut self, base: &Self) -> Self {
        self.timeout = self.timeout.or(base.timeout);
        self.retries = self.retries.or(base.retries);
        for (name, value) in &base.headers {
            self.headers.entry(name).or_insert_with(|| value.clone());
        }
        self
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("retries", &self.retries)
            .field("headers", &self.headers.len())
            .finish()
    }
}

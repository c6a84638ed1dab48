//! What a caller may want otherwise for some calls.

use std::fmt;
use std::time::Duration;

use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::error::Error;

/// Headers that are the client's own.
const OWN: [HeaderName; 6] = [
    header::AUTHORIZATION,
    header::HOST,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::TRANSFER_ENCODING,
    header::ACCEPT_ENCODING,
];

/// Settings for some calls, in place of the client's own. See [`Client::with_options`](crate::Client::with_options).
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
    /// The client's own settings.
    ///
    /// ```
    /// let options = cartevo::CallOptions::new();
    /// # let _ = options;
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// How long a call may take in all, with every attempt and every wait in between. Issuing a card can take 90
    /// seconds: with less, a card may be issued whose answer nobody waits for.
    ///
    /// ```
    /// let options = cartevo::CallOptions::new().timeout(std::time::Duration::from_secs(3));
    /// # let _ = options;
    /// ```
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How often a request is sent again at most. It never makes a request be sent again that would not be otherwise.
    ///
    /// ```
    /// let options = cartevo::CallOptions::new().retries(0);
    /// # let _ = options;
    /// ```
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = Some(retries);
        self
    }

    /// A header to send in addition. Its value is never shown.
    ///
    /// ```
    /// use cartevo::CallOptions;
    ///
    /// assert!(CallOptions::new().header("x-trace", "7c1").is_ok());
    /// assert!(CallOptions::new().header("authorization", "mine").is_err());
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if this can't be a header, or is one of the client's own, such as `authorization`.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, Error> {
        let refused = |reason| Err(Error::InvalidInput { field: "header", reason });
        let Ok(name) = HeaderName::try_from(name) else {
            return refused("this can't be the name of a header");
        };
        if OWN.contains(&name) {
            return refused("this header is the client's own");
        }
        let Ok(mut value) = HeaderValue::try_from(value) else {
            return refused("this can't be the value of a header");
        };
        value.set_sensitive(true);
        self.headers.insert(name, value);
        Ok(self)
    }

    /// These settings, and the older ones where these say nothing.
    pub(crate) fn over(mut self, older: &Self) -> Self {
        self.timeout = self.timeout.or(older.timeout);
        self.retries = self.retries.or(older.retries);
        for (name, value) in &older.headers {
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

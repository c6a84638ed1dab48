//! The builder of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::auth::Auth;
use crate::base_url::{BaseUrl, PRODUCTION};
use crate::client::Client;
use crate::connection::Connection;
use crate::environment::{Environment, SystemEnvironment};
use crate::error::Error;
use crate::open::Registry;
use crate::retry::RetryBudget;
use crate::secret::Secret;
use crate::shared::{Shared, Timeouts};

const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const DEFAULT_READ_TIMEOUT: Duration = Duration::from_secs(30);
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);
const DEFAULT_ISSUE_TIMEOUT: Duration = Duration::from_secs(120);
const DEFAULT_RETRIES: u32 = 2;
const DEFAULT_RESPONSE_LIMIT: usize = 16 * 1024 * 1024;

/// Builds a [`Client`]. Created by [`Client::builder`].
///
/// ```
/// use std::time::Duration;
///
/// # fn main() -> Result<(), cartevo::Error> {
/// let client = cartevo::Client::builder()
///     .credentials("client_...", "the key")
///     .timeout(Duration::from_secs(20))
///     .retries(3)
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use]
pub struct ClientBuilder {
    base_url: String,
    identity: Option<Identity>,
    connect_timeout: Duration,
    timeouts: Timeouts,
    retries: u32,
    response_limit: usize,
    environment: Arc<dyn Environment>,
    #[cfg(feature = "recorder")]
    recorder: Option<Arc<dyn crate::recorder::Recorder>>,
}

#[derive(Clone)]
enum Identity {
    Token(Secret),
    Credentials(String, Secret),
}

impl ClientBuilder {
    pub(crate) fn new() -> Self {
        Self {
            base_url: PRODUCTION.to_owned(),
            identity: None,
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            timeouts: Timeouts {
                call: DEFAULT_TIMEOUT,
                issue: DEFAULT_ISSUE_TIMEOUT,
                read: DEFAULT_READ_TIMEOUT,
            },
            retries: DEFAULT_RETRIES,
            response_limit: DEFAULT_RESPONSE_LIMIT,
            environment: Arc::new(SystemEnvironment),
            #[cfg(feature = "recorder")]
            recorder: None,
        }
    }

    /// Sets the base URL, including the path of the API. Default: `https://api.cartevo.co/api/v1`.
    ///
    /// The scheme must be https, or http for a loopback address.
    ///
    /// ```
    /// use cartevo::{Client, Error};
    ///
    /// assert!(Client::builder().base_url("http://localhost:4010").token("t").build().is_ok());
    /// let refused = Client::builder().base_url("http://api.example.com").token("t").build();
    /// assert!(matches!(refused, Err(Error::Configuration { setting: "base_url", .. })));
    /// ```
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Sets the client id and client key of the company.
    ///
    /// The first request exchanges them for an access token. A single request renews the token 5 minutes before it
    /// expires, however many calls are in flight, and again if the server rejects it earlier.
    ///
    /// Replaces a [`token`](Self::token) set before.
    ///
    /// ```
    /// let builder = cartevo::Client::builder().credentials("client_...", "the key");
    /// # let _ = builder;
    /// ```
    pub fn credentials(mut self, client_id: impl Into<String>, client_key: impl Into<Secret>) -> Self {
        self.identity = Some(Identity::Credentials(client_id.into(), client_key.into()));
        self
    }

    /// Sets an access token that was acquired elsewhere. It is never renewed.
    ///
    /// Replaces [`credentials`](Self::credentials) set before.
    ///
    /// ```
    /// let builder = cartevo::Client::builder().token("a token");
    /// # let _ = builder;
    /// ```
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.identity = Some(Identity::Token(token.into()));
        self
    }

    /// Sets the timeout for establishing a connection. Default: 10 seconds.
    ///
    /// ```
    /// let builder = cartevo::Client::builder().connect_timeout(std::time::Duration::from_secs(5));
    /// # let _ = builder;
    /// ```
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets the timeout between two reads from the server that return data. Default: 30 seconds.
    ///
    /// It applies to operations that only read. A request that issues a card waits until its
    /// [`issue_timeout`](Self::issue_timeout).
    ///
    /// ```
    /// let builder = cartevo::Client::builder().read_timeout(std::time::Duration::from_secs(15));
    /// # let _ = builder;
    /// ```
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.read = timeout;
        self
    }

    /// Sets the timeout of a whole call, including all attempts and the delays between them. Default: 60 seconds.
    ///
    /// A call that issues a card has its [own timeout](Self::issue_timeout).
    ///
    /// ```
    /// let builder = cartevo::Client::builder().timeout(std::time::Duration::from_secs(20));
    /// # let _ = builder;
    /// ```
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.call = timeout;
        self
    }

    /// Sets the timeout of a call that issues a card. Default: 120 seconds.
    ///
    /// The server may take 90 seconds. With a shorter timeout a card may be issued after the call has given up.
    ///
    /// ```
    /// let builder = cartevo::Client::builder().issue_timeout(std::time::Duration::from_secs(150));
    /// # let _ = builder;
    /// ```
    pub fn issue_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.issue = timeout;
        self
    }

    /// Sets the maximum number of retries of a call. Default: 2. [`Client`] describes which errors are retried.
    ///
    /// The delay before a retry is random, with an upper bound of 0.5, 1, 2, 4 and then 8 seconds (exponential backoff
    /// with full jitter). A `Retry-After` of at most 60 seconds replaces it; with a longer one the call fails at once.
    ///
    /// All calls of a client and its clones share a retry budget: while most calls fail, none of them is retried.
    ///
    /// ```
    /// let builder = cartevo::Client::builder().retries(0);
    /// # let _ = builder;
    /// ```
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// Sets the maximum size of a response in bytes, after decompression. Default: 16 MiB. A larger one is an
    /// [`Error::TooLarge`].
    ///
    /// A server that ignores paging returns all transactions in one response; 16 MiB hold about 6,000 of them with all
    /// that servers of October 2025 add. Raise the limit for such a server: the items of a list are decoded while the
    /// response arrives, and a [stream](crate::ListStream) holds only what you haven't taken yet. Any other response is
    /// held in memory.
    ///
    /// ```
    /// let builder = cartevo::Client::builder().token("a-token").response_limit(256 * 1024 * 1024);
    /// assert!(builder.build().is_ok());
    /// ```
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.response_limit = bytes;
        self
    }

    /// Replaces the clock, the timer and the random number generator, for tests.
    ///
    /// ```
    /// use cartevo::testing::VirtualTime;
    ///
    /// let builder = cartevo::Client::builder().environment(VirtualTime::new());
    /// # let _ = builder;
    /// ```
    pub fn environment(mut self, environment: impl Environment) -> Self {
        self.environment = Arc::new(environment);
        self
    }

    /// Passes every exchange to a recorder. Only `cartevo-contract` provides one.
    #[cfg(feature = "recorder")]
    pub fn recorder(mut self, recorder: impl crate::recorder::Recorder) -> Self {
        self.recorder = Some(Arc::new(recorder));
        self
    }

    /// Builds the client. This sends nothing.
    ///
    /// ```
    /// use cartevo::{Client, Error};
    ///
    /// assert!(Client::builder().token("a-token").build().is_ok());
    /// assert!(matches!(Client::builder().build(), Err(Error::Configuration { setting: "credentials", .. })));
    /// ```
    ///
    /// # Errors
    /// [`Error::Configuration`] if a setting is invalid, if neither credentials nor a token are set, or if TLS can't be
    /// initialized.
    pub fn build(self) -> Result<Client, Error> {
        let url = BaseUrl::parse(&self.base_url)?;
        let mut http = reqwest::Client::builder()
            .user_agent(concat!("cartevo-rust/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(self.connect_timeout)
            .https_only(!url.loopback)
            // A redirect could send the token, or a request that issues a card, to another host.
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never());
        if url.loopback {
            http = http.no_proxy();
        }
        let reason = "TLS can't be initialized; check that the feature `rustls` is enabled";
        let http = http.build().map_err(|_| Error::Configuration { setting: "build", reason })?;
        let connection: Arc<dyn Connection> = Arc::new(http.clone());
        #[cfg(feature = "recorder")]
        let connection = crate::recorder::wrap(connection, self.recorder.as_ref());
        self.build_on(&url, http, connection)
    }

    /// Builds a client that sends its requests over `connection`.
    pub(crate) fn build_on(
        self,
        url: &BaseUrl,
        http: reqwest::Client,
        connection: Arc<dyn Connection>,
    ) -> Result<Client, Error> {
        let auth = match self.identity {
            Some(Identity::Token(token)) => Auth::fixed(&token)?,
            Some(Identity::Credentials(id, key)) => Auth::exchanged(id, key)?,
            None => {
                let reason = "the API requires authentication; call `credentials` or `token`";
                return Err(Error::Configuration { setting: "credentials", reason });
            }
        };
        let Timeouts { call, issue, read } = self.timeouts;
        let timeouts = [
            ("timeout", call),
            ("issue_timeout", issue),
            ("read_timeout", read),
            ("connect_timeout", self.connect_timeout),
        ];
        if let Some((setting, _)) = timeouts.into_iter().find(|(_, timeout)| timeout.is_zero()) {
            return Err(Error::Configuration { setting, reason: "a timeout must be greater than zero" });
        }
        if self.response_limit == 0 {
            let reason = "a limit must be greater than zero";
            return Err(Error::Configuration { setting: "response_limit", reason });
        }
        Ok(Client::new(&Arc::new(Shared {
            base_url: url.text.clone(),
            http,
            connection,
            auth,
            environment: self.environment,
            timeouts: self.timeouts,
            retries: self.retries,
            response_limit: self.response_limit,
            retry_budget: RetryBudget::default(),
            issues: Registry::default(),
            actions: Registry::default(),
        })))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The URL isn't validated yet and may contain credentials.
        f.debug_struct("ClientBuilder")
            .field("timeouts", &self.timeouts)
            .field("retries", &self.retries)
            .finish_non_exhaustive()
    }
}

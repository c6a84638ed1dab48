//! Building a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::auth::Auth;
use crate::base_url::{BaseUrl, PRODUCTION};
use crate::client::Client;
use crate::connection::Connection;
use crate::environment::{Environment, Machine};
use crate::error::Error;
use crate::issue::OpenIssues;
use crate::retry::Savings;
use crate::secret::Secret;
use crate::shared::{Shared, Timeouts};

const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(30);
const CALL: Duration = Duration::from_secs(60);
const ISSUE: Duration = Duration::from_secs(120);
const RETRIES: u32 = 2;

/// Settings of a [`Client`]. Made by [`Client::builder`].
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
    connect: Duration,
    timeouts: Timeouts,
    retries: u32,
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
            connect: CONNECT,
            timeouts: Timeouts { call: CALL, issue: ISSUE, silence: SILENCE },
            retries: RETRIES,
            environment: Arc::new(Machine),
            #[cfg(feature = "recorder")]
            recorder: None,
        }
    }

    /// Where requests go, with the API's path: `https://api.cartevo.co/api/v1` if not given. Must be https, or http to
    /// this machine.
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

    /// The id and the key of the company's client. They are exchanged for a token when the first request is made; the
    /// token is renewed 5 minutes before it ends, by one request however many callers wait for it, and once more if a
    /// server refuses it earlier.
    ///
    /// Takes the place of [`token`](Self::token).
    ///
    /// ```
    /// let builder = cartevo::Client::builder().credentials("client_...", "the key");
    /// # let _ = builder;
    /// ```
    pub fn credentials(mut self, client_id: impl Into<String>, client_key: impl Into<Secret>) -> Self {
        self.identity = Some(Identity::Credentials(client_id.into(), client_key.into()));
        self
    }

    /// A token that was got elsewhere. It is never renewed.
    ///
    /// Takes the place of [`credentials`](Self::credentials).
    ///
    /// ```
    /// let builder = cartevo::Client::builder().token("a token");
    /// # let _ = builder;
    /// ```
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.identity = Some(Identity::Token(token.into()));
        self
    }

    /// How long a connection may take to be made, 10 seconds if not given.
    ///
    /// ```
    /// let builder = cartevo::Client::builder().connect_timeout(std::time::Duration::from_secs(5));
    /// # let _ = builder;
    /// ```
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect = timeout;
        self
    }

    /// How long a server may say nothing to a read before it is given up on, 30 seconds if not given.
    ///
    /// ```
    /// let builder = cartevo::Client::builder().read_timeout(std::time::Duration::from_secs(15));
    /// # let _ = builder;
    /// ```
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.silence = timeout;
        self
    }

    /// How long a call may take in all, with every attempt and every wait in between: 60 seconds if not given. The
    /// issuing of a card has [its own](Self::issue_timeout).
    ///
    /// ```
    /// let builder = cartevo::Client::builder().timeout(std::time::Duration::from_secs(20));
    /// # let _ = builder;
    /// ```
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.call = timeout;
        self
    }

    /// How long the issuing of a card may take, 120 seconds if not given. It can take 90 seconds: with less, a card may
    /// be issued whose answer nobody waits for.
    ///
    /// ```
    /// let builder = cartevo::Client::builder().issue_timeout(std::time::Duration::from_secs(150));
    /// # let _ = builder;
    /// ```
    pub fn issue_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.issue = timeout;
        self
    }

    /// How often a request is sent again at most, 2 if not given, where that does no harm: see [`Client`].
    ///
    /// Between attempts lies a random wait of at most 0.5 seconds, then 1, 2, 4, and 8; or the one that the server asks
    /// for with `Retry-After`, if that is at most 60 seconds. If it is more, the call fails at once. If most calls of
    /// this client and its clones fail, they are sent once each until things get better.
    ///
    /// ```
    /// let builder = cartevo::Client::builder().retries(0);
    /// # let _ = builder;
    /// ```
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// Another time and chance than the machine's, for tests.
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

    /// Shows every exchange to a recorder, which only `cartevo-contract` has.
    #[cfg(feature = "recorder")]
    pub fn recorder(mut self, recorder: impl crate::recorder::Recorder) -> Self {
        self.recorder = Some(Arc::new(recorder));
        self
    }

    /// The client. Nothing is sent yet.
    ///
    /// ```
    /// use cartevo::{Client, Error};
    ///
    /// assert!(Client::builder().token("a-token").build().is_ok());
    /// assert!(matches!(Client::builder().build(), Err(Error::Configuration { setting: "credentials", .. })));
    /// ```
    ///
    /// # Errors
    /// [`Error::Configuration`] if a setting is wrong, there are neither credentials nor a token, or TLS can't be set
    /// up.
    pub fn build(self) -> Result<Client, Error> {
        let url = BaseUrl::parse(&self.base_url)?;
        let mut http = reqwest::Client::builder()
            .user_agent(concat!("cartevo-rust/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(self.connect)
            .https_only(!url.loopback)
            // A redirect could take the token, or a card's issuing, elsewhere.
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never());
        if url.loopback {
            http = http.no_proxy();
        }
        let reason = "TLS can't be set up; is the feature `rustls` on?";
        let http = http.build().map_err(|_| Error::Configuration { setting: "build", reason })?;
        let connection: Arc<dyn Connection> = Arc::new(http.clone());
        #[cfg(feature = "recorder")]
        let connection = crate::recorder::through(connection, self.recorder.as_ref());
        self.build_on(&url, http, connection)
    }

    /// The client, with what carries its requests.
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
                let reason = "call `credentials` or `token`; the API answers nobody it doesn't know";
                return Err(Error::Configuration { setting: "credentials", reason });
            }
        };
        let Timeouts { call, issue, silence } = self.timeouts;
        let times = [
            ("timeout", call),
            ("issue_timeout", issue),
            ("read_timeout", silence),
            ("connect_timeout", self.connect),
        ];
        if let Some((setting, _)) = times.into_iter().find(|(_, time)| time.is_zero()) {
            return Err(Error::Configuration { setting, reason: "no request can be that fast" });
        }
        Ok(Client::new(&Arc::new(Shared {
            base_url: url.text.clone(),
            http,
            connection,
            auth,
            environment: self.environment,
            timeouts: self.timeouts,
            retries: self.retries,
            savings: Savings::default(),
            issues: OpenIssues::default(),
        })))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A URL may hold credentials, which `build` refuses, but `Debug` comes before.
        f.debug_struct("ClientBuilder")
            .field("timeouts", &self.timeouts)
            .field("retries", &self.retries)
            .finish_non_exhaustive()
    }
}

//! Building a client.

use std::fmt;
use std::time::Duration;

use crate::auth::Auth;
use crate::base_url::{BaseUrl, PRODUCTION};
use crate::client::Client;
use crate::error::Error;
use crate::generated;
use crate::secret::Secret;
use crate::transport::Transport;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// Issuing a card may take 90 seconds, and giving up earlier leaves a doubt.
const TOTAL: Duration = Duration::from_secs(120);

/// Settings of a [`Client`]. Made by [`Client::builder`].
#[derive(Clone)]
#[must_use]
pub struct ClientBuilder {
    base_url: String,
    identity: Option<Identity>,
    timeout: Duration,
}

#[derive(Clone)]
enum Identity {
    Token(Secret),
    Credentials(String, Secret),
}

impl ClientBuilder {
    pub(crate) fn new() -> Self {
        Self { base_url: PRODUCTION.to_owned(), identity: None, timeout: TOTAL }
    }

    /// Where requests go, with the API's path: `https://api.cartevo.co/api/v1` if not given. Must be https, or http to
    /// this machine.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// The id and the key of the company's client. They are exchanged for a token when the first request is made; the
    /// token is renewed 5 minutes before it ends, by one request however many callers wait for it.
    ///
    /// Takes the place of [`token`](Self::token).
    pub fn credentials(mut self, client_id: impl Into<String>, client_key: impl Into<Secret>) -> Self {
        self.identity = Some(Identity::Credentials(client_id.into(), client_key.into()));
        self
    }

    /// A token that was got elsewhere. It is never renewed.
    ///
    /// Takes the place of [`credentials`](Self::credentials).
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.identity = Some(Identity::Token(token.into()));
        self
    }

    /// How long a request may take in all, 120 seconds if not given. Issuing a card can take 90 seconds: with less, a
    /// card may be issued whose answer nobody waits for.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The client. Nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::Configuration`] if a setting is wrong, there are neither credentials nor a token, or TLS can't be set
    /// up.
    pub fn build(self) -> Result<Client, Error> {
        let url = BaseUrl::parse(&self.base_url)?;
        let auth = match self.identity {
            Some(Identity::Token(token)) => Auth::fixed(&token)?,
            Some(Identity::Credentials(id, key)) => Auth::exchanged(id, key)?,
            None => {
                let reason = "call `credentials` or `token`; the API answers nobody it doesn't know";
                return Err(Error::Configuration { setting: "credentials", reason });
            }
        };
        if self.timeout.is_zero() {
            return Err(Error::Configuration { setting: "timeout", reason: "no request can be that fast" });
        }
        let mut http = reqwest::Client::builder()
            .user_agent(concat!("cartevo-rust/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT)
            .timeout(self.timeout)
            .https_only(!url.loopback)
            // A redirect could take the token, or a card's issuing, elsewhere.
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never());
        if url.loopback {
            http = http.no_proxy();
        }
        let reason = "TLS can't be set up; is the feature `rustls` on?";
        let http = http.build().map_err(|_| Error::Configuration { setting: "build", reason })?;
        Ok(Client::new(generated::Client::new_with_client(&url.text, http, Transport::new(auth))))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A URL may hold credentials, which `build` refuses, but `Debug` comes before.
        f.debug_struct("ClientBuilder").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

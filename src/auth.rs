//! Who the client is: a fixed token, or credentials that are exchanged for one.
//!
//! Sending a read once more after a 401 belongs to the retries of a later version; here a 401 only makes the next call
//! ask for a new token.

use std::fmt;
use std::pin::Pin;
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};
use std::time::{Duration, Instant};

use reqwest::header::HeaderValue;
use tokio::sync::Mutex;

use crate::error::Error;
use crate::generated::{self, types};
use crate::secret::Secret;

/// How long before its end a token is renewed.
const EARLY: Duration = Duration::from_secs(5 * 60);
/// How long a failed renewal is not tried again while the old token is still good.
const PAUSE: Duration = Duration::from_secs(30);

/// Where the bearer token comes from.
pub(crate) enum Auth {
    /// A token the caller has.
    Fixed(HeaderValue),
    /// Credentials that are exchanged for one.
    Exchanged(Credentials),
}

/// Credentials, and the token they were last exchanged for.
pub(crate) struct Credentials {
    client_id: String,
    client_key: Secret,
    current: RwLock<Option<Token>>,
    /// Held by the one caller that renews.
    renewing: Mutex<()>,
}

/// A token and when it is to be renewed.
pub(crate) struct Token {
    header: HeaderValue,
    renew_at: Instant,
    ends_at: Instant,
}

impl Auth {
    pub(crate) fn fixed(token: &Secret) -> Result<Self, Error> {
        let reason = "a token is not empty and has no spaces or control characters";
        bearer(token).map(Self::Fixed).ok_or(Error::Configuration { setting: "token", reason })
    }

    pub(crate) fn exchanged(client_id: String, client_key: Secret) -> Result<Self, Error> {
        if client_id.is_empty() || client_key.is_empty() {
            let reason = "both the client's id and its key are needed";
            return Err(Error::Configuration { setting: "credentials", reason });
        }
        Ok(Self::Exchanged(Credentials {
            client_id,
            client_key,
            current: RwLock::default(),
            renewing: Mutex::default(),
        }))
    }

    /// The header for a request.
    pub(crate) async fn header(&self, api: &generated::Client) -> Result<HeaderValue, Error> {
        match self {
            Self::Fixed(header) => Ok(header.clone()),
            Self::Exchanged(credentials) => credentials.header(api).await,
        }
    }

    /// Forgets a token that a server has refused, unless another has taken its place.
    pub(crate) fn forget(&self, refused: &HeaderValue) {
        let Self::Exchanged(credentials) = self else { return };
        let mut current = credentials.write();
        if current.as_ref().is_some_and(|token| token.header == refused) {
            *current = None;
        }
    }
}

impl Credentials {
    /// However many callers wait for a token, one request is made for it: the others wait for the lock and find the
    /// token there. Who finds an old token that is still good while it is renewed takes that and doesn't wait.
    async fn header(&self, api: &generated::Client) -> Result<HeaderValue, Error> {
        if let Some(header) = self.current(|token| token.renew_at) {
            return Ok(header);
        }
        let _renewing = match (self.renewing.try_lock(), self.current(|token| token.ends_at)) {
            (Ok(renewing), _) => renewing,
            (Err(_), Some(old)) => return Ok(old),
            (Err(_), None) => self.renewing.lock().await,
        };
        if let Some(header) = self.current(|token| token.renew_at) {
            return Ok(header);
        }
        match exchange(api, &self.client_id, &self.client_key).await {
            Ok(token) => {
                let header = token.header.clone();
                *self.write() = Some(token);
                Ok(header)
            }
            Err(error @ Error::Authentication { .. }) => Err(error),
            Err(error) => self.postpone().ok_or(error),
        }
    }

    /// The token's header, if what `until` says of it is still to come.
    fn current(&self, until: impl Fn(&Token) -> Instant) -> Option<HeaderValue> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().filter(|token| Instant::now() < until(token)).map(|token| token.header.clone())
    }

    /// Puts the renewal off for a while, if the old token lasts that long.
    fn postpone(&self) -> Option<HeaderValue> {
        let now = Instant::now();
        let mut current = self.write();
        let token = current.as_mut().filter(|token| now < token.ends_at)?;
        token.renew_at = (now + PAUSE).min(token.ends_at);
        Some(token.header.clone())
    }

    fn write(&self) -> RwLockWriteGuard<'_, Option<Token>> {
        self.current.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fixed(_) => "Fixed(***)",
            Self::Exchanged(_) => "Exchanged(***)",
        })
    }
}

/// The exchange goes through the same generated client whose requests wait for it, hence the box: without it the type
/// of the future would contain itself.
fn exchange<'a>(
    api: &'a generated::Client,
    client_id: &'a str,
    client_key: &'a Secret,
) -> Pin<Box<dyn Future<Output = Result<Token, Error>> + Send + 'a>> {
    Box::pin(async move {
        let body = types::TokenRequest { client_id: client_id.to_owned(), client_key: client_key.clone() };
        let asked = Instant::now();
        let api = api.for_call();
        let answer = api.outcome(api.create_token(&body).await).map_err(refused)?;
        let lifetime = Duration::from_secs(u64::try_from(answer.value.expires_in).unwrap_or_default());
        // A token that doesn't live long is used for half of its time.
        let good_for = lifetime.checked_sub(EARLY).filter(|rest| *rest >= EARLY).unwrap_or(lifetime / 2);
        let header = bearer(&answer.value.access_token).ok_or(Error::Decode {
            status: answer.status,
            pointer: "access_token".to_owned(),
            expected: "a token",
            found: "a text that can't be one",
        })?;
        Ok(Token { header, renew_at: asked + good_for, ends_at: asked + lifetime })
    })
}

/// Any refusal of the exchange is one of the credentials.
fn refused(error: Error) -> Error {
    match error {
        Error::Status { status, messages } if matches!(status, 400 | 403) => {
            Error::Authentication { status, messages }
        }
        Error::NotFound { messages } => Error::Authentication { status: 404, messages },
        other => other,
    }
}

fn bearer(token: &Secret) -> Option<HeaderValue> {
    let text = token.expose();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let mut header = HeaderValue::try_from(format!("Bearer {text}")).ok()?;
    header.set_sensitive(true);
    Some(header)
}

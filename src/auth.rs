//! Authentication: a fixed access token, or client credentials that are exchanged for one.

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};
use std::time::{Duration, Instant};

use reqwest::header::HeaderValue;
use tokio::sync::Mutex;

use crate::error::Error;
use crate::generated::types;
use crate::options::CallOptions;
use crate::secret::Secret;
use crate::shared::Shared;

/// A token is renewed this long before it expires.
const RENEWAL_MARGIN: Duration = Duration::from_secs(5 * 60);
/// The delay after a failed renewal before the next one, while the current token is still valid.
const RENEWAL_BACKOFF: Duration = Duration::from_secs(30);
const MAX_LIFETIME: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The source of the bearer token.
pub(crate) enum Auth {
    /// A token that the caller provided.
    Fixed(HeaderValue),
    /// Credentials that are exchanged for tokens.
    Exchanged(Box<Credentials>),
}

/// Client credentials and the current token.
pub(crate) struct Credentials {
    client_id: String,
    client_key: Secret,
    current: RwLock<Option<Token>>,
    /// Held by the task that renews the token. Holds the error of the last renewal, if it failed.
    renewing: Mutex<Option<Error>>,
    /// The number of finished renewals. A waiting task compares it to learn whether one finished meanwhile.
    renewals: AtomicU64,
}

/// An access token with its renewal and expiry times.
pub(crate) struct Token {
    header: HeaderValue,
    renew_at: Instant,
    expires_at: Instant,
}

impl Auth {
    pub(crate) fn fixed(token: &Secret) -> Result<Self, Error> {
        let reason = "the token is empty or contains characters other than visible ASCII";
        bearer(token).map(Self::Fixed).ok_or(Error::Configuration { setting: "token", reason })
    }

    pub(crate) fn exchanged(client_id: String, client_key: Secret) -> Result<Self, Error> {
        if client_id.is_empty() || client_key.is_empty() {
            let reason = "the client id and the client key must not be empty";
            return Err(Error::Configuration { setting: "credentials", reason });
        }
        Ok(Self::Exchanged(Box::new(Credentials {
            client_id,
            client_key,
            current: RwLock::default(),
            renewing: Mutex::default(),
            renewals: AtomicU64::default(),
        })))
    }

    /// Whether a rejected token can be replaced by a new one.
    pub(crate) fn can_renew(&self) -> bool {
        matches!(self, Self::Exchanged(_))
    }

    /// The `Authorization` header, if the current token needs no renewal.
    pub(crate) fn cached_header(&self, now: Instant) -> Option<HeaderValue> {
        match self {
            Self::Fixed(header) => Some(header.clone()),
            Self::Exchanged(credentials) => credentials.fresh_header(now),
        }
    }

    /// The `Authorization` header, after acquiring or renewing a token if necessary.
    pub(crate) async fn header(&self, shared: &Arc<Shared>) -> Result<HeaderValue, Error> {
        match self {
            Self::Fixed(header) => Ok(header.clone()),
            Self::Exchanged(credentials) => credentials.header(shared).await,
        }
    }

    /// Discards a token that a server rejected, unless it has been replaced already.
    pub(crate) fn discard(&self, rejected: &HeaderValue) {
        let Self::Exchanged(credentials) = self else { return };
        let mut current = credentials.write();
        if current.as_ref().is_some_and(|token| token.header == rejected) {
            *current = None;
        }
    }
}

impl Credentials {
    /// Renewals are single-flight: one task sends the request; the others wait for the lock and share its result. A task
    /// that finds a renewal in progress and a token that hasn't expired uses that token without waiting.
    async fn header(&self, shared: &Arc<Shared>) -> Result<HeaderValue, Error> {
        let now = || shared.environment.now();
        if let Some(header) = self.fresh_header(now()) {
            return Ok(header);
        }
        let before = self.renewals.load(Ordering::Acquire);
        let mut failure = match (self.renewing.try_lock(), self.unexpired_header(now())) {
            (Ok(failure), _) => failure,
            (Err(_), Some(header)) => return Ok(header),
            (Err(_), None) => self.renewing.lock().await,
        };
        if let Some(header) = self.fresh_header(now()) {
            return Ok(header);
        }
        if self.renewals.load(Ordering::Acquire) != before
            && let Some(result) = self.shared_result(failure.as_ref())
        {
            return result;
        }
        let result = self.renew(shared).await;
        *failure = result.as_ref().err().cloned();
        self.renewals.fetch_add(1, Ordering::Release);
        result
    }

    /// The result of the renewal that this task waited for: its error, or its token, however short-lived. `None` if the
    /// token has been rejected since.
    fn shared_result(&self, failure: Option<&Error>) -> Option<Result<HeaderValue, Error>> {
        if let Some(error) = failure {
            return Some(Err(error.clone()));
        }
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().map(|token| Ok(token.header.clone()))
    }

    async fn renew(&self, shared: &Arc<Shared>) -> Result<HeaderValue, Error> {
        match exchange(shared, &self.client_id, &self.client_key).await {
            Ok(token) => {
                let header = token.header.clone();
                *self.write() = Some(token);
                Ok(header)
            }
            Err(error @ Error::Unauthorized { .. }) => Err(error),
            Err(error) => self.postpone(shared.environment.now()).ok_or(error),
        }
    }

    /// The header of a token that needs no renewal yet.
    fn fresh_header(&self, now: Instant) -> Option<HeaderValue> {
        self.header_before(now, |token| token.renew_at)
    }

    /// The header of a token that hasn't expired.
    fn unexpired_header(&self, now: Instant) -> Option<HeaderValue> {
        self.header_before(now, |token| token.expires_at)
    }

    fn header_before(&self, now: Instant, deadline: impl Fn(&Token) -> Instant) -> Option<HeaderValue> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().filter(|token| now < deadline(token)).map(|token| token.header.clone())
    }

    /// Postpones the renewal and returns the current token, if it hasn't expired.
    fn postpone(&self, now: Instant) -> Option<HeaderValue> {
        let mut current = self.write();
        let token = current.as_mut().filter(|token| now < token.expires_at)?;
        token.renew_at = (now + RENEWAL_BACKOFF).min(token.expires_at);
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

/// Exchanges the credentials for a token. The request goes through the generated client whose other requests await this
/// function, so the future is boxed: otherwise its type would contain itself.
fn exchange<'a>(
    shared: &'a Arc<Shared>,
    client_id: &'a str,
    client_key: &'a Secret,
) -> Pin<Box<dyn Future<Output = Result<Token, Error>> + Send + 'a>> {
    Box::pin(async move {
        let body = types::TokenRequest { client_id: client_id.to_owned(), client_key: client_key.clone() };
        let requested_at = shared.environment.now();
        let api = shared.api(CallOptions::new());
        let answer = api.create_token(&body)?.send().await.map_err(as_unauthorized)?;
        let token = answer.try_map(|answer, call| {
            let invalid = || call.decode_error("access_token", "a token", "a string that isn't a token");
            Ok((bearer(&answer.access_token).ok_or_else(invalid)?, answer.expires_in))
        });
        let (header, expires_in) = token?.into_inner();
        let lifetime = Duration::from_secs(u64::try_from(expires_in).unwrap_or_default());
        // A short-lived token is renewed after half of its lifetime.
        let margin_left = lifetime.checked_sub(RENEWAL_MARGIN).filter(|rest| *rest >= RENEWAL_MARGIN);
        let renew_after = margin_left.unwrap_or(lifetime / 2);
        // An expiry that `Instant` can't represent becomes a year.
        let after = |time: Duration| requested_at.checked_add(time).unwrap_or(requested_at + MAX_LIFETIME);
        Ok(Token { header, renew_at: after(renew_after), expires_at: after(lifetime) })
    })
}

/// A rejected token exchange means rejected credentials, whatever its status.
fn as_unauthorized(error: Error) -> Error {
    match error {
        Error::InvalidRequest { messages, context }
        | Error::Forbidden { messages, context }
        | Error::NotFound { messages, context } => Error::Unauthorized { messages, context },
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

//! Who the client is: a fixed token, or credentials that are exchanged for one.

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

/// How long before its end a token is renewed.
const EARLY: Duration = Duration::from_secs(5 * 60);
/// How long a failed renewal is not tried again while the old token is still good.
const PAUSE: Duration = Duration::from_secs(30);
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Where the bearer token comes from.
pub(crate) enum Auth {
    /// A token the caller has.
    Fixed(HeaderValue),
    /// Credentials that are exchanged for one.
    Exchanged(Box<Credentials>),
}

/// Credentials, and the token they were last exchanged for.
pub(crate) struct Credentials {
    client_id: String,
    client_key: Secret,
    current: RwLock<Option<Token>>,
    /// Held by the one caller that renews; why the last renewal failed, if it did.
    renewing: Mutex<Option<Error>>,
    /// How many renewals have come to an end, for those who wait for one.
    renewals: AtomicU64,
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
        Ok(Self::Exchanged(Box::new(Credentials {
            client_id,
            client_key,
            current: RwLock::default(),
            renewing: Mutex::default(),
            renewals: AtomicU64::default(),
        })))
    }

    /// Whether a token that was refused can be replaced.
    pub(crate) fn can_renew(&self) -> bool {
        matches!(self, Self::Exchanged(_))
    }

    /// The header for a request, if there is one that needn't be waited for.
    pub(crate) fn ready(&self, now: Instant) -> Option<HeaderValue> {
        match self {
            Self::Fixed(header) => Some(header.clone()),
            Self::Exchanged(credentials) => credentials.current(now, |token| token.renew_at),
        }
    }

    /// The header for a request.
    pub(crate) async fn header(&self, shared: &Arc<Shared>) -> Result<HeaderValue, Error> {
        match self {
            Self::Fixed(header) => Ok(header.clone()),
            Self::Exchanged(credentials) => credentials.header(shared).await,
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
    /// token there, or why there is none. Who finds an old token that is still good while it is renewed takes that and
    /// doesn't wait.
    async fn header(&self, shared: &Arc<Shared>) -> Result<HeaderValue, Error> {
        let now = || shared.environment.now();
        if let Some(header) = self.current(now(), |token| token.renew_at) {
            return Ok(header);
        }
        let before = self.renewals.load(Ordering::Acquire);
        let mut failure = match (self.renewing.try_lock(), self.current(now(), |token| token.ends_at)) {
            (Ok(failure), _) => failure,
            (Err(_), Some(old)) => return Ok(old),
            (Err(_), None) => self.renewing.lock().await,
        };
        if let Some(header) = self.current(now(), |token| token.renew_at) {
            return Ok(header);
        }
        if self.renewals.load(Ordering::Acquire) != before
            && let Some(outcome) = self.outcome(failure.as_ref())
        {
            return outcome;
        }
        let outcome = self.renew(shared).await;
        *failure = outcome.as_ref().err().cloned();
        self.renewals.fetch_add(1, Ordering::Release);
        outcome
    }

    /// What came of the renewal that was waited for: a failure, or a token however short its life, unless it has been
    /// refused since.
    fn outcome(&self, failure: Option<&Error>) -> Option<Result<HeaderValue, Error>> {
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

    /// The token's header, if what `until` says of it is still to come.
    fn current(&self, now: Instant, until: impl Fn(&Token) -> Instant) -> Option<HeaderValue> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().filter(|token| now < until(token)).map(|token| token.header.clone())
    }

    /// Puts the renewal off for a while, if the old token lasts that long.
    fn postpone(&self, now: Instant) -> Option<HeaderValue> {
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
    shared: &'a Arc<Shared>,
    client_id: &'a str,
    client_key: &'a Secret,
) -> Pin<Box<dyn Future<Output = Result<Token, Error>> + Send + 'a>> {
    Box::pin(async move {
        let body = types::TokenRequest { client_id: client_id.to_owned(), client_key: client_key.clone() };
        let asked = shared.environment.now();
        let api = shared.api(CallOptions::new());
        let answer = api.create_token(&body).await.map_err(refused)?;
        let token = answer.try_map(|answer, call| {
            let unusable = || call.unreadable("access_token", "a token", "a text that can't be one");
            Ok((bearer(&answer.access_token).ok_or_else(unusable)?, answer.expires_in))
        });
        let (header, expires_in) = token?.into_inner();
        let lifetime = Duration::from_secs(u64::try_from(expires_in).unwrap_or_default());
        // A token that doesn't live long is used for half of its time.
        let good_for = lifetime.checked_sub(EARLY).filter(|rest| *rest >= EARLY).unwrap_or(lifetime / 2);
        // A lifetime beyond the clock's end is as good as a year.
        let after = |time: Duration| asked.checked_add(time).unwrap_or(asked + YEAR);
        Ok(Token { header, renew_at: after(good_for), ends_at: after(lifetime) })
    })
}

/// Any refusal of the exchange is one of the credentials.
fn refused(error: Error) -> Error {
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

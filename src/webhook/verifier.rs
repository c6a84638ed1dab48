//! Verifies the signature of a delivery.

use std::fmt;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac as _};
use http::HeaderMap;
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;

use super::error::WebhookError;
use super::event::Event;
use super::signature::{self, Mac, malformed};
use super::{OLDER_SIGNATURE_HEADER, SIGNATURE_HEADER};
use crate::error::Error;
use crate::secret::Secret;

const DEFAULT_TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// The text that a signature covers. The documentation doesn't show it as far as it was visible: every choice is
/// unverified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignedText {
    /// `<t>.<body>`, as the form of the header suggests. The default.
    #[default]
    TimeDotBody,
    /// `<t><body>`.
    TimeBody,
    /// The body alone. The time isn't signed then, so the [tolerance](Verifier::tolerance) holds off nobody who can send an
    /// old delivery with a new time.
    Body,
}

/// Verifies deliveries with the signing secrets of a company.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use cartevo::webhook::{SIGNATURE_HEADER, Verifier, WebhookError};
/// use cartevo::http::HeaderMap;
///
/// // While a secret is being replaced, deliveries with either of them are accepted.
/// let verifier = Verifier::new("the new secret")?.or_secret("the old one")?.tolerance(Duration::from_secs(60));
/// let mut headers = HeaderMap::new();
/// assert_eq!(verifier.verify(&headers, b"{}").unwrap_err(), WebhookError::Unsigned);
///
/// let body = br#"{"event": "customer.created", "data": {}}"#;
/// headers.insert(SIGNATURE_HEADER, verifier.test_header(cartevo::jiff::Timestamp::now(), body).parse()?);
/// assert_eq!(verifier.verify(&headers, body)?.kind().as_str(), "customer.created");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use]
pub struct Verifier {
    secrets: Vec<Secret>,
    tolerance: Duration,
    signed_text: SignedText,
    accepts_older: bool,
}

impl Verifier {
    /// Creates a verifier with a signing secret, a tolerance of five minutes, and [`SignedText::TimeDotBody`].
    ///
    /// # Errors
    /// [`Error::Configuration`] if the secret is empty: anyone could sign with it.
    pub fn new(secret: impl Into<Secret>) -> Result<Self, Error> {
        let verifier = Self {
            secrets: Vec::new(),
            tolerance: DEFAULT_TOLERANCE,
            signed_text: SignedText::default(),
            accepts_older: false,
        };
        verifier.or_secret(secret)
    }

    /// Adds another secret, for the time in which one is replaced by another.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the secret is empty.
    pub fn or_secret(mut self, secret: impl Into<Secret>) -> Result<Self, Error> {
        let secret = secret.into();
        if secret.is_empty() {
            let reason = "the signing secret is empty; anyone could sign with it";
            return Err(Error::Configuration { setting: "secret", reason });
        }
        self.secrets.push(secret);
        Ok(self)
    }

    /// Sets how far the time of a signature may be from now, before or after. Default: five minutes.
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Sets the text that the signatures cover. Default: [`SignedText::TimeDotBody`].
    pub fn signed_text(mut self, text: SignedText) -> Self {
        self.signed_text = text;
        self
    }

    /// Accepts deliveries that have only the older header `X-Webhook-Signature: sha256=…`, which is taken for a signature of
    /// the body alone (unverified). Such a delivery has no signed time: it can be replayed at any time. Default: refused.
    pub fn accept_older(mut self, accept: bool) -> Self {
        self.accepts_older = accept;
        self
    }

    /// Verifies a delivery now and reads its event.
    ///
    /// # Errors
    /// See [`WebhookError`].
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<Event, WebhookError> {
        self.verify_at(Timestamp::now(), headers, body)
    }

    /// Like [`verify`](Self::verify), at another time.
    ///
    /// # Errors
    /// See [`WebhookError`].
    pub fn verify_at(&self, now: Timestamp, headers: &HeaderMap, body: &[u8]) -> Result<Event, WebhookError> {
        match (header(headers, SIGNATURE_HEADER)?, header(headers, OLDER_SIGNATURE_HEADER)?) {
            (Some(text), _) => self.check(now, text, body)?,
            (None, Some(text)) if self.accepts_older => self.check_older(text, body)?,
            _ => return Err(WebhookError::Unsigned),
        }
        Event::from_unverified(body)
    }

    /// Returns the value of a [signature header](SIGNATURE_HEADER) for a delivery at `at`, signed with the first secret, for
    /// tests of your own receiver.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let verifier = cartevo::webhook::Verifier::new("a secret of the test")?;
    /// let header = verifier.test_header(cartevo::jiff::Timestamp::UNIX_EPOCH, b"{}");
    /// assert!(header.starts_with("t=0,v1="));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn test_header(&self, at: Timestamp, body: &[u8]) -> String {
        let time = at.as_second().to_string();
        let hmac = self.secrets.first().and_then(|secret| self.hmac(secret.expose(), &time, body));
        let mac = hmac.map(|hmac| super::hex(&hmac.finalize().into_bytes()));
        format!("t={time},v1={}", mac.unwrap_or_default())
    }

    fn check(&self, now: Timestamp, header: &str, body: &[u8]) -> Result<(), WebhookError> {
        let signature = signature::parse(header)?;
        if !self.is_signed(&signature.macs, |secret| self.hmac(secret, signature.time, body)) {
            return Err(WebhookError::Mismatch);
        }
        let age = SignedDuration::from_secs(now.as_second().saturating_sub(signature.seconds));
        if age.unsigned_abs() > self.tolerance { Err(WebhookError::OutsideTolerance) } else { Ok(()) }
    }

    fn check_older(&self, header: &str, body: &[u8]) -> Result<(), WebhookError> {
        let mac = signature::parse_older(header)?;
        let is_signed = self.is_signed(&[mac], |secret| hmac_of(secret, &[body]));
        if is_signed { Ok(()) } else { Err(WebhookError::Mismatch) }
    }

    /// Whether one of the MACs is right for one of the secrets. Each is compared in constant time, and all are compared.
    fn is_signed(&self, macs: &[Mac], hmac: impl Fn(&str) -> Option<Hmac<Sha256>>) -> bool {
        let mut is_signed = false;
        for secret in &self.secrets {
            let Some(expected) = hmac(secret.expose()) else { continue };
            for mac in macs {
                is_signed |= expected.clone().verify_slice(mac).is_ok();
            }
        }
        is_signed
    }

    fn hmac(&self, secret: &str, time: &str, body: &[u8]) -> Option<Hmac<Sha256>> {
        match self.signed_text {
            SignedText::TimeDotBody => hmac_of(secret, &[time.as_bytes(), b".", body]),
            SignedText::TimeBody => hmac_of(secret, &[time.as_bytes(), body]),
            SignedText::Body => hmac_of(secret, &[body]),
        }
    }
}

/// The only value of a header, if there is one.
fn header<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, WebhookError> {
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(malformed("there are several"));
    }
    value.to_str().map(Some).map_err(|_| malformed("it isn't ASCII"))
}

/// The HMAC of the parts. HMAC takes a key of any length, so it is never `None`.
fn hmac_of(secret: &str, parts: &[&[u8]]) -> Option<Hmac<Sha256>> {
    let mut hmac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    for part in parts {
        hmac.update(part);
    }
    Some(hmac)
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("tolerance", &self.tolerance)
            .field("signed_text", &self.signed_text)
            .finish_non_exhaustive()
    }
}

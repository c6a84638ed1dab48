//! Exchanges that were caught on the way, not read from a file.

use zeroize::{Zeroize, Zeroizing};

use super::RawExchange;
use super::content_coding::{Coding, decoded};
use contract_core::exchange::{Body, Exchange, Headers, Locator, Request, Response, ValueOrigin};

/// An exchange as it was caught. It can be handed to a [`Session`](super::Session), and nothing else: it is neither
/// shown nor copied nor written, and wiped when it goes.
pub struct Captured {
    method: String,
    url: Zeroizing<String>,
    request: Message,
    status: u16,
    response: Message,
    recorded_at: String,
}

/// One side of a [`Captured`] exchange.
pub struct Message {
    headers: Vec<(String, String)>,
    body: CapturedBody,
}

/// The bytes of a body as they were sent, compressed or not.
pub enum CapturedBody {
    /// All of them; none if there was no body.
    Complete(Zeroizing<Vec<u8>>),
    /// There was a body, and it isn't held: it was too large, or cut off.
    NotKept,
}

impl Message {
    /// Takes charge of headers and a body.
    #[must_use]
    pub fn new(headers: Vec<(String, String)>, body: CapturedBody) -> Self {
        Self { headers, body }
    }

    fn header(&self, name: &str) -> Option<&str> {
        Headers::of(&self.headers).get(name)
    }

    /// Takes the compression off, if there is one.
    fn decode(&mut self) {
        // Several lines of one header are one list (RFC 9110, section 5.3).
        let lines = self.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("content-encoding"));
        let lines: Vec<&str> = lines.map(|(_, value)| value.as_str()).collect();
        if lines.is_empty() {
            return;
        }
        let codings = Coding::list(&lines.join(","));
        let CapturedBody::Complete(bytes) = &self.body else { return };
        if bytes.is_empty() {
            return;
        }
        self.body = codings
            .and_then(|codings| decoded(&codings, bytes))
            .map_or(CapturedBody::NotKept, CapturedBody::Complete);
    }

    fn as_body(&self) -> Body<'_> {
        match &self.body {
            CapturedBody::NotKept => Body::Unrecorded,
            CapturedBody::Complete(bytes) if bytes.is_empty() => Body::Absent,
            CapturedBody::Complete(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Body::Text(text),
                Err(_) => Body::Bytes(bytes),
            },
        }
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        for (name, value) in &mut self.headers {
            name.zeroize();
            value.zeroize();
        }
    }
}

impl Captured {
    /// Takes charge of an exchange. The URL is absolute or starts with the path; the status is 100 to 999; the time is
    /// written as in RFC 3339.
    #[must_use]
    pub fn new(
        method: impl Into<String>,
        url: Zeroizing<String>,
        request: Message,
        status: u16,
        response: Message,
        recorded_at: impl Into<String>,
    ) -> Self {
        Self { method: method.into(), url, request, status, response, recorded_at: recorded_at.into() }
    }

    /// Takes the compression off both bodies.
    pub(super) fn decode(&mut self) {
        self.request.decode();
        self.response.decode();
    }

    pub(super) fn as_raw<'c>(&'c self, locator: &'c Locator) -> RawExchange<'c> {
        RawExchange::new(Exchange {
            request: Request {
                method: &self.method,
                url: &self.url,
                headers: Headers::of(&self.request.headers),
                body: self.request.as_body(),
                media_type: self.request.header("content-type"),
            },
            response: Response {
                status: self.status,
                headers: Headers::of(&self.response.headers),
                body: self.response.as_body(),
                media_type: self.response.header("content-type"),
            },
            recorded_at: Some(&self.recorded_at),
            evidence: None,
            values: ValueOrigin::Observed,
            locator,
        })
    }
}

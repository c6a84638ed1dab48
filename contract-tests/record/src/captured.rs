//! Exchanges captured on the wire, as opposed to read from a file.

use zeroize::{Zeroize, Zeroizing};

use super::RawExchange;
use super::content_coding::{Coding, decoded};
use contract_core::exchange::{Body, Exchange, Headers, Locator, Request, Response, ValueOrigin};

/// A captured exchange. It can only be handed to a [`Session`](super::Session): it cannot be shown, copied or
/// written, and is zeroed on drop.
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

/// The bytes of a body as sent, possibly compressed.
pub enum CapturedBody {
    /// The complete body; empty if there was none.
    Complete(Zeroizing<Vec<u8>>),
    /// There was a body, but it was not kept: it was too large or incomplete.
    NotKept,
}

impl Message {
    /// Takes ownership of headers and a body.
    #[must_use]
    pub fn new(headers: Vec<(String, String)>, body: CapturedBody) -> Self {
        Self { headers, body }
    }

    fn header(&self, name: &str) -> Option<&str> {
        Headers::of(&self.headers).get(name)
    }

    /// Decompresses the body, if it is compressed.
    fn decode(&mut self) {
        // Several lines of a header form one list (RFC 9110, section 5.3).
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
            CapturedBody::Complete(bytes) => Body::of_bytes(bytes),
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
    /// Takes ownership of an exchange. The URL is absolute or starts with the path, the status is from 100 to
    /// 999, and the time is in RFC 3339 format.
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

    /// Decompresses both bodies.
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

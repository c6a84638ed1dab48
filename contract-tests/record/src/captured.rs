//! Exchanges captured on the wire, as opposed to read from a file.

use zeroize::{Zeroize, Zeroizing};

use super::RawExchange;
use super::content_coding::{Coding, decoded};
use contract_core::exchange::{Body, Exchange, Headers, Known, Locator, Request, Response, ValueOrigin};

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
    is_decoded: bool,
}

/// The bytes of a body as sent, possibly compressed until they are decoded.
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
        Self { headers, body, is_decoded: false }
    }

    fn header(&self, name: &str) -> Option<&str> {
        Headers::of(&self.headers).get(name)
    }

    /// Decompresses the body, if it is compressed. Drops it if it has more than `room` bytes then.
    fn decode(&mut self, room: usize) {
        if !std::mem::replace(&mut self.is_decoded, true) {
            self.decompress(room);
        }
        if self.size() > room {
            self.body = CapturedBody::NotKept;
        }
    }

    fn size(&self) -> usize {
        match &self.body {
            CapturedBody::Complete(bytes) => bytes.len(),
            CapturedBody::NotKept => 0,
        }
    }

    fn decompress(&mut self, room: usize) {
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
            .and_then(|codings| decoded(&codings, bytes, room))
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

    /// Decompresses both bodies. One that does not fit into `room` bytes with the other is dropped.
    pub(super) fn decode(&mut self, room: usize) {
        self.request.decode(room);
        self.response.decode(room.saturating_sub(self.request.size()));
    }

    /// The number of bytes of both bodies.
    pub(super) fn size(&self) -> usize {
        self.request.size() + self.response.size()
    }

    pub(super) fn as_raw<'c>(&'c self, locator: &'c Locator) -> RawExchange<'c> {
        RawExchange::new(Exchange {
            request: Request {
                method: &self.method,
                url: &self.url,
                headers: Headers::of(&self.request.headers),
                body: self.request.as_body(),
                media_type: self.request.header("content-type"),
                known: Known::Whole,
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
            kept: None,
            locator,
        })
    }
}

//! What a recording in a format of other tools says of one exchange, in the form in which it is handed to the decoder.

use std::borrow::Cow;
use std::io::Read as _;

use serde::Serialize;
use zeroize::Zeroizing;

use super::base64;
use super::coded::{self, Coding};
use super::decoder::{Decoder, json};
use super::held::{Held, Sizes};
use super::model::{
    Body, Evidence, EvidenceKind, Exchange, Headers, Known, Locator, Request, Response, has_no_body,
};
use super::origin::ValueOrigin;
use super::recording::{NOT_ANSWERED, number, text};
use crate::json::{Kind, Node};
use crate::spec::essence;
use crate::zeroed::read_within;

/// The largest decompressed body that is read, in bytes.
const MAX_BYTES: u64 = 32 << 20;

/// An exchange as a reader found it.
#[derive(Serialize)]
pub(super) struct Told<'t> {
    pub(super) origin: Origin,
    pub(super) request: Sent<'t>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) response: Option<Answer<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) recorded_at: Option<Cow<'t, str>>,
}

/// Who made a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, strum::EnumString)]
pub(super) enum Origin {
    /// A program that listened.
    Recorder,
    /// People, or a program that they told what to write.
    People,
}

/// The request.
#[derive(Serialize)]
pub(super) struct Sent<'t> {
    pub(super) method: Cow<'t, str>,
    pub(super) url: Cow<'t, str>,
    pub(super) message: Message<'t>,
    pub(super) known: Known,
}

/// The response.
#[derive(Serialize)]
pub(super) struct Answer<'t> {
    pub(super) status: u16,
    pub(super) message: Message<'t>,
}

/// Headers and body.
#[derive(Serialize, Default)]
pub(super) struct Message<'t> {
    pub(super) headers: Vec<Header<'t>>,
    pub(super) body: Content<'t>,
}

/// A line of the headers.
#[derive(Serialize)]
pub(super) struct Header<'t> {
    pub(super) name: Cow<'t, str>,
    pub(super) value: Cow<'t, str>,
}

/// A body as written.
#[derive(Serialize, Default)]
pub(super) enum Content<'t> {
    /// It is not known whether there was one.
    #[default]
    Untold,
    /// There was one, which is not known.
    Unrecorded,
    /// A text, possibly empty.
    Text(Cow<'t, str>),
    /// Bytes.
    Base64(Cow<'t, str>),
}

impl<'t> Message<'t> {
    /// Adds the lines of a header.
    pub(super) fn push(&mut self, name: impl Into<Cow<'t, str>>, value: impl Into<Cow<'t, str>>) {
        self.headers.push(Header { name: name.into(), value: value.into() });
    }

    /// True if there is a line of this header.
    pub(super) fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|header| header.name.eq_ignore_ascii_case(name))
    }
}

/// Parses what a reader has written.
pub(super) fn read<'a>(
    bytes: &'a [u8],
    memory: &'a mut Decoder,
    locator: &'a Locator,
) -> Result<Exchange<'a>, String> {
    let Decoder { tape, sent, received, .. } = memory;
    let root = json(tape, bytes)?;
    let origin = text(root, "origin").and_then(|word| word.parse().ok()).unwrap_or(Origin::Recorder);
    let request = root.get("request").ok_or("the request is missing")?;
    let method = text(request, "method").unwrap_or_default();
    let (headers, held) = message(request, sent)?;
    Ok(Exchange {
        request: Request {
            method,
            url: text(request, "url").unwrap_or_default(),
            headers,
            body: match held.map(Held::body) {
                None => Body::Untold,
                Some(Some(body)) => coded::known(body, headers),
                Some(None) => Sizes::stated(headers, ValueOrigin::Observed).of_request(),
            },
            media_type: headers.get("content-type"),
            known: text(request, "known").and_then(|word| word.parse().ok()).unwrap_or_default(),
        },
        response: match root.get("response") {
            Some(response) => answered(response, method, received)?,
            None => NOT_ANSWERED,
        },
        recorded_at: text(root, "recorded_at"),
        evidence: origin.evidence(),
        values: origin.values(),
        kept: None,
        locator,
    })
}

impl Origin {
    fn evidence(self) -> Option<Evidence<'static>> {
        match self {
            Self::Recorder => None,
            Self::People => Some(Evidence { kind: EvidenceKind::Sample, as_of: None, from: None }),
        }
    }

    fn values(self) -> ValueOrigin {
        match self {
            Self::Recorder => ValueOrigin::Observed,
            Self::People => ValueOrigin::Written,
        }
    }
}

fn answered<'a>(
    response: Node<'a>,
    method: &str,
    memory: &'a mut Zeroizing<Vec<u8>>,
) -> Result<Response<'a>, String> {
    let status = number(response, "status").and_then(|status| u16::try_from(status).ok()).unwrap_or_default();
    let (headers, held) = message(response, memory)?;
    Ok(Response {
        status,
        headers,
        body: match held.map(Held::body) {
            Some(Some(body)) => coded::known(body, headers),
            _ if has_no_body(method, status) => Body::Absent,
            Some(None) => Sizes::stated(headers, ValueOrigin::Observed).of_response(),
            None => Body::Untold,
        },
        media_type: headers.get("content-type"),
    })
}

/// The headers, and the body if it is known whether there was one.
fn message<'a>(
    holder: Node<'a>,
    memory: &'a mut Zeroizing<Vec<u8>>,
) -> Result<(Headers<'a>, Option<Held<'a>>), String> {
    memory.clear();
    let message = holder.get("message").ok_or("the message is missing")?;
    let headers = Headers::at(message.get("headers"));
    let body = message.get("body");
    if let Some(encoded) = body.and_then(|body| text(body, "Base64")) {
        if !base64::decoded_stated(encoded, memory) {
            return Err("the body is not base64".to_owned());
        }
        return Ok((headers, Some(plain(memory, headers))));
    }
    let held = match body.filter(|body| body.kind() == Kind::Object) {
        Some(body) => match text(body, "Text").unwrap_or_default() {
            written if !coded::is_misread(written) => Some(Held::Text(written)),
            written if coded::of_latin1(written, memory) => Some(plain(memory, headers)),
            _ => Some(Held::Coded),
        },
        None => body.and_then(Node::as_str).filter(|word| *word == "Unrecorded").map(|_| Held::Coded),
    };
    Ok((headers, held))
}

/// The body without its content coding.
fn plain<'a>(memory: &'a mut Zeroizing<Vec<u8>>, headers: Headers<'a>) -> Held<'a> {
    let coding = headers.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    if coding == "deflate" {
        return match inflated(memory) {
            Some(plain) => {
                *memory = plain;
                Held::Bytes(memory)
            }
            None => Held::Coded,
        };
    }
    if coding.is_empty() && !headers.get("content-type").is_none_or(is_text) {
        return Held::Bytes(memory);
    }
    match Coding::of(memory) {
        Coding::Plain => {}
        Coding::Decompressed(plain) => *memory = plain,
        Coding::Unreadable => return Held::Coded,
    }
    Held::Bytes(memory)
}

/// The bytes of `deflate`, which some servers send without the frame of zlib.
fn inflated(bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let most = usize::try_from(MAX_BYTES).unwrap_or(usize::MAX);
    read_within(flate2::read::ZlibDecoder::new(bytes).take(MAX_BYTES + 1), most)
        .or_else(|| read_within(flate2::read::DeflateDecoder::new(bytes).take(MAX_BYTES + 1), most))
}

/// True for a media type whose bodies are text, and never start like compressed ones.
pub(super) fn is_text(media_type: &str) -> bool {
    let texts = ["text/", "json", "xml", "x-www-form-urlencoded"];
    texts.iter().any(|text| essence(media_type).contains(text))
}

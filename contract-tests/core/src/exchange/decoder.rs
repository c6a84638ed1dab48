//! Parses the bytes of an entry into an exchange.

use zeroize::Zeroizing;

use super::format::TrafficFormat;
use super::model::{BYTE_ORDER_MARK, Exchange, Locator};
use crate::json::{Node, Tape};

/// The result of reading an entry.
#[expect(
    clippy::large_enum_variant,
    reason = "made once per exchange and never stored; a box would cost an allocation each"
)]
pub enum Entry<'a> {
    /// An exchange.
    Exchange(Exchange<'a>),
    /// An entry that could not be read.
    Unread(Unread),
    /// A request of a collection of which no response was saved, so there is nothing to compare.
    Unanswered,
}

/// An entry whose envelope (HAR entry, line, recording) could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The place of the entry.
    pub locator: Locator,
    /// The reason. Never contains text of the entry.
    pub reason: String,
}

/// The memory for parsing an entry, reused for each entry.
#[derive(Default)]
pub struct Decoder {
    pub(super) tape: Tape,
    /// The decoded body of a request.
    pub(super) sent: Zeroizing<Vec<u8>>,
    /// The decoded body of a response.
    pub(super) received: Zeroizing<Vec<u8>>,
    /// The text of a form whose fields the entry lists.
    pub(super) form: Zeroizing<String>,
    /// The URL with a query that the entry lists separately.
    pub(super) url: Zeroizing<String>,
}

impl Decoder {
    /// Creates a decoder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Parses the exchange in `frame`.
    pub(super) fn entry<'a>(
        &'a mut self,
        frame: &'a [u8],
        format: TrafficFormat,
        locator: &'a Locator,
    ) -> Entry<'a> {
        match (format.row().read)(frame, self, locator) {
            Ok(exchange) => Entry::Exchange(exchange),
            Err(reason) => unread(locator, reason),
        }
    }
}

/// Parses the JSON of an entry.
pub(super) fn json<'a>(tape: &'a mut Tape, frame: &'a [u8]) -> Result<Node<'a>, String> {
    let text = std::str::from_utf8(frame).map_err(|_| "not UTF-8".to_owned())?;
    // Concatenated files have a byte order mark each.
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let document = tape.parse_replacing(text).map_err(|error| format!("not JSON: {error}"))?;
    Ok(document.root())
}

pub(super) fn unread<'a>(locator: &Locator, reason: String) -> Entry<'a> {
    Entry::Unread(Unread { locator: locator.clone(), reason })
}

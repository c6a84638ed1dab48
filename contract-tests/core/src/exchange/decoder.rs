//! From the bytes of one entry to an exchange.

use zeroize::Zeroizing;

use super::format::TrafficFormat;
use super::model::{BYTE_ORDER_MARK, Exchange, Locator};
use crate::json::{Node, Tape};

/// What a reader finds.
#[expect(
    clippy::large_enum_variant,
    reason = "made once per exchange and never stored; a box would cost an allocation each"
)]
pub enum Entry<'a> {
    /// An exchange.
    Exchange(Exchange<'a>),
    /// Something that should have been one.
    Unread(Unread),
}

/// An entry whose envelope (HAR entry, line, recording) could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Which entry.
    pub locator: Locator,
    /// Why. Never holds text of the entry.
    pub reason: String,
}

/// The memory an entry is parsed into, reused from entry to entry.
#[derive(Default)]
pub struct Decoder {
    pub(super) tape: Tape,
    /// A body of a request that the entry holds encoded.
    pub(super) sent: Zeroizing<Vec<u8>>,
    /// A body of a response that the entry holds encoded.
    pub(super) received: Zeroizing<Vec<u8>>,
    /// A form that the entry holds field by field.
    pub(super) form: Zeroizing<String>,
    /// A URL whose query the entry holds beside it.
    pub(super) url: Zeroizing<String>,
}

impl Decoder {
    /// A decoder that has read nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The exchange that `frame` holds, or why there is none.
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

/// The JSON value of an entry that is JSON.
pub(super) fn json<'a>(tape: &'a mut Tape, frame: &'a [u8]) -> Result<Node<'a>, String> {
    let text = std::str::from_utf8(frame).map_err(|_| "not UTF-8".to_owned())?;
    // Files that were put together have the mark of each.
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let document = tape.parse_replacing(text).map_err(|error| format!("not JSON: {error}"))?;
    Ok(document.root())
}

pub(super) fn unread<'a>(locator: &Locator, reason: String) -> Entry<'a> {
    Entry::Unread(Unread { locator: locator.clone(), reason })
}

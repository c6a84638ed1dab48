//! From the bytes of one entry to an exchange.

use zeroize::Zeroizing;

use super::model::{Exchange, Locator};
use super::sniff::Format;
use super::{har, recording};
use crate::json::Tape;

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
    tape: Tape,
    bytes: Zeroizing<Vec<u8>>,
    form: Zeroizing<String>,
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
        format: Format,
        locator: &'a Locator,
    ) -> Entry<'a> {
        let Ok(text) = std::str::from_utf8(frame) else { return unread(locator, "not UTF-8".into()) };
        let document = match self.tape.parse(text) {
            Ok(document) => document,
            Err(error) => return unread(locator, format!("not JSON: {error}")),
        };
        let exchange = match format {
            Format::Har => {
                har::write_form(document.root(), &mut self.form);
                har::decode_content(document.root(), &mut self.bytes)
                    .and_then(|()| har::read(document.root(), &self.bytes, &self.form, locator))
            }
            Format::Recording | Format::Lines => recording::read(document.root(), locator),
        };
        match exchange {
            Ok(exchange) => Entry::Exchange(exchange),
            Err(reason) => unread(locator, reason),
        }
    }
}

pub(super) fn unread<'a>(locator: &Locator, reason: String) -> Entry<'a> {
    Entry::Unread(Unread { locator: locator.clone(), reason })
}

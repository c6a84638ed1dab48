//! The formats of traffic, one row each.
//!
//! To add a format, add a file (`har.rs`) with its [`Format`], and a variant here. Detection, file
//! extensions, folders, help texts and fuzzing are derived from the table.

use std::io;

use super::decoder::Decoder;
use super::documents::{Documents, ReadDocument};
use super::input::Input;
use super::model::{Exchange, Locator};
use super::sniff::{Match, Start};
use super::window::Window;
use super::{
    bruno, gateway_log, har, hoverfly, httpmock, insomnia, ndjson, pact, postman, recording, told, vcr,
    wiremock,
};

/// A format of traffic. The content is matched in this order.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    strum::EnumMessage,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum TrafficFormat {
    /// An HTTP archive, as written by browsers and proxies
    Har,
    /// A VCR cassette, YAML or JSON
    Vcr,
    /// The saved responses of a Postman collection
    Postman,
    /// The examples of a Bruno collection
    Bruno,
    /// An export of Insomnia, which holds no answers
    Insomnia,
    /// The HTTP interactions of a pact
    Pact,
    /// Mappings of WireMock
    Wiremock,
    /// A simulation of Hoverfly
    Hoverfly,
    /// Mocks of the Rust library httpmock
    Httpmock,
    /// A log of a gateway, with one exchange per line
    GatewayLog,
    /// One scrubbed exchange per file
    Recording,
    /// One exchange per line
    #[default]
    Ndjson,
}

/// A row of the table.
pub(super) struct Format {
    /// The file extensions.
    pub(super) endings: &'static [Ending],
    /// Whether a stream that starts like this has the format.
    pub(super) recognizes: fn(&Start<'_>) -> Match,
    /// How a stream is cut into entries.
    pub(super) cut: Cut,
    /// Parses the bytes of an entry, in the memory of the decoder.
    pub(super) read: Read,
}

/// How a stream is cut into entries.
pub(super) enum Cut {
    /// By a splitter of the format.
    Stream(fn(&Input) -> Box<dyn Frames>),
    /// Into documents, in which this finds exchanges.
    Documents(ReadDocument),
}

/// Parses an entry into an exchange, or returns the reason why that fails, which contains no text of the
/// entry.
pub(super) type Read = for<'a> fn(&'a [u8], &'a mut Decoder, &'a Locator) -> Result<Exchange<'a>, String>;

impl Format {
    /// A format whose files are documents with several exchanges.
    pub(super) const fn documents(
        endings: &'static [Ending],
        recognizes: fn(&Start<'_>) -> Match,
        read: ReadDocument,
    ) -> Self {
        Self { endings, recognizes, cut: Cut::Documents(read), read: told::read }
    }

    /// Creates the splitter of an input.
    pub(super) fn frames(&self, input: &Input) -> Box<dyn Frames> {
        match self.cut {
            Cut::Stream(frames) => frames(input),
            Cut::Documents(read) => Box::new(Documents::new(read, input)),
        }
    }
}

/// The extension of formats in JSON.
pub(super) const JSON: &[Ending] = &[Ending::Shared("json")];

/// The extensions of formats in YAML.
pub(super) const YAML: &[Ending] = &[Ending::Shared("yaml"), Ending::Shared("yml")];

/// The extensions of formats in JSON and YAML.
pub(super) const JSON_AND_YAML: &[Ending] =
    &[Ending::Shared("json"), Ending::Shared("yaml"), Ending::Shared("yml")];

/// A file extension, without the dot, in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Only files of this format have it.
    Own(&'static str),
    /// Files of several formats have it: the content decides.
    Shared(&'static str),
}

/// Cuts a stream into entries.
pub(super) trait Frames: Send {
    /// Finds the next entry at the start of the view. The caller skips the previous one before the next call.
    /// An entry larger than `max_bytes` is skipped here.
    fn next(&mut self, window: &mut Window, max_bytes: usize) -> io::Result<Frame>;

    /// The bytes of the last [`Frame::Own`].
    fn own(&self) -> &[u8] {
        &[]
    }
}

/// The next part of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// An entry of this many bytes.
    Entry(usize),
    /// An entry that is not in the stream as such, but was made of it.
    Own,
    /// This many bytes that count as an entry but are empty, such as a blank line.
    Blank(usize),
    /// An invalid entry, with the reason.
    Unread(String),
    /// A request of which no response was saved. It is not counted among the entries.
    Unanswered,
    /// The stream has ended.
    End,
}

impl Frame {
    /// An entry larger than allowed.
    pub(super) fn too_large(max_bytes: usize) -> Self {
        Self::Unread(format!("larger than {} MiB, the maximum for one exchange", max_bytes / (1024 * 1024)))
    }
}

impl TrafficFormat {
    pub(super) fn row(self) -> &'static Format {
        match self {
            Self::Har => &har::FORMAT,
            Self::Vcr => &vcr::FORMAT,
            Self::Postman => &postman::FORMAT,
            Self::Bruno => &bruno::FORMAT,
            Self::Insomnia => &insomnia::FORMAT,
            Self::Pact => &pact::FORMAT,
            Self::Wiremock => &wiremock::FORMAT,
            Self::Hoverfly => &hoverfly::FORMAT,
            Self::Httpmock => &httpmock::FORMAT,
            Self::GatewayLog => &gateway_log::FORMAT,
            Self::Recording => &recording::FORMAT,
            Self::Ndjson => &ndjson::FORMAT,
        }
    }

    /// The name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// True for the formats that this project defines.
    pub(super) fn is_ours(self) -> bool {
        matches!(self, Self::Recording | Self::Ndjson)
    }

    /// The extensions of its files, without the dot.
    pub fn endings(self) -> impl Iterator<Item = &'static str> {
        self.row().endings.iter().map(|ending| ending.text())
    }
}

impl Ending {
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Own(text) | Self::Shared(text) => text,
        }
    }
}

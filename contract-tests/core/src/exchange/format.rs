//! The formats exchanges are stored in: a table with one row each.
//!
//! A format is one file (`har.rs`) with its [`Format`], and one variant here. Sniffing, file endings, folders, help texts
//! and fuzzing follow from the table.

use std::io;

use super::decoder::Decoder;
use super::model::{Exchange, Locator};
use super::sniff::{Match, Start};
use super::window::Window;
use super::{har, ndjson, recording};

/// A format exchanges are stored in. The order is the one in which the content is tried.
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
    /// An HTTP archive, as browsers and proxies write it
    Har,
    /// One scrubbed exchange, alone in its file
    Recording,
    /// One exchange a line
    #[default]
    Ndjson,
}

/// What the table knows of a format.
pub(super) struct Format {
    /// The endings of its files.
    pub(super) endings: &'static [Ending],
    /// Whether a stream that starts like this is of the format.
    pub(super) recognizes: fn(&Start<'_>) -> Match,
    /// What cuts a stream into entries.
    pub(super) frames: fn() -> Box<dyn Frames>,
    /// Reads the bytes of one entry, in the memory of the decoder.
    pub(super) read: Read,
}

/// From the bytes of one entry to an exchange, or the reason why there is none. The reason holds no text of the entry.
pub(super) type Read = for<'a> fn(&'a [u8], &'a mut Decoder, &'a Locator) -> Result<Exchange<'a>, String>;

/// An ending of file names, without the dot, in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Files with it are of this format.
    Own(&'static str),
    /// Files with it may be of several formats: the content decides.
    Shared(&'static str),
}

/// Cuts a stream into entries.
pub(super) trait Frames: Send {
    /// Finds the next entry at the start of the view. The caller passes what was found before it asks again. An entry
    /// larger than `max_bytes` is passed here.
    fn next(&mut self, window: &mut Window, max_bytes: usize) -> io::Result<Frame>;
}

/// What was found next in a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// An entry of so many bytes.
    Entry(usize),
    /// So many bytes that count as an entry and hold none, such as an empty line.
    Blank(usize),
    /// Something that should have been an entry, and why it is none.
    Unread(String),
    /// The stream has ended.
    End,
}

impl Frame {
    /// An entry that is larger than allowed.
    pub(super) fn too_large(max_bytes: usize) -> Self {
        Self::Unread(format!("larger than {} MiB, the most one exchange may have", max_bytes / (1024 * 1024)))
    }
}

impl TrafficFormat {
    pub(super) fn row(self) -> &'static Format {
        match self {
            Self::Har => &har::FORMAT,
            Self::Recording => &recording::FORMAT,
            Self::Ndjson => &ndjson::FORMAT,
        }
    }

    /// The word for it on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The endings, without the dot, that only its files have.
    pub fn own_endings(self) -> impl Iterator<Item = &'static str> {
        let own = |ending: &Ending| matches!(ending, Ending::Own(_)).then(|| ending.text());
        self.row().endings.iter().filter_map(own)
    }

    /// The endings of its files, without the dot.
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

//! Reads the exchanges of one input.

use std::fs::File;
use std::io::{self, Read};

use super::batch::Batch;
use super::compression::{as_utf8, decompressed};
use super::decoder::{Decoder, Entry, unread};
use super::format::{Frame, Frames, TrafficFormat};
use super::input::{Input, InputError};
use super::model::Locator;
use super::sniff::{self, Name};
use super::unknown::UnknownContent;
use super::window::Window;

/// The maximum size of an exchange, uncompressed. A larger one is [`Unread`](super::Unread).
pub const MAX_EXCHANGE_BYTES: usize = 64 * 1024 * 1024;

/// A stream of exchanges from one input.
pub struct Reader {
    window: Window,
    format: TrafficFormat,
    frames: Box<dyn Frames>,
    decoder: Decoder,
    locator: Locator,
    next_index: u64,
    /// The length of the last returned frame, which is skipped by the next call.
    handed_out: usize,
    max_bytes: usize,
    is_recognized: bool,
    /// No entry was found yet in a file that holds at least one. Only logs of traffic may be empty.
    must_hold_one: bool,
    ended: bool,
}

/// A frame found in the window, or another result.
enum Found {
    Frame(usize),
    Own,
    Unread(String),
    Unanswered,
    End,
}

impl Reader {
    /// Opens an input and detects its compression and format.
    ///
    /// # Errors
    /// The file cannot be opened, or its first bytes cannot be read.
    pub fn open(input: &Input) -> Result<Self, InputError> {
        let unreachable = |error| InputError::Unreachable {
            path: input.path.clone().unwrap_or_else(|| super::STDIN.into()),
            error,
        };
        let stream: Box<dyn Read + Send> = match &input.path {
            Some(path) => Box::new(File::open(path).map_err(unreachable)?),
            None => Box::new(io::stdin()),
        };
        Self::over(stream, input).map_err(unreachable)
    }

    /// Creates a reader for any stream, whose format is detected by its first bytes.
    ///
    /// # Errors
    /// The stream cannot be read.
    pub fn from_stream(stream: Box<dyn Read + Send>, name: &str) -> io::Result<Self> {
        Self::over(stream, &Input { name: name.into(), ..Input::default() })
    }

    /// Sets the maximum size of an exchange, in bytes.
    #[must_use]
    pub fn with_max_bytes(mut self, max_bytes: usize) -> Self {
        self.max_bytes = max_bytes;
        self
    }

    /// Creates a reader for a stream with the content of the input.
    ///
    /// # Errors
    /// The stream cannot be read.
    pub fn over(stream: Box<dyn Read + Send>, input: &Input) -> io::Result<Self> {
        let path = input.path.as_ref().map(|path| path.to_string_lossy().to_ascii_lowercase());
        let stream = decompressed(stream, path.as_deref().unwrap_or_default())?;
        let mut window = Window::new(as_utf8(stream)?);
        let named = || input.path.as_ref().map_or(Name::Silent, |path| Name::of(&path.to_string_lossy()));
        let name = input.format.map_or_else(named, Name::Sure);
        let sniffed = sniff::format(&mut window, name);
        let format = sniffed.unwrap_or_default();
        Ok(Self {
            window,
            format,
            frames: match sniffed {
                Some(format) => format.row().frames(input),
                None => Box::new(UnknownContent::new(name)),
            },
            is_recognized: sniffed.is_some(),
            decoder: Decoder::new(),
            locator: Locator { source: input.name.clone(), index: 0 },
            next_index: 0,
            handed_out: 0,
            max_bytes: MAX_EXCHANGE_BYTES,
            must_hold_one: matches!(name, Name::Shared(_))
                && name.allows(TrafficFormat::Recording)
                && format.is_ours(),
            ended: false,
        })
    }

    /// False if the file has an extension of several formats, and the content of none of them.
    #[must_use]
    pub fn is_recognized(&self) -> bool {
        self.is_recognized
    }

    /// The next exchange, or an entry that could not be read; `None` at the end.
    pub fn next_entry(&mut self) -> Option<Entry<'_>> {
        let found = self.find();
        let Self { window, decoder, locator, format, frames, .. } = self;
        Some(match found {
            Found::End => return None,
            Found::Unread(reason) => unread(locator, reason),
            Found::Unanswered => Entry::Unanswered,
            Found::Own => decoder.entry(frames.own(), *format, locator),
            Found::Frame(length) => {
                decoder.entry(window.view().get(..length).unwrap_or_default(), *format, locator)
            }
        })
    }

    /// Cuts entries out of the stream, without parsing, until the batch is full. Returns `false` if there are
    /// none left. Entries rejected by `is_wanted` are skipped; it is called once per entry.
    pub fn fill(&mut self, batch: &mut Batch, is_wanted: &mut dyn FnMut() -> bool) -> bool {
        batch.start(self.format, &self.locator);
        while !batch.is_full() {
            match self.find() {
                Found::End => break,
                Found::Unread(_) | Found::Unanswered | Found::Own | Found::Frame(_) if !is_wanted() => {}
                Found::Unanswered => batch.push_unanswered(self.locator.index),
                Found::Unread(reason) => batch.push_unread(self.locator.index, reason),
                Found::Own => batch.push_frame(self.locator.index, self.frames.own()),
                Found::Frame(length) => {
                    batch
                        .push_frame(self.locator.index, self.window.view().get(..length).unwrap_or_default());
                }
            }
        }
        !batch.is_empty()
    }

    fn find(&mut self) -> Found {
        while !self.ended {
            self.window.pass(self.handed_out);
            self.handed_out = 0;
            self.locator.index = self.next_index;
            self.next_index += 1;
            match self.frames.next(&mut self.window, self.max_bytes) {
                Ok(Frame::Blank(length)) => self.handed_out = length,
                Ok(Frame::Entry(length)) => {
                    (self.handed_out, self.must_hold_one) = (length, false);
                    return Found::Frame(length);
                }
                Ok(Frame::Own) => return Found::Own,
                Ok(Frame::Unanswered) => {
                    self.next_index -= 1;
                    return Found::Unanswered;
                }
                Ok(Frame::Unread(reason)) => {
                    self.must_hold_one = false;
                    return Found::Unread(reason);
                }
                Ok(Frame::End) => {
                    self.ended = true;
                    if self.must_hold_one {
                        return Found::Unread("the file is empty".to_owned());
                    }
                }
                Err(error) => {
                    self.ended = true;
                    return Found::Unread(format!("the rest of the file cannot be read: {error}"));
                }
            }
        }
        Found::End
    }
}

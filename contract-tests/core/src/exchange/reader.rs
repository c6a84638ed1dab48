//! Reads the exchanges of one input.

use std::fs::File;
use std::io::{self, Read};

use super::batch::Batch;
use super::decoder::{Decoder, Entry, unread};
use super::har_frames::{HarFrame, HarFrames};
use super::input::{Input, InputError};
use super::model::Locator;
use super::sniff::{self, Compression, Format};
use super::window::Window;

/// Largest exchange that is read, uncompressed. A larger one is [`Unread`](super::Unread).
pub const MAX_EXCHANGE_BYTES: usize = 64 * 1024 * 1024;

/// A stream of exchanges from one input.
pub struct Reader {
    window: Window,
    format: Format,
    har: HarFrames,
    decoder: Decoder,
    locator: Locator,
    next_index: u64,
    /// Length of the frame handed out last, which is passed when the next one is asked for.
    handed_out: usize,
    max_bytes: usize,
    ended: bool,
}

/// A frame found in the window, or what came instead.
enum Found {
    Frame(usize),
    Unread(String),
    End,
}

impl Reader {
    /// Opens an input and finds out its compression and format.
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
        let name =
            input.path.as_ref().map(|path| path.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        Self::over(stream, &input.name, &name).map_err(unreachable)
    }

    /// A reader over any stream, whose format is told by its first bytes.
    ///
    /// # Errors
    /// The stream cannot be read.
    pub fn from_stream(stream: Box<dyn Read + Send>, name: &str) -> io::Result<Self> {
        Self::over(stream, name, "")
    }

    /// Sets the largest exchange that is read, in bytes.
    #[must_use]
    pub fn with_max_bytes(mut self, max_bytes: usize) -> Self {
        self.max_bytes = max_bytes;
        self
    }

    /// A reader over a stream that came from a file of this name, in lower case; the name helps to tell the format.
    ///
    /// # Errors
    /// The stream cannot be read.
    pub fn over(stream: Box<dyn Read + Send>, name: &str, file_name: &str) -> io::Result<Self> {
        let mut window = Window::new(decompressed(stream)?);
        let plain = file_name.trim_end_matches(".gz").trim_end_matches(".zst");
        let sniffed = sniff::format(&mut window).unwrap_or(Format::Lines);
        let format = match plain.rsplit('.').next() {
            Some("har") => Format::Har,
            Some("ndjson" | "jsonl") => Format::Lines,
            // One recording on one line looks like one of many; in a `.json` file it is alone.
            _ => sniffed,
        };
        Ok(Self {
            window,
            format,
            har: HarFrames::new(),
            decoder: Decoder::new(),
            locator: Locator { source: name.into(), index: 0 },
            next_index: 0,
            handed_out: 0,
            max_bytes: MAX_EXCHANGE_BYTES,
            ended: false,
        })
    }

    /// The next exchange, or what could not be read as one; `None` at the end.
    pub fn next_entry(&mut self) -> Option<Entry<'_>> {
        let found = self.find();
        let Self { window, decoder, locator, format, .. } = self;
        Some(match found {
            Found::End => return None,
            Found::Unread(reason) => unread(locator, reason),
            Found::Frame(length) => {
                decoder.entry(window.view().get(..length).unwrap_or_default(), *format, locator)
            }
        })
    }

    /// Cuts the next entries out of the stream without parsing them, until the batch is full. `false` if there were
    /// none left. Those that `is_wanted` refuses are passed over; it is asked once for each entry.
    pub fn fill(&mut self, batch: &mut Batch, is_wanted: &mut dyn FnMut() -> bool) -> bool {
        batch.start(self.format, &self.locator);
        while !batch.is_full() {
            match self.find() {
                Found::End => break,
                Found::Unread(_) | Found::Frame(_) if !is_wanted() => {}
                Found::Unread(reason) => batch.push_unread(self.locator.index, reason),
                Found::Frame(length) => {
                    batch
                        .push_frame(self.locator.index, self.window.view().get(..length).unwrap_or_default());
                }
            }
        }
        !batch.is_empty()
    }

    fn find(&mut self) -> Found {
        if self.ended {
            return Found::End;
        }
        self.window.pass(self.handed_out);
        self.handed_out = 0;
        self.locator.index = self.next_index;
        let found = match self.format {
            Format::Har => self.find_entry(),
            Format::Lines => self.find_line(),
            Format::Recording => self.find_whole(),
        };
        self.next_index += 1;
        match found {
            Ok(Found::Frame(length)) => {
                self.handed_out = length;
                Found::Frame(length)
            }
            Ok(found) => found,
            Err(error) => {
                self.ended = true;
                Found::Unread(format!("the file cannot be read any further: {error}"))
            }
        }
    }

    fn find_entry(&mut self) -> io::Result<Found> {
        match self.har.next(&mut self.window, self.max_bytes) {
            Ok(HarFrame::Entry(length)) => Ok(Found::Frame(length)),
            Ok(HarFrame::TooLarge) => Ok(Found::Unread(self.too_large())),
            Ok(HarFrame::End) => {
                self.ended = true;
                Ok(Found::End)
            }
            Err(super::har_frames::HarError::Io(error)) => Err(error),
            Err(error) => {
                self.ended = true;
                Ok(Found::Unread(error.to_string()))
            }
        }
    }

    /// The next line that is not blank. Blank ones count in the numbering.
    fn find_line(&mut self) -> io::Result<Found> {
        let mut searched = 0;
        loop {
            let view = self.window.view();
            let end =
                memchr::memchr(b'\n', view.get(searched..).unwrap_or_default()).map(|at| searched + at + 1);
            let Some(length) = end else {
                searched = view.len();
                if searched > self.max_bytes {
                    return self.skip_line();
                }
                if self.window.more()? {
                    continue;
                }
                self.ended = true;
                let blank = self.window.view().iter().all(u8::is_ascii_whitespace);
                return Ok(if blank { Found::End } else { Found::Frame(searched) });
            };
            if length > self.max_bytes {
                return self.skip_line();
            }
            if !view.get(..length).unwrap_or_default().iter().all(u8::is_ascii_whitespace) {
                return Ok(Found::Frame(length));
            }
            self.window.pass(length);
            self.next_index += 1;
            self.locator.index = self.next_index;
            searched = 0;
        }
    }

    fn skip_line(&mut self) -> io::Result<Found> {
        loop {
            let view = self.window.view();
            if let Some(at) = memchr::memchr(b'\n', view) {
                self.window.pass(at + 1);
                break;
            }
            self.window.pass(view.len());
            if !self.window.more()? {
                self.ended = true;
                break;
            }
        }
        Ok(Found::Unread(self.too_large()))
    }

    fn find_whole(&mut self) -> io::Result<Found> {
        self.ended = true;
        while self.window.view().len() <= self.max_bytes {
            if !self.window.more()? {
                return Ok(Found::Frame(self.window.view().len()));
            }
        }
        Ok(Found::Unread(self.too_large()))
    }

    fn too_large(&self) -> String {
        format!("larger than {} MiB, the most one exchange may have", self.max_bytes / (1024 * 1024))
    }
}

fn decompressed(mut stream: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
    let mut head = Vec::with_capacity(4);
    stream.by_ref().take(4).read_to_end(&mut head)?;
    let compression = sniff::compression(&head);
    let whole = io::Cursor::new(head).chain(stream);
    Ok(match compression {
        Compression::None => Box::new(whole),
        Compression::Gzip => Box::new(flate2::read::MultiGzDecoder::new(whole)),
        Compression::Zstd => Box::new(zstd::stream::read::Decoder::new(whole)?),
    })
}

//! Finds the entries of a HAR (`log.entries`) one after another in a stream.

use std::io;

use super::format::{self, Frames};
use super::frame::Frame;
use super::window::Window;

/// The position of the stream in the HAR.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Begin,
    /// Before an entry or the end of the list.
    Entries {
        first: bool,
    },
    End,
}

/// Visits the entries of a HAR.
#[derive(Debug)]
pub(super) struct HarFrames {
    state: State,
    seen_entries: bool,
}

/// The next part of a HAR.
#[derive(Debug, PartialEq, Eq)]
enum HarFrame {
    /// An entry of this length at the start of the view.
    Entry(usize),
    /// An entry larger than allowed; it has been skipped.
    TooLarge,
    /// The HAR ended properly.
    End,
}

/// An error after which a HAR cannot be read further.
#[derive(Debug, thiserror::Error)]
enum HarError {
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("the file is cut off at byte {0}")]
    CutOff(u64),
    #[error("this is not a HAR: expected {1} at byte {0}")]
    Expected(u64, &'static str),
    #[error("this is not a HAR: it has no `log.entries` list")]
    NoEntries,
}

impl HarFrames {
    pub(super) fn new() -> Self {
        Self { state: State::Begin, seen_entries: false }
    }

    fn advance(&mut self, window: &mut Window, max_bytes: usize) -> Result<HarFrame, HarError> {
        match self.state {
            State::End => return Ok(HarFrame::End),
            State::Begin => {
                expect(window, b'{', "`{`")?;
                if !self.seek_entries(window)? {
                    return Ok(HarFrame::End);
                }
            }
            State::Entries { .. } => {}
        }
        let State::Entries { first } = self.state else { return Ok(HarFrame::End) };
        match peek(window)? {
            b']' => {
                window.pass(1);
                return self.after_entries(window);
            }
            b',' if !first => {
                window.pass(1);
                peek(window)?;
            }
            _ if first => {}
            _ => return Err(HarError::Expected(window.offset(), "`,` or `]` between entries")),
        }
        self.state = State::Entries { first: false };
        if matches!(peek(window)?, b',' | b']' | b'}' | b':') {
            return Err(HarError::Expected(window.offset(), "an entry"));
        }
        value_length(window, max_bytes)
    }

    /// Moves from inside the root object to the first entry.
    fn seek_entries(&mut self, window: &mut Window) -> Result<bool, HarError> {
        while let Some(key) = next_key(window)? {
            if key != Key::Log {
                skip_value(window)?;
                continue;
            }
            expect(window, b'{', "the `log` object")?;
            if self.seek_in_log(window)? {
                return Ok(true);
            }
        }
        self.finish(window)?;
        Ok(false)
    }

    fn seek_in_log(&mut self, window: &mut Window) -> Result<bool, HarError> {
        while let Some(key) = next_key(window)? {
            if key == Key::Entries {
                expect(window, b'[', "the `log.entries` list")?;
                self.seen_entries = true;
                self.state = State::Entries { first: true };
                return Ok(true);
            }
            skip_value(window)?;
        }
        Ok(false)
    }

    /// The rest of `log` and of the file has to be present; otherwise the file was truncated.
    fn after_entries(&mut self, window: &mut Window) -> Result<HarFrame, HarError> {
        while next_key(window)?.is_some() {
            skip_value(window)?;
        }
        while next_key(window)?.is_some() {
            skip_value(window)?;
        }
        self.finish(window)?;
        Ok(HarFrame::End)
    }

    fn finish(&mut self, window: &mut Window) -> Result<(), HarError> {
        self.state = State::End;
        if !self.seen_entries {
            return Err(HarError::NoEntries);
        }
        match peek(window) {
            Err(HarError::CutOff(_)) => Ok(()),
            Ok(_) => Err(HarError::Expected(window.offset(), "the end of the file")),
            Err(error) => Err(error),
        }
    }
}

impl Frames for HarFrames {
    fn next(&mut self, window: &mut Window, max_bytes: usize) -> io::Result<format::Frame> {
        match self.advance(window, max_bytes) {
            Ok(HarFrame::Entry(length)) => Ok(format::Frame::Entry(length)),
            Ok(HarFrame::TooLarge) => Ok(format::Frame::too_large(max_bytes)),
            Ok(HarFrame::End) => Ok(format::Frame::End),
            Err(HarError::Io(error)) => Err(error),
            Err(error) => {
                self.state = State::End;
                Ok(format::Frame::Unread(error.to_string()))
            }
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Key {
    Log,
    Entries,
    Other,
}

/// The next key of the current object, past its colon; `None` at the end of the object.
fn next_key(window: &mut Window) -> Result<Option<Key>, HarError> {
    let mut byte = peek(window)?;
    if byte == b',' {
        window.pass(1);
        byte = peek(window)?;
    }
    if byte == b'}' {
        window.pass(1);
        return Ok(None);
    }
    if byte != b'"' {
        return Err(HarError::Expected(window.offset(), "a key"));
    }
    let HarFrame::Entry(length) = value_length(window, 1 << 20)? else { return Ok(Some(Key::Other)) };
    let key = match window.view().get(..length) {
        Some(b"\"log\"") => Key::Log,
        Some(b"\"entries\"") => Key::Entries,
        _ => Key::Other,
    };
    window.pass(length);
    expect(window, b':', "`:`")?;
    Ok(Some(key))
}

fn skip_value(window: &mut Window) -> Result<(), HarError> {
    peek(window)?;
    if let HarFrame::Entry(length) = value_length(window, 0)? {
        window.pass(length);
    }
    Ok(())
}

/// The length of the value at the start of the view. A value longer than `max_bytes` is skipped.
fn value_length(window: &mut Window, max_bytes: usize) -> Result<HarFrame, HarError> {
    let mut frame = Frame::default();
    let mut fed = 0;
    let mut too_large = false;
    loop {
        let bytes = window.view().get(fed..).unwrap_or_default();
        if let Some(length) = frame.feed(bytes) {
            let length = fed + length;
            if too_large || (length > max_bytes && max_bytes > 0) {
                window.pass(length);
                return Ok(HarFrame::TooLarge);
            }
            return Ok(HarFrame::Entry(length));
        }
        fed = window.view().len();
        if fed > max_bytes {
            too_large = true;
            window.pass(fed);
            fed = 0;
        }
        if !window.more()? {
            return Err(HarError::CutOff(window.offset() + window.view().len() as u64));
        }
    }
}

fn expect(window: &mut Window, wanted: u8, name: &'static str) -> Result<(), HarError> {
    if peek(window)? != wanted {
        return Err(HarError::Expected(window.offset(), name));
    }
    window.pass(1);
    Ok(())
}

/// The next byte that is not white space.
fn peek(window: &mut Window) -> Result<u8, HarError> {
    loop {
        let view = window.view();
        match view.iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t')) {
            Some(spaces) => {
                window.pass(spaces);
                return window.view().first().copied().ok_or(HarError::CutOff(window.offset()));
            }
            None => window.pass(window.view().len()),
        }
        if !window.more()? {
            return Err(HarError::CutOff(window.offset()));
        }
    }
}

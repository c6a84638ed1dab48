//! NDJSON: one exchange per line, in the format of a recording.

use std::io;

use super::decoder::{Decoder, json};
use super::format::{Cut, Ending, Format, Frame, Frames};
use super::model::{Exchange, Locator};
use super::origin::ValueOrigin;
use super::recording;
use super::sniff::Match;
use super::window::Window;

pub(super) const FORMAT: Format = Format {
    endings: &[Ending::Shared("ndjson"), Ending::Shared("jsonl"), Ending::Shared("json")],
    // Input in no other format is read line by line, so that each line reports its own errors.
    recognizes: |_| Match::Yes,
    cut: Cut::Stream(|_| Box::new(Lines)),
    read,
};

/// A line contains traffic as sent, unless it states otherwise.
fn read<'a>(line: &'a [u8], memory: &'a mut Decoder, locator: &'a Locator) -> Result<Exchange<'a>, String> {
    recording::exchange(json(&mut memory.tape, line)?, ValueOrigin::of, locator)
}

/// Cuts a stream into lines. Blank lines count.
pub(super) struct Lines;

impl Frames for Lines {
    fn next(&mut self, window: &mut Window, max_bytes: usize) -> io::Result<Frame> {
        let mut searched = 0;
        loop {
            let view = window.view();
            let end = memchr::memchr(b'\n', view.get(searched..).unwrap_or_default());
            if let Some(length) = end.map(|at| searched + at + 1) {
                return if length > max_bytes { skip(window, max_bytes) } else { Ok(line(view, length)) };
            }
            searched = view.len();
            if searched > max_bytes {
                return skip(window, max_bytes);
            }
            if !window.more()? {
                return Ok(last(window.view()));
            }
        }
    }
}

fn line(view: &[u8], length: usize) -> Frame {
    let is_blank = view.get(..length).unwrap_or_default().iter().all(u8::is_ascii_whitespace);
    if is_blank { Frame::Blank(length) } else { Frame::Entry(length) }
}

/// The last line, without a line break.
fn last(view: &[u8]) -> Frame {
    if view.iter().all(u8::is_ascii_whitespace) { Frame::End } else { Frame::Entry(view.len()) }
}

/// Skips a line that is too large.
fn skip(window: &mut Window, max_bytes: usize) -> io::Result<Frame> {
    loop {
        if let Some(at) = memchr::memchr(b'\n', window.view()) {
            window.pass(at + 1);
            break;
        }
        window.pass(window.view().len());
        if !window.more()? {
            break;
        }
    }
    Ok(Frame::too_large(max_bytes))
}

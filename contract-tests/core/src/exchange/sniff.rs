//! Tells what a stream holds by its first bytes.

use std::io;

use super::frame::Frame;
use super::window::Window;

/// How far ahead a stream is looked at.
const LOOK_AHEAD: usize = 1 << 20;

/// The three ways exchanges are stored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// One exchange, the whole stream.
    Recording,
    /// An HTTP archive.
    Har,
    /// One exchange a line.
    #[default]
    Lines,
}

/// The format of a stream, from its first key and its first line. A byte order mark at the start is passed.
pub(super) fn format(window: &mut Window) -> io::Result<Format> {
    while window.view().len() < 3 && window.more()? {}
    if window.view().starts_with(b"\xef\xbb\xbf") {
        window.pass(3);
    }
    loop {
        if let Some(format) = decide(window.view()) {
            return Ok(format);
        }
        if window.view().len() > LOOK_AHEAD || !window.more()? {
            return Ok(Format::Lines);
        }
    }
}

fn decide(view: &[u8]) -> Option<Format> {
    let start = view.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let text = view.get(start..)?;
    if text.first() != Some(&b'{') {
        return Some(Format::Lines);
    }
    let key_start = 1 + text.get(1..)?.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let key = text.get(key_start..)?;
    if key.len() >= 5 && key.starts_with(b"\"log\"") {
        return Some(Format::Har);
    }
    let line_end = memchr::memchr(b'\n', text);
    let first_line = text.get(..line_end?)?;
    // A line break inside the first value: it is laid out over several lines, so it is not one of many.
    Some(if Frame::default().feed(first_line).is_some() { Format::Lines } else { Format::Recording })
}

/// How a stream is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    None,
    Gzip,
    Zstd,
}

/// The compression, from the first four bytes.
pub(super) fn compression(head: &[u8]) -> Compression {
    match head {
        [0x1f, 0x8b, ..] => Compression::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Compression::Zstd,
        _ => Compression::None,
    }
}

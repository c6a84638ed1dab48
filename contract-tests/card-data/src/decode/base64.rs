//! Base64 in both alphabets, with or without padding, including JWT parts.

use super::noise::is_noise;
use super::section::Section;
use crate::finding::Encoding;

/// The base64 length of eight characters, the shortest text with a named security code.
const MIN_LENGTH: usize = 11;
/// A run that ends with a line of this length continues in the next line.
const WRAPPED_LINE: usize = 60;
/// The shortest line that may continue in the next line if both are of one length.
const SHORT_LINE: usize = 16;
/// How many separators in a run may end a prefix (`tk_`, `v1/`).
const MAX_PREFIXES: usize = 6;

/// The value of each byte; 64 for bytes outside of both alphabets.
pub(crate) const VALUES: [u8; 256] = {
    let mut values = [64u8; 256];
    let mut letter = 0u8;
    while letter < 26 {
        values[(b'A' + letter) as usize] = letter;
        values[(b'a' + letter) as usize] = letter + 26;
        letter += 1;
    }
    let mut digit = 0u8;
    while digit < 10 {
        values[(b'0' + digit) as usize] = digit + 52;
        digit += 1;
    }
    values[b'+' as usize] = 62;
    values[b'-' as usize] = 62;
    values[b'/' as usize] = 63;
    values[b'_' as usize] = 63;
    values
};

/// Decodes each run of base64 characters, at every alignment that a prefix may cause, and leaves out noise.
pub(crate) fn each_run(text: &[u8], mut found: impl FnMut(Section)) {
    let mut bytes = Vec::new();
    let mut decode = |encoding, start, run: &[u8]| {
        decode_into(&mut bytes, run);
        // The payload of a JWT may be deflated without a magic number.
        if encoding == Encoding::Jwt || !is_noise(&bytes) {
            found(Section::of_run(encoding, start, std::mem::take(&mut bytes)));
        }
    };
    // Every run that is long enough contains a probed byte.
    let (mut probed, mut joined) = (MIN_LENGTH - 1, 0);
    while let Some(byte) = text.get(probed) {
        if !is_base64(*byte) {
            probed += MIN_LENGTH;
            continue;
        }
        let start = text[..probed].iter().rposition(|byte| !is_base64(*byte)).map_or(0, |before| before + 1);
        let end = run_end(text, start);
        probed = end + MIN_LENGTH;
        if start >= joined {
            joined = joined_end(text, start, end);
            if joined > end {
                decode(encoding_of(text, start, end), start, &text[start..joined]);
            }
        }
        if end - start < MIN_LENGTH {
            continue;
        }
        let encoding = encoding_of(text, start, end);
        for from in starts(&text[start..end]) {
            decode(encoding, start, &text[start + from..end]);
        }
    }
}

/// Decodes base64 in either alphabet and skips other bytes, such as line breaks.
pub(crate) fn decode_run(run: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    decode_into(&mut bytes, run);
    bytes
}

fn decode_into(bytes: &mut Vec<u8>, run: &[u8]) {
    bytes.clear();
    bytes.reserve(run.len() / 4 * 3 + 3);
    let mut rest = run;
    // Four characters at once, up to the first that is none.
    while let Some((four, behind)) = rest.split_first_chunk::<4>() {
        let [a, b, c, d] = four.map(|byte| u32::from(VALUES[usize::from(byte)]));
        if (a | b | c | d) >= 64 {
            break;
        }
        let [_, three @ ..] = (a << 18 | b << 12 | c << 6 | d).to_be_bytes();
        bytes.extend_from_slice(&three);
        rest = behind;
    }
    let (mut buffer, mut bits) = (0u32, 0);
    for value in rest.iter().map(|byte| VALUES[usize::from(*byte)]).filter(|value| *value < 64) {
        buffer = (buffer << 6 | u32::from(value)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits & 0xFF) as u8);
        }
    }
}

fn is_base64(byte: u8) -> bool {
    VALUES[usize::from(byte)] < 64
}

/// The end of the run at `start`, including wrapped lines.
fn run_end(text: &[u8], start: usize) -> usize {
    let mut line = start;
    loop {
        let end = line + text[line..].iter().take_while(|byte| is_base64(**byte)).count();
        let next = match &text[end..] {
            [b'\n', next, ..] if is_base64(*next) => end + 1,
            [b'\r', b'\n', next, ..] if is_base64(*next) => end + 2,
            _ => return end,
        };
        if end - line < WRAPPED_LINE {
            return end;
        }
        line = next;
    }
}

/// The end of lines of one length that start with this run, which is a whole line; the last line may be shorter.
fn joined_end(text: &[u8], start: usize, end: usize) -> usize {
    let width = end - start;
    let starts_line = start.checked_sub(1).is_none_or(|before| text[before] == b'\n');
    let mut joined = end;
    if !(SHORT_LINE..WRAPPED_LINE).contains(&width) || !width.is_multiple_of(4) || !starts_line {
        return end;
    }
    loop {
        let next = match &text[joined..] {
            [b'\n', ..] => joined + 1,
            [b'\r', b'\n', ..] => joined + 2,
            _ => return joined,
        };
        let length = text[next..].iter().take(width + 1).take_while(|byte| is_base64(**byte)).count();
        match length {
            0 => return joined,
            _ if length > width => return joined,
            _ if length < width => return next + length,
            _ => joined = next + length,
        }
    }
}

/// The offsets in the run to decode from: the four alignments, and after each of the first separators, where
/// preceding bytes would otherwise shift the value.
fn starts(run: &[u8]) -> Vec<usize> {
    let behind =
        run.iter().enumerate().filter(|(_, byte)| !byte.is_ascii_alphanumeric()).map(|(at, _)| at + 1);
    let mut starts: Vec<usize> = (0..4).chain(behind.filter(|at| *at > 3).take(MAX_PREFIXES)).collect();
    starts.retain(|start| run.len() - start >= MIN_LENGTH);
    starts
}

fn encoding_of(text: &[u8], start: usize, end: usize) -> Encoding {
    let dotted_left = start >= 2 && text[start - 1] == b'.' && is_base64(text[start - 2]);
    let dotted_right = matches!(text[end..], [b'.', next, ..] if is_base64(next));
    let run = &text[start..end];
    if (dotted_left || dotted_right) && memchr::memmem::find(run, b"eyJ").is_some()
        || dotted_left && follows_header(&text[..start - 1])
    {
        return Encoding::Jwt;
    }
    if run.iter().any(|byte| matches!(byte, b'-' | b'_')) { Encoding::Base64Url } else { Encoding::Base64 }
}

/// True if the text ends with a JWT header. The payload after it may be compressed and start with any bytes.
fn follows_header(before: &[u8]) -> bool {
    let start = before.iter().rposition(|byte| !is_base64(*byte)).map_or(0, |at| at + 1);
    memchr::memmem::find(&before[start..], b"eyJ").is_some()
}

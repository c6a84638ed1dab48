//! Splits `multipart/form-data` into its parts (RFC 7578).

use std::borrow::Cow;

use crate::spec::parameter;

/// A part of a form.
///
/// It has no `Debug`, because it contains the data of customers.
pub struct FormPart<'a> {
    /// The name of the field.
    pub name: Cow<'a, str>,
    /// The media type of its content, if the part states it.
    pub content_type: Option<&'a str>,
    /// Whether the content is that of a file with a name.
    pub is_file: bool,
    /// The content.
    pub body: &'a [u8],
}

/// Why a body is not multipart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
pub enum Malformed {
    /// No line is a boundary.
    #[strum(serialize = "it does not start with a boundary")]
    BoundaryMissing,
    /// A part has no blank line after its headers.
    #[strum(serialize = "a part has no end of its headers")]
    HeadersUnended,
    /// A part has no name.
    #[strum(serialize = "a part has no name")]
    NameMissing,
}

/// The parts of a body. Recorders lose the boundary of the media type, so that of the first line counts as well.
///
/// # Errors
///
/// The body is not multipart.
pub fn form_parts<'a>(body: &'a [u8], media_type: &str) -> Result<Vec<FormPart<'a>>, Malformed> {
    let delimiter = delimiter(body, media_type).ok_or(Malformed::BoundaryMissing)?;
    let mut parts = Vec::new();
    let mut pieces = split(body, &delimiter);
    // What comes before the first boundary is to be ignored (RFC 2046, section 5.1.1).
    pieces.next();
    for piece in pieces {
        if piece.starts_with(b"--") {
            break;
        }
        parts.push(part(piece)?);
    }
    Ok(parts)
}

fn delimiter(body: &[u8], media_type: &str) -> Option<Vec<u8>> {
    let declared = parameter(media_type, "boundary").map(|boundary| format!("--{boundary}").into_bytes());
    let declared = declared.filter(|delimiter| memchr::memmem::find(body, delimiter).is_some());
    declared.or_else(|| {
        let first = body.split(|byte| *byte == b'\n').next()?.trim_ascii_end();
        (first.starts_with(b"--") && first.len() > 2).then(|| first.to_vec())
    })
}

/// The pieces between delimiters that start a line.
fn split<'a>(body: &'a [u8], delimiter: &[u8]) -> impl Iterator<Item = &'a [u8]> {
    let starts_line = |at: &usize| *at == 0 || body.get(at - 1) == Some(&b'\n');
    let places = memchr::memmem::find_iter(body, delimiter).filter(starts_line).collect::<Vec<_>>();
    let starts = std::iter::once(0).chain(places.clone().into_iter().map({
        let length = delimiter.len();
        move |at| at + length
    }));
    let ends = places.into_iter().chain(std::iter::once(body.len()));
    starts.zip(ends).map(|(start, end)| body.get(start..end).unwrap_or_default())
}

fn part(piece: &[u8]) -> Result<FormPart<'_>, Malformed> {
    let (head, body) = head_and_body(without_line_break_before(piece)).ok_or(Malformed::HeadersUnended)?;
    let (mut name, mut content_type, mut is_file) = (None, None, false);
    for line in head.lines() {
        let Some((header, value)) = line.split_once(':') else { continue };
        match header.trim().to_ascii_lowercase().as_str() {
            "content-disposition" => {
                name = parameter(value, "name");
                is_file = ["filename", "filename*"].iter().any(|known| parameter(value, known).is_some());
            }
            "content-type" => content_type = Some(value.trim()),
            _ => {}
        }
    }
    // Browsers write quotes and line breaks in names percent-encoded, and nothing else.
    let name = name.ok_or(Malformed::NameMissing)?;
    Ok(FormPart { name: name.replace("%22", "\"").into(), content_type, is_file, body })
}

fn without_line_break_before(piece: &[u8]) -> &[u8] {
    // Blanks may follow a boundary.
    let line_end = piece.iter().position(|byte| *byte == b'\n').map_or(piece.len(), |at| at + 1);
    piece.get(line_end..).unwrap_or_default()
}

/// The headers of a part, and its body without the line break before the next boundary.
fn head_and_body(part: &[u8]) -> Option<(&str, &[u8])> {
    let crlf = memchr::memmem::find(part, b"\r\n\r\n").map(|at| (at, 4));
    let lf = memchr::memmem::find(part, b"\n\n").map(|at| (at, 2));
    let (at, length) = crlf.into_iter().chain(lf).min()?;
    let head = std::str::from_utf8(part.get(..at)?).ok()?;
    let body = part.get(at + length..)?;
    let body = body.strip_suffix(b"\n").unwrap_or(body);
    Some((head, body.strip_suffix(b"\r").unwrap_or(body)))
}

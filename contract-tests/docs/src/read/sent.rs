//! Raw requests in guides: the request line, headers, a blank line and the body; and labels directly above a
//! sample.

use super::split_cells::status;
use crate::page::{Block, Code, Kind, Noise, Row, Table};
use crate::vocabulary::Column;

/// How many of these lines are request headers: `Content-Type: application/json`.
pub(super) fn headers(lines: &[(u32, String)]) -> usize {
    lines.iter().take_while(|(_, text)| header(text).is_some()).count()
}

/// The name and the value of a header.
pub(super) fn header(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(": ")?;
    let known = ["Accept", "Authorization", "Cookie", "Host"].contains(&name);
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.contains('-')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (known || is_name).then_some((name, value.trim()))
}

/// The headers and the body of a raw request, below its first line.
pub(super) fn parts(lines: &[(u32, String)]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let used = headers(lines);
    let row = |(line, text): &(u32, String)| {
        // Every request has these, whatever the API.
        let of_transport = ["Host", "User-Agent", "Content-Length", "Connection", "Accept-Encoding"];
        let (name, value) = header(text).filter(|(name, _)| !of_transport.contains(name))?;
        Some(Row { line: *line, cells: vec![name.to_owned(), value.to_owned(), "header".to_owned()] })
    };
    let rows: Vec<Row> = lines.iter().take(used).filter_map(row).collect();
    if let (Some((first, _)), Some((last, _))) = (lines.first(), lines.get(used.saturating_sub(1)))
        && used > rows.len()
    {
        let kind = Kind::Noise(Noise::SentHeader);
        blocks.push(Block { line: *first, end: *last, kind });
    }
    if let (Some(first), Some(last)) = (rows.first().map(|row| row.line), rows.last().map(|row| row.line)) {
        let columns = vec![Column::Name, Column::Text, Column::Place];
        let table = Table { title: "header".to_owned(), columns, rows };
        blocks.push(Block { line: first, end: last, kind: Kind::Table(table) });
    }
    let body: Vec<&(u32, String)> =
        lines.iter().skip(used).skip_while(|(_, text)| text.trim().is_empty()).collect();
    if let (Some((first, _)), Some((last, _))) = (body.first(), body.last()) {
        let text = body.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
        let kind = if text.trim_start().starts_with(['{', '[']) {
            Kind::Code(Code {
                text,
                text_line: *first,
                generated: false,
                status: None,
                language: None,
                place: Some("request"),
            })
        } else {
            Kind::Unread("a part of a raw request that was not understood".to_owned())
        };
        blocks.push(Block { line: *first, end: *last, kind });
    }
    blocks
}

/// The side and status that the line directly above a sample states.
pub(super) fn label(line: &str, next: &str) -> Option<(&'static str, Option<String>)> {
    const ANSWERS: [&str; 4] = ["response", "réponse", "respuesta", "returns"];
    const REQUESTS: [&str; 3] = ["request", "payload", "body"];
    let line = line.trim();
    if !next.starts_with(['{', '[']) || line.ends_with('.') || line.split_whitespace().count() > 5 {
        return None;
    }
    let lower = line.to_lowercase();
    let word = |known: &str| lower.split(|c: char| !c.is_alphabetic()).any(|word| word == known);
    let side = if ANSWERS.into_iter().any(word) {
        "response"
    } else if REQUESTS.into_iter().any(word) {
        "request"
    } else {
        return None;
    };
    let code = line.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| status(word) == Some(word.len()));
    Some((side, code.map(str::to_owned)))
}

#[cfg(test)]
mod tests {
    use super::{header, label};

    #[test]
    fn headers_and_labels_are_told_from_words() {
        assert_eq!(header("Content-Type: application/json"), Some(("Content-Type", "application/json")));
        assert_eq!(header("Authorization: Bearer <token>"), Some(("Authorization", "Bearer <token>")));
        assert_eq!(header("Format: JSON"), None);
        assert_eq!(label("Response (201)", "{"), Some(("response", Some("201".to_owned()))));
        assert_eq!(label("Request body:", "{"), Some(("request", None)));
        assert_eq!(label("Response", "The answer"), None);
        assert_eq!(label("The company sends this to you in its response", "{"), None);
    }
}

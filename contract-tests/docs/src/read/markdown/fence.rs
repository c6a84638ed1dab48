//! Fences: samples, raw requests, commands and OpenAPI documents.

use super::Reader;
use crate::page::{Code, Kind, Noise};
use crate::read::markdown_lines::{dedented, fence, operation};
use crate::read::operation_line::sent;
use crate::read::sent::parts as sent_parts;
use crate::read::split_cells::status;
use crate::vocabulary::english;

/// A fence and its lines.
struct Fence<'a> {
    /// The first word after its marks, and the others.
    words: Vec<&'a str>,
    info: &'a str,
    marks: usize,
    code: String,
    /// The lines of its marks.
    first: u32,
    last: u32,
}

impl Reader {
    /// The fence that starts on this line; `end` is the index after its last line.
    pub(super) fn fence(&mut self, info: &str, marks: usize, end: usize) {
        let last = end.saturating_sub(1);
        let is_closed = last > self.at
            && fence(self.text(last).trim()).is_some_and(|count| count >= marks)
            && self.text(last).trim().trim_matches(['`', '~']).is_empty();
        if !is_closed {
            return self.push(end - self.at, Kind::Unexplained("a fence that is not closed".to_owned()));
        }
        let inner = self.lines.get(self.at + 1..last).unwrap_or_default().to_vec();
        let found = Fence {
            words: info.split_whitespace().collect(),
            info,
            marks,
            code: dedented(&inner),
            first: self.line(self.at),
            last: self.line(last),
        };
        self.at = end;
        if found.is_openapi() {
            return self.document(found);
        }
        match found.request().filter(|_| self.fields.is_empty()) {
            Some((method, path)) => self.request(&found, method, path, &inner),
            None => self.code(found),
        }
    }

    fn document(&mut self, found: Fence<'_>) {
        if let Some((method, path)) = operation(found.info) {
            self.add(found.first, found.first, Kind::Operation { method, path });
        }
        let (line, end) = (found.first + 1, found.last - 1);
        self.add(found.first, found.first, Kind::Noise(Noise::DocumentFence));
        self.add(line, end.max(line), Kind::OpenApi(found.code));
        self.add(found.last, found.last, Kind::Noise(Noise::DocumentFence));
    }

    fn request(&mut self, found: &Fence<'_>, method: &'static str, path: String, inner: &[(u32, String)]) {
        let line = found.first + 1;
        self.add(line, line, Kind::Operation { method, path });
        self.blocks.extend(sent_parts(inner.get(1..).unwrap_or_default()));
        self.marks(found.first, found.last);
    }

    fn code(&mut self, found: Fence<'_>) {
        let (first, last) = (found.first, found.last);
        if found.code.trim().is_empty() {
            return self.add(first, last, Kind::Noise(Noise::EmptyFence));
        }
        if !self.fields.is_empty() {
            // It shows a possible value of the field, not a request or response.
            return self.add(first, last, Kind::Noise(Noise::FieldExample));
        }
        let title = Title::of(found.info);
        let status = found.words.iter().find(|word| word.len() == 3 && status(word).is_some());
        let code = Code {
            text_line: first + 1,
            generated: false,
            status: status.map(|word| (*word).to_owned()).or(title.status),
            language: found.words.first().map(|word| (*word).to_owned()),
            place: title.side.or_else(|| self.side()),
            text: found.code,
        };
        self.add(first, last, Kind::Code(code));
        self.marks(first, last);
    }

    fn marks(&mut self, first: u32, last: u32) {
        for line in [first, last] {
            self.add(line, line, Kind::Noise(Noise::Fence));
        }
    }
}

impl Fence<'_> {
    fn is_openapi(&self) -> bool {
        ["openapi:", "paths:", "swagger:"].iter().any(|start| self.code.starts_with(start))
            || (self.marks >= 4 && operation(self.info).is_some())
    }

    /// The operation of a raw request.
    fn request(&self) -> Option<(&'static str, String)> {
        let may_be =
            self.words.first().is_none_or(|word| matches!(*word, "http" | "text" | "txt" | "plaintext"));
        sent(&self.code).filter(|_| may_be && self.marks < 4)
    }
}

/// What the title of a fence states: `json Response 200`, `json title="Error"`.
#[derive(Default)]
struct Title {
    side: Option<&'static str>,
    status: Option<String>,
}

impl Title {
    fn of(info: &str) -> Self {
        let lower = english(info.split_once(' ').map_or("", |(_, title)| title));
        let has = |word: &str| lower.split(|c: char| !c.is_alphanumeric()).any(|known| known == word);
        if has("error") || has("failure") {
            return Self { side: Some("response"), status: Some("4XX".to_owned()) };
        }
        let side = if has("response") || has("success") {
            Some("response")
        } else if has("request") || has("payload") || has("body") {
            Some("request")
        } else {
            None
        };
        Self { side, status: None }
    }
}

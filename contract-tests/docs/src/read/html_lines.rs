//! The lines of the visible text of an HTML page.
//!
//! A page may have no line breaks, or many within a sentence. So its marks are numbered by lines of visible text: a
//! paragraph, a row of a table, an item, a line of code.

use super::html::{Mark, Telling};
use super::html_page::{is_block, is_heading, is_skipped};
use super::html_reference::names_method;

/// The lines of visible text, each with its line in the file.
pub(super) struct TextLines {
    lines: Vec<(u32, String)>,
    skipped: Vec<String>,
    /// True within a button that names an operation, which is text of the page.
    names_operation: bool,
    /// The open elements within which text is not broken into lines.
    whole: Vec<String>,
    in_code: bool,
    /// The open `div` elements within a sample of Redoc.
    sample: usize,
}

/// Numbers the marks of a page by lines of visible text, and returns these.
pub(super) fn number(marks: &mut [Mark]) -> Vec<(u32, String)> {
    let mut lines = TextLines {
        lines: vec![(1, String::new())],
        skipped: Vec::new(),
        names_operation: false,
        whole: Vec::new(),
        in_code: false,
        sample: 0,
    };
    for mark in marks {
        lines.take(mark);
    }
    lines.lines
}

impl TextLines {
    fn take(&mut self, mark: &mut Mark) {
        match mark {
            Mark::Open { line, name, part, is_navigation, is_empty, telling } => {
                if !self.skipped.is_empty() || *is_navigation || is_skipped(name) {
                    self.names_operation |= names_method(telling);
                    if !*is_empty {
                        self.skipped.push(name.clone());
                    }
                } else {
                    self.open(*line, name, part.is_some());
                    self.open_sample(name, telling);
                }
                *line = self.number();
            }
            Mark::Close { name } => self.close(name),
            Mark::Text { line, text } => {
                let real = *line;
                let leading =
                    text.bytes().take_while(u8::is_ascii_whitespace).filter(|b| *b == b'\n').count();
                *line = self.number();
                if self.skipped.is_empty() || self.names_operation {
                    self.text(real, leading, text);
                }
            }
        }
    }

    fn open_sample(&mut self, name: &str, telling: &Telling) {
        if name == "div" && (self.sample > 0 || telling.class.contains("redoc-json")) {
            self.sample += 1;
        }
    }

    fn open(&mut self, line: u32, name: &str, has_part: bool) {
        if self.in_code || self.sample > 0 {
            return;
        }
        let starts = starts_line(name);
        if starts || (self.whole.is_empty() && (is_block(name) || has_part)) {
            self.begin(line);
        }
        if starts && name != "table" {
            self.whole.push(name.to_owned());
        } else if matches!(name, "td" | "th") {
            self.space();
        }
        self.in_code |= name == "pre";
    }

    fn close(&mut self, name: &str) {
        if let Some(open) = self.skipped.iter().rposition(|open| open == name) {
            self.skipped.truncate(open);
            if self.skipped.is_empty() && std::mem::take(&mut self.names_operation) {
                let line = self.lines.last().map_or(1, |(line, _)| *line);
                self.begin(line);
            }
            return;
        }
        if !self.skipped.is_empty() || (self.in_code && name != "pre") {
            return;
        }
        if self.sample > 0 {
            self.sample -= usize::from(name == "div");
            if self.sample > 0 {
                return;
            }
        }
        self.in_code &= name != "pre";
        if let Some(open) = self.whole.iter().rposition(|open| open == name) {
            self.whole.truncate(open);
        }
        if starts_line(name) || (self.whole.is_empty() && is_block(name)) {
            let line = self.lines.last().map_or(1, |(line, _)| *line);
            self.begin(line);
        }
    }

    fn text(&mut self, real: u32, leading: usize, text: &str) {
        if !self.in_code {
            if text.trim().is_empty() {
                return self.space();
            }
            if let Some((line, current)) = self.lines.last_mut() {
                if current.trim().is_empty() {
                    *line = real.saturating_add(u32::try_from(leading).unwrap_or(0));
                }
                current.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
                if text.ends_with(char::is_whitespace) {
                    current.push(' ');
                }
            }
            return;
        }
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                self.lines.push((real.saturating_add(u32::try_from(index).unwrap_or(0)), String::new()));
            }
            if let Some((_, current)) = self.lines.last_mut() {
                current.push_str(part);
            }
        }
    }

    /// Begins a line, unless the current one is still empty.
    fn begin(&mut self, line: u32) {
        match self.lines.last_mut() {
            Some((known, current)) if current.trim().is_empty() => *known = line,
            _ => self.lines.push((line, String::new())),
        }
    }

    fn space(&mut self) {
        if let Some((_, current)) = self.lines.last_mut()
            && !current.is_empty()
        {
            current.push(' ');
        }
    }

    fn number(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }
}

fn starts_line(name: &str) -> bool {
    is_heading(name) || matches!(name, "pre" | "table" | "tr" | "li")
}

//! The text of a rendered reference page, as copied from the screen: without markup, with tables without cell
//! borders, lists with one word per line, and generated samples before the first heading.

use std::collections::HashSet;

use super::bars;
use super::code_lines::{begins, curl_length, is_title};
use super::dense::{self, is_dense};
use super::dialect::{Address, OperationEnd, Row as DialectRow};
use super::fields::{begins_at, field, media_line};
use super::front::{labelled, operation};
use super::redoc;
use super::sent::{header as sent_header, headers, label};
use super::site::{self, noise};
use super::split::{header, is_spaced_header, looks_joined};
use super::split_cells::row;
use super::tabs;
use crate::page::{Block, Code, Heading, Kind, Noise, Row, Table, parse_sample};
use crate::vocabulary::Column;

/// The text of a rendered page.
pub(super) static DIALECT: DialectRow = DialectRow {
    name: "text",
    endings: &["txt"],
    rare_endings: &[],
    // Markdown saved with another extension.
    confirms: |text| !text.contains("\n````") && !text.starts_with("---\n"),
    begins: |_| true,
    is_served: |_, _| false,
    address: Address::Tells,
    asked_for: Some(("text/plain", 7)),
    is_indexed: false,
    blocks,
    lines: site::lines,
    operations: OperationEnd::NextTitle,
    text: site::text,
};

/// The maximum number of lines of a sample.
const LONGEST_SAMPLE: usize = 4_000;

/// The blocks of a page's text.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let lines: Vec<(u32, String)> =
        (1..).zip(text.lines()).map(|(line, text)| (line, text.trim_end().to_owned())).collect();
    let mut reader = Reader::new(lines, false);
    reader.dense = is_dense(text);
    reader.named = dense::operation(&reader.lines).filter(|_| reader.dense);
    reader.read();
    redoc::begin(&mut reader.blocks, &reader.lines);
    reader.blocks
}

/// Reads lines that another reader extracted from a richer format.
pub(crate) fn blocks_of_lines(lines: Vec<(u32, String)>, seen_heading: bool) -> Vec<Block> {
    let mut reader = Reader::new(lines, seen_heading);
    reader.read();
    reader.blocks
}

struct Reader {
    lines: Vec<(u32, String)>,
    names: HashSet<String>,
    at: usize,
    blocks: Vec<Block>,
    seen_heading: bool,
    in_code: bool,
    /// True if the text has no blank lines.
    dense: bool,
    /// Where such a text names its operation: the indexes of the method and the sentence, and the operation.
    named: Option<(usize, usize, &'static str, String)>,
    /// The side and status stated for the next sample.
    next_sample: Option<(&'static str, Option<String>)>,
}

impl Reader {
    fn new(lines: Vec<(u32, String)>, seen_heading: bool) -> Self {
        Self {
            names: names(&lines),
            lines,
            at: 0,
            blocks: Vec::new(),
            seen_heading,
            in_code: false,
            dense: false,
            named: None,
            next_sample: None,
        }
    }

    fn read(&mut self) {
        while self.at < self.lines.len() {
            let before = self.at;
            self.step();
            // Every step consumes at least one line, so the work is bounded by the page.
            self.at = self.at.max(before + 1);
        }
    }

    fn step(&mut self) {
        let line = self.text(self.at).trim().to_owned();
        if line.is_empty() {
            return;
        }
        if let Some(noise) = noise(&line) {
            return self.push(1, Kind::Noise(noise));
        }
        if self.step_of_names() {
            return;
        }
        let rest = self.lines.get(self.at..).unwrap_or_default();
        if let Some(found) = label(&line, self.text(self.at + 1)) {
            self.in_code = false;
            self.next_sample = Some(found);
            return self.push(1, Kind::Noise(Noise::SampleLabel));
        }
        if line.starts_with("curl ") && !is_title(&line) {
            let used = curl_length(rest);
            return self.code(used);
        }
        if self.is_heading(self.at) {
            let lower = line.to_ascii_lowercase();
            self.in_code = ["code", "example", "sdk", "snippet"].iter().any(|word| lower.contains(word))
                && !lower.contains("status code")
                && !lower.contains("error code");
            self.next_sample = None;
            self.seen_heading = true;
            return self.push(1, Kind::Heading(Heading { text: line, level: 0 }));
        }
        if line.starts_with("HTTP/1") || line.starts_with("HTTP/2") {
            let used = self.answer_length();
            let mut kind = self.code_kind(used);
            if let Kind::Code(code) = &mut kind {
                code.generated = false;
            }
            return self.push(used, kind);
        }
        if line.starts_with(['{', '[']) && (!self.in_code || (!self.seen_heading && self.stands_alone())) {
            return self.sample();
        }
        if is_title(&line)
            && (self.in_code || self.text(self.at + 1).starts_with("curl ") || begins(self.text(self.at + 1)))
        {
            self.in_code = true;
            return self.push(1, Kind::Noise(Noise::CodeTitle));
        }
        if self.in_code || begins(&line) {
            let used = self.code_length();
            return self.code(used);
        }
        self.step_of_words(&line);
    }

    /// A line that names the operation, or belongs to the line that does.
    fn step_of_names(&mut self) -> bool {
        if let Some((head, sentence, method, path)) = &self.named {
            let (method, path) = (*method, path.clone());
            if self.at == *head {
                self.push(1, Kind::Noise(Noise::Method));
                return true;
            }
            if self.at == *sentence {
                self.push(1, Kind::Operation { method, path });
                return true;
            }
            return false;
        }
        let rest = self.lines.get(self.at..).unwrap_or_default();
        let found = operation(rest).or_else(|| labelled(rest));
        let Some((method, path, used)) = found else { return false };
        let sent = headers(rest.get(used..).unwrap_or_default());
        if self.in_code && sent == 0 {
            return false;
        }
        self.push(used, Kind::Operation { method, path });
        if sent > 0 {
            self.in_code = false;
            self.sent(sent);
        }
        true
    }

    /// The headers of a raw request. Its body follows.
    fn sent(&mut self, used: usize) {
        let lines = self.lines.get(self.at..self.at + used).unwrap_or_default();
        let cells =
            |(name, value): (&str, &str)| vec![name.to_owned(), value.to_owned(), "header".to_owned()];
        let rows = lines
            .iter()
            .filter_map(|(line, text)| Some(Row { line: *line, cells: cells(sent_header(text)?) }))
            .collect();
        let columns = vec![Column::Name, Column::Text, Column::Place];
        self.push(used, Kind::Table(Table { title: "header".to_owned(), columns, rows }));
        self.next_sample = Some(("request", None));
    }

    fn step_of_words(&mut self, line: &str) {
        self.next_sample = None;
        if let Some(found) = bars::table(self.lines.get(self.at..).unwrap_or_default()) {
            if let (Some(words), (line, _)) = (found.lead, self.position()) {
                self.blocks.push(Block { line, end: line, kind: Kind::Paragraph(words) });
            }
            return self.push(found.used, Kind::Table(found.table));
        }
        if let Some((table, used)) = tabs::table(self.lines.get(self.at..).unwrap_or_default()) {
            return self.push(used, Kind::Table(table));
        }
        if begins_at(&self.lines, self.at) {
            let (field, next) = field(&self.lines, self.at);
            return self.push(next - self.at, Kind::Field(Box::new(field)));
        }
        if media_line(line) {
            return self.push(1, Kind::Paragraph(line.to_owned()));
        }
        if let Some(item) = bullet(line) {
            let item = item.to_owned();
            return self.push(1, Kind::Item(item));
        }
        if let Some(columns) = header(line)
            && !self.text(self.at + 1).trim().is_empty()
        {
            return self.table(&columns);
        }
        if is_spaced_header(line) {
            let what = "this looks like the header of a table whose cells are separated only by spaces";
            return self.push(1, Kind::Unexplained(what.to_owned()));
        }
        if looks_joined(line) && looks_joined(self.text(self.at + 1)) {
            let what = "this looks like a table with unknown column names".to_owned();
            return self.push(1, Kind::Unexplained(what));
        }
        self.push(1, Kind::Paragraph(line.to_owned()));
    }

    fn table(&mut self, columns: &[Column]) {
        // The border of the first cell is lost; its word is the start of the line.
        let title = self.text(self.at).trim().to_lowercase();
        let mut rows = Vec::new();
        let mut used = 1;
        while let Some((line, text)) = self.lines.get(self.at + used) {
            if text.trim().is_empty() || text.starts_with(['{', '[']) {
                break;
            }
            let Some(cells) = row(text, columns, &self.names) else { break };
            rows.push(Row { line: *line, cells });
            used += 1;
        }
        if rows.is_empty() {
            let what =
                "this looks like the header of a table, but no row below it can be split into its columns"
                    .to_owned();
            return self.push(1, Kind::Unexplained(what));
        }
        self.push(used, Kind::Table(Table { title, columns: columns.to_vec(), rows }));
    }

    fn sample(&mut self) {
        let (line, _) = self.position();
        let text = self.joined(self.at, self.at + LONGEST_SAMPLE);
        let (used, kind) = match parse_sample(&text, line) {
            Ok((_, bytes)) => {
                let used = text.get(..bytes).unwrap_or_default().lines().count().max(1);
                let kind = self.code_kind(used);
                let behind = text.get(bytes..).unwrap_or_default().lines().next().unwrap_or_default().trim();
                // Text directly after the end of a sample is read as a separate line.
                if self.dense && !behind.is_empty() {
                    let behind = behind.to_owned();
                    let last = self.at + used - 1;
                    self.next_sample = None;
                    self.push(used, kind);
                    if let Some((_, text)) = self.lines.get_mut(last) {
                        *text = behind;
                    }
                    self.at = last;
                    return;
                }
                (used, kind)
            }
            Err(error) => {
                let used = self
                    .lines
                    .get(self.at..)
                    .unwrap_or_default()
                    .iter()
                    .take_while(|(_, text)| !text.trim().is_empty())
                    .count();
                (
                    used,
                    Kind::Unexplained(format!(
                        "this sample cannot be read: line {}: {}",
                        error.line, error.what
                    )),
                )
            }
        };
        self.next_sample = None;
        self.push(used, kind);
    }

    /// The lines of a raw response: its status and headers, and the sample behind an empty line.
    fn answer_length(&self) -> usize {
        let rest = self.lines.get(self.at..).unwrap_or_default();
        let is_empty = |at: usize| rest.get(at).is_none_or(|(_, text)| text.trim().is_empty());
        let head = (0..rest.len()).take_while(|at| !is_empty(*at)).count();
        let body = head + 1;
        let starts = rest.get(body).is_some_and(|(_, text)| text.starts_with(['{', '[']));
        let text = self.joined(self.at + body, self.at + body + LONGEST_SAMPLE);
        match parse_sample(&text, 1) {
            Ok((_, bytes)) if starts => body + text.get(..bytes).unwrap_or_default().lines().count().max(1),
            _ => head,
        }
    }

    /// True if the sample and the code around it end with this line.
    fn stands_alone(&self) -> bool {
        let text = self.joined(self.at, self.at + LONGEST_SAMPLE);
        let Ok((_, bytes)) = parse_sample(&text, 1) else { return false };
        let mut rest = text.get(bytes..).unwrap_or_default().lines();
        let is_end = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
        is_end(rest.next())
            && rest.next().is_none_or(|line| line.trim().is_empty() || line.starts_with(['{', '[']))
    }

    fn code(&mut self, used: usize) {
        let mut kind = self.code_kind(used);
        if let Kind::Code(code) = &mut kind {
            // Objects in code are not JSON samples.
            code.language = Some("code".to_owned());
        }
        // The same request in other languages follows without a title, or even without a line break.
        let last = self.text(self.at + used - 1).trim_end();
        self.in_code |= !self.seen_heading && last.contains("'import ");
        self.push(used, kind);
    }

    fn code_kind(&self, used: usize) -> Kind {
        let (line, _) = self.position();
        let text = self.joined(self.at, self.at + used);
        let (place, status) = self.next_sample.clone().unzip();
        Kind::Code(Code {
            text,
            text_line: line,
            generated: !self.seen_heading && place.is_none(),
            status: status.flatten(),
            language: None,
            place,
        })
    }

    /// Code ends at a heading, a title, or a blank line outside the examples section.
    fn code_length(&self) -> usize {
        let mut used = 1;
        while let Some((_, text)) = self.lines.get(self.at + used) {
            let blank = text.trim().is_empty();
            let sample = !self.seen_heading && text.starts_with(['{', '[']);
            let ends =
                if self.in_code { is_title(text) || text.starts_with("curl ") || sample } else { blank };
            let is_answer = label(text, self.text(self.at + used + 1)).is_some();
            let is_table = self.dense && text.starts_with('|');
            if ends || is_answer || is_table || self.is_heading(self.at + used) {
                break;
            }
            used += 1;
        }
        used
    }

    /// A short line between blank lines that is not a sentence.
    fn is_heading(&self, at: usize) -> bool {
        let text = self.text(at).trim();
        if is_of_redoc(text) {
            return true;
        }
        if self.dense {
            let before = at.checked_sub(1).map(|at| self.text(at)).unwrap_or_default();
            return dense::is_heading(before, text, self.text(at + 1));
        }
        let first = text.chars().next().unwrap_or(' ');
        let words = text.split_whitespace().count();
        let plain = (first.is_uppercase() || super::split_cells::status(text).is_some())
            && words <= 12
            && text.len() <= 90
            && !text.ends_with(['.', ':', ';', ',', '!', '{', '\\', '"'])
            && !text.contains(['=', ';', '{', '}', '`']);
        let blank = |at: Option<usize>| at.is_none_or(|at| self.text(at).trim().is_empty());
        plain && blank(at.checked_sub(1)) && blank(Some(at + 1)) && !media_line_only(text)
    }

    fn text(&self, at: usize) -> &str {
        self.lines.get(at).map(|(_, text)| text.as_str()).unwrap_or_default()
    }

    fn position(&self) -> (u32, usize) {
        (self.lines.get(self.at).map_or(0, |(line, _)| *line), self.at)
    }

    fn joined(&self, from: usize, to: usize) -> String {
        let lines = self.lines.get(from..to.min(self.lines.len())).unwrap_or_default();
        lines.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n")
    }

    fn push(&mut self, used: usize, kind: Kind) {
        let last = (self.at + used.max(1) - 1).min(self.lines.len().saturating_sub(1));
        let line = self.lines.get(self.at).map_or(0, |(line, _)| *line);
        let end = self.lines.get(last).map_or(line, |(line, _)| *line);
        self.blocks.push(Block { line, end, kind });
        self.at += used.max(1);
    }
}

/// The headings of Redoc, which stand directly above what they name.
fn is_of_redoc(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let starts = ["request body schema:", "response schema:"].iter().any(|start| lower.starts_with(start));
    let words =
        ["Request samples", "Response samples", "path Parameters", "query Parameters", "header Parameters"];
    starts || words.contains(&text)
}

fn media_line_only(text: &str) -> bool {
    media_line(text) && text.contains('/')
}

fn bullet(line: &str) -> Option<&str> {
    ["\u{2022} ", "- ", "* ", "\u{2013} ", "\u{25e6} "]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))
        .map(str::trim)
}

/// The keys of all samples and the names in all lists: known field names of this page.
fn names(lines: &[(u32, String)]) -> HashSet<String> {
    let mut names = HashSet::new();
    for (index, (_, line)) in lines.iter().enumerate() {
        if begins_at(lines, index) {
            names.insert(line.trim().to_owned());
        }
        let trimmed = line.trim_start();
        let key = trimmed.strip_prefix('"').and_then(|rest| rest.split_once("\":")).map(|(key, _)| key);
        names.extend(key.map(str::to_owned));
        let sent = line.split_once("--data-urlencode \"").and_then(|(_, rest)| rest.split_once('='));
        names.extend(sent.map(|(key, _)| key.to_owned()));
    }
    names
}

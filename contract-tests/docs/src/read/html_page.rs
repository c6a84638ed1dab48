//! Rendered HTML: headings, tables, code and lists by their tags, everything else line by line like plain
//! text.

use super::dialect::{Address, OperationEnd, Row as DialectRow};
use super::embedded;
use super::html::{Mark, marks};
use super::html_lines;
use super::html_reference::{self, Reference};
use super::outline;
use super::pipe_table::{columns, title};
use super::tabs;
use super::text::blocks_of_lines;
use crate::page::{Block, Code, Heading, Kind, Noise, Row, Table};
use crate::vocabulary::Column;

/// Rendered HTML.
pub(super) static DIALECT: DialectRow = DialectRow {
    name: "html",
    endings: &["html", "htm"],
    rare_endings: &["xhtml"],
    confirms: |_| true,
    begins,
    is_served: |media_type, text| {
        begins(text) || (media_type.starts_with("text/html") && text.trim_start().starts_with('<'))
    },
    address: Address::TellsNothing,
    asked_for: Some(("text/html", 8)),
    is_indexed: false,
    blocks,
    lines,
    operations: OperationEnd::Marked,
    text: |html, _| text(html),
};

/// True if a text starts like an HTML document.
fn begins(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let head = start.get(..start.len().min(15)).unwrap_or_default().to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// The blocks of a page, numbered by lines of its visible text.
pub(crate) fn blocks(html: &str) -> Vec<Block> {
    let mut marks = marks(html, 1);
    html_lines::number(&mut marks);
    let mut blocks = blocks_of(marks);
    if let Some(document) = embedded::in_script(html) {
        blocks.push(Block { line: 1, end: 1, kind: Kind::OpenApi(document) });
    }
    blocks.sort_by_key(|block| block.line);
    outline::mark(&mut blocks);
    blocks
}

/// The lines of the visible text.
fn lines(html: &str) -> Vec<(u32, String)> {
    html_lines::number(&mut marks(html, 1))
}

/// The blocks of a part whose first line has this number.
pub(crate) fn blocks_from(html: &str, first_line: u32) -> Vec<Block> {
    blocks_of(marks(html, first_line))
}

fn blocks_of(marks: Vec<Mark>) -> Vec<Block> {
    let mut reader = Reader::default();
    for mark in marks {
        reader.take(mark);
    }
    reader.end_line();
    reader.end_run();
    reader.blocks
}

/// The text of a page, without markup and without text of the site.
fn text(html: &str) -> String {
    let mut skipped: Vec<String> = Vec::new();
    let mut words = String::new();
    for mark in marks(html, 1) {
        match mark {
            Mark::Open { name, is_navigation, is_empty, .. } => {
                if !is_empty && (!skipped.is_empty() || is_navigation || is_skipped(&name)) {
                    skipped.push(name);
                }
            }
            Mark::Close { name } => {
                if let Some(open) = skipped.iter().rposition(|open| *open == name) {
                    skipped.truncate(open);
                }
            }
            Mark::Text { text, .. } if skipped.is_empty() => {
                for word in text.split_whitespace() {
                    words.push_str(word);
                    words.push(' ');
                }
            }
            Mark::Text { .. } => {}
        }
    }
    words
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// Consecutive lines of text outside known tags.
    run: Vec<(u32, String)>,
    line: Option<(u32, String)>,
    /// The stack of open elements that are not part of the page.
    skipped: Vec<String>,
    heading: Option<(u32, String)>,
    code: Option<(u32, String)>,
    item: Option<(u32, String)>,
    table: Option<Draft>,
    seen_heading: bool,
    reference: Reference,
}

#[derive(Default)]
struct Draft {
    line: u32,
    /// The names that cells of a generated reference describe.
    fields: Vec<String>,
    rows: Vec<(u32, Vec<String>)>,
}

impl Reader {
    fn take(&mut self, mark: Mark) {
        match mark {
            Mark::Open { line, name, part, is_navigation, is_empty, telling } => {
                if self.reference.open(&name, line, &telling, &mut self.blocks) {
                    self.code.get_or_insert((line, String::new()));
                }
                if !self.reference.in_sample() {
                    self.open(line, &name, part.is_some(), is_navigation, is_empty);
                }
                if let (Some(field), Some(table)) = (&telling.field, &mut self.table) {
                    table.fields.push(field.clone());
                }
            }
            Mark::Close { name } => match self.reference.close(&name) {
                Some(true) => self.end_code(),
                Some(false) => {}
                None => self.close(&name),
            },
            Mark::Text { line, text } => {
                self.reference.text(line, &text, &mut self.blocks);
                self.text(line, &text);
            }
        }
    }

    fn open(&mut self, line: u32, name: &str, has_part: bool, is_navigation: bool, is_empty: bool) {
        if !self.skipped.is_empty() || is_skipped(name) || is_navigation {
            if !is_empty {
                self.skipped.push(name.to_owned());
            }
            return;
        }
        match name {
            name if is_heading(name) => {
                self.end_line();
                self.end_run();
                self.heading = Some((line, String::new()));
            }
            "pre" => {
                self.end_line();
                self.end_run();
                self.code = Some((line, String::new()));
            }
            "table" => {
                self.end_line();
                self.end_run();
                self.table = Some(Draft { line, ..Draft::default() });
            }
            "tr" => {
                if let Some(draft) = &mut self.table {
                    draft.rows.push((line, Vec::new()));
                }
            }
            "td" | "th" => {
                if let Some((_, cells)) = self.table.as_mut().and_then(|draft| draft.rows.last_mut()) {
                    cells.push(String::new());
                }
            }
            "li" if self.table.is_some() => self.break_line("\n\u{2022} "),
            "li" => {
                self.end_line();
                self.end_item();
                self.end_run();
                self.item = Some((line, String::new()));
            }
            "br" if self.table.is_some() => self.break_line("\n"),
            "br" => self.text(line, "\n"),
            name if is_block(name) || has_part => {
                self.break_line("\n");
                self.end_line();
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(open) = self.skipped.iter().rposition(|open| open == name) {
            self.skipped.truncate(open);
            return;
        }
        if !self.skipped.is_empty() {
            return;
        }
        match name {
            name if is_heading(name) => {
                if let Some((line, text)) = self.heading.take() {
                    let text = squeezed(text.trim_matches(['\u{200b}', '#', ' ', '\n']));
                    self.seen_heading |= !text.is_empty() && name != "h1";
                    let kind = if text.is_empty() {
                        Kind::Noise(Noise::EmptyHeading)
                    } else {
                        Kind::Heading(Heading { text, level: level(name) })
                    };
                    // The title of a page is not a section.
                    let kind = if name == "h1" { Kind::Noise(Noise::Title) } else { kind };
                    self.blocks.push(Block { line, end: line, kind });
                }
            }
            "pre" => self.end_code(),
            "table" => self.end_table(),
            "li" => self.end_item(),
            name if is_block(name) => self.end_line(),
            _ => {}
        }
    }

    fn text(&mut self, line: u32, text: &str) {
        if !self.skipped.is_empty() {
            return;
        }
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
        } else if let Some(cell) = self
            .table
            .as_mut()
            .and_then(|draft| draft.rows.last_mut())
            .and_then(|(_, cells)| cells.last_mut())
        {
            cell.push_str(&text.replace('\n', " "));
        } else if let Some((_, heading)) = &mut self.heading {
            heading.push_str(text);
        } else if let Some((_, item)) = &mut self.item {
            item.push_str(text);
        } else {
            let (_, current) = self.line.get_or_insert_with(|| (line, String::new()));
            if current.trim().is_empty() {
                self.line = Some((line, text.to_owned()));
            } else {
                current.push_str(text);
            }
        }
    }

    /// Begins a line within a cell of a table.
    fn break_line(&mut self, mark: &str) {
        if !self.skipped.is_empty() || self.code.is_some() {
            return;
        }
        let row = self.table.as_mut().and_then(|draft| draft.rows.last_mut());
        if let Some(cell) = row.and_then(|(_, cells)| cells.last_mut()) {
            cell.push_str(mark);
        }
    }

    fn end_line(&mut self) {
        if let Some((line, text)) = self.line.take() {
            let text = squeezed(text.trim_matches('\u{200b}'));
            if !text.is_empty() {
                self.run.push((line, text));
            }
        }
    }

    fn end_run(&mut self) {
        if !self.run.is_empty() {
            let run = std::mem::take(&mut self.run);
            self.blocks.extend(blocks_of_lines(run, true));
        }
    }

    fn end_item(&mut self) {
        if let Some((line, text)) = self.item.take() {
            let text = squeezed(&text);
            if !text.is_empty() {
                self.blocks.push(Block { line, end: line, kind: Kind::Item(text) });
            }
        }
    }

    fn end_code(&mut self) {
        let Some((line, text)) = self.code.take() else { return };
        let generated = !self.seen_heading;
        let end = line.saturating_add(u32::try_from(text.matches('\n').count()).unwrap_or(0));
        let kind = if text.trim().is_empty() {
            Kind::Noise(Noise::EmptyCode)
        } else if let Some(table) = table_in_code(&text, line) {
            Kind::Table(table)
        } else {
            Kind::Code(Code { text, text_line: line, generated, status: None, language: None, place: None })
        };
        self.blocks.push(Block { line, end, kind });
    }

    fn end_table(&mut self) {
        let Some(draft) = self.table.take() else { return };
        if !draft.fields.is_empty() {
            return self.blocks.extend(html_reference::fields(&draft.rows, &draft.fields));
        }
        let mut rows = draft.rows.into_iter().filter(|(_, cells)| !cells.is_empty());
        let Some((line, header)) = rows.next() else { return };
        let header: Vec<String> = header.iter().map(|cell| squeezed(cell)).collect();
        let columns = columns(&header);
        let rows: Vec<Row> = rows
            .map(|(line, cells)| {
                // A cell as wide as the table is a title within it.
                let is_title = cells.len() == 1 && columns.len() > 1;
                let mut cells: Vec<String> = if is_title {
                    Vec::new()
                } else {
                    cells.iter().zip(&columns).map(|(cell, column)| words_of(cell, *column)).collect()
                };
                cells.resize(columns.len(), String::new());
                Row { line, cells }
            })
            .collect();
        let end = rows.last().map_or(line, |row| row.line);
        self.blocks.push(Block {
            line: draft.line,
            end: end.max(draft.line),
            kind: Kind::Table(Table { title: title(&header), columns, rows }),
        });
    }
}

/// The words of a cell. In a description, each line is a sentence.
fn words_of(cell: &str, column: Column) -> String {
    if !matches!(column, Column::Text | Column::Values | Column::Other) {
        return squeezed(cell);
    }
    let mut words = String::new();
    for line in cell.lines().map(squeezed).filter(|line| !line.is_empty()) {
        let ends = words.ends_with(|c: char| c.is_alphanumeric() || c == ')');
        let is_next = line.starts_with(char::is_uppercase);
        words.push_str(match (words.is_empty(), ends && is_next) {
            (true, _) => "",
            (false, true) => ". ",
            (false, false) => " ",
        });
        words.push_str(&line);
    }
    words
}

/// The table of a block of code that is none: cells between tabs.
fn table_in_code(text: &str, first: u32) -> Option<Table> {
    let lines: Vec<(u32, String)> =
        (first..).zip(text.lines()).map(|(line, text)| (line, text.trim_end().to_owned())).collect();
    let (table, used) = tabs::table(&lines)?;
    let is_all = lines.iter().skip(used).all(|(_, text)| text.is_empty());
    is_all.then_some(table)
}

/// The level of a heading by its tag: `h3`.
fn level(name: &str) -> u8 {
    name.trim_start_matches('h').parse().unwrap_or(0)
}

pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

pub(super) fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "nav"
            | "footer"
            | "svg"
            | "noscript"
            | "template"
            | "head"
            | "button"
            | "aside"
            | "iframe"
            | "form"
            | "select"
    )
}

pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "figure"
            | "details"
            | "summary"
            | "body"
            | "html"
            | "hr"
    )
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

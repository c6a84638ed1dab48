//! The blocks of a page.

use super::noise::Noise;
use super::sample::parse_sample;
use crate::vocabulary::Column;

/// A part of a page, with its lines.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// The first line, from 1.
    pub(crate) line: u32,
    /// The last line.
    pub(crate) end: u32,
    /// Its kind.
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// The method and path of the operation being described.
    Operation { method: &'static str, path: String },
    /// The title above the line that names an operation: what follows is about it.
    BeginOfOperation { method: &'static str, path: String },
    /// The end of the description of an operation.
    EndOfOperation,
    /// A heading.
    Heading(Heading),
    /// The start of a component around others, with its title or nothing.
    Container(String),
    /// The end of that component.
    EndOfContainer,
    /// One or more sentences.
    Paragraph(String),
    /// An item of a list.
    Item(String),
    /// A table.
    Table(Table),
    /// JSON or code.
    Code(Code),
    /// A parameter or field in a list.
    Field(Box<Field>),
    /// An OpenAPI document, complete or for one operation.
    OpenApi(String),
    /// Text that does not describe the API.
    Noise(Noise),
    /// Text that was not understood, with the reason.
    Unread(String),
    /// Text that could not be parsed.
    Unexplained(String),
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) text: String,
    /// Its level, from 1; 0 if the page does not show it.
    pub(crate) level: u8,
}

impl Heading {
    /// The level of bold lines, which are below all headings.
    pub(crate) const BOLD: u8 = 7;
}

/// A table with its cells.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// The title of the first column, in lower case.
    pub(crate) title: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) line: u32,
    pub(crate) cells: Vec<String>,
}

impl Table {
    /// The cell of a row in the first column of this kind.
    pub(crate) fn cell<'a>(&self, row: &'a Row, column: Column) -> Option<&'a str> {
        let index = self.columns.iter().position(|known| *known == column)?;
        row.cells.get(index).map(|cell| cell.trim())
    }

    /// All text cells of a row, joined.
    pub(crate) fn text(&self, row: &Row) -> String {
        let wanted = |column: &Column| matches!(column, Column::Text | Column::Values | Column::Other);
        let cells = self.columns.iter().zip(&row.cells).filter(|(column, _)| wanted(column));
        cells.map(|(_, cell)| cell.as_str()).collect::<Vec<_>>().join(" \u{2022} ")
    }
}

/// A fence, a `pre`, or lines of code in a text dump.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    /// The text, which starts at `text_line`.
    pub(crate) text: String,
    /// The line on which the text starts.
    pub(crate) text_line: u32,
    /// True if it is in the section for generated samples.
    pub(crate) generated: bool,
    /// The status in the title of the code.
    pub(crate) status: Option<String>,
    /// Its language, if the page states it.
    pub(crate) language: Option<String>,
    /// `request` or `response`, if the parent component states it.
    pub(crate) place: Option<&'static str>,
}

impl Code {
    /// True if it may be a JSON sample, by its language and its text.
    pub(crate) fn is_sample(&self) -> bool {
        let language = self.language.as_deref().map(str::to_ascii_lowercase);
        let may_be = language.is_none_or(|language| {
            language.starts_with("json") || matches!(language.as_str(), "text" | "txt" | "http")
        });
        let text = self.text.trim();
        // In fences of other languages as well, what is JSON as a whole is a sample.
        let is_json = || {
            parse_sample(text, 1)
                .is_ok_and(|(_, used)| text.get(used..).is_none_or(|rest| rest.trim().is_empty()))
        };
        text.starts_with(['{', '[']) && (may_be || (self.language.as_deref() != Some("code") && is_json()))
    }
}

/// A parameter or field in a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// `path`, `query`, `header`, `body` or `response`, if the component states it.
    pub(crate) place: Option<&'static str>,
    pub(crate) type_text: Option<(u32, String)>,
    pub(crate) required: Option<(u32, bool)>,
    pub(crate) default: Option<(u32, String)>,
    pub(crate) deprecated: Option<u32>,
    pub(crate) nullable: Option<u32>,
    pub(crate) options: Vec<(u32, String)>,
    pub(crate) example: Option<(u32, String)>,
    pub(crate) bounds: Vec<(u32, String)>,
    pub(crate) description: Vec<(u32, String)>,
    /// Lines of the field without content, such as `Example:`.
    pub(crate) labels: Vec<u32>,
}

//! What a page consists of.

use super::noise::Noise;
use crate::vocabulary::Column;

/// A part of a page and its lines.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// The first line, from 1.
    pub(crate) line: u32,
    /// The last line.
    pub(crate) end: u32,
    /// What it is.
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// The method and path that the page is about.
    Operation { method: &'static str, path: String },
    /// What the page said last of an operation ends here.
    EndOfOperation,
    /// A heading.
    Heading(String),
    /// A sentence or several.
    Paragraph(String),
    /// An item of a list.
    Item(String),
    /// A table.
    Table(Table),
    /// JSON or code.
    Code(Code),
    /// A parameter or a field of a list.
    Field(Box<Field>),
    /// An OpenAPI document, whole or the part that is about one operation.
    OpenApi(String),
    /// Nothing that speaks of the API.
    Noise(Noise),
    /// Something that should have been understood and was not.
    Unexplained(String),
}

/// A table with its cells.
#[derive(Debug, Clone)]
pub(crate) struct Table {
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

    /// Every cell of the columns that hold words, joined.
    pub(crate) fn words(&self, row: &Row) -> String {
        let wanted = |column: &Column| matches!(column, Column::Text | Column::Values);
        let cells = self.columns.iter().zip(&row.cells).filter(|(column, _)| wanted(column));
        cells.map(|(_, cell)| cell.as_str()).collect::<Vec<_>>().join(" \u{2022} ")
    }
}

/// A fence, a `pre`, or the lines of a dump that are code.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    /// The text, whose first line is the block's `text_line`.
    pub(crate) text: String,
    /// The line on which the text begins.
    pub(crate) text_line: u32,
    /// Does it stand in the page's own place for generated samples?
    pub(crate) generated: bool,
    /// A status that the code's title names.
    pub(crate) status: Option<String>,
    /// Its language, where the page names one.
    pub(crate) language: Option<String>,
    /// `request` or `response`, where the component around it says so.
    pub(crate) place: Option<&'static str>,
}

impl Code {
    /// Is it a sample of JSON, as far as its language and its first character tell?
    pub(crate) fn is_sample(&self) -> bool {
        let language = self.language.as_deref().map(str::to_ascii_lowercase);
        let may_be = language.is_none_or(|language| {
            language.starts_with("json") || matches!(language.as_str(), "text" | "txt" | "http")
        });
        may_be && self.text.trim_start().starts_with(['{', '['])
    }
}

/// A parameter or a field with what a list says of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// `path`, `query`, `header`, `body` or `response`, where the component itself says it.
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
    /// Lines that belong to the field and say nothing: labels such as `Example:`.
    pub(crate) labels: Vec<u32>,
}

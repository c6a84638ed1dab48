//! Reference pages that Redoc and Swagger UI render: operations, fields and samples by the attributes of their elements.

use super::front::path_of;
use super::html::Telling;
use crate::page::{Block, Field, Kind};
use crate::vocabulary::{method, types_at_start, whole_type};

/// The operation and the sample that are being read.
#[derive(Debug, Default)]
pub(super) struct Reference {
    /// The method, once its element was read.
    verb: Option<&'static str>,
    /// True within the element of a method.
    in_verb: bool,
    /// True within the type of a parameter.
    in_type: bool,
    /// The open `div` elements within a sample.
    sample: usize,
}

impl Reference {
    /// Opens an element. Returns true if it begins a sample.
    pub(super) fn open(&mut self, name: &str, line: u32, telling: &Telling, blocks: &mut Vec<Block>) -> bool {
        let begins = self.sample == 0 && name == "div" && telling.class.contains("redoc-json");
        if name == "div" && (begins || self.sample > 0) {
            self.sample += 1;
        }
        self.in_verb = names_method(telling);
        if let Some(path) = &telling.path {
            self.name(path, line, blocks);
        }
        if let Some((name, place)) = &telling.parameter {
            let field = Field { name: name.clone(), place: place_of(place), ..Field::default() };
            blocks.push(Block { line, end: line, kind: Kind::Field(Box::new(field)) });
        }
        self.in_type = telling.class.contains("parameter__type");
        let is_required = telling.class.contains("parameter__name") && telling.class.contains("required");
        if let Some(field) = last_field(blocks).filter(|_| is_required) {
            field.required = Some((line, true));
        }
        begins
    }

    /// True within a sample, whose elements are no lists.
    pub(super) fn in_sample(&self) -> bool {
        self.sample > 0
    }

    /// Closes an element within a sample. Returns whether the sample ends; `None` outside of one.
    pub(super) fn close(&mut self, name: &str) -> Option<bool> {
        if self.sample == 0 {
            return None;
        }
        self.sample -= usize::from(name == "div");
        Some(self.sample == 0)
    }

    /// Takes text: the method of an operation, or the path behind it.
    pub(super) fn text(&mut self, line: u32, text: &str, blocks: &mut Vec<Block>) {
        let text = text.trim();
        if self.in_type && !text.is_empty() {
            self.in_type = false;
            let kind = whole_type(text).map(|_| (line, text.to_owned()));
            if let Some(field) = last_field(blocks) {
                field.type_text = kind;
            }
        }
        if self.in_verb && !text.is_empty() {
            self.verb = method(&text.to_ascii_uppercase());
            self.in_verb = false;
        } else if text.starts_with('/') {
            self.name(text, line, blocks);
        } else if !text.is_empty() {
            self.verb = None;
        }
    }

    fn name(&mut self, path: &str, line: u32, blocks: &mut Vec<Block>) {
        let path = path_of(path);
        let is_path = path.len() > 1 && !path.contains(char::is_whitespace);
        if let Some(method) = self.verb.take().filter(|_| is_path) {
            let kind = Kind::Operation { method, path: path.to_owned() };
            blocks.push(Block { line, end: line, kind });
        }
    }
}

/// True for an element with the method of an operation.
pub(super) fn names_method(telling: &Telling) -> bool {
    telling.class.contains("http-verb") || telling.class.contains("opblock-summary-method")
}

/// The field that was read last.
fn last_field(blocks: &mut [Block]) -> Option<&mut Field> {
    match &mut blocks.last_mut()?.kind {
        Kind::Field(field) => Some(field),
        _ => None,
    }
}

fn place_of(word: &str) -> Option<&'static str> {
    ["path", "query", "header", "body"].into_iter().find(|place| *place == word)
}

/// The fields of a table whose cells have the names as attributes.
pub(super) fn fields(rows: &[(u32, Vec<String>)], names: &[String]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for ((line, cells), name) in rows.iter().filter(|(_, cells)| cells.len() >= 2).zip(names) {
        let (head, words) =
            (cells.first().map_or("", String::as_str), cells.get(1).map_or("", String::as_str));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = types_at_start(&words).into_iter().next();
        let length = kind.as_ref().map_or(0, |kind| kind.length);
        let (kind, rest) = words.split_at_checked(length).unwrap_or(("", &words));
        let required = head.strip_prefix(name.as_str()).is_some_and(|rest| rest.contains("required"));
        let field = Field {
            name: name.clone(),
            type_text: (!kind.is_empty()).then(|| (*line, kind.to_owned())),
            required: required.then_some((*line, true)),
            description: vec![(*line, rest.trim().to_owned())],
            ..Field::default()
        };
        blocks.push(Block { line: *line, end: *line, kind: Kind::Field(Box::new(field)) });
    }
    blocks
}

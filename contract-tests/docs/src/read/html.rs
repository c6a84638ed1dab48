//! HTML as a sequence of opening tags, closing tags and text, each with its line.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// An item of the sequence.
#[derive(Debug, Clone)]
pub(crate) enum Mark {
    Open {
        line: u32,
        name: String,
        part: Option<String>,
        is_navigation: bool,
        is_empty: bool,
        telling: Telling,
    },
    Close {
        name: String,
    },
    Text {
        line: u32,
        text: String,
    },
}

/// The attributes by which generators of reference pages tell what an element shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Telling {
    pub(crate) class: String,
    /// The name of the field that a cell describes.
    pub(crate) field: Option<String>,
    /// The path of an operation.
    pub(crate) path: Option<String>,
    /// The name and the place of the parameter that a row describes.
    pub(crate) parameter: Option<(String, String)>,
}

impl Telling {
    fn of(get: &dyn Fn(&[u8]) -> Option<String>) -> Self {
        let is_field = get(b"kind").is_some_and(|kind| kind == "field");
        Self {
            class: get(b"class").unwrap_or_default(),
            field: get(b"title").filter(|_| is_field),
            path: get(b"data-path"),
            parameter: get(b"data-param-name").zip(get(b"data-param-in")),
        }
    }
}

/// The items of a page whose first line has this number.
pub(crate) fn marks(html: &str, first_line: u32) -> Vec<Mark> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut lines = Lines { text: html.as_bytes(), at: 0, line: first_line };
    let mut marks = Vec::new();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let get = |name: &[u8]| tag.attributes.get(name).map(|value| text(&value.value));
                marks.push(Mark::Open {
                    line: lines.at(tag.span.start),
                    name: text(&tag.name),
                    part: get(b"data-component-part"),
                    is_navigation: get(b"role").is_some_and(|role| role == "navigation")
                        || get(b"aria-hidden").is_some_and(|hidden| hidden == "true"),
                    is_empty: tag.self_closing || is_void(&text(&tag.name)),
                    telling: Telling::of(&get),
                });
            }
            Token::EndTag(tag) => marks.push(Mark::Close { name: text(&tag.name) }),
            Token::String(string) => {
                let line = lines.at(string.span.start);
                marks.push(Mark::Text { line, text: text(&string.value) });
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    marks
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// The lines of increasing offsets, in one pass.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn at(&mut self, offset: usize) -> u32 {
        let offset = offset.min(self.text.len());
        while self.at < offset {
            if self.text.get(self.at) == Some(&b'\n') {
                self.line = self.line.saturating_add(1);
            }
            self.at += 1;
        }
        self.line
    }
}

//! Parses a text into a tree.

use granit_parser::{Event, Options, Parser};

use crate::build::{Builder, Tags};
use crate::{Node, Place, Span, Value};

/// A parse error.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct ReadError {
    /// What is wrong.
    pub what: String,
    /// The place.
    pub place: Place,
}

/// Parses a text with one YAML document. An empty text is `null`.
///
/// # Errors
/// The text is not YAML, has a duplicate key or a second document, or exceeds a limit (depth, size, aliases).
pub fn read_yaml(text: &str) -> Result<Node, ReadError> {
    read(text, Rest::Refused, Tags::Core)
}

/// Parses a text with one YAML document that a program wrote. Bytes (`!!binary`, `!binary`) are [`Value::Binary`], other
/// scalars with tags of its language are texts, and so are numbers that are not finite.
///
/// # Errors
/// As for [`read_yaml`], but not for such a number.
pub fn read_data(text: &str) -> Result<Node, ReadError> {
    read(text, Rest::Refused, Tags::Any)
}

/// Parses the first YAML document of a text and ignores the rest.
///
/// # Errors
/// As for [`read_yaml`], except for further documents.
pub fn read_first(text: &str) -> Result<Node, ReadError> {
    read(text, Rest::Ignored, Tags::Core)
}

/// How to treat documents after the first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    Refused,
    Ignored,
}

fn read(text: &str, rest: Rest, tags: Tags) -> Result<Node, ReadError> {
    let mut builder = Builder::new(tags);
    let mut documents = 0;
    let mut options = Options::default();
    options.set_emit_comments(false);
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event
            .map_err(|error| ReadError { what: error.kind().to_string(), place: place(error.marker()) })?;
        let place = place(&span.start);
        match event {
            Event::DocumentStart(..) => documents += 1,
            Event::DocumentEnd if rest == Rest::Ignored => break,
            _ => {}
        }
        if documents > 1 {
            return Err(ReadError { what: "the text has more than one YAML document".to_owned(), place });
        }
        let bytes = span.byte_range().map(Span::from).unwrap_or_default();
        builder.take(event, place, bytes)?;
    }
    let nothing = Node { value: Value::Null, place: Place { line: 1, column: 1 }, span: Span::default() };
    Ok(builder.finish().unwrap_or(nothing))
}

fn place(marker: &granit_parser::Marker) -> Place {
    let clamp = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place { line: clamp(marker.line()), column: clamp(marker.col().saturating_add(1)) }
}

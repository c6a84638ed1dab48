//! Responses as they are sent: a status line, headers, a blank line and the body.

use super::builder::{Builder, Place};
use super::context::Context;
use super::sample;
use crate::model::{Grade, Location, Predicate, Section};
use crate::page::{Block, Code, parse_sample};
use crate::vocabulary::is_name;

/// Adds the claims of a response.
pub(super) fn add(builder: &mut Builder, code: &Code, block: &Block, context: &Context) {
    let mut lines = (code.text_line..).zip(code.text.lines()).skip_while(|(_, text)| text.trim().is_empty());
    let Some((line, first)) = lines.next().filter(|_| !context.is_elsewhere) else {
        return builder.unread_rest(block.line..=block.end, "a response of something else");
    };
    let status = first.split_whitespace().nth(1).filter(|word| crate::read_status(word) == Some(word.len()));
    let place = Place {
        line,
        section: Section::HandWrittenSample,
        grade: Grade::Prose,
        location: Location::Status,
        status: status.map(str::to_owned),
        pointer: String::new(),
    };
    if let Some(status) = status {
        builder.add(&place, Predicate::Status, status);
    }
    let body = Place { location: Location::ResponseBody, ..place };
    for (line, text) in lines.by_ref() {
        if text.trim().is_empty() {
            break;
        }
        match text.split_once(':') {
            Some((name, media)) if name.trim().eq_ignore_ascii_case("content-type") => {
                let media = media.split(';').next().unwrap_or_default().trim();
                builder.add(&body.at(line), Predicate::Format, media);
            }
            Some(_) => builder.note(line, "a header of a response"),
            None => builder.unread(line, "a part of a response that was not understood"),
        }
    }
    let rest: Vec<(u32, &str)> = lines.skip_while(|(_, text)| text.trim().is_empty()).collect();
    if let Some((line, _)) = rest.first() {
        let text = rest.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n");
        if let Ok((found, _)) = parse_sample(&text, *line) {
            sample::add(builder, &found, Section::HandWrittenSample, Location::ResponseBody, status);
            builder.note_all(*line..=block.end, "a bracket of a sample");
        }
    }
    builder.note(block.line, "the fence of a sample");
    builder.note(block.end, "the fence of a sample");
    builder.unread_rest(block.line..=block.end, "a body that is not JSON");
}

/// The status of code that is only the first lines of a response: `202 Accepted`.
pub(super) fn status_line(code: &Code) -> Option<String> {
    let mut lines = code.text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next()?;
    let length = crate::read_status(first)?;
    let words = first.get(length..)?;
    let is_reason = words.split_whitespace().count() <= 5
        && words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\''));
    let is_header = |line: &str| line.split_once(": ").is_some_and(|(name, _)| is_name(name));
    (is_reason && lines.all(is_header)).then(|| first.get(..length).unwrap_or_default().to_ascii_uppercase())
}

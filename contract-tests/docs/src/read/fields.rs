//! Lists of parameters and fields with one word per line: name, type, `required`, example, description.
//!
//! The text of generated reference pages looks like this when copied from the screen.

use super::operation_line::is_part;
use crate::page::Field;
use crate::subject::{is_about_errors, is_about_sent, names_object};
use crate::vocabulary::{english, is_name, whole_type};

/// Lines of a page, from the first, with their numbers.
pub(crate) struct Lines<'a> {
    pub(crate) lines: &'a [(u32, String)],
}

/// True if a list starts at this line: a name, with a type below it.
pub(crate) fn begins_at(lines: &[(u32, String)], at: usize) -> bool {
    let Some((_, name)) = lines.get(at) else { return false };
    let Some((_, below)) = lines.get(at + 1) else { return false };
    // Redoc writes `required` between the name and the type.
    let below = if below.trim() == "required" {
        lines.get(at + 2).map_or("", |(_, text)| text.as_str())
    } else {
        below
    };
    is_name(name.trim()) && !is_attribute(name) && whole_type(below).is_some()
}

/// True for a word that describes the name above it.
fn is_attribute(line: &str) -> bool {
    matches!(line.trim(), "required" | "optional" | "deprecated" | "nullable")
}

/// Reads one field. Also returns the line of the next.
pub(crate) fn field(lines: &[(u32, String)], start: usize) -> (Field, usize) {
    let mut reader = Lines { lines };
    reader.field(start)
}

/// Headings that end a list.
pub(crate) fn ends_list(line: &str) -> bool {
    const HEADINGS: &[&str] = &[
        "authorizations",
        "authorization",
        "path parameters",
        "query parameters",
        "headers",
        "header parameters",
        "cookies",
        "body",
        "request body",
        "response",
        "responses",
        "related topics",
        "was this page helpful?",
    ];
    HEADINGS.contains(&line.trim().to_ascii_lowercase().as_str())
}

/// True for a title of what is described next: errors, a webhook, an object, or a part of the operation.
fn begins_section(line: &str) -> bool {
    let line = line.trim();
    let is_title = line.starts_with(char::is_uppercase)
        && line.split_whitespace().count() <= 5
        && !line.ends_with(['.', ':', ',', ';', '!', '?']);
    if !is_title || is_attribute(&line.to_lowercase()) || whole_type(line).is_some() {
        return false;
    }
    let lower = english(line);
    is_part(line) || is_about_errors(&lower) || is_about_sent(&lower) || names_object(&lower)
}

impl Lines<'_> {
    fn get(&self, at: usize) -> Option<(u32, &str)> {
        self.lines.get(at).map(|(line, text)| (*line, text.trim()))
    }

    fn field(&mut self, start: usize) -> (Field, usize) {
        let mut field = Field::default();
        let mut at = start;
        if let Some((_, name)) = self.get(at) {
            name.clone_into(&mut field.name);
            at += 1;
        }
        if let Some((line, _)) = self.get(at).filter(|(_, text)| *text == "required") {
            field.required = Some((line, true));
            at += 1;
        }
        if let Some((line, type_text)) = self.get(at) {
            field.type_text = Some((line, type_text.to_owned()));
            at += 1;
        }
        while let Some((line, text)) = self.get(at) {
            let ends = text.starts_with("curl ")
                || text.starts_with('{')
                || ((ends_list(text) || begins_section(text)) && self.stands_alone(at));
            if begins_at(self.lines, at) || ends || media_line(text) {
                break;
            }
            at = self.attribute(&mut field, line, text, at);
        }
        (field, at)
    }

    fn stands_alone(&self, at: usize) -> bool {
        let blank =
            |at: Option<usize>| at.and_then(|at| self.get(at)).is_none_or(|(_, text)| text.is_empty());
        blank(at.checked_sub(1)) && (blank(Some(at + 1)) || begins_at(self.lines, at + 1))
    }

    fn attribute(&self, field: &mut Field, line: u32, text: &str, at: usize) -> usize {
        let lower = text.to_ascii_lowercase();
        match lower.as_str() {
            "" => return at + 1,
            "required" => field.required = Some((line, true)),
            "optional" => field.required = Some((line, false)),
            "deprecated" => field.deprecated = Some(line),
            "nullable" => field.nullable = Some(line),
            "header" | "path" | "query" | "body" | "cookie" | "read-only" | "write-only" => {
                field.labels.push(line);
            }
            "example:" | "examples:" => return self.example(field, line, at + 1),
            "available options:" | "allowed values:" | "possible values:" | "options:" => {
                return self.options(field, line, at + 1);
            }
            "required range:" | "pattern:" => {
                field.labels.push(line);
                if let Some((line, bound)) = self.get(at + 1) {
                    field.bounds.push((line, bound.to_owned()));
                }
                return at + 2;
            }
            _ => self.description(field, line, text, &lower),
        }
        at + 1
    }

    #[expect(clippy::unused_self, reason = "one of a family of methods")]
    fn description(&self, field: &mut Field, line: u32, text: &str, lower: &str) {
        let tail = |start: &str| text.get(start.len()..).unwrap_or_default().trim().to_owned();
        if let Some(start) = ["default value:", "default:"].iter().find(|start| lower.starts_with(**start)) {
            field.default = Some((line, tail(start)));
            return;
        }
        if lower.starts_with("example:") {
            field.example = Some((line, tail("example:")));
            return;
        }
        let bounds = [
            "required range:",
            "maximum string length:",
            "minimum string length:",
            "required string length:",
            "maximum array length:",
            "minimum array length:",
            "pattern:",
        ];
        if bounds.iter().any(|start| lower.starts_with(start)) {
            field.bounds.push((line, text.to_owned()));
            return;
        }
        if lower.starts_with("show child") || lower.starts_with("hide child") {
            field.labels.push(line);
            return;
        }
        field.description.push((line, text.to_owned()));
    }

    fn example(&self, field: &mut Field, label: u32, start: usize) -> usize {
        field.labels.push(label);
        let mut at = start;
        while self.get(at).is_some_and(|(_, text)| text.is_empty()) {
            at += 1;
        }
        if let Some((line, text)) = self.get(at) {
            field.example = Some((line, text.to_owned()));
        }
        at += 1;
        // An example object or array continues until it is closed.
        if field.example.as_ref().is_some_and(|(_, text)| text.starts_with(['{', '['])) {
            while let Some((line, text)) = self.get(at) {
                if text.is_empty() || begins_at(self.lines, at) {
                    break;
                }
                field.labels.push(line);
                at += 1;
            }
        }
        at
    }

    fn options(&self, field: &mut Field, label: u32, start: usize) -> usize {
        field.labels.push(label);
        let mut at = start;
        while let Some((line, text)) = self.get(at) {
            if text.is_empty() && field.options.is_empty() {
                at += 1;
                continue;
            }
            let goes_on = text.ends_with(',');
            for option in text
                .split(',')
                .map(|option| option.trim().trim_matches(['"', '`']))
                .filter(|option| !option.is_empty())
            {
                field.options.push((line, option.to_owned()));
            }
            at += 1;
            if !goes_on {
                break;
            }
        }
        at
    }
}

/// A line with a media type, or with a status and a media type.
pub(crate) fn media_line(text: &str) -> bool {
    let text = text.trim();
    let media = |text: &str| {
        let known = ["application/", "multipart/", "text/"].iter().any(|start| text.starts_with(start));
        known && !text.contains(' ')
    };
    if media(text) {
        return true;
    }
    let Some(rest) = super::split_cells::status(text).and_then(|length| text.get(length..)) else {
        return false;
    };
    let rest = rest.trim_start_matches([' ', '-', '\u{2013}', '\u{2014}', '\u{b7}']);
    rest.is_empty() || media(rest)
}

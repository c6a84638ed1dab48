//! Components, and the tags of other syntaxes: what they open and close.

use super::known::{is_arranging, is_field, operation_of, title_of};
use super::mdx::{Tag, tag};
use super::{OpenField, Reader, liquid};
use crate::page::{Block, Kind, Noise};
use crate::read::inline::{plain, with_code};

/// The maximum length of the names around a field.
const LONGEST_PREFIX: usize = 400;

/// The most lines of one tag.
const LONGEST_TAG: usize = 40;

/// A component around others.
pub(super) struct Open {
    tag: String,
    /// `request` or `response`, for the components of examples.
    side: Option<&'static str>,
    /// `path`, `query`, `header` or `body`, for groups of parameters.
    group: Option<&'static str>,
    /// True if it is a section of the page.
    is_section: bool,
}

/// The tag of a component of any syntax at the start of a text.
pub(super) fn component(text: &str) -> Option<Tag> {
    tag(text).or_else(|| liquid::tag(text))
}

impl Reader {
    /// A line that starts with a tag: tags, which may go on below, and words between them.
    pub(super) fn components(&mut self) {
        let until = (self.at + LONGEST_TAG).min(self.lines.len());
        let joined = (self.at..until).map(|at| self.text(at)).collect::<Vec<_>>().join("\n");
        let mut rest = joined.trim_start();
        let (first, before) = (self.line(self.at), self.blocks.len());
        let mut is_known = true;
        while !rest.is_empty() && !rest.starts_with('\n') {
            let line = self.line(self.at);
            let length = if let Some(found) = component(rest) {
                self.at += rest.get(..found.length).unwrap_or_default().matches('\n').count();
                self.open_or_close(&found, line, self.line(self.at));
                is_known &= is_known_tag(&found);
                found.length
            } else {
                let length = words_length(rest);
                self.words(rest.get(..length).unwrap_or_default(), line);
                length
            };
            rest = rest.get(length..).unwrap_or_default().trim_start_matches([' ', '\t']);
        }
        let kind = if is_known {
            Kind::Noise(Noise::Component)
        } else {
            Kind::Unread("a component that was not understood".to_owned())
        };
        // What is not understood comes first: the words between tags may be understood alone.
        self.blocks.insert(before, Block { line: first, end: self.line(self.at), kind });
        self.at += 1;
    }

    fn words(&mut self, words: &str, line: u32) {
        match self.open_description() {
            Some(description) => description.push((line, with_code(words))),
            None => self.add(line, line, Kind::Paragraph(plain(words))),
        }
    }

    fn open_or_close(&mut self, found: &Tag, line: u32, last: u32) {
        if found.is_closing {
            return self.close(&found.name, line);
        }
        if is_field(found) {
            return self.open_field(found, line, last);
        }
        let operation = operation_of(found);
        // The title of an operation names no part of it.
        let title = title_of(found).filter(|_| operation.is_none());
        if let Some((method, path)) = operation {
            self.add(line, last, Kind::Operation { method, path });
        }
        if !found.is_empty {
            self.open(found, title, line);
        }
    }

    fn open(&mut self, found: &Tag, title: Option<&str>, line: u32) {
        let side = match found.name.as_str() {
            "RequestExample" => Some("request"),
            "ResponseExample" | "api-method-response-example" | "swagger-response" => Some("response"),
            _ => None,
        };
        // The title of an expandable repeats the name of the field around it.
        let is_section = self.fields.is_empty();
        if is_section {
            self.add(line, line, Kind::Container(plain(title.unwrap_or_default())));
        }
        let open = Open { tag: found.name.clone(), side, group: liquid::group(&found.name), is_section };
        self.containers.push(open);
    }

    fn close(&mut self, name: &str, line: u32) {
        if self.fields.last().is_some_and(|open| open.tag == name) {
            self.blocks.extend(self.fields.pop().map(|open| open.block));
            return;
        }
        if let Some(at) = self.containers.iter().rposition(|open| open.tag == name) {
            // What was not closed inside of it ends with it.
            let ended = self.containers.split_off(at);
            for _ in ended.iter().filter(|open| open.is_section) {
                self.add(line, line, Kind::EndOfContainer);
            }
        }
        if matches!(name, "api-method" | "swagger") {
            self.add(line, line, Kind::EndOfOperation);
        }
    }

    /// The side of the exchange that the components around a sample name.
    pub(super) fn side(&self) -> Option<&'static str> {
        self.containers.iter().rev().find_map(|open| open.side)
    }

    /// What the parameters of the group around them are sent in.
    pub(super) fn group(&self) -> Option<&'static str> {
        self.containers.iter().rev().find_map(|open| open.group)
    }

    fn open_field(&mut self, found: &Tag, line: u32, last: u32) {
        if self.fields.last().is_some_and(|open| open.prefix.len() > LONGEST_PREFIX) {
            return self.add(line, last, Kind::Unread("a field inside of too many others".to_owned()));
        }
        let (field, prefix) = self.field(found, line);
        let block = Block { line, end: last, kind: Kind::Field(Box::new(field)) };
        if found.is_empty {
            self.blocks.push(block);
        } else {
            self.fields.push(OpenField { block, prefix, tag: found.name.clone() });
        }
    }
}

fn is_known_tag(found: &Tag) -> bool {
    found.is_closing || is_arranging(found) || is_field(found) || operation_of(found).is_some()
}

/// The length of the words up to the next tag or the end of the line.
fn words_length(text: &str) -> usize {
    let starts = text.char_indices().skip(1).filter(|(at, c)| match c {
        '\n' => true,
        '<' | '{' => text.get(*at..).is_some_and(|rest| component(rest).is_some()),
        _ => false,
    });
    starts.map(|(at, _)| at).next().unwrap_or(text.len())
}

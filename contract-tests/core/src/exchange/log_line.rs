//! One line of a log: where its parts are, and what they say.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::Timestamp;

use super::line_map::{self, LineMap, Place};
use super::model::Known;
use super::status::status_of;
use super::told::{Answer, Content, Message, Origin, Sent, Told};
use super::told_headers::add_headers;
use super::tree::Tree;
use crate::json::{Kind, Node};
use crate::spec::percent_encode;

/// Where lines have what.
pub(super) struct Maps {
    /// The one that the user gave.
    given: Option<Arc<LineMap>>,
    nested: LineMap,
    flat: LineMap,
}

impl Maps {
    pub(super) fn new(given: Option<Arc<LineMap>>) -> Self {
        Self { given, nested: LineMap::nested(), flat: LineMap::flat() }
    }

    /// The exchange of a line.
    pub(super) fn told<'t>(&self, line: Node<'t>) -> Result<Told<'t>, String> {
        if line.kind() != Kind::Object {
            return Err("the line is not an object".to_owned());
        }
        let is_object = |key: &str| line.get(key).is_some_and(|part| part.kind() == Kind::Object);
        if self.given.is_none() && is_object("session") && line.get("request").is_none() {
            return Err("a TCP session, which is no HTTP exchange".to_owned());
        }
        let is_nested = is_object("request") && is_object("response");
        told(line, self.given.as_deref().unwrap_or(if is_nested { &self.nested } else { &self.flat }))
    }
}

fn told<'t>(line: Node<'t>, map: &LineMap) -> Result<Told<'t>, String> {
    let missing =
        |pointers: &[Vec<String>]| format!("{} is missing or not a string", line_map::shown(pointers));
    let text = |pointers: &[Vec<String>]| {
        line_map::found(line, pointers).and_then(Node::as_str).ok_or_else(|| missing(pointers))
    };
    let status = line_map::found(line, &map.status).and_then(|status| Tree::Json(status).text());
    let status = match status.as_deref() {
        // No response was sent.
        Some("0") => None,
        _ => Some(status_of(status).map_err(|reason| format!("{} {reason}", line_map::shown(&map.status)))?),
    };
    let (sent, answered) = (line_map::place(line, &map.request_body), line_map::place(line, &map.body));
    // A flag says nothing about which of two bodies beside it is meant: AWS means the one that is named `body`.
    let share = matches!((sent, answered), (Some(sent), Some(answered)) if sent.holder.range() == answered.holder.range());
    let answer = message(line, &map.headers, answered.map(|body| body.content(false)))?;
    Ok(Told {
        origin: Origin::Recorder,
        request: Sent {
            method: text(&map.method)?.into(),
            url: with_query(text(&map.url)?, line),
            message: message(line, &map.request_headers, sent.map(|body| body.content(share)))?,
            known: Known::Whole,
        },
        response: status.map(|status| Answer { status, message: answer }),
        recorded_at: line.get("started_at").and_then(date),
    })
}

/// The URL with the query, where it is listed separately only.
fn with_query<'t>(url: &'t str, line: Node<'t>) -> Cow<'t, str> {
    let request = line.get("request").unwrap_or(line);
    let query = ["querystring", "queryStringParameters"].iter().find_map(|name| request.get(name));
    let Some(query) = query.filter(|_| !url.contains('?')) else { return url.into() };
    let mut whole = url.to_owned();
    for (name, value) in query.members() {
        let value = Tree::Json(value);
        for value in value.text().into_iter().chain(value.items().filter_map(Tree::text)) {
            whole.push(if whole.len() == url.len() { '?' } else { '&' });
            percent_encode(name, &mut whole);
            whole.push('=');
            percent_encode(&value, &mut whole);
        }
    }
    whole.into()
}

/// A log says nothing about what it has no member for.
fn message<'t>(
    line: Node<'t>,
    headers: &[Vec<String>],
    body: Option<Content<'t>>,
) -> Result<Message<'t>, String> {
    let mut message = Message { body: body.unwrap_or_default(), ..Message::default() };
    if let Some(headers) = line_map::found(line, headers) {
        add_headers(Tree::Json(headers), &mut message)?;
    }
    Ok(message)
}

/// The members that say that the body beside them is base64.
const FLAGS: &[&str] = &["isBase64Encoded", "is_base64_encoded", "base64Encoded", "base64_encoded"];

impl<'t> Place<'t, '_> {
    /// A text is the body, anything else is JSON that is part of the line.
    fn content(self, is_flag_of_other: bool) -> Content<'t> {
        let Some(text) = self.value.as_str() else { return Content::Text(self.value.raw().into()) };
        let flag = |name: &str| self.holder.get(name).and_then(|flag| Tree::Json(flag).text());
        let is_flagged = FLAGS.iter().any(|name| flag(name).as_deref() == Some("true")) && !is_flag_of_other;
        let encoding = flag(&format!("{}_encoding", self.name));
        if is_flagged || encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64")) {
            return Content::Base64(text.into());
        }
        Content::Text(text.into())
    }
}

/// The date of a time in milliseconds.
fn date(time: Node<'_>) -> Option<Cow<'_, str>> {
    let milliseconds = time.as_number()?.as_i64()?;
    let time = Timestamp::from_millisecond(milliseconds).ok()?;
    Some(time.to_string().get(..10)?.to_owned().into())
}

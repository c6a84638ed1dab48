//! Sentences. Few make a checkable statement; the others are listed as prose.

use serde_json::json;

use super::builder::{Builder, Place};
use super::context::Context;
use super::description::statements;
use crate::model::{Grade, Location, Predicate, Section};
use crate::read_media_line;
use crate::vocabulary::{is_name, method};

/// Adds the claims of a sentence, or records it as prose if it has none.
pub(crate) fn add(builder: &mut Builder, text: &str, line: u32, context: &Context) {
    let place = Place {
        line,
        section: Section::Prose,
        grade: Grade::Prose,
        location: Location::Operation,
        status: None,
        pointer: String::new(),
    };
    if read_media_line(text) {
        return media(builder, &place, text, context);
    }
    path(builder, &place, text);
    absent(builder, &place, text);
    status(builder, &place, text);
    array(builder, &place, text, context);
    idempotency(builder, &place, text);
    paging(builder, &place, text);
    if context.is_auth && text.contains("Bearer") {
        let header = Place { location: Location::Header, pointer: "Authorization".to_owned(), ..place };
        builder.add(&header, Predicate::Auth, "Bearer");
    }
}

/// A list that is announced, but does not follow.
pub(crate) fn announced_nothing(builder: &mut Builder, line: u32) {
    let place = Place {
        line,
        section: Section::Prose,
        grade: Grade::Prose,
        location: Location::Operation,
        status: None,
        pointer: String::new(),
    };
    builder.add(&place, Predicate::Exists, false);
}

fn media(builder: &mut Builder, place: &Place, text: &str, context: &Context) {
    let media = text.trim().rsplit([' ', '\u{2022}', '\u{b7}']).next().unwrap_or_default();
    let location = context.location.unwrap_or(Location::RequestBody);
    let here =
        Place { location, status: context.status.clone(), section: Section::ParameterList, ..place.clone() };
    if let Some(status) = crate::read_status(text.trim()).and_then(|length| text.trim().get(..length)) {
        let status = status.to_ascii_uppercase();
        let answer = Place { location: Location::Status, status: Some(status.clone()), ..here.clone() };
        builder.add(&answer, Predicate::Status, status);
    }
    if media.contains('/') {
        builder.add(&here, Predicate::Format, media);
    }
}

/// `GET /customers/{id} returns …`: a statement about the operation of this page.
fn path(builder: &mut Builder, place: &Place, text: &str) {
    let mut words = text.split_whitespace().map(|word| word.trim_matches(['`', ',', '.', '(', ')']));
    let Some(first) = words.next().and_then(method) else { return };
    let Some(path) = words.next().filter(|path| path.starts_with('/')) else { return };
    let said = format!("{first} {path}");
    if builder.operation.as_ref().is_none_or(|operation| *operation == said) {
        builder.add(place, Predicate::Path, said);
    }
}

/// `The customer block is not included`.
fn absent(builder: &mut Builder, place: &Place, text: &str) {
    let words: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_matches(['`', ',', '.', '(', ')', '"'])).collect();
    for (at, window) in words.windows(2).enumerate() {
        let [noun, verb] = window else { continue };
        let is_part = matches!(*noun, "block" | "field" | "object" | "property" | "key" | "array")
            && matches!(*verb, "is" | "are");
        let rest: Vec<&str> = words.iter().skip(at + 2).take(3).copied().collect();
        let denied = matches!(rest.first(), Some(&("not" | "never" | "omitted" | "absent")))
            || rest.starts_with(&["no", "longer"]);
        let shown = ["omitted", "absent", "included", "returned", "present", "sent"]
            .iter()
            .any(|verb| rest.contains(verb));
        let name = at.checked_sub(1).and_then(|before| words.get(before)).filter(|name| is_name(name));
        if let Some(name) = name
            && is_part
            && denied
            && shown
        {
            let here =
                Place { location: Location::ResponseBody, pointer: format!("/{name}"), ..place.clone() };
            builder.add(&here, Predicate::Exists, false);
        }
    }
}

/// `… is returned as 404`.
fn status(builder: &mut Builder, place: &Place, text: &str) {
    let lower = text.to_ascii_lowercase();
    for lead in ["returned as ", "returns a ", "returns ", "responds with ", "answered with ", "status "] {
        let rest = lower
            .find(lead)
            .and_then(|at| lower.get(at + lead.len()..))
            .map(|rest| rest.trim_start_matches('`'));
        let Some(rest) = rest else { continue };
        let Some(length) = crate::read_status(rest) else { continue };
        let status = rest.get(..length).unwrap_or_default().to_ascii_uppercase();
        let ends = !rest.get(length..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()));
        if ends {
            let here = Place { location: Location::Status, status: Some(status.clone()), ..place.clone() };
            builder.add(&here, Predicate::Status, status);
            return;
        }
    }
}

/// `data is an array of …`.
fn array(builder: &mut Builder, place: &Place, text: &str, context: &Context) {
    let Some((name, rest)) = text.split_once(' ') else { return };
    let name = name.trim_matches('`');
    let kind = [("is an array", "array"), ("is an object", "object")]
        .into_iter()
        .find(|(words, _)| rest.starts_with(words));
    if let Some((_, kind)) = kind
        && is_name(name)
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && context.location == Some(Location::ResponseBody)
    {
        let here = Place {
            location: Location::ResponseBody,
            status: context.status.clone(),
            pointer: format!("/{name}"),
            ..place.clone()
        };
        builder.add(&here, Predicate::Type, kind);
    }
}

/// `This endpoint does not accept an idempotency key`.
fn idempotency(builder: &mut Builder, place: &Place, text: &str) {
    let lower = text.to_ascii_lowercase();
    let denied = ["does not", "not currently", "not accept", "no idempotency", "not support"]
        .iter()
        .any(|words| lower.contains(words));
    if lower.contains("idempotency key") && denied {
        let here =
            Place { location: Location::Header, pointer: "Idempotency-Key".to_owned(), ..place.clone() };
        builder.add(&here, Predicate::Exists, false);
    }
}

/// `This endpoint uses page=0 for the first page`.
fn paging(builder: &mut Builder, place: &Place, text: &str) {
    for (predicate, value) in statements(text) {
        let first = value.as_str().is_some_and(|value| value.starts_with("first="));
        if predicate == Predicate::Bound && first && text.contains("page") {
            let here = Place { location: Location::Query, pointer: "page".to_owned(), ..place.clone() };
            builder.add(&here, predicate, json!(value));
        }
    }
}

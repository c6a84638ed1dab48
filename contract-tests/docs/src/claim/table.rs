//! Hand-written tables: fields, parameters, headers, and error statuses.

use serde_json::json;

use super::builder::{Builder, Place};
use super::context::Context;
use super::description::{scalar_value, statements};
use crate::model::says_nothing;
use crate::model::{Grade, Location, Predicate, Section};
use crate::page::{Row, Table};
use crate::read_name_list;
use crate::vocabulary::{Column, answer_at_start, is_plain_token, whole_type};
use contract_core::shown::documented_name;

/// Adds the claims of the rows of a table.
pub(crate) fn add(builder: &mut Builder, table: &Table, first_line: u32, context: &Context) {
    let has = |column: Column| table.columns.contains(&column);
    if has(Column::Status) || has(Column::Name) {
        builder.note(first_line, "the header of a table");
    } else {
        builder.unread(first_line, "the header of a table without a column for names or statuses");
    }
    if has(Column::Status) && !has(Column::Name) && !has(Column::Type) {
        return statuses(builder, table);
    }
    if !has(Column::Name) {
        for row in &table.rows {
            builder.unread(row.line, "a row of a table without a column for names or statuses");
        }
        return;
    }
    for row in &table.rows {
        fields(builder, table, row, context);
    }
}

fn fields(builder: &mut Builder, table: &Table, row: &Row, context: &Context) {
    let Some((names, words)) = table.cell(row, Column::Name).and_then(named) else {
        builder.unread(row.line, "a row whose first cell is not a field name");
        return;
    };
    let operation = builder.operation.clone();
    let is_header = names.iter().all(|name| HEADERS.contains(name));
    let said = place_of(table.cell(row, Column::Place))
        .or(is_header.then_some(Location::Header))
        .or(context.location)
        .filter(|said| *said != Location::RequestBody || may_be_sent(operation.as_deref(), table));
    if said.is_none() && operation.is_none() {
        builder.unread(row.line, "a row of a table that belongs to no operation");
        return;
    }
    for name in names {
        let location =
            said.unwrap_or_else(|| guessed(operation.as_deref().unwrap_or_default(), table, name, context));
        let place = Place {
            line: row.line,
            section: Section::HandWrittenTable,
            grade: Grade::Prose,
            location,
            status: context.status.clone().filter(|_| location == Location::ResponseBody),
            pointer: pointer(name, location),
        };
        field(builder, table, row, &words, &place);
    }
}

/// Headers that are never fields of a body.
const HEADERS: &[&str] = &["Accept", "Authorization", "Content-Type", "Idempotency-Key"];

/// The names in the first cell of a row, and the words after a single name: `amount number required`.
fn named(cell: &str) -> Option<(Vec<&str>, Vec<&str>)> {
    if let Some(names) = read_name_list(cell) {
        return Some((names, Vec::new()));
    }
    let (name, rest) = cell.split_once(' ')?;
    let words: Vec<&str> = rest.split_whitespace().map(|word| word.trim_matches(['(', ')', ','])).collect();
    let is_known = |word: &&str| {
        whole_type(word).is_some()
            || answer_at_start(word).is_some_and(|(length, _)| length == word.len())
            || word.eq_ignore_ascii_case("returned")
    };
    let names = read_name_list(name).filter(|_| words.len() <= 3 && words.iter().all(is_known))?;
    Some((names, words))
}

/// An operation without a request body has no table of body fields, unless the table has a column for
/// required ones.
fn may_be_sent(operation: Option<&str>, table: &Table) -> bool {
    let verb = operation.unwrap_or_default().split(' ').next().unwrap_or_default();
    let says = [Column::Required, Column::Optional, Column::Default];
    !matches!(verb, "GET" | "HEAD") || says.iter().any(|column| table.columns.contains(column))
}

/// The location of a name if the heading does not state it: the path if it has the name. An operation without
/// a request body can only have parameters, whose tables state requirements or defaults.
fn guessed(operation: &str, table: &Table, name: &str, context: &Context) -> Location {
    let (method, path) = operation.split_once(' ').unwrap_or_default();
    let of_request = [Column::Required, Column::Optional, Column::Default];
    let is_of_request =
        context.is_parameters || of_request.iter().any(|column| table.columns.contains(column));
    let has_no_body = matches!(method, "GET" | "HEAD" | "DELETE");
    if !is_of_request && has_no_body {
        return Location::ResponseBody;
    }
    let braced = |part: &str| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) == Some(name);
    if path.split('/').any(braced) {
        return Location::Path;
    }
    if has_no_body { Location::Query } else { Location::RequestBody }
}

fn field(builder: &mut Builder, table: &Table, row: &Row, behind: &[&str], place: &Place) {
    let kind = table.cell(row, Column::Type).and_then(whole_type);
    let kind_is_unread = kind.is_none() && table.cell(row, Column::Type).is_some_and(|cell| !cell.is_empty());
    match kind.or_else(|| behind.iter().find_map(|word| whole_type(word))) {
        Some(word) => {
            builder.add(place, Predicate::Type, word.name);
            if let Some(format) = word.format {
                builder.add(place, Predicate::Format, format);
            }
            if word.nullable {
                builder.add(place, Predicate::Nullable, true);
            }
        }
        None => builder.add(place, Predicate::Exists, true),
    }
    if kind_is_unread {
        builder.unread(row.line, "a type that is not a JSON type");
    }
    if let Some(why) = unread_cell(table, row) {
        builder.unread(row.line, why);
    }
    let answer = |column| table.cell(row, column).and_then(answered);
    if let Some(required) = answer(Column::Required)
        .or_else(|| answer(Column::Optional).map(|optional| !optional))
        .or_else(|| behind.iter().find_map(|word| answered(word)))
    {
        builder.add(place, Predicate::Required, required);
    }
    let default = table.cell(row, Column::Default).map(|cell| cell.trim_matches('`'));
    let default = default.filter(|cell| {
        !matches!(*cell, "" | "-" | "\u{2014}" | "\u{2013}" | "none" | "None" | "n/a" | "N/A")
    });
    if let Some(default) = default {
        builder.add(place, Predicate::Default, scalar_value(default));
    }
    let words = table.text(row);
    if place.location == Location::Header {
        header(builder, place, &words);
    }
    for (predicate, value) in statements(&words) {
        let said_twice = predicate == Predicate::Default && default.is_some();
        if !said_twice {
            builder.add(place, predicate, value);
        }
    }
    if let Some(cell) = table.cell(row, Column::Values).filter(|_| place.location != Location::Header) {
        for value in cell
            .split([',', '|', '/'])
            .map(|value| value.trim().trim_matches(['`', '"']))
            .filter(|value| is_plain_token(value))
        {
            builder.add(place, Predicate::EnumMember, value);
        }
    }
}

/// Why a cell of a row was not understood: its column has a title that no reader knows.
fn unread_cell(table: &Table, row: &Row) -> Option<&'static str> {
    let others = table.columns.iter().zip(&row.cells).filter(|(column, _)| **column == Column::Other);
    let is_unread =
        others.into_iter().any(|(_, cell)| !says_nothing(cell) || answer_at_start(cell).is_some());
    is_unread.then_some("a cell of a column that was not understood")
}

/// A cell with yes or no.
fn answered(cell: &str) -> Option<bool> {
    match cell.trim() {
        "Y" | "y" => Some(true),
        "N" | "n" => Some(false),
        cell => answer_at_start(cell).and_then(|(_, said)| said),
    }
}

fn header(builder: &mut Builder, place: &Place, words: &str) {
    let words = words.trim();
    let words = words.strip_prefix("Must be ").unwrap_or(words).trim_start_matches('`');
    for scheme in ["Bearer", "Basic"] {
        if words.starts_with(scheme) {
            builder.add(place, Predicate::Auth, scheme);
        }
    }
    let media = words.split([' ', '`']).next().unwrap_or_default().trim_end_matches('.');
    if media.contains('/') && media.chars().all(|c| c.is_ascii_alphanumeric() || "/+.-".contains(c)) {
        builder.add(place, Predicate::Header, media);
    }
}

fn statuses(builder: &mut Builder, table: &Table) {
    for row in &table.rows {
        let cell = table.cell(row, Column::Status).unwrap_or_default();
        let cell = cell.trim_matches('`');
        let Some(status) = crate::read_status(cell).and_then(|length| cell.get(..length)) else {
            builder.unread(row.line, "a row whose first cell is not a status");
            continue;
        };
        let status = status.to_ascii_uppercase();
        let place = Place {
            line: row.line,
            section: Section::HandWrittenTable,
            grade: Grade::Prose,
            location: Location::Status,
            status: Some(status.clone()),
            pointer: String::new(),
        };
        builder.add(&place, Predicate::Status, status);
        let message = table
            .cell(row, Column::Message)
            .map(|cell| cell.trim_matches(['"', '`', '\u{201c}', '\u{201d}']));
        if let Some(message) = message.filter(|message| !message.is_empty()) {
            let body = Place { location: Location::ResponseBody, pointer: "/message".to_owned(), ..place };
            builder.add(&body, Predicate::ErrorText, json!(message));
        }
    }
}

fn place_of(cell: Option<&str>) -> Option<Location> {
    Some(match cell?.to_ascii_lowercase().as_str() {
        "path" => Location::Path,
        "query" | "querystring" => Location::Query,
        "header" => Location::Header,
        "body" => Location::RequestBody,
        _ => return None,
    })
}

/// `data[].id` as a pointer; parameter names are unchanged.
pub(crate) fn pointer(name: &str, location: Location) -> String {
    if location.is_parameter() {
        return documented_name(name).into_owned();
    }
    let mut pointer = String::new();
    for part in name.split('.') {
        let plain = part.trim_end_matches("[]").trim_end_matches("[*]");
        if !plain.is_empty() && plain != "*" {
            pointer.push('/');
            pointer.push_str(&super::sample::segment(plain));
        }
        if plain.len() < part.len() || plain == "*" {
            pointer.push_str("/*");
        }
    }
    pointer
}

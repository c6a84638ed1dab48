//! Hand-written tables: fields, parameters, headers, and the statuses of failures.

use serde_json::json;

use super::builder::{Builder, Place};
use super::context::Context;
use super::words::{scalar_value, statements};
use crate::docs::model::{Grade, Location, Predicate, Section};
use crate::docs::page::{Row, Table};
use crate::docs::read_name_list;
use crate::docs::vocabulary::{Column, answer_at_start, is_plain_token, whole_type};
use crate::shown::shown_name;

/// Adds what the rows of a table state.
pub(crate) fn add(builder: &mut Builder, table: &Table, first_line: u32, context: &Context) {
    builder.note(first_line, "the header of a table");
    let has = |column: Column| table.columns.contains(&column);
    if has(Column::Status) && !has(Column::Name) && !has(Column::Type) {
        return statuses(builder, table);
    }
    if !has(Column::Name) {
        for row in &table.rows {
            builder.note(row.line, "a row of a table that has no column for names or statuses");
        }
        return;
    }
    for row in &table.rows {
        fields(builder, table, row, context);
    }
}

fn fields(builder: &mut Builder, table: &Table, row: &Row, context: &Context) {
    let names = table.cell(row, Column::Name).and_then(read_name_list);
    let Some(names) = names else {
        builder.note(row.line, "a row whose first cell is no name of a field");
        return;
    };
    let said = place_of(table.cell(row, Column::Place)).or(context.location);
    let operation = builder.operation.clone();
    if said.is_none() && operation.is_none() {
        builder.note(row.line, "a row of a table that is about no operation");
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
        field(builder, table, row, &place);
    }
}

/// Where a name belongs under a heading that does not say it: into the path if that has it; and a request without a body
/// can only have parameters, of which a table says whether they are required or what is taken without them.
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

fn field(builder: &mut Builder, table: &Table, row: &Row, place: &Place) {
    match table.cell(row, Column::Type).and_then(whole_type) {
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
    let answer = |column| table.cell(row, column).and_then(answer_at_start).and_then(|(_, said)| said);
    if let Some(required) =
        answer(Column::Required).or_else(|| answer(Column::Optional).map(|optional| !optional))
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
    let words = table.words(row);
    if place.location == Location::Header {
        header(builder, place, &words);
    }
    for (predicate, value) in statements(&words) {
        let said_twice = predicate == Predicate::Default && default.is_some();
        if !said_twice {
            builder.add(place, predicate, value);
        }
    }
    if let Some(cell) = table.cell(row, Column::Values) {
        for value in cell
            .split([',', '|', '/'])
            .map(|value| value.trim().trim_matches(['`', '"']))
            .filter(|value| is_plain_token(value))
        {
            builder.add(place, Predicate::EnumMember, value);
        }
    }
}

fn header(builder: &mut Builder, place: &Place, words: &str) {
    let words = words.trim().trim_start_matches('`');
    for scheme in ["Bearer", "Basic"] {
        if words.starts_with(scheme) {
            builder.add(place, Predicate::Auth, scheme);
        }
    }
    let media = words.split([' ', '`']).next().unwrap_or_default();
    if media.contains('/') && media.chars().all(|c| c.is_ascii_alphanumeric() || "/+.-".contains(c)) {
        builder.add(place, Predicate::Header, media);
    }
}

fn statuses(builder: &mut Builder, table: &Table) {
    for row in &table.rows {
        let cell = table.cell(row, Column::Status).unwrap_or_default();
        let cell = cell.trim_matches('`');
        let Some(status) = crate::docs::read_status(cell).and_then(|length| cell.get(..length)) else {
            builder.note(row.line, "a row whose first cell is no status");
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

/// `data[].id` as a pointer; parameters keep their name.
pub(crate) fn pointer(name: &str, location: Location) -> String {
    if location.is_parameter() {
        return shown_name(name).into_owned();
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

//! Hand-written tables: fields, parameters, headers, and error statuses.

use serde_json::json;

use super::builder::{Builder, Place};
use super::context::Context;
use super::description::{requirement, scalar_value, statements};
use super::table_place::{TablePlace, place_of};
use crate::model::says_nothing;
use crate::model::{Grade, Location, Predicate, Section};
use crate::page::{Row, Table, inside};
use crate::read_name_list;
use crate::vocabulary::{
    Column, TypeWord, answer_at_start, is_name, is_plain_token, is_upper_token, whole_type,
};
use contract_core::shown::documented_name;

/// Adds the claims of the rows of a table.
pub(crate) fn add(builder: &mut Builder, table: &Table, first_line: u32, context: &Context) {
    let table = &by_its_cells(table);
    let has = |column: Column| table.columns.contains(&column);
    if is_legend(table) {
        for line in std::iter::once(first_line).chain(table.rows.iter().map(|row| row.line)) {
            builder.unread(line, "a legend of values");
        }
        return;
    }
    if has(Column::Status) || has(Column::Name) || has(Column::Media) {
        builder.note(first_line, "the header of a table");
    } else {
        builder.unread(first_line, "the header of a table without a column for names or statuses");
    }
    if has(Column::Status) && !has(Column::Name) && !has(Column::Type) {
        return statuses(builder, table);
    }
    if !has(Column::Name) && has(Column::Media) {
        for row in &table.rows {
            let cell = table.cell(row, Column::Media).unwrap_or_default();
            if is_media_type(cell) {
                media_type(builder, row, cell, context);
            } else {
                builder.unread(row.line, "a row whose first cell is not a media type");
            }
        }
        return;
    }
    if !has(Column::Name) {
        for row in &table.rows {
            builder.unread(row.line, "a row of a table without a column for names or statuses");
        }
        return;
    }
    let mut outer = Outer::default();
    let context = &if mostly_unread(table) { context.elsewhere() } else { context.clone() };
    for row in &table.rows {
        fields(builder, table, row, context, &mut outer);
    }
}

/// A table whose column `Status` tells what is required: of names, not of HTTP statuses.
fn by_its_cells(table: &Table) -> Table {
    let mut table = table.clone();
    let Some(at) = table.columns.iter().position(|column| *column == Column::Status) else { return table };
    let mut cells = table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty());
    let is_requirement = |cell: &String| requirement(cell).is_some();
    if !cells.clone().any(is_requirement) || !cells.all(is_requirement) {
        return table;
    }
    if let Some(column) = table.columns.get_mut(at) {
        *column = Column::Required;
    }
    if !table.columns.contains(&Column::Name)
        && let Some(first) = table.columns.first_mut().filter(|_| at > 0)
    {
        *first = Column::Name;
    }
    table
}

/// True if most of the rows have no name that could be one of a field, as in a table whose names are translated: those that
/// have one are no list of anything.
fn mostly_unread(table: &Table) -> bool {
    let cells = || table.rows.iter().filter_map(|row| table.cell(row, Column::Name));
    let unread = cells().filter(|cell| named(indented(cell).1).is_none() && !is_media_type(cell)).count();
    unread * 2 > cells().count()
}

/// True for a table that says what values mean: numbers or constants first, and their names beside them.
fn is_legend(table: &Table) -> bool {
    let is_of_fields = [Column::Type, Column::Required, Column::Optional, Column::Default, Column::Place]
        .iter()
        .any(|column| table.columns.contains(column));
    let is_value = |cell: &str| {
        let cell = cell.trim_matches(['`', '"', ' ']);
        !cell.is_empty() && (cell.bytes().all(|b| b.is_ascii_digit()) || is_upper_token(cell))
    };
    let first = || table.rows.iter().filter_map(|row| row.cells.first());
    let name = table.columns.iter().position(|column| *column == Column::Name);
    let is_beside = name.is_some_and(|at| at > 0);
    let is_status = |cell: &str| crate::read_status(cell.trim_matches('`')).is_some();
    let is_of_answers = table.columns.first() == Some(&Column::Status) && first().all(|cell| is_status(cell));
    is_beside
        && !is_of_answers
        && !is_of_fields
        && !table.rows.is_empty()
        && first().all(|cell| is_value(cell))
}

fn fields(builder: &mut Builder, table: &Table, row: &Row, context: &Context, outer: &mut Outer) {
    let cell = table.cell(row, Column::Name).unwrap_or_default();
    if is_media_type(cell) {
        return media_type(builder, row, cell, context);
    }
    let (depth, cell) = indented(cell);
    let Some((names, words)) = named(cell) else {
        builder.unread(row.line, "a row whose first cell is not a field name");
        return;
    };
    let sent = TablePlace::of(builder, table, row, context, &names);
    for name in names {
        let location = sent.of_name(name);
        let is_root = depth == 0 && name == "body" && location == Location::RequestBody;
        let name = if location.is_parameter() {
            name.to_owned()
        } else {
            outer.nested(depth, name, is_root, table, row)
        };
        if is_root {
            builder.note(row.line, "the body as a whole");
            continue;
        }
        let status = context.status.clone().or_else(|| context.is_errors.then(|| "4XX".to_owned()));
        let place = Place {
            line: row.line,
            section: Section::HandWrittenTable,
            grade: Grade::Prose,
            location,
            status: status.filter(|_| location == Location::ResponseBody),
            pointer: sent.prefix(location) + &pointer(&name, location),
        };
        field(builder, table, row, &words, &place);
    }
}

/// Names above the current row, for rows whose names are indented.
#[derive(Default)]
struct Outer {
    names: Vec<String>,
}

impl Outer {
    /// The name of a row with the names around it.
    fn nested(&mut self, depth: usize, name: &str, is_root: bool, table: &Table, row: &Row) -> String {
        self.names.truncate(depth);
        let around: Vec<&str> =
            self.names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        // A dotted name may repeat the names around it.
        let whole = if around.is_empty() { name.to_owned() } else { inside(&around.join("."), name) };
        let name = name.rsplit('.').next().unwrap_or(name);
        let kind = table.cell(row, Column::Type).unwrap_or_default();
        let is_list = kind.starts_with('[') || whole_type(kind).is_some_and(|word| word.name == "array");
        let own = if is_list && !name.ends_with(']') { format!("{name}[]") } else { name.to_owned() };
        while self.names.len() < depth {
            self.names.push(String::new());
        }
        self.names.push(if is_root { String::new() } else { own });
        whole
    }
}

/// A name without the marks that indent it below the name above, and their number: `\u{bb} id`.
fn indented(cell: &str) -> (usize, &str) {
    let mut depth = 0;
    let mut rest = cell.trim_start();
    loop {
        let mark = [
            "\u{bb}",
            "\u{203a}",
            "\u{21b3}",
            "\u{2514}\u{2500}",
            "\u{2514}",
            "\u{2192}",
            "- ",
            ">",
            "&nbsp;&nbsp;",
        ];
        match mark.iter().find_map(|mark| rest.strip_prefix(mark)) {
            Some(after) => (depth, rest) = (depth + 1, after.trim_start()),
            None => return (depth, rest),
        }
    }
}

fn is_media_type(cell: &str) -> bool {
    let starts = ["application/", "text/", "multipart/", "image/", "audio/", "video/"];
    starts.iter().any(|start| cell.starts_with(start)) && !cell.contains([' ', ','])
}

/// A row that names the media type of a body.
fn media_type(builder: &mut Builder, row: &Row, cell: &str, context: &Context) {
    let location = context.location.filter(|_| builder.operation.is_some() && !context.is_within);
    let place = Place {
        line: row.line,
        section: Section::HandWrittenTable,
        grade: Grade::Prose,
        location: location.unwrap_or(Location::Unplaced),
        status: context.status.clone(),
        pointer: String::new(),
    };
    builder.add(&place, Predicate::Format, cell);
}

/// The names in the first cell of a row, and the words after a single name: `amount number required`.
fn named(cell: &str) -> Option<(Vec<&str>, Vec<&str>)> {
    let is_part = |part: &str| is_name(part) || is_placeholder(part);
    if is_placeholder(cell) || (cell.contains(['<', '{']) && cell.split('.').all(is_part)) {
        return Some((vec![cell], Vec::new()));
    }
    // `colour*` is required, and `colour?` is optional.
    for (mark, word) in [("*", "required"), ("?", "optional")] {
        let names = cell.strip_suffix(mark).and_then(|cell| read_name_list(cell.trim()));
        if let Some(names) = names {
            return Some((names, vec![word]));
        }
    }
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

fn field(builder: &mut Builder, table: &Table, row: &Row, behind: &[&str], place: &Place) {
    let kind = table.cell(row, Column::Type).and_then(whole_type);
    let is_place = place_of(table.cell(row, Column::Type)).is_some();
    let leading = Leading::of(table.cell(row, Column::Text).unwrap_or_default(), table);
    let kind = kind.or(leading.kind);
    let kind_is_unread =
        kind.is_none() && !is_place && table.cell(row, Column::Type).is_some_and(|cell| !cell.is_empty());
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
        .or_else(|| requirement(&table.text(row)))
        .or(leading.required)
    {
        builder.add(place, Predicate::Required, required);
    }
    if answer(Column::Nullable) == Some(true) {
        builder.add(place, Predicate::Nullable, true);
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

/// What a description begins with where the table has no column for it: `string, required. The hull`.
#[derive(Default)]
struct Leading {
    kind: Option<TypeWord>,
    required: Option<bool>,
}

impl Leading {
    fn of(text: &str, table: &Table) -> Self {
        let mut found = Self::default();
        if table.columns.contains(&Column::Type) {
            return found;
        }
        for piece in text.split([',', '.', ';', '(', ')']).map(|piece| piece.trim().trim_matches('`')) {
            if let Some(kind) = whole_type(piece).filter(|_| found.kind.is_none()) {
                found.kind = Some(kind);
            } else if let (Some(required), true) = (requirement(piece), found.kind.is_some()) {
                found.required = Some(required);
            } else {
                break;
            }
        }
        found
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
        "N" | "n" | "non" | "Non" => Some(false),
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

/// True for a name that stands for any key: `{kind}`, `<kind>`.
fn is_placeholder(name: &str) -> bool {
    let inner = |open, close| name.strip_prefix(open).and_then(|name: &str| name.strip_suffix(close));
    let keys =
        name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).filter(|name| name.contains(':'));
    let inner = inner('{', '}').or_else(|| inner('<', '>')).or(keys).or_else(|| name.strip_prefix(':'));
    // JSON Schema names the properties with other names so.
    name == "additionalProperties"
        || inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(['{', '<', '"']))
}

/// `address[city]`, as forms write it, as `address.city`; `meta[key]` as `meta.{key}`.
fn dotted(name: &str) -> String {
    let mut parts = name.split('[');
    let mut dotted = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (inner, rest) = part.split_once(']').unwrap_or((part, ""));
        let is_index = inner.bytes().all(|byte| byte.is_ascii_digit() || byte == b'*');
        let is_any =
            matches!(inner.to_ascii_lowercase().as_str(), "key" | "name" | "n" | "i" | "index" | "date")
                || inner.contains(':');
        match (is_index, is_any) {
            (true, _) => dotted.push_str("[]"),
            (false, true) => dotted.push_str(".{key}"),
            (false, false) => {
                dotted.push('.');
                dotted.push_str(inner);
            }
        }
        dotted.push_str(rest);
    }
    dotted
}

/// `data[].id` as a pointer; parameter names are unchanged.
pub(crate) fn pointer(name: &str, location: Location) -> String {
    if location.is_parameter() {
        return documented_name(name).into_owned();
    }
    let mut pointer = String::new();
    if is_placeholder(name) {
        return "/*".to_owned();
    }
    let name = &dotted(name);
    for part in name.split('.') {
        let plain = part.trim_end_matches("[]").trim_end_matches("[*]");
        if is_placeholder(plain) {
            pointer.push_str("/*");
        } else if !plain.is_empty() && plain != "*" {
            pointer.push('/');
            pointer.push_str(&super::sample::segment(plain));
        }
        if plain.len() < part.len() || plain == "*" {
            pointer.push_str("/*");
        }
    }
    pointer
}

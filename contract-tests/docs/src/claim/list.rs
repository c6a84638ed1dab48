//! Lists of parameters and fields, generated from the vendor's API description, or as components.

use serde_json::json;

use super::builder::{Builder, Place};
use super::context::Context;
use super::description::{requirement, scalar_value, statements};
use super::table::pointer;
use super::table_place::{parameter_of, slug, takes_no_body};
use super::value_list;
use crate::model::says_nothing;
use crate::model::{Grade, Location, Predicate, Section};
use crate::page::{Field, class_of_text};
use crate::vocabulary::{is_plain_token, is_upper_token, whole_type};

/// Adds the claims of one field.
pub(crate) fn add(builder: &mut Builder, field: &Field, first_line: u32, context: &Context) {
    let location = location_of(builder, field, context);
    let status = context.status.clone().or_else(|| context.is_errors.then(|| "4XX".to_owned()));
    let place = Place {
        line: first_line,
        section: Section::ParameterList,
        grade: Grade::Prose,
        location,
        status: status.filter(|_| location == Location::ResponseBody),
        pointer: prefix(location, context) + &pointer(&field.name, location),
    };
    types(builder, field, &place);
    if let Some((line, required)) = field.required {
        builder.add(&place.at(line), Predicate::Required, required);
    }
    if field.required.is_none()
        && let Some((line, said)) =
            field.description.iter().find_map(|(line, text)| requirement(text).map(|said| (*line, said)))
    {
        builder.add(&place.at(line), Predicate::Required, said);
    }
    if let Some((line, default)) = &field.default {
        builder.add(&place.at(*line), Predicate::Default, scalar_value(default));
    }
    if let Some(line) = field.deprecated {
        builder.add(&place.at(line), Predicate::Deprecated, true);
    }
    if let Some(line) = field.nullable {
        builder.add(&place.at(line), Predicate::Nullable, true);
    }
    for (line, option) in &field.options {
        if is_plain_token(option) {
            builder.add(&place.at(*line), Predicate::EnumMember, option.as_str());
        }
    }
    for (line, bound) in &field.bounds {
        for (predicate, value) in bounds(bound) {
            builder.add(&place.at(*line), predicate, value);
        }
    }
    if let Some((line, example)) = &field.example {
        self::example(builder, &place.at(*line), example);
    }
    description(builder, field, &place);
    notes(builder, field);
}

/// The location that the field itself states, or the heading above it: never what is near it.
fn location_of(builder: &Builder, field: &Field, context: &Context) -> Location {
    let stated = match field.place {
        Some("path") => Some(Location::Path),
        Some("query") => Some(Location::Query),
        Some("header") => Some(Location::Header),
        Some("body") => Some(Location::RequestBody),
        Some("response") => Some(Location::ResponseBody),
        _ => None,
    };
    let is_of_response = stated.is_none() || stated == Some(Location::ResponseBody);
    match stated.or(context.location) {
        // What a heading says of a webhook or of errors holds for components as well.
        Some(said) if context.is_elsewhere && !said.is_parameter() => Location::Unplaced,
        None if context.is_elsewhere => Location::Unplaced,
        Some(_) if context.is_within && is_of_response => Location::Unplaced,
        // A page that puts parameters into the body of such a request means another place.
        Some(Location::RequestBody) if builder.operation.as_deref().is_some_and(takes_no_body) => {
            Location::Unplaced
        }
        Some(said) => said,
        None => unsaid(builder, field, context),
    }
}

/// The location of a parameter that no heading places.
fn unsaid(builder: &Builder, field: &Field, context: &Context) -> Location {
    match &builder.operation {
        Some(operation) if context.is_parameters => parameter_of(operation, &builder.query, &field.name),
        _ => Location::Unplaced,
    }
}

/// Keeps the names of different objects apart where the page does not show their places.
fn prefix(location: Location, context: &Context) -> String {
    match (location, context.title.as_str()) {
        (Location::Unplaced, title) if !title.is_empty() => format!("/{}", slug(title)),
        _ => String::new(),
    }
}

fn notes(builder: &mut Builder, field: &Field) {
    for line in &field.labels {
        builder.note(*line, "a label in a list of fields");
    }
    if let Some((line, _)) = &field.example {
        builder.note(*line, "an example value whose class states nothing");
    }
    for (line, _) in field.options.iter().chain(&field.bounds) {
        builder.unread_rest(*line..=*line, "a listed value that was not understood");
    }
    for (line, text) in &field.description {
        if says_nothing(text) || value_list::announces(text) {
            builder.note(*line, "prose about a field without a checkable statement");
        }
        builder.unread_rest(*line..=*line, "a statement about a field that was not understood");
    }
}

fn types(builder: &mut Builder, field: &Field, place: &Place) {
    let word = field.type_text.as_ref().and_then(|(line, text)| whole_type(text).map(|word| (*line, word)));
    let Some((line, word)) = word else {
        builder.add(place, Predicate::Exists, true);
        if let Some((line, _)) = field.type_text {
            builder.unread(line, "a type that is not a JSON type");
        }
        return;
    };
    // In a text dump the name is on its own line, which states that the field exists; the next line states
    // the type.
    if line != place.line {
        builder.add(place, Predicate::Exists, true);
    }
    let here = place.at(line);
    builder.add(&here, Predicate::Type, word.name);
    if let Some(format) = word.format {
        builder.add(&here, Predicate::Format, format);
    }
    if word.nullable {
        builder.add(&here, Predicate::Nullable, true);
    }
}

fn example(builder: &mut Builder, place: &Place, example: &str) {
    let text = example.trim().trim_matches(['"', '`']);
    if let Ok(number) = text.parse::<i64>() {
        builder.add(place, Predicate::Example, json!(number));
    } else if let Some(class) = class_of_text(&place.pointer, text) {
        builder.add(place, Predicate::ExampleClass, class);
    } else if is_upper_token(text) {
        builder.add(place, Predicate::Example, text);
    }
}

fn description(builder: &mut Builder, field: &Field, place: &Place) {
    let is_auth = place.location == Location::Header && place.pointer.eq_ignore_ascii_case("authorization");
    let mut in_values = false;
    for (line, text) in &field.description {
        let here = place.at(*line);
        if let Some(value) = value_list::first(text).filter(|value| in_values && is_plain_token(value)) {
            builder.add(&here, Predicate::EnumMember, value);
            continue;
        }
        in_values = value_list::announces(text);
        if let Some(scheme) = ["Bearer", "Basic"].into_iter().find(|scheme| is_auth && text.contains(scheme))
        {
            builder.add(&here, Predicate::Auth, scheme);
        }
        for (predicate, value) in statements(text) {
            let has_options = predicate == Predicate::EnumMember && !field.options.is_empty();
            let has_default = predicate == Predicate::Default && field.default.is_some();
            if !has_options && !has_default {
                builder.add(&here, predicate, value);
            }
        }
    }
}

/// `1 <= x <= 100`, `x >= 0`, `Maximum string length: 50`.
fn bounds(text: &str) -> Vec<(Predicate, serde_json::Value)> {
    let lower = text.to_ascii_lowercase();
    let kind = if lower.contains("string length") {
        Some(("minLength", "maxLength"))
    } else if lower.contains("array length") {
        Some(("minItems", "maxItems"))
    } else {
        None
    };
    let number = |text: &str| text.trim().parse::<i64>().ok();
    let mut found = Vec::new();
    let mut add = |name: &str, value: Option<i64>| {
        found.extend(value.map(|value| (Predicate::Bound, json!(format!("{name}={value}")))));
    };
    if let Some((least, most)) = kind {
        let tail = lower.rsplit(':').next().unwrap_or_default();
        if let Some((from, to)) = tail.split_once('-') {
            add(least, number(from));
            add(most, number(to));
        } else if lower.contains("minimum") {
            add(least, number(tail));
        } else {
            add(most, number(tail));
        }
        return found;
    }
    let range = lower.strip_prefix("required range:").unwrap_or(&lower);
    if let Some((before, after)) = range.split_once('x') {
        add("min", number(before.trim().trim_end_matches(['<', '=', '\u{2264}'])));
        let after = after.trim();
        let limit = number(after.trim_start_matches(['<', '>', '=', '\u{2264}', '\u{2265}']));
        add(if after.starts_with(['>', '\u{2265}']) { "min" } else { "max" }, limit);
    }
    found
}

//! Samples: what a JSON example shows of a body.

use serde_json::json;

use super::builder::{Builder, Place};
use super::shown_types::ShownTypes;
use crate::model::{Grade, Location, Predicate, Section};
use crate::page::{
    Member, Sample, Value, class_of_number, class_of_text, is_filler, is_recorded, mask_digits,
};
use crate::vocabulary::is_upper_token;
use contract_core::shown::documented_name;

/// Adds the claims of a sample, at every place in it.
pub(crate) fn add(
    builder: &mut Builder,
    sample: &Sample,
    section: Section,
    location: Location,
    status: Option<&str>,
) {
    let grade = match section {
        Section::GeneratedResponseSample | Section::GeneratedRequestSample if has_recorded(sample) => {
            Grade::Sample
        }
        _ => Grade::Prose,
    };
    let place = Place {
        line: sample.line,
        section,
        grade,
        location,
        status: status.map(str::to_owned),
        pointer: String::new(),
    };
    let shape = match &sample.value {
        Value::Array(_) => "array",
        Value::Object(_) => "object",
        _ => "scalar",
    };
    builder.add(&place, Predicate::ExampleShape, shape);
    inside(builder, &place, sample, &ShownTypes::of(sample));
}

fn inside(builder: &mut Builder, place: &Place, sample: &Sample, types: &ShownTypes) {
    match &sample.value {
        Value::Object(members) => {
            for member in members {
                let pointer = format!("{}/{}", place.pointer, segment(&member.key));
                let here = Place { line: member.line, pointer, ..place.clone() };
                member_claims(builder, &here, member, types);
                inside(builder, &here, &member.sample, types);
            }
            together(builder, place, members);
        }
        Value::Array(items) => {
            let pointer = format!("{}/*", place.pointer);
            for item in items {
                let here = Place { line: item.line, pointer: pointer.clone(), ..place.clone() };
                if !matches!(item.value, Value::Object(_)) {
                    value_claims(builder, &here, "", item, types);
                }
                inside(builder, &here, item, types);
            }
        }
        _ => {}
    }
}

fn member_claims(builder: &mut Builder, place: &Place, member: &Member, types: &ShownTypes) {
    value_claims(builder, place, &member.key, &member.sample, types);
    if is_counted(&member.key)
        && let Some(value) = member.sample.integer()
    {
        builder.add(place, Predicate::Example, json!(value));
    }
}

fn value_claims(builder: &mut Builder, place: &Place, name: &str, sample: &Sample, types: &ShownTypes) {
    let text = match &sample.value {
        Value::Text(text) | Value::Number(text) => text.as_str(),
        _ => "",
    };
    let filler = is_filler(text) && place.section != Section::HandWrittenSample;
    let place = Place { grade: if filler { Grade::Filler } else { place.grade }, ..place.clone() };
    match types.at(&place.pointer, sample) {
        Some("null") => builder.add(&place, Predicate::Nullable, true),
        // Generators write `"<unknown>"` for any type.
        Some(_) if text == "<unknown>" || text == "<any>" => builder.add(&place, Predicate::Exists, true),
        Some(name) => builder.add(&place, Predicate::Type, name),
        None => builder.add(&place, Predicate::Exists, true),
    }
    if types.is_described() {
        return;
    }
    let class = match &sample.value {
        Value::Text(text) => class_of_text(name, text),
        Value::Number(text) => class_of_number(name, text).map(str::to_owned),
        _ => None,
    };
    if let Some(class) = class {
        builder.add(&place, Predicate::ExampleClass, class);
    }
    let Value::Text(text) = &sample.value else { return };
    if is_kind(name) && is_upper_token(text) {
        builder.add(&place, Predicate::EnumMember, text.as_str());
    } else if !filler && text != "string" {
        builder.show(&place, text);
    }
}

/// Claims about combinations of members, as classes: no value is kept.
fn together(builder: &mut Builder, place: &Place, members: &[Member]) {
    let find = |wanted: &dyn Fn(&Member) -> bool| members.iter().find(|member| wanted(member));
    let at = |member: &Member| Place {
        line: member.line,
        pointer: format!("{}/{}", place.pointer, segment(&member.key)),
        ..place.clone()
    };
    let masked =
        find(&|member| member.sample.text().and_then(mask_digits).is_some_and(|(first, _)| first >= 2));
    if let Some(member) = masked
        && let Some(scheme) = member.sample.text().and_then(scheme)
    {
        builder.add(&at(member), Predicate::ExampleClass, format!("begins-like.{scheme}"));
    }
    let month = find(&|member| member.key.ends_with("month")).and_then(|member| member.sample.integer());
    let year = find(&|member| {
        member.key.ends_with("year") && (2000..2200).contains(&member.sample.integer().unwrap_or(0))
    });
    let created = find(&|member| {
        member.key.starts_with("created") && member.sample.text().is_some_and(|text| !is_filler(text))
    });
    if let (Some(month), Some(year), Some(created)) = (month, year, created)
        && let Some(months) = months_between(
            created.sample.text().unwrap_or_default(),
            year.sample.integer().unwrap_or(0),
            month,
        )
    {
        builder.add(&at(year), Predicate::ExampleClass, format!("lifetime.{months}m"));
    }
    counted(builder, members, &at);
    for (index, member) in members.iter().enumerate() {
        let twin = members.iter().take(index).find(|other| is_twin(member, other));
        if let Some(twin) = twin {
            builder.add(&at(member), Predicate::ExampleClass, format!("same-as.{}", segment(&twin.key)));
            builder.add(&at(twin), Predicate::ExampleClass, format!("same-as.{}", segment(&member.key)));
        }
    }
}

/// Two members that share a word of their names, and a value that is unlikely to occur twice by chance.
fn is_twin(one: &Member, other: &Member) -> bool {
    let (Some(text), Some(twin)) = (one.sample.text(), other.sample.text()) else { return false };
    let telling = text.len() >= 6
        && text.bytes().any(|b| b.is_ascii_digit())
        && class_of_text(&one.key, text).is_none();
    let words = |key: &str| key.split('_').map(str::to_ascii_lowercase).collect::<Vec<_>>();
    let shared = words(&one.key).iter().any(|word| words(&other.key).contains(word));
    telling && text == twin && shared && !is_filler(text)
}

/// `12 items …` next to a pagination object with a smaller page size.
fn counted(builder: &mut Builder, members: &[Member], at: &dyn Fn(&Member) -> Place) {
    let limit = members.iter().find_map(|member| {
        member
            .sample
            .members()
            .iter()
            .find(|inner| is_limit(&inner.key))
            .and_then(|inner| inner.sample.integer())
    });
    for member in members {
        let Some(text) = member.sample.text() else { continue };
        let mut words = text.split(' ');
        let count = words.next().and_then(|word| word.parse::<i64>().ok());
        let of_items = words
            .next()
            .is_some_and(|word| matches!(word, "items" | "results" | "records" | "rows" | "entries"));
        if let (Some(count), Some(limit)) = (count, limit)
            && of_items
            && count > limit
        {
            builder.add(&at(member), Predicate::ExampleClass, "counts-more-than-limit");
        }
    }
}

/// The scheme whose card numbers start with these digits.
fn scheme(masked: &str) -> Option<&'static str> {
    let first: String = masked.chars().take_while(char::is_ascii_digit).take(2).collect();
    match first.parse::<u32>().ok()? {
        40..=49 => Some("VISA"),
        51..=55 => Some("MASTERCARD"),
        34 | 37 => Some("AMEX"),
        _ => None,
    }
}

fn months_between(created: &str, year: i64, month: i64) -> Option<i64> {
    let from_year: i64 = created.get(0..4)?.parse().ok()?;
    let from_month: i64 = created.get(5..7)?.parse().ok()?;
    let months = (year - from_year) * 12 + (month - from_month);
    (0..600).contains(&months).then_some(months)
}

/// Members whose numbers are about pagination or the status.
fn is_counted(name: &str) -> bool {
    is_limit(name)
        || matches!(name, "page" | "offset" | "statusCode" | "status_code" | "current_page" | "currentPage")
}

pub(super) fn is_limit(name: &str) -> bool {
    matches!(name, "limit" | "per_page" | "perPage" | "page_size" | "pageSize")
}

/// Fields whose upper-case values belong to an enum.
fn is_kind(name: &str) -> bool {
    const KINDS: &[&str] = &[
        "status",
        "type",
        "category",
        "kind",
        "state",
        "currency",
        "brand",
        "network",
        "mode",
        "event",
        "scheme",
        "method",
        "direction",
        "operator",
        "reason_code",
        "level",
        "role",
    ];
    let name = name.to_ascii_lowercase();
    KINDS.iter().any(|kind| name == *kind || name.ends_with(&format!("_{kind}")))
}

/// A key as a pointer segment. Ids and unusual keys are not repeated.
pub(crate) fn segment(key: &str) -> String {
    if class_of_text("", key).is_some() || key.bytes().all(|b| b.is_ascii_digit()) {
        return "*".to_owned();
    }
    documented_name(key).into_owned()
}

fn has_recorded(sample: &Sample) -> bool {
    match &sample.value {
        Value::Text(text) => is_recorded(text),
        Value::Array(items) => items.iter().any(has_recorded),
        Value::Object(members) => members.iter().any(|member| has_recorded(&member.sample)),
        _ => false,
    }
}

//! Judges a summary file that is read back. A summary may be from anybody: its names and sentences are shown only if a
//! comparison of traffic would show them.

use std::collections::BTreeMap;

use super::document::{GroupEntry, ObjectEntry, PresenceEntry, SiteEntry, SummaryDocument};
use super::learned_file::{ArrivalEntry, LearnedEntry, PlaceEntry};
use crate::pointer::{push, unescaped};
use crate::rules::{self, Expected, Inside, PageFault, Rule, response};
use crate::shown::{HIDDEN_NAME, Reread};
use crate::verdict::Part;

/// The document as it may be shown. The names of its sources stay: whoever names files says what reports call them, and
/// the door of the output withholds card data.
pub(super) fn gated(document: SummaryDocument, judge: &Reread<'_>) -> SummaryDocument {
    let mut document = document;
    for unread in &mut document.unread_examples {
        unread.reason = judge.sentence(&unread.reason);
    }
    let mut operations = BTreeMap::<String, BTreeMap<u16, u64>>::new();
    for (operation, by_status) in document.operations {
        let known = operations.entry(judge.operation(&operation).into_owned()).or_default();
        for (status, count) in by_status {
            let all = known.entry(status).or_default();
            *all = all.saturating_add(count);
        }
    }
    document.operations = operations;
    document.findings.iter_mut().for_each(|finding| finding_gated(finding, judge));
    document.presence.iter_mut().for_each(|entry| presence_gated(entry, judge));
    learned_gated(&mut document.learned, judge);
    document
}

fn finding_gated(entry: &mut GroupEntry, judge: &Reread<'_>) {
    entry.operation = judge.operation(&entry.operation).into_owned();
    entry.pointer = judge.place(&entry.pointer);
    let part = entry.r#in.parse().unwrap_or(Part::ResponseBody);
    entry.found = entry.found.take().map(|found| found_gated(rules::find(&entry.rule), part, &found, judge));
    entry.renamed_from = entry.renamed_from.take().map(|pointer| judge.place(&pointer));
    entry.corrections.retain(|id| judge.is_word(id));
    if let Some(site) = &mut entry.spec {
        site_gated(site, judge);
    }
}

/// What was found, as it may be shown: by a rule about values, a value.
#[must_use]
pub fn found_gated(rule: Option<&Rule>, part: Part, found: &str, judge: &Reread<'_>) -> String {
    if rule.is_some_and(is_about_values) { judge.found_value(found) } else { judge.found(part, found) }
}

/// True for rules that find values.
pub(super) fn is_about_values(rule: &Rule) -> bool {
    [&response::ENUM_MISMATCH, &response::NEW_ENUM_VALUE, &response::UNDOCUMENTED_VALUE].contains(&rule)
}

fn site_gated(site: &mut SiteEntry, judge: &Reread<'_>) {
    let mut pointer = String::with_capacity(site.pointer.len());
    for step in site.pointer.split('/').skip(1) {
        push(&mut pointer, &judge.sentence(&unescaped(step)));
    }
    site.pointer = pointer;
}

fn presence_gated(entry: &mut PresenceEntry, judge: &Reread<'_>) {
    entry.operation = judge.operation(&entry.operation).into_owned();
    entry.objects.retain(|pointer, _| judge.is_place(pointer));
    let declared = |object: &mut ObjectEntry| object.properties.retain(|name, _| judge.is_declared(name));
    entry.objects.values_mut().for_each(declared);
}

fn learned_gated(learned: &mut LearnedEntry, judge: &Reread<'_>) {
    let is_shown = |place: &PlaceEntry| {
        judge.operation(&place.operation) == place.operation && judge.is_place(&place.pointer)
    };
    learned.places.retain(is_shown);
    for place in &mut learned.places {
        place.missing.retain(|name, _| judge.is_declared(name));
        place.undeclared.retain(|name, _| judge.is_name(name));
        place.undeclared.values_mut().for_each(|arrival| arrival_gated(arrival, judge));
    }
}

fn arrival_gated(arrival: &mut ArrivalEntry, judge: &Reread<'_>) {
    arrival.renamed_from.retain(|name, _| judge.is_declared(name));
    arrival.flattened_from.retain(|name, _| judge.is_declared(name));
    arrival.wraps.retain(|pointer, _| judge.is_place(pointer));
}

/// An expectation as it may be shown.
pub(super) fn expected_gated(expected: Expected<'static>, judge: &Reread<'_>) -> Expected<'static> {
    let sentence = |text: &str| judge.sentence(text).into();
    match &expected {
        Expected::OneOf(text) => Expected::OneOf(sentence(text)),
        Expected::Bound { keyword, limit } => Expected::Bound { keyword: *keyword, limit: sentence(limit) },
        Expected::MediaTypes(text) => Expected::MediaTypes(sentence(text)),
        Expected::OtherJson(text) => Expected::OtherJson(sentence(text)),
        Expected::Json(text) => Expected::Json(sentence(text)),
        Expected::Multipart(text) => Expected::Multipart(sentence(text)),
        Expected::Pages(fault) => Expected::Pages(fault_gated(fault, judge)),
        Expected::Nothing
        | Expected::Types(_)
        | Expected::EnumWithoutNull
        | Expected::Format(_)
        | Expected::FastPattern
        | Expected::OneWay(_) => expected,
    }
}

fn fault_gated(fault: &PageFault<'static>, judge: &Reread<'_>) -> PageFault<'static> {
    let name = |name: &str| if judge.is_name(name) { name.to_owned() } else { HIDDEN_NAME.to_owned() };
    match fault {
        PageFault::MoreThanLimit => PageFault::MoreThanLimit,
        PageFault::MoreThanTotal => PageFault::MoreThanTotal,
        PageFault::PageCount { total, limit } => {
            PageFault::PageCount { total: name(total).into(), limit: name(limit).into() }
        }
        PageFault::PastTheLast { total, limit } => {
            PageFault::PastTheLast { total: name(total).into(), limit: name(limit).into() }
        }
    }
}

/// What is wrong inside of something, as it may be shown.
pub(super) fn inside_gated(inside: Inside<'static>, part: Part, judge: &Reread<'_>) -> Inside<'static> {
    match inside {
        Inside::Broken { rule, found, expected } => Inside::Broken {
            rule,
            found: found_gated(Some(rule), part, &found, judge).into(),
            expected: expected_gated(expected, judge),
        },
        Inside::JoinedItems { name } => {
            Inside::JoinedItems { name: judge.found(Part::RequestQuery, &name).into() }
        }
    }
}

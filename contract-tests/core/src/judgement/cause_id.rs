//! The ids of causes. Findings have one cause if they are of one rule, about the same declaration of the spec, and the
//! same was found: a property of a component that differs in four operations is one cause.

use crate::exchange::Part;
use crate::findings::{Group, Key, Remark, digits};
use crate::rules::docs::{Scope, Topic};
use crate::rules::{About, Inside};
use crate::spec::{Operation, SchemaId, Site, Spec};

/// The id of the cause of a finding from exchanges: hashed like a fingerprint, and never from a count, a line, a file
/// name or the order of exchanges.
pub(super) fn of_group(group: &Group, spec: &Spec) -> String {
    let Key { rule, part, .. } = group.key;
    // The spec itself says that all places with the same mark are one departure from the docs.
    if !group.corrections.is_empty() {
        return digits(&["cause", rule.code, part.word(), "x-correction", &group.corrections.join(" ")]);
    }
    let place = match &group.site {
        Some(site) => declaration(group, site, spec),
        None => exchange_place(&group.key),
    };
    let found = group.key.found.as_deref().unwrap_or_default();
    digits(&["cause", rule.code, part.word(), &place, found])
}

/// The id of the cause of a finding that no exchange shows.
pub(super) fn of_remark(remark: &Remark, spec: Option<&Spec>) -> String {
    let place = if let Some(site) = &remark.site {
        spec.map_or_else(|| site.pointer.clone(), |spec| spec.reference(site))
    } else {
        let status = remark.status.map(|status| status.to_string()).unwrap_or_default();
        format!("{status} {}", exchange_place(&remark.key()))
    };
    let known = remark.contradiction.as_ref();
    let topic = known.map(|known| known.topic).map(Topic::word).unwrap_or_default();
    let scope = known.and_then(|known| known.scope).map(Scope::word).unwrap_or_default();
    let found = remark.found.as_deref().unwrap_or_default();
    digits(&["cause", remark.rule.code, remark.part.word(), &place, found, topic, scope])
}

/// What is not declared anywhere has its place in the exchange.
fn exchange_place(key: &Key) -> String {
    format!("{} {} {}", key.operation, key.status, key.pointer)
}

/// A reference to the declaration that the finding is about; empty if what was found has none.
fn declaration(group: &Group, site: &Site, spec: &Spec) -> String {
    let rule = match &group.inside {
        Some(Inside::Broken { rule, .. }) => rule,
        Some(Inside::JoinedItems { .. }) | None => group.key.rule,
    };
    let abouts = [rule, group.key.rule].map(|rule| rule.traits.about);
    if abouts.contains(&About::Found) {
        return String::new();
    }
    let property = abouts.contains(&About::Property).then(|| property(group, site, spec)).flatten();
    property.unwrap_or_else(|| spec.reference(site))
}

/// A reference to the property, under its old name if it was renamed. Of several variants that declare
/// it, the first one in the alphabet counts.
fn property(group: &Group, site: &Site, spec: &Spec) -> Option<String> {
    let bodies = bodies(spec.operation(&group.key.operation)?, group.key.part, group.key.status);
    let places = [Some(&group.key.pointer), group.renamed_from.as_ref()];
    let declared = |place: &String| spec.declarations(&bodies, place, site).into_iter().min();
    places.into_iter().flatten().find_map(declared)
}

/// The schemas of a body.
fn bodies(operation: &Operation, part: Part, status: u16) -> Vec<SchemaId> {
    let content = match part {
        Part::RequestBody => operation.request_body.as_ref().map(|body| &body.content),
        Part::ResponseBody => operation.response(status).map(|response| &response.content),
        _ => None,
    };
    content.into_iter().flatten().filter_map(|content| content.schema).collect()
}

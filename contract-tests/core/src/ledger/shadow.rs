//! Finds corrections that settle the same finding.

use std::collections::HashMap;

use super::place::expanded;
use super::{Correction, Ledger};
use crate::rules::{Family, Rule};
use crate::verdict::Part;

/// What a correction settles, one finding at a time. The status is separate, because none means all.
type Place<'a> = (&'static Rule, &'a str, Option<Part>, String, Option<&'a str>);

/// A shadowed correction, the earlier one, and the place that both settle.
pub(super) struct Shadow<'a> {
    pub(super) correction: &'a Correction,
    pub(super) by: &'a Correction,
    pub(super) operation: String,
    pub(super) pointer: String,
    pub(super) found: Option<String>,
}

/// All corrections that settle a finding of an earlier one, each with the first such place.
pub(super) fn shadows(ledger: &Ledger) -> Vec<Shadow<'_>> {
    let mut taken: HashMap<Place<'_>, Vec<&Correction>> = HashMap::new();
    let mut shadows = Vec::new();
    for correction in &ledger.corrections {
        let places = places(correction);
        let shadow = places.iter().find_map(|place| {
            let by = taken.get(place)?.iter().find(|before| is_same(before, correction))?;
            Some(Shadow {
                correction,
                by,
                operation: place.1.to_owned(),
                pointer: place.3.clone(),
                found: place.4.map(str::to_owned),
            })
        });
        shadows.extend(shadow);
        for place in places {
            taken.entry(place).or_default().push(correction);
        }
    }
    shadows
}

fn places(correction: &Correction) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    let founds: Vec<Option<&str>> = match correction.found.as_slice() {
        [] => vec![None],
        names => names.iter().map(|name| Some(name.as_str())).collect(),
    };
    let bare = [String::new()];
    let pointers = if correction.pointers.is_empty() { &bare[..] } else { &correction.pointers };
    for operation in &correction.operations {
        for pointer in pointers {
            for found in &founds {
                let name: Vec<String> = found.iter().map(|name| (*name).to_owned()).collect();
                for pointer in expanded(pointer, &name) {
                    places.push((correction.rule, &**operation, correction.part, pointer, *found));
                }
            }
        }
    }
    places
}

/// True if all other fields are the same.
fn is_same(before: &Correction, after: &Correction) -> bool {
    let statuses = before.status.is_none() || after.status.is_none() || before.status == after.status;
    let is_docs = after.rule.family == Family::Docs;
    statuses && (!is_docs || after.docs.iter().all(|citation| before.docs.contains(citation)))
}

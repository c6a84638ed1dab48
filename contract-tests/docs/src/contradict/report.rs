//! Runs all comparisons and orders their findings.

use std::collections::BTreeSet;

use super::aliases::Aliases;
use super::view::{Operation, operations};
use super::{
    absences, addresses, around, consistency, defaults, forms, objects, parameters, required, statuses,
    types, values,
};
use crate::against::path_of;
use crate::model::{Claim, Location};
use contract_core::findings::{Contradiction, Remark};
use contract_core::rules::Level;
use contract_core::rules::docs::{DOCS_SELF_CONTRADICTION, Scope, Topic};
use contract_core::spec::{Spec, StatusCode};

/// A finding under construction.
pub(super) struct Draft<'a> {
    pub(super) level: Level,
    pub(super) topic: Topic,
    pub(super) operation: &'a str,
    pub(super) location: Location,
    pub(super) status: Option<&'a str>,
    pub(super) pointer: String,
    pub(super) renamed_from: Option<String>,
    pub(super) found: Option<String>,
    pub(super) scope: Option<Scope>,
    pub(super) message: String,
    pub(super) claims: Vec<&'a Claim>,
}

/// All contradictions between the claims, ordered by topic, operation and place.
///
/// The spec provides the paths of operations that claims name by operationId, and the corrections at a place.
#[must_use]
pub fn contradictions(claims: &[Claim], spec: Option<&Spec>) -> Vec<Remark> {
    let operations = operations(claims, &|id| path_of(spec?, id));
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    let aliases = Aliases::of(&operations);
    for operation in &operations {
        one_operation(operation, &aliases, &mut drafts);
    }
    forms::across(&operations, &aliases, &mut drafts);
    values::across(&operations, &mut drafts);
    defaults::across(&operations, &mut drafts);
    objects::across(&operations, &mut drafts);
    drafts.sort_by(|a, b| a.place().cmp(&b.place()));
    leave_out_shorter(&mut drafts);
    let mut seen = BTreeSet::new();
    let remarks = drafts.into_iter().map(|draft| finish(draft, spec));
    remarks.filter(|remark| seen.insert(remark.fingerprint())).collect()
}

/// A contradiction between two sources is not repeated as a shorter sample between two others.
fn leave_out_shorter(drafts: &mut Vec<Draft<'_>>) {
    let variants = drafts.iter().filter(|draft| draft.topic == Topic::Variant);
    let variants: BTreeSet<(String, String)> =
        variants.map(|draft| (draft.operation.to_owned(), draft.pointer.clone())).collect();
    drafts.retain(|draft| {
        draft.topic != Topic::Extent
            || !variants.contains(&(draft.operation.to_owned(), draft.pointer.clone()))
    });
}

impl<'a> Draft<'a> {
    /// An error about a place of an operation, without anything that only some topics have.
    pub(super) fn error(
        topic: Topic,
        (operation, location, pointer): (&'a str, Location, &str),
        message: String,
        claims: Vec<&'a Claim>,
    ) -> Self {
        Self {
            level: Level::Error,
            topic,
            operation,
            location,
            status: None,
            pointer: pointer.to_owned(),
            renamed_from: None,
            found: None,
            scope: None,
            message,
            claims,
        }
    }
}

impl Draft<'_> {
    fn place(&self) -> (Topic, &str, Location, &str, Option<&str>) {
        (self.topic, self.operation, self.location, &self.pointer, self.found.as_deref())
    }
}

fn one_operation<'a>(operation: &Operation<'a>, aliases: &Aliases<'a>, drafts: &mut Vec<Draft<'a>>) {
    objects::within(operation, aliases, drafts);
    forms::within(operation, aliases, drafts);
    types::within(operation, drafts);
    values::within(operation, drafts);
    required::within(operation, drafts);
    parameters::within(operation, drafts);
    defaults::within(operation, drafts);
    absences::within(operation, drafts);
    statuses::within(operation, drafts);
    addresses::within(operation, drafts);
    consistency::within(operation, drafts);
}

fn finish(draft: Draft<'_>, spec: Option<&Spec>) -> Remark {
    let contradiction = Contradiction {
        topic: draft.topic,
        scope: draft.scope,
        level: draft.level,
        also: around::places(&draft),
        marks: spec.map(|spec| around::marks(&draft, spec)).unwrap_or_default(),
        renamed_from: draft.renamed_from,
    };
    let mut ids = Vec::new();
    for claim in draft.claims {
        if !ids.contains(&claim.id) {
            ids.push(claim.id.clone());
        }
    }
    Remark {
        rule: &DOCS_SELF_CONTRADICTION,
        operation: draft.operation.to_owned(),
        part: draft.location.part(),
        status: draft.status.and_then(StatusCode::parse),
        pointer: draft.pointer,
        found: draft.found,
        contradiction: Some(contradiction),
        message: draft.message,
        help: draft.topic.repair().to_owned(),
        site: None,
        claims: ids,
    }
}

/// The places of some claims: `page:line (kind of section)`.
pub(super) fn places_of(claims: &[&Claim]) -> String {
    let mut places = Vec::new();
    for claim in claims {
        let place = format!("{}:{} ({})", claim.page, claim.line, claim.section.title());
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let more = places.len().saturating_sub(3);
    places.truncate(3);
    let text = places.join(", ");
    if more > 0 { format!("{text} and {more} more") } else { text }
}

//! Runs every comparison and brings what they find into one order.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::aliases::Aliases;
use super::view::{Operation, operations};
use super::{
    absences, addresses, consistency, defaults, forms, objects, parameters, required, statuses, types, values,
};
use crate::hex::hex;
use crate::model::{Cause, Claim, DocsFinding, Location, Scope, Severity, hashed};
use contract_core::rules::docs::DOCS_SELF_CONTRADICTION;

/// A finding while it is put together.
pub(super) struct Draft<'a> {
    pub(super) severity: Severity,
    pub(super) cause: Cause,
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

/// Every disagreement among the claims, ordered by cause, operation and place.
///
/// `paths` gives the path of an operation whose claims name it by operationId.
#[must_use]
pub fn contradictions(claims: &[Claim], paths: &dyn Fn(&str) -> Option<String>) -> Vec<DocsFinding> {
    let operations = operations(claims, paths);
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    let aliases = Aliases::of(&operations);
    for operation in &operations {
        one_operation(operation, &aliases, &mut drafts);
    }
    forms::across(&operations, &aliases, &mut drafts);
    values::across(&operations, &mut drafts);
    defaults::across(&operations, &mut drafts);
    objects::across(&operations, &mut drafts);
    let mut findings: Vec<DocsFinding> = drafts.into_iter().map(finish).collect();
    findings.sort_by(|a, b| {
        let key = |finding: &DocsFinding| {
            (
                finding.cause,
                finding.operation.clone(),
                finding.location,
                finding.pointer.clone(),
                finding.found.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    let mut seen = BTreeSet::new();
    findings.retain(|finding| seen.insert(finding.fingerprint.clone()));
    // What is a contradiction between two sources is not said again as a shorter sample between two others.
    let place = |finding: &DocsFinding| (finding.operation.clone(), finding.pointer.clone());
    let variants: BTreeSet<_> =
        findings.iter().filter(|finding| finding.cause == Cause::Variant).map(place).collect();
    findings.retain(|finding| finding.cause != Cause::Extent || !variants.contains(&place(finding)));
    findings
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

fn finish(draft: Draft<'_>) -> DocsFinding {
    let mut ids = Vec::new();
    let mut places = Vec::new();
    for claim in &draft.claims {
        if !ids.contains(&claim.id) {
            ids.push(claim.id.clone());
        }
        let place = format!("{}:{}", claim.page, claim.line);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let mut finding = DocsFinding {
        rule: &DOCS_SELF_CONTRADICTION,
        severity: draft.severity,
        cause: draft.cause,
        operation: Some(draft.operation.to_owned()),
        location: draft.location,
        status: draft.status.map(str::to_owned),
        pointer: draft.pointer,
        renamed_from: draft.renamed_from,
        found: draft.found,
        scope: draft.scope,
        message: draft.message,
        help: draft.cause.repair().to_owned(),
        correction: None,
        claims: ids,
        places,
        fingerprint: String::new(),
        site: None,
    };
    finding.fingerprint = fingerprint(&finding);
    finding
}

/// Twelve hex digits over what a finding is about.
pub(crate) fn fingerprint(finding: &DocsFinding) -> String {
    let mut hash = Sha256::new();
    let cause = hashed(finding.cause.word());
    let parts = [
        finding.rule.code,
        cause.as_str(),
        finding.operation.as_deref().unwrap_or_default(),
        finding.location.word(),
        finding.status.as_deref().unwrap_or_default(),
        &finding.pointer,
        finding.found.as_deref().unwrap_or_default(),
        finding.scope.map(Scope::word).unwrap_or_default(),
    ];
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hex(hash.finalize().get(..6).unwrap_or_default())
}

/// The places of some claims, in words: `page:line (kind of section)`.
pub(super) fn where_said(claims: &[&Claim]) -> String {
    let mut said = Vec::new();
    for claim in claims {
        let place = format!("{}:{} ({})", claim.page, claim.line, claim.section.title());
        if !said.contains(&place) {
            said.push(place);
        }
    }
    let more = said.len().saturating_sub(3);
    said.truncate(3);
    let text = said.join(", ");
    if more > 0 { format!("{text} and {more} more") } else { text }
}

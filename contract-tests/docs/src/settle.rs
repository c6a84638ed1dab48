//! Which correction settles a disagreement of the docs.

use super::against::{Look, look};
use super::model::{Cause, Claim, DocsFinding, Grade, Predicate, Section};
use contract_core::ledger::{Correction, Ledger};
use contract_core::spec::Spec;

/// Writes into each finding the correction that settles it: one that the spec names at the place, or one that fits.
pub fn settle(findings: &mut [DocsFinding], ledger: &Ledger, spec: Option<&Spec>) {
    for finding in findings {
        let marked = spec.map(|spec| marks(spec, finding)).unwrap_or_default();
        let known = |correction: &&Correction| marked.contains(&correction.id) || fits(correction, finding);
        // What was written for the very place comes before what was written around it.
        let exact = ledger.corrections.iter().find(|correction| fits(correction, finding));
        let correction = exact.or_else(|| ledger.corrections.iter().find(known));
        finding.correction = correction.map(|correction| correction.id.clone());
    }
}

fn fits(correction: &Correction, finding: &DocsFinding) -> bool {
    let operation =
        finding.operation.as_ref().is_some_and(|operation| correction.operations.contains(operation));
    let status = correction
        .status
        .is_none_or(|status| finding.status.as_deref().is_none_or(|said| said == status.to_string()));
    let part = correction.part.is_some_and(|part| part.word() == finding.location.word());
    correction.rule == finding.rule && operation && part && status && fits_place(correction, finding)
}

fn fits_place(correction: &Correction, finding: &DocsFinding) -> bool {
    let Some(found) = &finding.found else {
        let outermost = correction.pointers.iter().all(String::is_empty);
        return correction.found.is_empty()
            && (correction.pointers.contains(&finding.pointer) || (outermost && finding.pointer.is_empty()));
    };
    let at = |pointer: &String| pointer.replace("{found}", found) == finding.pointer;
    if correction.found.contains(found) && correction.pointers.iter().any(at) {
        return true;
    }
    let (holder, _) = finding.pointer.rsplit_once('/').unwrap_or_default();
    let around = correction.pointers.iter().any(|pointer| pointer == holder);
    match finding.cause {
        // Fields of an object can be settled by name at the object, or with the object as a whole.
        Cause::Variant | Cause::Extent => {
            let whole = holder.trim_end_matches("/*").rsplit('/').next().unwrap_or_default();
            around && correction.found.iter().any(|name| name == found || name == whole)
        }
        Cause::Parameter => {
            correction.found.contains(found)
                && (correction.pointers.is_empty() || correction.pointers.iter().any(String::is_empty))
        }
        _ => false,
    }
}

/// The corrections that the spec names at the places of a finding.
fn marks(spec: &Spec, finding: &DocsFinding) -> Vec<String> {
    let structural = matches!(
        finding.cause,
        Cause::Envelope | Cause::Name | Cause::Form | Cause::Enumeration | Cause::Variant | Cause::Extent
    );
    if !structural {
        return Vec::new();
    }
    let mut ids = Vec::new();
    for pointer in std::iter::once(&finding.pointer).chain(&finding.renamed_from) {
        let Look::Found(placed) = look(spec, &probe(finding, pointer)) else { continue };
        ids.extend(placed.corrections);
        for schema in placed.schemas.iter().map(|id| spec.schema(*id)) {
            let values = schema
                .marks
                .value_corrections
                .iter()
                .filter(|(value, _)| finding.found.as_ref() == Some(value));
            ids.extend(values.flat_map(|(_, ids)| ids.iter().cloned()));
            if finding.cause == Cause::Form {
                ids.extend(schema.marks.corrections.iter().cloned());
            }
        }
        // A field of the envelope itself is settled with the envelope.
        let outermost =
            pointer.matches('/').count() <= 2 && matches!(finding.cause, Cause::Envelope | Cause::Variant);
        if outermost
            && (finding.cause == Cause::Envelope || pointer.matches('/').count() == 1)
            && let Look::Found(root) = look(spec, &probe(finding, ""))
        {
            ids.extend(root.schemas.iter().flat_map(|id| spec.schema(*id).marks.corrections.iter().cloned()));
        }
    }
    ids
}

/// A claim about nothing but a place.
fn probe(finding: &DocsFinding, pointer: &str) -> Claim {
    Claim {
        id: String::new(),
        page: String::new(),
        line: 0,
        section: Section::Prose,
        grade: Grade::Prose,
        operation: finding.operation.clone(),
        location: finding.location,
        status: finding.status.clone(),
        pointer: pointer.to_owned(),
        predicate: Predicate::Exists,
        value: true.into(),
    }
}

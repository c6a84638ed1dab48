//! Corrections that settle a contradiction without naming its very place: those of the parent object, and
//! those that the spec names there.

use super::report::Draft;
use crate::against::{Look, look};
use crate::model::{Claim, Grade, Predicate, Section};
use contract_core::findings::NamedPlace;
use contract_core::rules::docs::Topic;
use contract_core::spec::Spec;

/// The other places under which a correction settles it.
pub(super) fn places(draft: &Draft<'_>) -> Vec<NamedPlace> {
    let Some(found) = &draft.found else { return Vec::new() };
    let place =
        |pointer: &str, found: &str| NamedPlace { pointer: pointer.to_owned(), found: found.to_owned() };
    match draft.topic {
        // Fields of an object can be settled by name at the object, or together with the object.
        Topic::Variant | Topic::Extent => {
            let (holder, _) = draft.pointer.rsplit_once('/').unwrap_or_default();
            let whole = holder.trim_end_matches("/*").rsplit('/').next().unwrap_or_default();
            vec![place(holder, found), place(holder, whole)]
        }
        Topic::Parameter => vec![place("", found)],
        _ => Vec::new(),
    }
}

/// The corrections that the spec names at the places of a contradiction.
pub(super) fn marks(draft: &Draft<'_>, spec: &Spec) -> Vec<String> {
    let structural = matches!(
        draft.topic,
        Topic::Envelope | Topic::Name | Topic::Form | Topic::Enumeration | Topic::Variant | Topic::Extent
    );
    if !structural {
        return Vec::new();
    }
    let pointers = std::iter::once(&draft.pointer).chain(&draft.renamed_from);
    pointers.flat_map(|pointer| at(draft, pointer, spec)).collect()
}

fn at(draft: &Draft<'_>, pointer: &str, spec: &Spec) -> Vec<String> {
    let Look::Found(placed) = look(spec, &probe(draft, pointer)) else { return Vec::new() };
    let mut ids = placed.corrections;
    for schema in placed.schemas.iter().map(|id| spec.schema(*id)) {
        let values = schema.extensions.value_corrections.iter();
        let values = values.filter(|(value, _)| draft.found.as_ref() == Some(value));
        ids.extend(values.flat_map(|(_, ids)| ids.iter().cloned()));
        if draft.topic == Topic::Form {
            ids.extend(schema.extensions.corrections.iter().cloned());
        }
    }
    if is_of_envelope(draft.topic, pointer)
        && let Look::Found(root) = look(spec, &probe(draft, ""))
    {
        ids.extend(
            root.schemas.iter().flat_map(|id| spec.schema(*id).extensions.corrections.iter().cloned()),
        );
    }
    ids
}

/// A field of the envelope itself is settled together with the envelope.
fn is_of_envelope(topic: Topic, pointer: &str) -> bool {
    match (topic, pointer.matches('/').count()) {
        (Topic::Envelope, depth) => depth <= 2,
        (Topic::Variant, depth) => depth == 1,
        _ => false,
    }
}

/// A claim that only has a place.
fn probe(draft: &Draft<'_>, pointer: &str) -> Claim {
    Claim {
        id: String::new(),
        page: String::new(),
        line: 0,
        section: Section::Prose,
        grade: Grade::Prose,
        operation: Some(draft.operation.to_owned()),
        location: draft.location,
        status: draft.status.map(str::to_owned),
        pointer: pointer.to_owned(),
        predicate: Predicate::Exists,
        value: true.into(),
    }
}

//! Claims that recorded exchanges contradict.
//!
//! Only presence is compared: a field documented as omitted that is present, and a field documented as always
//! present that is missing. Contradictions with the spec are reported separately.

use super::place::{Look, look};
use crate::model::{Claim, Location, Predicate};
use contract_core::findings::Remark;
use contract_core::rules::docs::DOCS_AGAINST_TRAFFIC;
use contract_core::spec::{Spec, StatusCode};
use contract_core::verdict::{Part, Presence};

/// The contradictions between claims and traffic. The claims have the operationIds of the spec.
#[must_use]
pub fn against_traffic(claims: &[Claim], spec: &Spec, presence: &Presence) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = Vec::new();
    for claim in claims {
        let part = match claim.location {
            Location::RequestBody => Part::RequestBody,
            Location::ResponseBody => Part::ResponseBody,
            _ => continue,
        };
        let denied = claim.predicate == Predicate::Exists && claim.value == false;
        let promised = claim.predicate == Predicate::Required && claim.value == true;
        if claim.name().is_empty() || !(denied || promised) {
            continue;
        }
        // If the spec requires it as well, a body without it already violates the spec.
        if promised && is_settled_by_spec(claim, spec) {
            continue;
        }
        for (operation, here, status, objects) in presence.bodies() {
            let same = claim.operation.as_deref() == Some(operation) && here == part;
            // A rejected request does not show what the server accepts, and an error is a different response.
            if !same || !(200..300).contains(&status) || !fits(claim, status) {
                continue;
            }
            for (holder, object) in objects {
                let pointer = format!("{holder}/{}", claim.name());
                let there = object.properties.get(claim.name()).copied().unwrap_or(0);
                let contradicted = if denied {
                    there > 0 && pointer.ends_with(&claim.pointer)
                } else {
                    there < object.objects && pointer == claim.pointer
                };
                if contradicted {
                    let seen = (there, object.objects);
                    remarks.push(remark(claim, spec, (operation, part, status), pointer, seen));
                }
            }
        }
    }
    remarks.sort_by_key(|remark| (remark.operation.clone(), remark.status, remark.pointer.clone()));
    // Several claims may state the same about a place: the first is reported, and all can be cited.
    remarks.dedup_by(|next, first| {
        let is_same = next.key() == first.key();
        if is_same {
            first.claims.append(&mut next.claims);
        }
        is_same
    });
    remarks
}

/// True if the spec requires the field, or marks the place as a departure from the docs.
fn is_settled_by_spec(claim: &Claim, spec: &Spec) -> bool {
    let Look::Found(placed) = look(spec, claim) else { return true };
    let (parent, name) = claim.pointer.rsplit_once('/').unwrap_or_default();
    let Look::Found(holder) = look(spec, &Claim { pointer: parent.to_owned(), ..claim.clone() }) else {
        return true;
    };
    let requires =
        |schema: &contract_core::spec::Schema| schema.required.iter().any(|required| &*required.name == name);
    !placed.corrections.is_empty() || holder.schemas.iter().any(|id| requires(spec.schema(*id)))
}

fn fits(claim: &Claim, status: u16) -> bool {
    claim.location == Location::RequestBody
        || claim.status.as_ref().is_none_or(|said| *said == status.to_string())
}

fn remark(
    claim: &Claim,
    spec: &Spec,
    (operation, part, status): (&str, Part, u16),
    pointer: String,
    (there, of): (u64, u64),
) -> Remark {
    let name = claim.name();
    let place = format!("{}:{}", claim.page, claim.line);
    let message = if claim.predicate == Predicate::Exists {
        format!("the docs say that `{name}` is omitted ({place}); it is in {there} of {of} objects")
    } else {
        format!("the docs say that `{name}` is always present ({place}); it is in {there} of {of} objects")
    };
    Remark {
        rule: &DOCS_AGAINST_TRAFFIC,
        operation: operation.to_owned(),
        part,
        status: Some(StatusCode::Exact(status)),
        pointer,
        found: Some(name.to_owned()),
        contradiction: None,
        message,
        help: format!("change the spec to match the traffic, and add a correction that cites {}", claim.id),
        site: spec.operation(operation).map(|operation| operation.site.clone()),
        claims: vec![claim.id.clone()],
    }
}

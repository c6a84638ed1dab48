//! Everything that claims disagree on: with each other, and with the spec.

use contract_core::findings::Remark;
use contract_core::spec::Spec;

use crate::against::{against_spec, name_operations};
use crate::contradict::contradictions;
use crate::model::Claim;

/// The contradictions of the claims with each other and, if there is a spec, with it. Claims get the names that the
/// operations have in the spec.
#[must_use]
pub fn disagreements(claims: &mut [Claim], spec: Option<&Spec>) -> Vec<Remark> {
    let Some(spec) = spec else { return contradictions(claims, None) };
    name_operations(claims, spec);
    let mut remarks = contradictions(claims, Some(spec));
    remarks.extend(against_spec(claims, spec));
    remarks
}

//! Claims, one per line.

use super::safe;
use crate::model::Claim;

/// A claim on one line.
#[must_use]
pub fn claim_line(claim: &Claim) -> String {
    let operation = claim.operation.as_deref().unwrap_or("-");
    let status = claim.status.as_deref().map(|status| format!(" {status}")).unwrap_or_default();
    let line = format!(
        "{}  {}:{}  {operation}  {}{status} {}  {} {}  ({})",
        claim.id,
        claim.page,
        claim.line,
        claim.location.word(),
        if claim.pointer.is_empty() { "-" } else { &claim.pointer },
        claim.predicate.word(),
        claim.value,
        claim.section.title(),
    );
    safe(&line)
}

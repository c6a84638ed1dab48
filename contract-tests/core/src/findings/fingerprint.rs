//! Fingerprints: short, stable ids of findings.

use sha2::{Digest, Sha256};

use super::contradiction::Contradiction;
use super::group::Key;
use super::remark::Remark;
use crate::rules::docs::Scope;
use crate::spec::StatusCode;
use crate::vocabulary::hashed;

/// Twelve hexadecimal digits, hashed from rule, operation, part, status, pointer and `found`; never from a
/// message, a line or a value, so it is stable across edits of the spec and of this program.
#[must_use]
pub fn fingerprint(key: &Key) -> String {
    let status = key.status.to_string();
    let found = key.found.as_deref().unwrap_or_default();
    digits(&[key.rule.code, &key.operation, key.part.word(), &status, &key.pointer, found])
}

/// The fingerprint of a contradiction. Topic and scope distinguish several contradictions at one place.
pub(super) fn of_contradiction(remark: &Remark, contradiction: &Contradiction) -> String {
    let topic = hashed(contradiction.topic.word());
    let status = remark.status.as_ref().map(StatusCode::to_string).unwrap_or_default();
    let found = remark.found.as_deref().unwrap_or_default();
    let scope = contradiction.scope.map(Scope::word).unwrap_or_default();
    let (operation, part) = (&remark.operation, remark.part.word());
    // Each part is terminated, not separated, which fingerprints in existing ledgers rely on.
    digits(&[remark.rule.code, &topic, operation, part, &status, &remark.pointer, found, scope, ""])
}

/// Twelve hexadecimal digits, hashed from texts.
#[must_use]
pub(crate) fn digits(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\0").as_bytes());
    let start = digest.iter().take(6).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{start:012x}")
}

//! A short name for a finding that stays the same as long as the finding does.

use sha2::{Digest, Sha256};

use super::group::Key;

/// Twelve hexadecimal digits over rule, operation, part, status, pointer and what was found; never over a message, a
/// line or a value, so it survives edits of the spec and of this program.
#[must_use]
pub fn fingerprint(key: &Key) -> String {
    let status = key.status.to_string();
    let found = key.found.as_deref().unwrap_or_default();
    let parts = [key.rule.code, &key.operation, key.part.word(), &status, &key.pointer, found];
    let digest = Sha256::digest(parts.join("\0").as_bytes());
    let start = digest.iter().take(6).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{start:012x}")
}

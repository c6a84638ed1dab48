//! Claim ids.
//!
//! Sequential numbers would shift with every added line. So the number is derived from the subject of the
//! claim: section, operation, place, predicate, and the value if a place can have several. Rewording, moving
//! or reordering changes no id. A changed default keeps its id, so that outdated citations can be detected.
//! If two claims of a page get the same number, one of them takes the next free number.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::Claim;
use contract_core::vocabulary::hashed;

/// The range of numbers.
const SPACE: u64 = 1_000_000;

/// Sets the ids of all claims of a page. Collisions are resolved by the content of the claims, not by their
/// order on the page.
pub(crate) fn number(claims: &mut [Claim]) {
    let mut taken = HashSet::new();
    let mut ordered: Vec<&mut Claim> = claims.iter_mut().collect();
    ordered.sort_by_cached_key(|claim| (subject(claim), claim.text(), claim.line));
    for claim in ordered {
        let mut number = draw(claim);
        while !taken.insert(number) {
            number = (number + 1) % SPACE;
        }
        claim.id = format!("{}#{number:06}", claim.page);
    }
}

/// The subject of a claim.
fn subject(claim: &Claim) -> [String; 7] {
    let value = if claim.predicate.is_set() { claim.text() } else { String::new() };
    let section = hashed(claim.section.word());
    let predicate = hashed(claim.predicate.word());
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (operation, status) = (text(&claim.operation), text(&claim.status));
    [section, operation, claim.location.word().to_owned(), status, claim.pointer.clone(), predicate, value]
}

fn draw(claim: &Claim) -> u64 {
    let mut hash = Sha256::new();
    for part in subject(claim) {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    digest.iter().take(8).fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte)) % SPACE
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::lock::Lock;

    /// Corrections cite claims by id, so the ids of a lock are those that its claims are given today.
    #[test]
    fn the_claims_of_the_lock_are_given_the_ids_that_they_have() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/docs.lock");
        let lock = Lock::parse(&std::fs::read_to_string(path).unwrap(), path).unwrap();
        let mut ids = 0;
        for page in lock.pages {
            let mut claims = page.claims.clone();
            for claim in &mut claims {
                claim.id.clear();
            }
            number(&mut claims);
            assert_eq!(claims, page.claims, "{}", page.name);
            ids += claims.len();
        }
        assert!(ids > 600, "only {ids} claims are locked");
    }
}

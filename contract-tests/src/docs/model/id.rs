//! Claim ids.
//!
//! A number that counts claims would shift with every line that is added. So the number is drawn from what the claim is
//! about: section, operation, place, predicate, and the value where one place can have several. Rewording, moving or
//! reordering changes no id, and a changed default keeps its id, so that a citation of it can be seen to be out of date.
//! Two claims of a page that draw the same number are told apart by going on to the next free one.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::Claim;

/// How many numbers there are.
const SPACE: u64 = 1_000_000;

/// Sets the id of every claim of one page.
pub(crate) fn number(claims: &mut [Claim]) {
    let mut taken = HashSet::new();
    for claim in claims.iter_mut() {
        let mut number = draw(claim);
        while !taken.insert(number) {
            number = (number + 1) % SPACE;
        }
        claim.id = format!("{}#{number:06}", claim.page);
    }
}

fn draw(claim: &Claim) -> u64 {
    let mut hash = Sha256::new();
    let value = if claim.predicate.is_set() { claim.text() } else { String::new() };
    let section = format!("{:?}", claim.section);
    let predicate = format!("{:?}", claim.predicate);
    let parts = [
        section.as_str(),
        claim.operation.as_deref().unwrap_or_default(),
        claim.location.name(),
        claim.status.as_deref().unwrap_or_default(),
        &claim.pointer,
        &predicate,
        &value,
    ];
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    digest.iter().take(8).fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte)) % SPACE
}

//! Which correction settles a finding.

use super::{Correction, Ledger};
use crate::findings::Key;
use crate::pointer::escaped;

impl Ledger {
    /// The correction that settles a finding. Where the spec names corrections at the place (`marked`), one of those
    /// has to be in the ledger; elsewhere everything the correction says has to fit.
    #[must_use]
    pub fn settles(&self, key: &Key, marked: &[String]) -> Option<&Correction> {
        if let Some(correction) = self.corrections.iter().find(|correction| marked.contains(&correction.id)) {
            return Some(correction);
        }
        self.corrections.iter().find(|correction| correction.fits(key))
    }
}

impl Correction {
    /// Does it settle the finding, where it is the only one there is?
    #[must_use]
    pub fn settles(&self, key: &Key, marked: &[String]) -> bool {
        marked.contains(&self.id) || self.fits(key)
    }

    fn fits(&self, key: &Key) -> bool {
        self.rule == key.rule
            && self.operations.contains(&key.operation)
            && self.part == Some(key.part)
            && self.status.is_none_or(|status| status == key.status)
            && self.fits_found(key)
            && self.fits_pointer(key)
    }

    /// A new name, type or value in a place that has a correction is not settled by it.
    fn fits_found(&self, key: &Key) -> bool {
        match &key.found {
            Some(found) => self.found.contains(found),
            None => self.found.is_empty(),
        }
    }

    fn fits_pointer(&self, key: &Key) -> bool {
        if self.pointers.is_empty() {
            return key.pointer.is_empty();
        }
        self.pointers.iter().any(|pointer| match &key.found {
            Some(found) if pointer.contains("{found}") => {
                pointer.replace("{found}", &escaped(found)) == key.pointer
            }
            _ => *pointer == key.pointer,
        })
    }
}

//! Which correction settles a finding.

use super::{Correction, Ledger};
use crate::findings::{Contradiction, Key, NamedPlace, Remark};
use crate::pointer::escaped;
use crate::spec::StatusCode;

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

    /// The correction that settles a finding which no exchange shows. One that was written for a contradiction comes
    /// before those that the spec names around it.
    #[must_use]
    pub fn settles_remark(&self, remark: &Remark) -> Option<&Correction> {
        let Some(contradiction) = &remark.contradiction else { return self.settles(&remark.key(), &[]) };
        let fits = |correction: &&Correction| correction.fits_contradiction(remark, contradiction);
        let marked = |correction: &&Correction| contradiction.marks.contains(&correction.id);
        self.corrections.iter().find(fits).or_else(|| self.corrections.iter().find(marked))
    }
}

impl Correction {
    /// Does it settle the finding, where it is the only one there is?
    #[must_use]
    pub fn settles(&self, key: &Key, marked: &[String]) -> bool {
        marked.contains(&self.id) || self.fits(key)
    }

    fn fits(&self, key: &Key) -> bool {
        self.is_about(key) && self.status.is_none_or(|status| status == key.status) && self.fits_place(key)
    }

    /// A page that names no status speaks of every one.
    fn fits_contradiction(&self, remark: &Remark, contradiction: &Contradiction) -> bool {
        let key = remark.key();
        let is_of_status = |status| remark.status.is_none_or(|said| said == StatusCode::Exact(status));
        self.is_about(&key)
            && self.status.is_none_or(is_of_status)
            && (self.fits_place(&key) || contradiction.also.iter().any(|place| self.names(place)))
    }

    /// Does it name the place itself, however many names it has there?
    fn names(&self, place: &NamedPlace) -> bool {
        let has_pointer = self.pointers.contains(&place.pointer);
        let is_whole = self.pointers.is_empty() && place.pointer.is_empty();
        (has_pointer || is_whole) && self.found.contains(&place.found)
    }

    fn is_about(&self, key: &Key) -> bool {
        self.rule == key.rule && self.operations.contains(&key.operation) && self.part == Some(key.part)
    }

    fn fits_place(&self, key: &Key) -> bool {
        self.fits_found(key) && self.fits_pointer(key)
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

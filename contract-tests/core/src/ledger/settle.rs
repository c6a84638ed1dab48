//! Finds the correction that settles a finding.

use super::{Correction, Ledger};
use crate::findings::{Contradiction, Key, NamedPlace, Remark};
use crate::pointer::escaped;
use crate::spec::StatusCode;

impl Ledger {
    /// The correction that settles a finding. If the spec names corrections at the place (`marked`), one of
    /// those must be in the ledger; otherwise all fields of the correction must match.
    #[must_use]
    pub fn settles(&self, key: &Key, marked: &[String]) -> Option<&Correction> {
        if let Some(correction) = self.corrections.iter().find(|correction| marked.contains(&correction.id)) {
            return Some(correction);
        }
        self.corrections.iter().find(|correction| correction.fits(key))
    }

    /// The correction that settles a finding that no exchange shows. One written for a contradiction takes
    /// precedence over those that the spec names at a parent.
    #[must_use]
    pub fn settles_remark(&self, remark: &Remark) -> Option<&Correction> {
        let Some(contradiction) = &remark.contradiction else { return self.settles(&remark.key(), &[]) };
        let fits = |correction: &&Correction| correction.fits_contradiction(remark, contradiction);
        let marked = |correction: &&Correction| contradiction.marks.contains(&correction.id);
        self.corrections.iter().find(fits).or_else(|| self.corrections.iter().find(marked))
    }
}

impl Correction {
    /// True if this correction alone would settle the finding.
    #[must_use]
    pub fn settles(&self, key: &Key, marked: &[String]) -> bool {
        marked.contains(&self.id) || self.fits(key)
    }

    fn fits(&self, key: &Key) -> bool {
        self.is_about(key) && self.status.is_none_or(|status| status == key.status) && self.fits_place(key)
    }

    /// A page without a status applies to every status.
    fn fits_contradiction(&self, remark: &Remark, contradiction: &Contradiction) -> bool {
        let key = remark.key();
        let is_of_status = |status| remark.status.is_none_or(|said| said == StatusCode::Exact(status));
        self.is_about(&key)
            && self.status.is_none_or(is_of_status)
            && (self.fits_place(&key) || contradiction.also.iter().any(|place| self.names(place)))
    }

    /// True if it names the place itself, under any of its names.
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

    /// A correction does not settle a new name, type or value at its place.
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

//! The state of scrubbing.

use std::collections::{BTreeSet, HashSet};

use super::ledger::Ledger;
use super::name_facts::{NameCache, NameFacts};
use super::shape::Shape;
use crate::invent::GuardReason;
use crate::{Inventor, environment};
use card_data::{Detector, SensitiveValues, SensitiveValuesError};
use contract_core::exchange::{EvidenceKind, Malformed};
use contract_core::spec::Spec;

/// The provenance of exchanges that don't state their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The kind of evidence.
    pub kind: Option<EvidenceKind>,
    /// The date of the evidence.
    pub as_of: Option<String>,
    /// A description of the origin.
    pub from: Option<String>,
}

/// Scrubs the exchanges of one run.
pub struct Scrubber<'s> {
    pub(super) spec: &'s Spec,
    pub(super) inventor: Inventor,
    pub(super) detector: Detector,
    pub(super) names: NameCache,
    /// The shape of the current exchange.
    pub(super) shape: Shape,
    /// Which values of the current exchange are kept.
    pub(super) ledger: Ledger,
    /// The ids of numbers of the current body that are kept because they contradict each other.
    pub(super) told: HashSet<u32>,
    /// Places of the current exchange for which no invented value was found that the spec judges like the
    /// real one.
    pub(super) misfits: Vec<String>,
    /// The place of the body of the current exchange that could not be taken apart, and why.
    pub(super) without_parts: Option<(String, Malformed)>,
}

/// The words of the recording format itself.
const OWN_WORDS: &str =
    "request response recorded_at body_text values invented kept content-type x-other-headers";

impl<'s> Scrubber<'s> {
    /// Creates a scrubber for the API that the spec describes.
    #[must_use]
    pub fn new(spec: &'s Spec) -> Self {
        let mut scrubber = Self::with(spec, Inventor::default());
        for credential in environment::credentials() {
            scrubber.inventor.guard(&credential, GuardReason::MarkedSensitive);
        }
        scrubber
    }

    pub(crate) fn with(spec: &'s Spec, inventor: Inventor) -> Self {
        Self {
            spec,
            inventor: inventor.with_prefixes_of(spec.files.texts()),
            detector: Detector::default(),
            names: NameCache::default(),
            shape: Shape::default(),
            ledger: Ledger::default(),
            told: HashSet::new(),
            misfits: Vec::new(),
            without_parts: None,
        }
    }

    /// The search for every sensitive value seen so far.
    ///
    /// # Errors
    ///
    /// There are too many values.
    pub fn sensitive_values(&self) -> Result<SensitiveValues, SensitiveValuesError> {
        // The text of the spec is no secret, and names may contain parts of it.
        let public_texts: Vec<&str> = self.spec.files.texts().chain([OWN_WORDS]).collect();
        self.inventor.guarded(&public_texts)
    }

    /// True if more values were seen than can be remembered, so that some links between them are lost.
    #[must_use]
    pub fn exceeded_memory(&self) -> bool {
        self.inventor.exceeded_memory()
    }

    /// True for a name that is a sensitive value of this run, and that the spec does not declare.
    pub(crate) fn is_sensitive_name(&self, name: &str) -> bool {
        self.inventor.is_marked_word(name) && !self.spec.declares_name(name)
    }

    pub(super) fn facts(&mut self, name: &str) -> NameFacts {
        self.names.facts(name, &self.detector)
    }

    /// Places of the last exchange that are public, but whose values have no form that the spec leads to expect, or
    /// might be a piece of a card number. They were invented.
    #[must_use]
    pub fn withheld(&self) -> BTreeSet<&str> {
        self.ledger.withheld()
    }

    /// The place of the body of the last exchange that is no form in parts, although its media type says so, and why. It was
    /// replaced as a whole.
    #[must_use]
    pub fn without_parts(&self) -> Option<(&str, Malformed)> {
        self.without_parts.as_ref().map(|(place, why)| (place.as_str(), *why))
    }

    /// Places of the last exchange whose invented values the spec may judge differently from the real ones.
    #[must_use]
    pub fn misfits(&self) -> &[String] {
        &self.misfits
    }
}

//! What scrubbing needs to know and to remember.

use std::collections::HashSet;

use super::name_facts::{NameCache, NameFacts};
use super::shape::Shape;
use crate::invent::GuardReason;
use crate::{Inventor, environment};
use card_data::{Detector, SensitiveValues, SensitiveValuesError};
use contract_core::exchange::EvidenceKind;
use contract_core::spec::Spec;

/// What is said about exchanges that don't say it themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// What kind of evidence they are.
    pub kind: Option<EvidenceKind>,
    /// Of when, as a date.
    pub as_of: Option<String>,
    /// Where they are from, in words.
    pub from: Option<String>,
}

/// Scrubs exchanges of one run.
pub struct Scrubber<'s> {
    pub(super) spec: &'s Spec,
    pub(super) inventor: Inventor,
    pub(super) detector: Detector,
    pub(super) names: NameCache,
    /// The names of all properties and parameters that the spec has, wherever it has them.
    pub(super) declared: HashSet<&'s str>,
    /// Of the exchange at hand.
    pub(super) shape: Shape,
    /// Places of the exchange at hand where no value was found that the spec judges as it judged the real one.
    pub(super) misfits: Vec<String>,
}

/// The words of a recording itself, which is JSON of ours.
const OWN_WORDS: &str = "request response recorded_at body_text values invented content-type x-other-headers";

impl<'s> Scrubber<'s> {
    /// A scrubber for traffic of the API that the spec describes.
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
            inventor: inventor.with_prefixes_of(&spec.text),
            detector: Detector::default(),
            names: NameCache::default(),
            declared: declared_names(spec),
            shape: Shape::default(),
            misfits: Vec::new(),
        }
    }

    /// The search for everything sensitive that was met so far.
    ///
    /// # Errors
    ///
    /// Fails if that is too much.
    pub fn sensitive_values(&self) -> Result<SensitiveValues, SensitiveValuesError> {
        // What stands in the spec is no secret, and names may hold it.
        self.inventor.guarded(&[&self.spec.text, OWN_WORDS])
    }

    /// True if more values were met than are remembered, so that some links between them are lost.
    #[must_use]
    pub fn exceeded_memory(&self) -> bool {
        self.inventor.exceeded_memory()
    }

    pub(super) fn facts(&mut self, name: &str) -> NameFacts {
        self.names.facts(name, &self.detector)
    }

    /// The places in the last exchange whose invented values the spec may judge otherwise than the real ones.
    #[must_use]
    pub fn misfits(&self) -> &[String] {
        &self.misfits
    }
}

fn declared_names(spec: &Spec) -> HashSet<&str> {
    let properties =
        spec.schemas.iter().flat_map(|schema| &schema.properties).map(|property| &*property.name);
    let parameters = spec.operations.iter().flat_map(|operation| &operation.parameters);
    properties.chain(parameters.map(|parameter| parameter.name.as_str())).collect()
}

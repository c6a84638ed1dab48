//! Which kinds of evidence showed something.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::exchange::{Evidence, EvidenceKind};

/// What an exchange is as evidence, the strongest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceGrade {
    /// A deployed server answered.
    Live,
    /// A sample of the docs with values that only a live server could have made.
    Sample,
    /// A server built from the vendor's published source answered.
    Source,
    /// Docs written by hand.
    Prose,
    /// Traffic that does not say what it is.
    #[default]
    Unlabelled,
    /// What a docs generator invents.
    Filler,
}

impl EvidenceGrade {
    /// Every kind, the strongest first.
    pub const ALL: [Self; 6] =
        [Self::Live, Self::Sample, Self::Source, Self::Prose, Self::Unlabelled, Self::Filler];

    /// The word used in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Sample => "sample",
            Self::Source => "source",
            Self::Prose => "prose",
            Self::Unlabelled => "unlabelled",
            Self::Filler => "filler",
        }
    }

    pub(super) fn of(evidence: Option<Evidence<'_>>) -> Self {
        match evidence.map(|evidence| evidence.kind) {
            Some(EvidenceKind::Live) => Self::Live,
            Some(EvidenceKind::Sample) => Self::Sample,
            Some(EvidenceKind::Source) => Self::Source,
            Some(EvidenceKind::Prose) => Self::Prose,
            Some(EvidenceKind::Filler) => Self::Filler,
            None => Self::Unlabelled,
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of [`EvidenceGrade`]s.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct EvidenceGrades(u8);

impl EvidenceGrades {
    pub(super) fn add(&mut self, grade: EvidenceGrade) {
        self.0 |= grade.bit();
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Is none in it?
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The strongest in it.
    #[must_use]
    pub fn strongest(self) -> Option<EvidenceGrade> {
        EvidenceGrade::ALL.into_iter().find(|grade| self.0 & grade.bit() != 0)
    }

    /// Those that are evidence of values, and not only of shapes.
    #[must_use]
    pub fn of_values(self) -> Self {
        Self(self.0 & !EvidenceGrade::Filler.bit())
    }
}

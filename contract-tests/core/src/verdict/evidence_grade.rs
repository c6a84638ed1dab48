//! Grades exchanges by the strength of their evidence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::exchange::{Evidence, EvidenceKind};

/// The kind of evidence an exchange is, strongest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceGrade {
    /// A deployed server answered.
    Live,
    /// A docs sample with values that only a live server could have produced.
    Sample,
    /// A server built from the vendor's published source answered.
    Source,
    /// Hand-written docs.
    Prose,
    /// Traffic that does not state its origin.
    #[default]
    Unlabelled,
    /// Values invented by a docs generator.
    Filler,
}

impl EvidenceGrade {
    /// Every grade, strongest first.
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

    /// True if the set is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The strongest grade in the set.
    #[must_use]
    pub fn strongest(self) -> Option<EvidenceGrade> {
        EvidenceGrade::ALL.into_iter().find(|grade| self.0 & grade.bit() != 0)
    }

    /// The grades that are evidence of values and not only of shapes: all but `Filler`.
    #[must_use]
    pub fn of_values(self) -> Self {
        Self(self.0 & !EvidenceGrade::Filler.bit())
    }
}

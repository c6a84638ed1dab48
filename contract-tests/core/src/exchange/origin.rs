//! The origin of the values of an exchange.

use schemars::JsonSchema;

use super::model::EvidenceKind;

/// The origin of the values of an exchange. The reader of each format states it; it is never guessed.
///
/// It concerns only values. Names, types and the structure of an exchange are always original, and what it is
/// evidence of is stated by its [`Evidence`](super::Evidence).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    JsonSchema,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum ValueOrigin {
    /// Sent by the server and its client.
    Observed,
    /// Written by people or a docs generator.
    Written,
    /// Invented by scrubbing, at places that the spec does not mark `public`. Related numbers may be
    /// inconsistent.
    Invented,
}

impl ValueOrigin {
    /// The keyword in recordings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The origin that follows from the kind of evidence. Traffic without a kind is taken as observed.
    pub(super) fn of(evidence: Option<EvidenceKind>) -> Self {
        match evidence {
            None | Some(EvidenceKind::Live | EvidenceKind::Sample | EvidenceKind::Source) => Self::Observed,
            Some(EvidenceKind::Prose | EvidenceKind::Filler) => Self::Written,
        }
    }
}

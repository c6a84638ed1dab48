//! Where the values of an exchange come from.

use schemars::JsonSchema;

use super::model::EvidenceKind;

/// Where the values of an exchange come from. The reader of each format states it; nothing guesses it.
///
/// It is about values only. Names, types and the shape of an exchange are those of the original in each case, and what
/// an exchange is evidence of is said by its [`Evidence`](super::Evidence).
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
    /// The server and its client sent them.
    Observed,
    /// People or a docs generator wrote them.
    Written,
    /// Scrubbing invented them, in places that the spec does not mark `public`. Numbers that added up may no longer do so.
    Invented,
}

impl ValueOrigin {
    /// The word used in recordings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// What follows for values from the kind of evidence that an exchange says it is. Traffic that says nothing of itself
    /// is what it looks like.
    pub(super) fn of(evidence: Option<EvidenceKind>) -> Self {
        match evidence {
            None | Some(EvidenceKind::Live | EvidenceKind::Sample | EvidenceKind::Source) => Self::Observed,
            Some(EvidenceKind::Prose | EvidenceKind::Filler) => Self::Written,
        }
    }
}

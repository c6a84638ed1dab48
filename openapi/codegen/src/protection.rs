//! The protection of a value in the client, which follows from its sensitivity.

use cartevo_extensions::Sensitivity;

/// Whether a card number is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Masking {
    Full,
    Masked,
}

/// How the client protects a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protection {
    /// `Debug` shows it.
    Shown,
    /// `Debug` hides it.
    Hidden,
    /// Its type is `Secret`.
    Secret,
}

impl Protection {
    pub(crate) fn of(sensitivity: Sensitivity, masking: Masking) -> Self {
        match (sensitivity, masking) {
            (Sensitivity::Public | Sensitivity::Id, _) | (Sensitivity::Pan, Masking::Masked) => Self::Shown,
            (Sensitivity::Personal, _) => Self::Hidden,
            (Sensitivity::Secret | Sensitivity::Cvv, _) | (Sensitivity::Pan, Masking::Full) => Self::Secret,
        }
    }
}

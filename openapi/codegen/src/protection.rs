//! The protection of a value in the client, which follows from its sensitivity.

use cartevo_extensions::{Extension as _, Mask, Sensitivity};

/// How the client protects a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protection {
    /// `Debug` shows it if it looks like what it should be.
    Shown,
    /// `Debug` hides it.
    Hidden,
    /// Its type knows whether it is masked.
    Masked(Mask),
    /// Its type is `Secret`.
    Secret,
}

impl Protection {
    pub(crate) fn of(sensitivity: Sensitivity, mask: Option<Mask>) -> Self {
        match (sensitivity, mask) {
            (Sensitivity::Public | Sensitivity::Id, _) => Self::Shown,
            (Sensitivity::Personal, _) => Self::Hidden,
            (Sensitivity::Pan, Some(mask)) => Self::Masked(mask),
            (Sensitivity::Secret | Sensitivity::Cvv, _) | (Sensitivity::Pan, None) => Self::Secret,
        }
    }

    /// The type in which the client keeps the value, if the protection needs one.
    pub(crate) fn holder(self) -> Option<&'static str> {
        match self {
            Self::Shown | Self::Hidden => None,
            Self::Masked(mask) => Some(mask_type(mask)),
            Self::Secret => Some("Secret"),
        }
    }
}

/// The type of a value with this mask.
pub(crate) fn mask_type(mask: Mask) -> &'static str {
    match mask {
        Mask::Pan => "MaskedPan",
        Mask::Last4 => "Last4",
        Mask::Bin => "Bin",
    }
}

/// The `format` that stands for this mask in the slim document.
pub(crate) fn mask_format(mask: Mask) -> String {
    format!("mask-{}", mask.as_str())
}

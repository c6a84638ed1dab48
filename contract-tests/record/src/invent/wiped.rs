//! Remembered real values, zeroed on drop.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};

use zeroize::Zeroizing;

/// A real value as the key of a map. Cannot be shown or copied; zeroed on drop.
pub(super) struct WipedString(Zeroizing<String>);

impl WipedString {
    pub(super) fn new(real: &str) -> Self {
        Self(Zeroizing::new(real.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for WipedString {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq for WipedString {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for WipedString {}

impl Hash for WipedString {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

//! JSON that nobody has described.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

/// A part of an answer whose form isn't known, such as the card issuer's own record of a transaction.
///
/// It may hold anything, card numbers included, so it is treated like a [`Secret`](crate::Secret): it prints as
/// `Raw(***)` and can't be serialised.
///
/// ```
/// # fn main() -> Result<(), serde_json::Error> {
/// let raw: cartevo::Raw = serde_json::from_str(r#"{"pan": "..."}"#)?;
/// assert_eq!(format!("{raw:?}"), "Raw(***)");
/// assert_eq!(raw.expose()["pan"], "...");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Raw(Value);

impl Raw {
    /// The JSON itself. It may hold card numbers: don't log it, don't store it unseen.
    #[must_use]
    pub fn expose(&self) -> &Value {
        &self.0
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Raw(***)")
    }
}

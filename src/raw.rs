//! JSON without a schema.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;
use zeroize::Zeroize;

/// A part of a response without a schema, such as the raw record of the card issuer for a transaction.
///
/// It may contain anything, including card numbers, and is therefore treated like a [`Secret`](crate::Secret): `Debug`
/// prints `Raw(***)`, it doesn't implement `Serialize`, and its memory is zeroed on drop.
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
    #[cfg(feature = "webhook")]
    pub(crate) fn new(value: Value) -> Self {
        Self(value)
    }

    #[cfg(feature = "webhook")]
    pub(crate) fn expose_mut(&mut self) -> &mut Value {
        &mut self.0
    }

    /// Returns the JSON value. It may contain card numbers: don't log it, and don't store it unexamined.
    ///
    /// ```
    /// let raw: cartevo::Raw = serde_json::from_str("[1]").unwrap();
    /// assert_eq!(raw.expose()[0], 1);
    /// ```
    #[must_use]
    pub fn expose(&self) -> &Value {
        &self.0
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

/// Zeroes strings, keys and numbers. `serde_json` limits the recursion depth of the values it decodes.
pub(crate) fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(map) => {
            for (mut name, mut value) in std::mem::take(map) {
                name.zeroize();
                wipe(&mut value);
            }
        }
        Value::Number(_) => *value = Value::from(0),
        Value::Null | Value::Bool(_) => {}
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Raw(***)")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn strings_keys_and_numbers_are_wiped() {
        let mut value = json!([{"name": "text"}, ["text", 4711, true, null], "text", 4711.5]);
        wipe(&mut value);
        assert_eq!(value, json!([{}, ["", 0, true, null], "", 0]));
    }
}

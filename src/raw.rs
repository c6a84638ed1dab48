//! JSON that nobody has described.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;
use zeroize::Zeroize;

/// A part of an answer whose form isn't known, such as the card issuer's own record of a transaction.
///
/// It may hold anything, card numbers included, so it is treated like a [`Secret`](crate::Secret): it prints as
/// `Raw(***)`, can't be serialised, and is wiped from memory when it is dropped.
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

/// Overwrites texts, names and numbers. The depth is that of an answer, which `serde_json` limits.
fn wipe(value: &mut Value) {
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
    fn nothing_is_left_of_texts_names_and_numbers() {
        let mut value = json!([{"name": "text"}, ["text", 4711, true, null], "text", 4711.5]);
        wipe(&mut value);
        assert_eq!(value, json!([{}, ["", 0, true, null], "", 0]));
    }
}

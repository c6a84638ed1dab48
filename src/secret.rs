//! Strings that must not leak.

use std::fmt;

use serde::{Deserialize, Deserializer, Serializer, de};
use zeroize::Zeroizing;

/// A string that must not leak by accident: a card number, a CVV, a token or a key.
///
/// `Debug` prints `Secret(***)`. The type implements neither `Display` nor `Serialize` nor `PartialEq`, and its memory is
/// zeroed on drop. [`Secret::expose`] is the only access to the value.
///
/// The API calls the values of [`Card::number`](crate::Card::number) and [`Card::cvv`](crate::Card::cvv) opaque tokens.
/// They are not: anyone who holds one can decode the card number from it. Treat them like the card number itself.
///
/// ```
/// let key = cartevo::Secret::from("open sesame");
/// assert_eq!(format!("{key:?}"), "Secret(***)");
/// assert_eq!(key.expose(), "open sesame");
/// ```
///
/// None of this compiles:
///
/// ```compile_fail
/// println!("{}", cartevo::Secret::from("open sesame"));
/// ```
/// ```compile_fail
/// serde_json::to_string(&cartevo::Secret::from("open sesame"));
/// ```
/// ```compile_fail
/// assert!(cartevo::Secret::from("open sesame") == cartevo::Secret::from("open sesame"));
/// ```
/// ```compile_fail
/// let text: String = cartevo::Secret::from("open sesame").into();
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Returns the value. The caller is responsible for it from here on: don't log it, don't store it.
    ///
    /// ```
    /// assert_eq!(cartevo::Secret::from("open sesame").expose(), "open sesame");
    /// ```
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns whether the value is empty.
    ///
    /// ```
    /// assert!(cartevo::Secret::from("").is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(SecretVisitor)
    }
}

struct SecretVisitor;

impl de::Visitor<'_> for SecretVisitor {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a secret string")
    }

    fn visit_str<E>(self, text: &str) -> Result<Secret, E> {
        Ok(Secret::from(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Secret, E> {
        Ok(Secret::from(text))
    }
}

/// Serializes a secret into a request body. Only the generated request types use it, which are private to this crate.
pub(crate) fn serialize<S: Serializer>(secret: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose())
}

/// The placeholder for a value that `Debug` hides.
pub(crate) struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

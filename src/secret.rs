//! Texts that must not be seen.

use std::fmt;

use serde::{Deserialize, Deserializer, Serializer, de};
use zeroize::Zeroizing;

/// A text that is never shown by accident: a card number, a CVV, a token, a key.
///
/// It is wiped from memory when it is dropped, prints as `Secret(***)`, and can't be displayed, serialised or compared.
/// [`Secret::expose`] is the one way to it.
///
/// The API calls the values of [`Card::number`](crate::Card::number) and [`Card::cvv`](crate::Card::cvv) tokens. They are
/// readable: whoever holds them can read the card number. Treat them like the number itself.
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
    /// The text itself. What is done with it from here on is the caller's responsibility: don't log it, don't store it.
    ///
    /// ```
    /// assert_eq!(cartevo::Secret::from("open sesame").expose(), "open sesame");
    /// ```
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether the text is empty.
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
        f.write_str("a secret text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Secret, E> {
        Ok(Secret::from(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Secret, E> {
        Ok(Secret::from(text))
    }
}

/// Writes a secret into a request. Only the generated request types use it, and they stay in this crate.
pub(crate) fn send<S: Serializer>(secret: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose())
}

/// Stands for a value that `Debug` leaves out.
pub(crate) struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

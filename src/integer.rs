//! Integers that a server writes as numbers or as texts.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

/// An integer on the wire: `2028`, or the text `"2028"`.
#[derive(Clone, Copy)]
pub(crate) struct Integer(i64);

impl From<Integer> for i64 {
    fn from(integer: Integer) -> Self {
        integer.0
    }
}

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IntegerVisitor)
    }
}

struct IntegerVisitor;

impl de::Visitor<'_> for IntegerVisitor {
    type Value = Integer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E>(self, value: i64) -> Result<Integer, E> {
        Ok(Integer(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Integer, E> {
        let value = i64::try_from(value);
        value.map(Integer).map_err(|_| E::invalid_type(de::Unexpected::Other("a larger number"), &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Integer, E> {
        // `parse` alone would take a plus sign.
        let value = text.strip_prefix('+').map_or_else(|| text.parse().ok(), |_| None);
        value.map(Integer).ok_or_else(|| E::invalid_type(de::Unexpected::Other("another text"), &self))
    }
}

//! The decoded response of `createCustomer`.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, DeserializeSeed, IgnoredAny, IntoDeserializer, MapAccess};
use serde::{Deserialize, Deserializer};

use crate::{Customer, place};

/// The fields of an envelope. A customer has none of them.
const ENVELOPE: [&str; 4] = ["success", "statusCode", "message", "data"];
/// The index of the customer among them.
const DATA: usize = 3;

/// A customer in the documented envelope, or without one, as servers of October 2025 send it.
pub(crate) struct CreatedCustomer(pub(crate) Customer);

impl<'de> Deserialize<'de> for CreatedCustomer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Answer).map(Self)
    }
}

struct Answer;

impl<'de> de::Visitor<'de> for Answer {
    type Value = Customer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object (CreatedCustomer)")
    }

    /// The first field tells which of the two it is.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Customer, A::Error> {
        let first = map.next_key::<String>()?;
        match &first {
            Some(name) if !ENVELOPE.contains(&name.as_str()) => {
                Customer::deserialize(MapAccessDeserializer::new(Continued { first, map }))
            }
            _ => enveloped(first, map),
        }
    }
}

fn enveloped<'de, A: MapAccess<'de>>(first: Option<String>, mut map: A) -> Result<Customer, A::Error> {
    let mut name = first;
    let mut customer = None;
    while let Some(field) = name {
        if field == ENVELOPE[DATA] {
            customer = Some(map.next_value().inspect_err(|_| place::add_name(&ENVELOPE, DATA))?);
        } else {
            map.next_value::<IgnoredAny>()?;
        }
        name = map.next_key()?;
    }
    customer.ok_or_else(|| de::Error::missing_field(ENVELOPE[DATA]))
}

/// A map whose first key has been read.
struct Continued<A> {
    first: Option<String>,
    map: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Continued<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.first.take() {
            Some(first) => seed.deserialize(first.into_deserializer()).map(Some),
            None => self.map.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

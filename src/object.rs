//! Decodes the generated objects. Every name of a field has its own slot, so that an object with several names is no error,
//! and a duplicate key overwrites its slot. There is no intermediate tree: a slot has the type of its field.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use crate::place;

/// An object of the API. The generated code has what differs between objects; everything else is here, once.
pub(crate) trait Object: Sized {
    /// The values by the names they were read under.
    type Slots: Default;
    /// The expected type, for messages.
    const EXPECTED: &'static str;
    /// All names of all fields. The number of a name is its index.
    const NAMES: &'static [&'static str];

    /// The number of a name; any other number for one that isn't known.
    fn number(name: &str) -> usize;

    /// Reads the value of the name with this number into its slot.
    fn fill<'de, A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        number: usize,
        map: &mut A,
    ) -> Result<(), A::Error>;

    /// The object, or the name of a field that it lacks.
    fn build(slots: Self::Slots) -> Result<Self, &'static str>;

    /// Reads a list in place of the object.
    fn from_list<'de, A: SeqAccess<'de>>(_: A) -> Result<Self, A::Error> {
        Err(Error::invalid_type(Unexpected::Seq, &Decoder::<Self>(PhantomData)))
    }
}

/// Decodes an object.
pub(crate) fn decode<'de, O: Object, D: Deserializer<'de>>(deserializer: D) -> Result<O, D::Error> {
    deserializer.deserialize_struct("", &[], Decoder(PhantomData))
}

struct Decoder<O>(PhantomData<O>);

impl<'de, O: Object> Visitor<'de> for Decoder<O> {
    type Value = O;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(O::EXPECTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<O, A::Error> {
        let mut slots = O::Slots::default();
        while let Some(number) = map.next_key_seed(Name(O::number))? {
            if let Err(error) = O::fill(&mut slots, number, &mut map) {
                place::add_name(O::NAMES, number);
                return Err(error);
            }
        }
        O::build(slots).map_err(A::Error::missing_field)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<O, A::Error> {
        O::from_list(items)
    }
}

/// Reads a name as its number.
struct Name(fn(&str) -> usize);

impl<'de> serde::de::DeserializeSeed<'de> for Name {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<usize, E> {
        Ok(self.0(name))
    }
}

/// A list, whose items have a place each.
pub(crate) struct List<T>(pub(crate) Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Items(PhantomData)).map(Self)
    }
}

struct Items<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Items<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<Vec<T>, A::Error> {
        items(access)
    }
}

/// Reads the items of a list.
pub(crate) fn items<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(mut access: A) -> Result<Vec<T>, A::Error> {
    let mut items = Vec::new();
    loop {
        match access.next_element() {
            Ok(Some(item)) => items.push(item),
            Ok(None) => return Ok(items),
            Err(error) => {
                place::add_index(items.len());
                return Err(error);
            }
        }
    }
}

//! What a recording shows, apart from values.

use std::collections::BTreeSet;

/// The parts of an exchange that make it worth keeping. Two exchanges of one shape show the same thing.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shape {
    /// Operation, status, kind of evidence.
    pub(crate) head: (String, u16, String),
    /// Places with the types and the listed values found there.
    features: BTreeSet<Feature>,
}

/// One thing that a recording shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature {
    /// The place: `request` or `response` and a pointer, `query/name`, `path/name`.
    pub place: String,
    /// The type of JSON, or the media type.
    pub kind: String,
    /// The value of an enumeration, or the template of a text that the spec knows.
    pub value: Option<String>,
}

impl Shape {
    /// Notes that a value of this kind stands in this place; for values of enumerations, also which.
    pub(super) fn note(&mut self, place: &str, kind: &str, value: Option<&str>) {
        let value = value.map(str::to_owned);
        self.features.insert(Feature { place: place.to_owned(), kind: kind.to_owned(), value });
    }

    /// The operation it is of.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.head.0
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.head.1
    }

    /// Everything it shows, by place.
    pub fn features(&self) -> impl Iterator<Item = &Feature> {
        self.features.iter()
    }
}

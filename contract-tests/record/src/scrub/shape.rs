//! What a recording shows, apart from values.

use std::collections::BTreeSet;

/// The features of an exchange that make it worth recording. Exchanges with equal shapes show the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shape {
    /// Operation, status and kind of evidence.
    pub(crate) head: (String, u16, String),
    /// Places with the types and listed values found there.
    features: BTreeSet<Feature>,
}

/// A feature of a recording.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature {
    /// The place: `request` or `response` with a JSON pointer, `query/name` or `path/name`.
    pub place: String,
    /// The JSON type, or the media type.
    pub kind: String,
    /// The enum value, or the template of a known text.
    pub value: Option<String>,
}

impl Shape {
    /// Adds a value of this kind in this place; enum values are included.
    pub(super) fn note(&mut self, place: &str, kind: &str, value: Option<&str>) {
        let value = value.map(str::to_owned);
        self.features.insert(Feature { place: place.to_owned(), kind: kind.to_owned(), value });
    }

    /// The operation id.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.head.0
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.head.1
    }

    /// All features, by place.
    pub fn features(&self) -> impl Iterator<Item = &Feature> {
        self.features.iter()
    }
}

//! A schema, compiled.

use std::sync::OnceLock;

use super::extensions::Extensions;
use super::format::Format;
use super::literal::Literal;
use super::name_table::NameTable;
use super::pattern::Pattern;
use super::source::Place;
use crate::value_class::ValueClasses;

/// A schema in the arena of its [`Spec`](super::Spec).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub(super) u32);

impl SchemaId {
    /// The id of no schema.
    pub(crate) const NONE: Self = Self(u32::MAX);
}

impl SchemaId {
    /// Its index in [`Spec::schemas`](super::Spec::schemas).
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where something stands in the document.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site {
    /// Line and column of its key.
    pub place: Place,
    /// JSON pointer in the document.
    pub pointer: String,
}

/// The types of `OpenAPI` 3.0.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "lowercase")]
pub enum Type {
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction (`1.0` has none).
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Type {
    /// The word of the spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What a schema says about properties it does not name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Additional {
    /// Nothing: `additionalProperties` is not written.
    #[default]
    Unspecified,
    /// `true` or `{}`.
    Allowed,
    /// `false`.
    Forbidden,
    /// A schema for their values.
    Schema(SchemaId),
}

/// A lower or upper bound, exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The number as JSON text.
    pub number: String,
    /// Is the number itself outside?
    pub exclusive: bool,
}

/// A named property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// Its name.
    pub name: Box<str>,
    /// Its schema.
    pub schema: SchemaId,
    /// Where its key stands.
    pub place: Place,
    /// Is it named like a year?
    pub is_year: bool,
    /// Where in [`Schema::required`] it is, as a bit; nothing for one that is not required, or far behind.
    pub(crate) required_bit: u64,
}

/// An entry of `required`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredName {
    /// The name of the property.
    pub name: Box<str>,
    /// Where the entry stands, by the pointer of the list.
    pub site: Site,
}

/// A branch of `oneOf` or `anyOf`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The schema.
    pub schema: SchemaId,
    /// A name for people: its title, else the end of its `$ref`, else `oneOf-0`.
    pub name: Box<str>,
    /// Where it stands in the list.
    pub place: Place,
}

/// Which property tells the branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discriminator {
    /// Name of the property.
    pub property: Box<str>,
    /// Schema by value: what `mapping` says, then the names of the branches.
    pub mapping: Vec<(Box<str>, SchemaId)>,
}

/// A schema object with every `$ref` in it resolved.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are the flags of the Schema Object")]
pub struct Schema {
    /// Where it stands.
    pub site: Site,
    /// `title`, or the name under `components/schemas`.
    pub name: Option<Box<str>>,
    /// `type`
    pub kind: Option<Type>,
    /// `nullable`
    pub nullable: bool,
    /// `enum`
    pub values: Option<Vec<Literal>>,
    /// Where each value of `enum`, else of `x-extensible-enum`, stands
    pub value_places: Vec<Place>,
    /// `format`
    pub format: Option<Format>,
    /// `minimum`, with `exclusiveMinimum`
    pub minimum: Option<Bound>,
    /// `maximum`, with `exclusiveMaximum`
    pub maximum: Option<Bound>,
    /// `multipleOf`, as JSON text
    pub multiple_of: Option<String>,
    /// `minLength`, in characters
    pub min_length: Option<u64>,
    /// `maxLength`, in characters
    pub max_length: Option<u64>,
    /// `pattern`
    pub pattern: Option<Pattern>,
    /// `minItems`
    pub min_items: Option<u64>,
    /// `maxItems`
    pub max_items: Option<u64>,
    /// `uniqueItems`
    pub unique_items: bool,
    /// `items`
    pub items: Option<SchemaId>,
    /// `minProperties`
    pub min_properties: Option<u64>,
    /// `maxProperties`
    pub max_properties: Option<u64>,
    /// `properties`, in the order written
    pub properties: Vec<Property>,
    /// For those who want the values of `enum` in words, again and again.
    pub(crate) values_in_words: OnceLock<String>,
    /// The same for `x-extensible-enum`.
    pub(crate) known_in_words: OnceLock<String>,
    pub(super) property_names: NameTable,
    /// The values of `enum`, else of `x-extensible-enum`, where all of them are strings.
    pub(super) listed_names: NameTable,
    /// Can what is required not be told by [`Property::required_bit`]?
    pub(crate) requires_undeclared: bool,
    /// Do other schemas apply because this one does, or must not apply?
    pub(crate) is_composed: bool,
    /// `required`
    pub required: Vec<RequiredName>,
    pub(super) required_names: NameTable,
    /// `additionalProperties`
    pub additional: Additional,
    /// `allOf`
    pub all_of: Vec<SchemaId>,
    /// `oneOf`
    pub one_of: Vec<Branch>,
    /// `anyOf`
    pub any_of: Vec<Branch>,
    /// `not`
    pub not: Option<SchemaId>,
    /// `discriminator`
    pub discriminator: Option<Discriminator>,
    /// `readOnly`
    pub read_only: bool,
    /// `writeOnly`
    pub write_only: bool,
    /// `deprecated`
    pub deprecated: bool,
    /// What the `example` looks like, if there is one.
    pub example: ValueClasses,
    /// What our extensions say.
    pub extensions: Extensions,
}

impl Schema {
    /// The property of this name that this very schema declares.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.position(name).and_then(|at| self.properties.get(at))
    }

    /// Where in [`Schema::properties`] the property of this name is.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.property_names.position(name)
    }

    /// Where among the values of `enum`, else of `x-extensible-enum`, the text is.
    #[must_use]
    pub fn listed_position(&self, text: &str) -> Option<usize> {
        if !self.listed_names.is_empty() {
            return self.listed_names.position(text);
        }
        match (&self.values, &self.extensions.known_values) {
            (Some(values), _) => values.iter().position(|value| value.is_text(text)),
            (None, Some(known)) => known.iter().position(|value| value == text),
            (None, None) => None,
        }
    }

    /// Prepares what is asked of every value, when everything else has been read.
    pub(super) fn prepare(&mut self) {
        self.is_composed = !self.all_of.is_empty()
            || !self.one_of.is_empty()
            || !self.any_of.is_empty()
            || self.not.is_some()
            || self.discriminator.is_some();
        for property in &mut self.properties {
            let position = self.required_names.position(&property.name).filter(|at| *at < 64);
            property.required_bit = position.map_or(0, |at| 1 << at);
        }
        let declared = self.properties.iter().filter(|property| property.required_bit > 0).count();
        self.requires_undeclared = declared < self.required.len();
        let listed: Option<Vec<&str>> = match (&self.values, &self.extensions.known_values) {
            (Some(values), _) => values.iter().map(Literal::text).collect(),
            (None, known) => known.as_ref().map(|known| known.iter().map(String::as_str).collect()),
        };
        self.listed_names = NameTable::of(listed.into_iter().flatten());
    }

    /// Where in [`Schema::required`] the name is.
    #[must_use]
    pub fn required_position(&self, name: &str) -> Option<usize> {
        self.required_names.position(name)
    }

    /// Does it say anything about which properties there are?
    #[must_use]
    pub fn declares_properties(&self) -> bool {
        !self.properties.is_empty() || self.additional != Additional::Unspecified
    }
}

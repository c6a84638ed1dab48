//! Compiled schemas.

use std::sync::OnceLock;

use super::extensions::Extensions;
use super::format::Format;
use super::index::{FileIndex, ListedIndex, PropertyIndex, RequiredIndex, RequiredSet};
use super::json_type::JsonType;
use super::literal::Literal;
use super::name_table::NameTable;
use super::newer::NewerKeywords;
use super::pattern::Pattern;
use super::source::Place;
use super::unchecked::Unchecked;
use crate::json::{Kind, Number};
use crate::value_class::ValueClasses;

/// The id of a schema in the arena of its [`Spec`](super::Spec).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub(super) u32);

impl SchemaId {
    /// Stands for no schema.
    pub(crate) const NONE: Self = Self(u32::MAX);
}

impl SchemaId {
    /// The index in [`Spec::schemas`](super::Spec::schemas).
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// Every entry of a list that has one for each schema, with the id of the schema.
    pub fn each<T>(list: impl IntoIterator<Item = T>) -> impl Iterator<Item = (Self, T)> {
        (0..u32::MAX).map(Self).zip(list)
    }
}

/// A place in the document.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site {
    /// The file.
    pub file: FileIndex,
    /// The line and column of the key.
    pub place: Place,
    /// The JSON pointer.
    pub pointer: String,
}

impl Site {
    /// True if it is below another place.
    #[must_use]
    pub fn is_inside(&self, other: &Self) -> bool {
        let rest = self.pointer.strip_prefix(&other.pointer);
        self.file == other.file && rest.is_some_and(|rest| rest.starts_with('/'))
    }
}

/// The types of values, null aside.
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
    /// The name in the spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// `additionalProperties`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Additional {
    /// Not written.
    #[default]
    Unspecified,
    /// `true` or `{}`.
    Allowed,
    /// `false`.
    Forbidden,
    /// A schema for the values of undeclared properties.
    Schema(SchemaId),
}

impl Additional {
    /// The schema, if it is one.
    #[must_use]
    pub fn schema(self) -> Option<SchemaId> {
        match self {
            Self::Schema(values) => Some(values),
            Self::Unspecified | Self::Allowed | Self::Forbidden => None,
        }
    }
}

/// An exact lower or upper bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The number as JSON text.
    pub number: String,
    /// Whether the bound itself is excluded.
    pub exclusive: bool,
}

/// A declared property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// The name.
    pub name: Box<str>,
    /// The schema of its values.
    pub schema: SchemaId,
    /// The place of its key.
    pub place: Place,
    /// Whether the name denotes a year.
    pub is_year: bool,
    /// `readOnly` or `writeOnly`, wherever its schema says so.
    pub one_way: Option<OneWay>,
    /// The entry of [`Schema::required`] with its name; empty if there is none among the first 64.
    pub(crate) required_entry: RequiredSet,
}

/// What only one of requests and responses has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "camelCase")]
pub enum OneWay {
    /// Only responses have it.
    ReadOnly,
    /// Only requests have it.
    WriteOnly,
}

impl OneWay {
    /// The keyword.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// An entry of `required`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredName {
    /// The name of the property.
    pub name: Box<str>,
    /// The place of the entry, with the pointer of the list.
    pub site: Site,
}

/// A branch of `oneOf` or `anyOf`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The schema.
    pub schema: SchemaId,
    /// A display name: the `title`, else the last segment of `$ref`, else `oneOf-0`.
    pub name: Box<str>,
    /// The place in the list.
    pub place: Place,
}

/// Selects a branch by the value of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discriminator {
    /// The name of the property.
    pub property: Box<str>,
    /// Schemas by value: the entries of `mapping`, then the names of the branches.
    pub mapping: Vec<(Box<str>, SchemaId)>,
}

/// A schema object with every `$ref` resolved.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are the flags of the Schema Object")]
pub struct Schema {
    /// The place in the document.
    pub site: Site,
    /// The name of the component or file that it is.
    pub component: Option<Box<str>>,
    /// `title`, or else the name of the component.
    pub name: Option<Box<str>>,
    /// `type`, if it is one, null aside
    pub kind: Option<Type>,
    /// Whether null is allowed beside `type`.
    pub nullable: bool,
    /// Whether [`Schema::nullable`] is the keyword of `OpenAPI` 3.0, which authors also write where it has no meaning.
    pub is_nullable_by_keyword: bool,
    /// `enum`
    pub values: Option<Vec<Literal>>,
    /// The place of each value of `enum`, else of `x-extensible-enum`.
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
    /// The values of `enum` as text for messages, cached.
    pub(crate) values_in_words: OnceLock<String>,
    /// The values of `x-extensible-enum` as text for messages, cached.
    pub(crate) known_in_words: OnceLock<String>,
    pub(super) property_names: NameTable,
    /// The values of `enum`, else of `x-extensible-enum`, if all of them are strings.
    pub(super) listed_names: NameTable,
    /// Whether some required names have no [`Property::required_entry`].
    pub(crate) requires_undeclared: bool,
    /// Whether other schemas apply, or must not apply, because this one does.
    pub(crate) is_composed: bool,
    /// Whether it may take more than one look at the parts of a value to decide about it.
    pub(crate) is_branched: bool,
    /// Whether it leads to properties that are not known, at the same place.
    pub(crate) hides_properties: bool,
    /// True if the schemas that apply with it lead back to it.
    pub(crate) is_circular: bool,
    /// True if it leads to a schema that is not checked in full.
    pub(crate) is_uncertain: bool,
    /// Why it is not checked in full, if it is not.
    pub unchecked: Option<Unchecked>,
    /// The keywords that cannot be read.
    pub unread: Vec<&'static str>,
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
    /// The value class of `example`, if there is one.
    pub example: ValueClasses,
    /// The `x-` extensions.
    pub extensions: Extensions,
    /// What `OpenAPI` 3.0 does not have.
    pub newer: Option<Box<NewerKeywords>>,
}

impl Schema {
    /// The property of this name, if this schema itself declares it.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.position(name).and_then(|at| at.of(&self.properties))
    }

    /// The index of a property in [`Schema::properties`].
    #[must_use]
    pub fn position(&self, name: &str) -> Option<PropertyIndex> {
        self.property_names.position(name).map(PropertyIndex::new)
    }

    /// The index of a text among the values of `enum`, else of `x-extensible-enum`.
    #[must_use]
    pub fn listed_position(&self, text: &str) -> Option<ListedIndex> {
        let index = match (&self.values, &self.extensions.known_values) {
            _ if !self.listed_names.is_empty() => self.listed_names.position(text),
            (Some(values), _) => values.iter().position(|value| value.is_text(text)),
            (None, Some(known)) => known.iter().position(|value| value == text),
            (None, None) => None,
        };
        index.map(ListedIndex::new)
    }

    /// The strings of `enum` and `x-extensible-enum`.
    pub fn listed_texts(&self) -> impl Iterator<Item = &str> {
        let closed = self.values.iter().flatten().filter_map(Literal::text);
        closed.chain(self.extensions.known_values.iter().flatten().map(String::as_str))
    }

    /// True if the schema itself says something about scalars of this kind.
    #[must_use]
    pub fn describes(&self, kind: Kind) -> bool {
        match self.takes(kind) {
            Some(takes) => takes,
            None => self.extensions.sensitivity.is_some() || self.values.is_some(),
        }
    }

    /// The numbers of `enum`, as JSON text.
    pub fn listed_numbers(&self) -> impl Iterator<Item = &str> {
        let others = self.values.iter().flatten().filter(|value| value.text().is_none());
        others.map(Literal::shown).filter(|value| Number::parse(value).is_some())
    }

    /// Computes the fields that speed up checking, once everything else has been read.
    pub(super) fn prepare(&mut self) {
        self.is_branched = !self.one_of.is_empty() || !self.any_of.is_empty() || self.newer.is_some();
        self.is_composed = self.is_branched
            || !self.all_of.is_empty()
            || self.not.is_some()
            || self.discriminator.is_some()
            || self.hides_properties;
        for property in &mut self.properties {
            let position = self.required_names.position(&property.name).map(RequiredIndex::new);
            property.required_entry = position.map_or_else(RequiredSet::default, RequiredSet::of);
        }
        let declared = self.properties.iter().filter(|property| !property.required_entry.is_empty()).count();
        self.requires_undeclared = declared < self.required.len();
        let listed: Option<Vec<&str>> = match (&self.values, &self.extensions.known_values) {
            (Some(values), _) => values.iter().map(Literal::text).collect(),
            (None, known) => known.as_ref().map(|known| known.iter().map(String::as_str).collect()),
        };
        self.listed_names = NameTable::of(listed.into_iter().flatten());
    }

    /// The index of a name in [`Schema::required`].
    #[must_use]
    pub fn required_position(&self, name: &str) -> Option<RequiredIndex> {
        self.required_names.position(name).map(RequiredIndex::new)
    }

    /// True if `required` has this name.
    #[must_use]
    pub fn requires(&self, name: &str) -> bool {
        self.required_position(name).is_some()
    }

    /// True if the schema restricts which properties an object has.
    #[must_use]
    pub fn declares_properties(&self) -> bool {
        !self.properties.is_empty()
            || self.additional != Additional::Unspecified
            || self.newer.as_ref().is_some_and(|newer| {
                !newer.pattern_properties.is_empty()
                    || newer.unevaluated_properties != Additional::Unspecified
            })
    }

    /// True if it allows properties that it does not name.
    #[must_use]
    pub fn allows_any_name(&self) -> bool {
        let is_open = |additional| matches!(additional, Additional::Allowed | Additional::Schema(_));
        let newer = self.newer.as_ref();
        is_open(self.additional)
            || newer.is_some_and(|newer| {
                is_open(newer.unevaluated_properties) || !newer.pattern_properties.is_empty()
            })
    }

    /// The schemas that apply, or may apply, to the same value because this one does.
    pub fn parts(&self) -> impl Iterator<Item = SchemaId> {
        let branches = self.one_of.iter().chain(&self.any_of).map(|branch| branch.schema);
        let newer = self.newer.iter().flat_map(|newer| newer.parts());
        self.all_of.iter().copied().chain(branches).chain(newer)
    }

    /// The schemas of items, wherever they are.
    pub fn item_schemas(&self) -> impl Iterator<Item = SchemaId> {
        self.items.into_iter().chain(self.newer.iter().flat_map(|newer| newer.item_schemas()))
    }

    /// The schemas that may apply to the value of a property with this name.
    pub fn of_member<'a>(&'a self, name: &'a str) -> impl Iterator<Item = SchemaId> + 'a {
        let own = self.property(name).map(|property| property.schema);
        let newer = self.newer.as_deref();
        let by_pattern: Vec<SchemaId> =
            newer.map(|newer| newer.by_pattern(name).collect()).unwrap_or_default();
        let is_named = own.is_some() || !by_pattern.is_empty();
        let unevaluated = newer.and_then(|newer| newer.unevaluated_properties.schema());
        let others = self.additional.schema().into_iter().chain(unevaluated).filter(move |_| !is_named);
        own.into_iter().chain(by_pattern).chain(others)
    }

    /// The schemas of properties that have no schema by their name.
    pub fn value_schemas(&self) -> impl Iterator<Item = SchemaId> {
        let newer = self.newer.iter().flat_map(|newer| newer.value_schemas());
        self.additional.schema().into_iter().chain(newer)
    }

    /// True if `type` allows values of this kind; `None` if it is not written.
    #[must_use]
    pub fn takes(&self, kind: Kind) -> Option<bool> {
        match (self.kind, &self.newer) {
            (Some(wanted), _) => Some(JsonType::from(wanted).takes(kind)),
            (None, Some(newer)) if !newer.types.is_empty() => {
                Some(newer.types.iter().any(|wanted| wanted.takes(kind)))
            }
            (None, _) => None,
        }
    }

    /// The types that it allows, null included; `None` if `type` is not written.
    #[must_use]
    pub fn types(&self) -> Option<Vec<JsonType>> {
        let null = self.nullable.then_some(JsonType::Null);
        match (self.kind, &self.newer) {
            (Some(kind), _) => Some(std::iter::once(kind.into()).chain(null).collect()),
            (None, Some(newer)) if !newer.types.is_empty() => Some(newer.types.clone()),
            (None, _) => None,
        }
    }
}

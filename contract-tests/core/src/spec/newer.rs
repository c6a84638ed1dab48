//! What JSON Schema has and `OpenAPI` 3.0 has not. Schemas without any of it hold nothing of this, so that checking them
//! takes no longer.

use super::json_type::JsonType;
use super::pattern::{Pattern, Verdict};
use super::schema::{Additional, RequiredName, SchemaId};

/// The keywords of a schema that `OpenAPI` 3.0 does not have.
#[derive(Debug, Clone, Default)]
pub struct NewerKeywords {
    /// True for the schema `false`, which no value matches.
    pub is_false: bool,
    /// `type`, if it lists several types or is null alone; else empty.
    pub types: Vec<JsonType>,
    /// `if` with `then` and `else`
    pub condition: Option<Condition>,
    /// `dependentSchemas`: the schema that applies to an object with the name.
    pub dependent_schemas: Vec<(Box<str>, SchemaId)>,
    /// `dependentRequired`: the names that an object with the name has to have.
    pub dependent_required: Vec<(Box<str>, Vec<RequiredName>)>,
    /// `patternProperties`
    pub pattern_properties: Vec<(Pattern, SchemaId)>,
    /// `propertyNames`
    pub property_names: Option<SchemaId>,
    /// `unevaluatedProperties`
    pub unevaluated_properties: Additional,
    /// `prefixItems`
    pub prefix_items: Vec<SchemaId>,
    /// `contains` with `minContains` and `maxContains`
    pub contains: Option<Contains>,
    /// `unevaluatedItems`
    pub unevaluated_items: Additional,
}

/// `if`, `then` and `else`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Condition {
    /// `if`
    pub test: SchemaId,
    /// `then`
    pub then: Option<SchemaId>,
    /// `else`
    pub otherwise: Option<SchemaId>,
}

/// `contains` and its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contains {
    /// The schema.
    pub schema: SchemaId,
    /// How many items have to match; 1 if nothing is written.
    pub min: u64,
    /// Whether [`Contains::min`] is written.
    pub is_min_written: bool,
    /// How many items may match.
    pub max: Option<u64>,
    /// Whether an item that matches is evaluated.
    pub evaluates: bool,
}

impl NewerKeywords {
    /// True if nothing is written.
    pub(super) fn is_empty(&self) -> bool {
        !self.is_false
            && self.types.is_empty()
            && self.dependent_required.is_empty()
            && self.unevaluated_properties == Additional::Unspecified
            && self.unevaluated_items == Additional::Unspecified
            && self.all().next().is_none()
    }

    /// The schemas that may apply to the same value: `then`, `else` and those of `dependentSchemas`.
    pub fn parts(&self) -> impl Iterator<Item = SchemaId> {
        let outcomes = self.condition.iter().flat_map(|condition| [condition.then, condition.otherwise]);
        outcomes.flatten().chain(self.dependent_schemas.iter().map(|(_, schema)| *schema))
    }

    /// The schemas that may apply to items, by their position.
    pub fn item_schemas(&self) -> impl Iterator<Item = SchemaId> {
        self.prefix_items.iter().copied().chain(self.unevaluated_items.schema())
    }

    /// The schemas that may apply to properties without a name of their own.
    pub fn value_schemas(&self) -> impl Iterator<Item = SchemaId> {
        let by_pattern = self.pattern_properties.iter().map(|(_, schema)| *schema);
        by_pattern.chain(self.unevaluated_properties.schema())
    }

    /// The schemas of `patternProperties` for a property with this name.
    pub fn by_pattern(&self, name: &str) -> impl Iterator<Item = SchemaId> {
        let fits = |pattern: &Pattern| pattern.check(name) == Verdict::Matches;
        self.pattern_properties.iter().filter(move |(pattern, _)| fits(pattern)).map(|(_, schema)| *schema)
    }

    /// The schemas that decide something and describe no value.
    pub fn tests(&self) -> impl Iterator<Item = SchemaId> {
        let of_condition = self.condition.iter().map(|condition| condition.test);
        of_condition.chain(self.contains.iter().map(|contains| contains.schema)).chain(self.property_names)
    }

    /// Every schema.
    pub(super) fn all(&self) -> impl Iterator<Item = SchemaId> {
        self.parts().chain(self.item_schemas()).chain(self.value_schemas()).chain(self.tests())
    }
}

//! What the spec says about a place in a body, a URL or a header.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use contract_core::json::{Kind, Number};
use contract_core::spec::{
    Bound, Format, JsonType, Literal, Schema, SchemaId, Sensitivity, Spec, Step, Verdict,
};
use contract_core::value_class::ValueClass;

/// Numbers of one class, as [`ValueClass`] has them.
const SMALL: RangeInclusive<i64> = 0..=99;
const YEARS: RangeInclusive<i64> = 1900..=2199;

/// The schemas that may describe a place. A place without schemas is undeclared, and everything in it is
/// secret.
#[derive(Clone)]
pub(super) struct Place<'s> {
    spec: &'s Spec,
    /// Every schema that may apply, with `allOf`, `oneOf` and `anyOf` followed.
    schemas: Vec<SchemaId>,
    /// The place is undeclared because the spec allows anything here.
    free: bool,
}

impl<'s> Place<'s> {
    pub(super) fn new(spec: &'s Spec, schema: Option<SchemaId>) -> Self {
        let schemas: Vec<SchemaId> = schema.into_iter().collect();
        Self { spec, schemas: spec.expanded(&schemas), free: false }
    }

    pub(super) fn below(&self, step: Step<'_>) -> Self {
        let next = self.spec.below(&self.schemas, step);
        let is_open = match step {
            Step::Property(_) => self.allows_any_name(),
            Step::Item => self.free || self.declares(Kind::Array),
        };
        let free = next.is_empty() && is_open;
        Self { spec: self.spec, schemas: self.spec.expanded(&next), free }
    }

    /// True if the spec declares this property of an object here.
    pub(super) fn names(&self, property: &str) -> bool {
        self.all().any(|schema| schema.property(property).is_some())
    }

    /// True if the spec allows any name for properties here: a map, or an object without declared properties.
    pub(super) fn allows_any_name(&self) -> bool {
        self.free
            || self.all().any(Schema::allows_any_name)
            || self.declares(Kind::Object) && !self.all().any(Schema::declares_properties)
    }

    /// True if the spec explicitly states the sensitivity of a scalar of this kind.
    pub(super) fn is_marked(&self, kind: Kind) -> bool {
        let around = self.all().filter(|schema| schema.takes(kind).is_none());
        self.leaves(kind).chain(around).any(|schema| schema.extensions.sensitivity.is_some())
    }

    /// True if the spec marks a value here as sensitive, whatever its kind.
    pub(super) fn is_marked_sensitive(&self) -> bool {
        self.all().filter_map(|schema| schema.extensions.sensitivity).any(|said| !said.is_public())
    }

    fn all(&self) -> impl Iterator<Item = &'s Schema> {
        self.schemas.iter().map(|id| self.spec.schema(*id))
    }

    /// The schemas that name no type.
    fn untyped(&self) -> impl Iterator<Item = &'s Schema> {
        self.all().filter(|schema| schema.types().is_none())
    }

    /// The schemas that describe scalars of this kind.
    fn leaves(&self, kind: Kind) -> impl Iterator<Item = &'s Schema> {
        self.all().filter(move |schema| schema.describes(kind))
    }

    /// True if a value of this kind is declared here.
    pub(super) fn declares(&self, kind: Kind) -> bool {
        self.all().any(|schema| schema.takes(kind) == Some(true))
    }

    /// The strictest sensitivity of scalars of this kind.
    pub(super) fn sensitivity(&self, kind: Kind) -> Sensitivity {
        self.spec.sensitivity_of(&self.schemas, kind)
    }

    /// Every string listed by an enum here, open or closed.
    pub(super) fn listed(&self) -> Vec<&'s str> {
        let closed =
            self.all().flat_map(|schema| schema.values.iter().flatten()).filter_map(|value| match value {
                Literal::Text(text) => Some(&**text),
                Literal::Json(_) => None,
            });
        let open =
            self.all().flat_map(|schema| schema.extensions.known_values.iter().flatten()).map(String::as_str);
        closed.chain(open).collect()
    }

    /// Every number listed by an enum here, as JSON text.
    pub(super) fn listed_numbers(&self) -> Vec<&'s str> {
        self.all().flat_map(Schema::listed_numbers).collect()
    }

    /// True if a schema for strings here accepts this one by pattern, format and maximum length.
    pub(super) fn accepts(&self, text: &str) -> bool {
        self.leaves(Kind::String).any(|schema| {
            schema.format.is_none_or(|format| format.accepts(text))
                && schema.pattern.as_ref().is_none_or(|pattern| pattern.check(text) == Verdict::Matches)
                && schema.max_length.is_none_or(|most| text.chars().count() as u64 <= most)
        })
    }

    /// True if a schema for numbers here accepts this one by type and bounds.
    pub(super) fn accepts_number(&self, text: &str) -> bool {
        let Some(number) = Number::parse(text) else { return false };
        self.leaves(Kind::Number).any(|schema| {
            let takes_fractions = schema.types().is_none_or(|types| types.contains(&JsonType::Number));
            (takes_fractions || number.is_integer())
                && !is_beyond(schema.minimum.as_ref(), number, Ordering::Less)
                && !is_beyond(schema.maximum.as_ref(), number, Ordering::Greater)
        })
    }

    /// The listed strings that neither corrections nor schemas distinguish from this one.
    pub(super) fn listed_like(&self, real: &str) -> Vec<&'s str> {
        let corrections = |value: &str| -> Vec<&'s Vec<String>> {
            let marked = self.all().flat_map(|schema| &schema.extensions.value_corrections);
            marked.filter(|(name, _)| name == value).map(|(_, ids)| ids).collect()
        };
        let mut listed = self.listed();
        listed.retain(|value| {
            corrections(value) == corrections(real) && self.judges_strings_alike(real, value)
        });
        listed
    }

    /// The templates of known texts here.
    pub(super) fn known_texts(&self) -> impl Iterator<Item = &'s str> {
        self.all().flat_map(|schema| &schema.extensions.known_texts).map(String::as_str)
    }

    /// True if this property is a discriminator of the object and the value is one that the spec names.
    pub(super) fn is_discriminator(&self, property: &str, value: &str) -> bool {
        self.all().filter_map(|schema| schema.discriminator.as_ref()).any(|discriminator| {
            *discriminator.property == *property
                && discriminator.mapping.iter().any(|(name, _)| **name == *value)
        })
    }

    /// True if every schema here judges both strings alike.
    pub(super) fn judges_strings_alike(&self, real: &str, candidate: &str) -> bool {
        let characters = |text: &str| text.chars().count() as u64;
        self.leaves(Kind::String).chain(self.untyped()).all(|schema| {
            let listed = |text: &str| schema.values.iter().flatten().any(|value| is_text(value, text));
            let known =
                |text: &str| schema.extensions.known_values.iter().flatten().any(|value| value == text);
            let short = |text: &str| schema.min_length.is_some_and(|least| characters(text) < least);
            let long = |text: &str| schema.max_length.is_some_and(|most| characters(text) > most);
            let form = |text: &str| schema.format.is_none_or(|format: Format| format.accepts(text));
            let like = |text: &str| schema.pattern.as_ref().map(|pattern| pattern.check(text));
            listed(real) == listed(candidate)
                && known(real) == known(candidate)
                && short(real) == short(candidate)
                && long(real) == long(candidate)
                && form(real) == form(candidate)
                && same(like(real), like(candidate))
        })
    }

    /// True if every schema here judges both booleans alike. If only one of them is allowed, the value can be
    /// inferred from the spec, but the other one would change the result of `check`.
    pub(super) fn judges_booleans_alike(&self, real: bool, candidate: bool) -> bool {
        let listed = |schema: &Schema, value: bool| {
            let text = if value { "true" } else { "false" };
            schema.values.iter().flatten().any(|it| matches!(it, Literal::Json(json) if **json == *text))
        };
        self.all().all(|schema| listed(schema, real) == listed(schema, candidate))
    }

    /// True if every schema here judges both numbers (JSON text) alike, and they are of one class.
    pub(super) fn judges_numbers_alike(&self, real: &str, candidate: &str) -> bool {
        let (Some(real), Some(candidate)) = (Number::parse(real), Number::parse(candidate)) else {
            return false;
        };
        // Whether a number is a year, or small, is evidence of what its name means.
        if ValueClass::of_number(real) != ValueClass::of_number(candidate) {
            return false;
        }
        self.leaves(Kind::Number).chain(self.untyped()).all(|schema| {
            let listed =
                |number: Number<'_>| schema.values.iter().flatten().any(|value| is_number(value, number));
            let below = |number: Number<'_>| is_beyond(schema.minimum.as_ref(), number, Ordering::Less);
            let above = |number: Number<'_>| is_beyond(schema.maximum.as_ref(), number, Ordering::Greater);
            let multiple = |number: Number<'_>| {
                schema
                    .multiple_of
                    .as_deref()
                    .and_then(Number::parse)
                    .map(|factor| number.is_multiple_of(factor))
            };
            let small = |number: Number<'_>| match schema.format {
                Some(Format::Int32) => number.as_i64().is_some_and(|value| i32::try_from(value).is_ok()),
                Some(Format::Int64) => number.as_i64().is_some(),
                _ => true,
            };
            listed(real) == listed(candidate)
                && below(real) == below(candidate)
                && above(real) == above(candidate)
                && multiple(real) == multiple(candidate)
                && small(real) == small(candidate)
        })
    }

    /// The bounds of a schema here that accepts this whole number, or of its class, to draw others from.
    pub(super) fn range(&self, real: &str) -> Option<RangeInclusive<i64>> {
        let real = Number::parse(real)?.as_i64()?;
        let of_class = [SMALL, YEARS].into_iter().find(|range| range.contains(&real));
        self.leaves(Kind::Number)
            .filter_map(|schema| {
                let whole = |bound: &Bound| Number::parse(&bound.number)?.as_i64();
                Some(whole(schema.minimum.as_ref()?)?..=whole(schema.maximum.as_ref()?)?)
            })
            .find(|range| range.contains(&real))
            .or(of_class)
    }
}

fn is_text(literal: &Literal, text: &str) -> bool {
    matches!(literal, Literal::Text(value) if **value == *text)
}

fn is_number(literal: &Literal, number: Number<'_>) -> bool {
    match literal {
        Literal::Json(value) => {
            Number::parse(value).is_some_and(|value| value.compare(number) == Ordering::Equal)
        }
        Literal::Text(_) => false,
    }
}

fn is_beyond(bound: Option<&Bound>, number: Number<'_>, side: Ordering) -> bool {
    bound.is_some_and(|bound| {
        let order = Number::parse(&bound.number).map(|limit| number.compare(limit));
        order == Some(side) || bound.exclusive && order == Some(Ordering::Equal)
    })
}

fn same(real: Option<Verdict>, candidate: Option<Verdict>) -> bool {
    real == candidate
}

//! Decides whether a year with two digits is reported: not if the spec expects two, and only if the same
//! place also has four.

use super::group::Group;
use super::summary::Summary;
use crate::json::Number;
use crate::spec::{Bound, Schema, SchemaId, Spec};
use crate::value_class::{ValueClass, ValueClasses};

/// True if the observation is reported.
pub(super) fn is_odd(group: &Group, summary: &Summary, spec: &Spec) -> bool {
    let Some(site) = &group.site else { return false };
    let mut schemas = SchemaId::each(&spec.schemas);
    let Some((id, _)) =
        schemas.find(|(_, schema)| (schema.site.file, &schema.site.pointer) == (site.file, &site.pointer))
    else {
        return false;
    };
    let parts: Vec<SchemaId> = spec.expanded(&[id]);
    let is_said = parts.iter().any(|id| says_how_many(spec.schema(*id)));
    if is_said || !is_its_own(spec.schema(id)) {
        return false;
    }
    let mut looks = ValueClasses::default();
    for id in &parts {
        looks.merge(summary.learned().value_classes(*id));
        looks.merge(spec.schema(*id).example);
    }
    looks.has(ValueClass::YearNumber) || looks.has(ValueClass::FourDigits)
}

/// True if the spec itself fixes the form of the year. A deviation is then reported by another rule.
fn says_how_many(schema: &Schema) -> bool {
    let compare = |bound: &Option<Bound>, number: &str| {
        Some(Number::parse(&bound.as_ref()?.number)?.compare(Number::parse(number)?))
    };
    compare(&schema.maximum, "100").is_some_and(std::cmp::Ordering::is_lt)
        || compare(&schema.minimum, "1000").is_some_and(std::cmp::Ordering::is_ge)
        || schema.max_length.is_some_and(|most| most < 4)
        || schema.min_length.is_some_and(|least| least > 2)
        || schema.pattern.is_some()
        || schema.values.is_some()
}

/// A schema that other properties share says nothing about years, unless it is named after them.
fn is_its_own(schema: &Schema) -> bool {
    schema.component.as_ref().is_none_or(|name| name.to_ascii_lowercase().contains("year"))
}

//! Evaluates the keywords of one schema against one value, without subschemas and nested values.

use std::ops::ControlFlow;

use crate::json::{Kind, Node, Number, same_value};
use crate::spec::{
    Bound, BoundKeyword, Format, JsonType, NewerKeywords, RequiredIndex, RequiredName, RequiredSet, Schema,
    Type, Verdict,
};

/// A keyword that a value violates.
#[derive(Debug, Clone, Copy)]
pub(super) enum Violation {
    /// The value is not of this type.
    Type(Type),
    /// The value has none of the types that are listed.
    Types,
    /// The value is null and the schema is not nullable.
    Null,
    /// The schema is `false`.
    False,
    /// The value is not in `enum`.
    Enum,
    /// The value does not have this format.
    Format(Format),
    /// Outside of a bound.
    Bound(BoundKeyword),
    /// Does not match the pattern.
    Pattern,
    /// Matching `pattern` exceeded the step limit.
    PatternGaveUp,
    /// An array with `uniqueItems` repeats an item.
    Duplicate,
    /// A required property is missing.
    Required,
}

/// Calls `report` with every violation until it returns `Break`.
pub(super) fn violations(
    schema: &Schema,
    node: Node<'_>,
    is_waived: impl Fn(&RequiredName) -> bool,
    mut report: impl FnMut(Violation) -> ControlFlow<()>,
) {
    if own_violations(schema, node, &mut report).is_continue() && node.kind() == Kind::Object {
        if let Some(newer) = &schema.newer
            && missing_dependents(newer, node).any(|required| !is_waived(required))
            && report(Violation::Required).is_break()
        {
            return;
        }
        missing(schema, node, is_waived, |_| report(Violation::Required));
    }
}

/// The entries of `dependentRequired` that an object lacks.
pub(super) fn missing_dependents<'s, 'n>(
    newer: &'s NewerKeywords,
    node: Node<'n>,
) -> impl Iterator<Item = &'s RequiredName> + use<'s, 'n> {
    let by_name = newer.dependent_required.iter().filter(move |(name, _)| node.get(name).is_some());
    by_name.flat_map(|(_, required)| required).filter(move |required| node.get(&required.name).is_none())
}

/// Like [`violations`], without `required`. Returns `Break` if `report` did, or if the value has the wrong
/// type and nothing else can be checked.
pub(super) fn own_violations(
    schema: &Schema,
    node: Node<'_>,
    mut report: impl FnMut(Violation) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let kind = node.kind();
    if let Some(wanted) = schema.kind
        && !has_type(wanted, kind, node)
    {
        if kind != Kind::Null {
            report(Violation::Type(wanted))?;
        } else if !schema.nullable {
            report(Violation::Null)?;
        }
        return ControlFlow::Break(());
    }
    if let Some(newer) = &schema.newer {
        newer_types(newer, node, &mut report)?;
    }
    if schema.values.is_some() && !is_listed(schema, node) && !is_unlisted_null(schema, node) {
        report(Violation::Enum)?;
    }
    match kind {
        Kind::Number => number(schema, node, &mut report),
        Kind::String => string(schema, node, &mut report),
        Kind::Array => array(schema, node, &mut report),
        Kind::Object => object(schema, node, &mut report),
        Kind::Null | Kind::Boolean => ControlFlow::Continue(()),
    }
}

/// True if the value violates none of these.
pub(super) fn has_no_violation(schema: &Schema, node: Node<'_>) -> bool {
    let mut has_none = true;
    // Null ends the evaluation also where it is allowed.
    let _ = own_violations(schema, node, |_| {
        has_none = false;
        ControlFlow::Break(())
    });
    has_none
}

/// The types of a schema that lists several, and the schema `false`.
fn newer_types(
    newer: &NewerKeywords,
    node: Node<'_>,
    report: &mut impl FnMut(Violation) -> ControlFlow<()>,
) -> ControlFlow<()> {
    if newer.is_false {
        report(Violation::False)?;
        return ControlFlow::Break(());
    }
    let has = |wanted: &JsonType| match wanted {
        JsonType::Integer => node.as_number().is_some_and(Number::is_integer),
        wanted => *wanted == JsonType::from(node.kind()),
    };
    if !newer.types.is_empty() && !newer.types.iter().any(has) {
        report(Violation::Types)?;
        return ControlFlow::Break(());
    }
    ControlFlow::Continue(())
}

/// True if a value is of the type. Null has no type in OpenAPI 3.0.
fn has_type(wanted: Type, kind: Kind, node: Node<'_>) -> bool {
    match (wanted, kind) {
        (Type::Boolean, Kind::Boolean)
        | (Type::Number, Kind::Number)
        | (Type::String, Kind::String)
        | (Type::Array, Kind::Array)
        | (Type::Object, Kind::Object) => true,
        (Type::Integer, Kind::Number) => node.as_number().is_some_and(Number::is_integer),
        _ => false,
    }
}

/// True for a null that `nullable` allows and `enum` does not list. Strictly, OpenAPI 3.0.3 forbids it, but
/// authors who write `nullable` mean to allow it.
pub(super) fn is_unlisted_null(schema: &Schema, node: Node<'_>) -> bool {
    node.is_null() && schema.is_nullable_by_keyword && schema.values.is_some() && !is_listed(schema, node)
}

fn is_listed(schema: &Schema, node: Node<'_>) -> bool {
    let Some(values) = &schema.values else { return true };
    match node.as_str() {
        Some(text) => schema.listed_position(text).is_some(),
        None => values.iter().any(|value| value.is(node)),
    }
}

fn number(
    schema: &Schema,
    node: Node<'_>,
    report: &mut impl FnMut(Violation) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let Some(number) = node.as_number() else { return ControlFlow::Continue(()) };
    let outside = |bound: &Option<Bound>, wrong: std::cmp::Ordering| {
        bound.as_ref().is_some_and(|bound| {
            let order = number.compare(Number::written(&bound.number));
            order == wrong || (bound.exclusive && order.is_eq())
        })
    };
    if outside(&schema.minimum, std::cmp::Ordering::Less) {
        report(Violation::Bound(BoundKeyword::Minimum))?;
    }
    if outside(&schema.maximum, std::cmp::Ordering::Greater) {
        report(Violation::Bound(BoundKeyword::Maximum))?;
    }
    let factor = schema.multiple_of.as_deref().map(Number::written);
    if factor.and_then(|factor| number.is_multiple_of(factor)) == Some(false) {
        report(Violation::Bound(BoundKeyword::MultipleOf))?;
    }
    let fits = match schema.format {
        Some(Format::Int32) => number.as_i64().is_some_and(|value| i32::try_from(value).is_ok()),
        Some(Format::Int64) => number.as_i64().is_some(),
        _ => true,
    };
    // A number with a fraction violates `type`, not the format.
    match schema.format.filter(|_| !fits && number.is_integer()) {
        Some(format) => report(Violation::Format(format)),
        None => ControlFlow::Continue(()),
    }
}

fn string(
    schema: &Schema,
    node: Node<'_>,
    report: &mut impl FnMut(Violation) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let says_nothing = schema.format.is_none() && schema.pattern.is_none();
    if says_nothing && schema.min_length.is_none() && schema.max_length.is_none() {
        return ControlFlow::Continue(());
    }
    node.as_str().map_or(ControlFlow::Continue(()), |text| self::text(schema, text, report))
}

/// The keywords of strings: length, `format` and `pattern`.
pub(super) fn text(
    schema: &Schema,
    text: &str,
    mut report: impl FnMut(Violation) -> ControlFlow<()>,
) -> ControlFlow<()> {
    if !has_fitting_byte_length(schema, text) {
        let count = || text.chars().count();
        let keywords = (BoundKeyword::MinLength, BoundKeyword::MaxLength);
        size(schema.min_length, schema.max_length, keywords, count, &mut report)?;
    }
    if let Some(format) = schema.format.filter(|format| !format.accepts(text)) {
        report(Violation::Format(format))?;
    }
    match schema.pattern.as_ref().map(|pattern| pattern.check(text)) {
        Some(Verdict::Differs) => report(Violation::Pattern),
        Some(Verdict::GaveUp) => report(Violation::PatternGaveUp),
        Some(Verdict::Matches) | None => ControlFlow::Continue(()),
    }
}

/// True if the byte length alone proves that the character count is within bounds. Avoids counting
/// characters.
fn has_fitting_byte_length(schema: &Schema, text: &str) -> bool {
    let (fewest, most) = (text.len().div_ceil(4) as u64, text.len() as u64);
    schema.min_length.is_none_or(|least| fewest >= least)
        && schema.max_length.is_none_or(|limit| most <= limit)
}

fn array(
    schema: &Schema,
    node: Node<'_>,
    report: &mut impl FnMut(Violation) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let count = || node.items().count();
    let keywords = (BoundKeyword::MinItems, BoundKeyword::MaxItems);
    size(schema.min_items, schema.max_items, keywords, count, report)?;
    if schema.unique_items && has_duplicate(node) {
        report(Violation::Duplicate)?;
    }
    ControlFlow::Continue(())
}

fn object(
    schema: &Schema,
    node: Node<'_>,
    report: &mut impl FnMut(Violation) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let count = || node.members().count();
    let keywords = (BoundKeyword::MinProperties, BoundKeyword::MaxProperties);
    size(schema.min_properties, schema.max_properties, keywords, count, report)
}

/// Calls `report` with every required name that the object lacks, until it returns `Break`.
pub(super) fn missing<'s>(
    schema: &'s Schema,
    node: Node<'_>,
    is_waived: impl Fn(&RequiredName) -> bool,
    mut report: impl FnMut(&'s RequiredName) -> ControlFlow<()>,
) {
    if schema.required.is_empty() {
        return;
    }
    let present = Present::of(schema, node);
    for (at, required) in RequiredIndex::each(&schema.required) {
        if !present.has(at, required, node) && !is_waived(required) && report(required).is_break() {
            return;
        }
    }
}

/// The entries of `required` that an object has.
struct Present {
    /// Those among the first 64.
    first: RequiredSet,
}

impl Present {
    fn of(schema: &Schema, node: Node<'_>) -> Self {
        let mut first = RequiredSet::default();
        for at in node.members().filter_map(|(name, _)| schema.required_position(name)) {
            first.add(RequiredSet::of(at));
        }
        Self { first }
    }

    fn has(&self, at: RequiredIndex, required: &RequiredName, node: Node<'_>) -> bool {
        if RequiredSet::covers(at) {
            return self.first.has(at);
        }
        node.members().any(|(name, _)| *name == *required.name)
    }
}

fn size(
    least: Option<u64>,
    most: Option<u64>,
    (least_keyword, most_keyword): (BoundKeyword, BoundKeyword),
    count: impl Fn() -> usize,
    report: &mut impl FnMut(Violation) -> ControlFlow<()>,
) -> ControlFlow<()> {
    if least.is_none() && most.is_none() {
        return ControlFlow::Continue(());
    }
    let count = count() as u64;
    if least.is_some_and(|least| count < least) {
        report(Violation::Bound(least_keyword))?;
    }
    if most.is_some_and(|most| count > most) {
        report(Violation::Bound(most_keyword))?;
    }
    ControlFlow::Continue(())
}

/// Compares every pair of up to 64 items; sorts larger arrays by canonical text.
fn has_duplicate(array: Node<'_>) -> bool {
    let items: Vec<Node<'_>> = array.items().collect();
    if items.len() <= 64 {
        let pairs = items.iter().enumerate();
        return pairs
            .into_iter()
            .any(|(at, item)| items.iter().skip(at + 1).any(|other| same_value(*item, *other)));
    }
    let mut keys: Vec<String> = items.iter().map(|item| canonical(*item)).collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| pair.first() == pair.get(1))
}

/// A text that is equal for equal values.
fn canonical(node: Node<'_>) -> String {
    match node.kind() {
        Kind::String => format!("\"{}", node.as_str().unwrap_or_default()),
        Kind::Number => node.as_number().map_or_else(String::new, Number::normalized),
        Kind::Array => node.items().fold(String::from("["), |text, item| text + &canonical(item) + ","),
        Kind::Object => {
            let mut members: Vec<String> =
                node.members().map(|(key, value)| format!("{{{key:?}:{}", canonical(value))).collect();
            members.sort_unstable();
            members.concat()
        }
        Kind::Null | Kind::Boolean => node.raw().to_owned(),
    }
}

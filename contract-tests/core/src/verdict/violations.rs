//! What a walk reports of a value that its schema refuses or does not list.

use std::borrow::Cow;

use super::keywords::Violation;
use super::layers::Applied;
use super::walk::{Details, Walk};
use crate::json::{Kind, Node};
use crate::plain_value::{is_enum_number, is_enum_word};
use crate::rules::{Expected, response};
use crate::shown;
use crate::spec::{Bound, BoundKeyword, JsonType, Schema, SchemaId, Type};

impl<'s> Walk<'_, 's> {
    /// Reports what an own keyword of a schema refuses at the current value.
    pub(super) fn report_violation(
        &mut self,
        schema: &'s Schema,
        node: Node<'_>,
        violation: Violation,
        applied: Applied,
    ) {
        let site = Some(&schema.site);
        let plain = Details { site, ..Details::default() };
        match violation {
            Violation::Type(wanted) => {
                let details =
                    Details { found: Some(node.kind().name()), expected: &of_type(wanted), ..plain };
                self.emit(&response::WRONG_TYPE, details);
            }
            Violation::Types => {
                let types = schema.types().unwrap_or_default();
                let rule = if node.is_null() { &response::NULL_NOT_ALLOWED } else { &response::WRONG_TYPE };
                let expected = &Expected::Types(types.into());
                self.emit(rule, Details { found: Some(node.kind().name()), expected, ..plain });
            }
            Violation::False => {
                self.emit(&response::NOT_ALLOWED, Details { found: Some("false"), ..plain });
            }
            Violation::Null => {
                let expected = &schema.kind.map_or(Expected::Nothing, of_type);
                self.emit(&response::NULL_NOT_ALLOWED, Details { found: Some("null"), expected, ..plain });
            }
            Violation::Enum if node.is_null() => {
                let expected = &Expected::EnumWithoutNull;
                self.emit(&response::NULL_NOT_ALLOWED, Details { found: Some("null"), expected, ..plain });
            }
            Violation::Enum => {
                let values = schema.values.iter().flatten().map(crate::spec::Literal::shown);
                let values = schema.values_in_words.get_or_init(|| listed(&values.collect::<Vec<_>>()));
                let found = self.shown_value(schema, node, applied);
                let expected = &Expected::OneOf(values.into());
                self.emit(&response::ENUM_MISMATCH, Details { found: Some(found), expected, ..plain });
            }
            Violation::Format(format) => {
                let expected = &Expected::Format(format);
                self.emit(&response::WRONG_FORMAT, Details { found: Some(format.name()), expected, ..plain });
            }
            Violation::Bound(keyword) => {
                let expected = &Expected::Bound { keyword, limit: limit(schema, keyword) };
                self.emit(
                    &response::OUT_OF_BOUNDS,
                    Details { found: Some(keyword.word()), expected, ..plain },
                );
            }
            Violation::Pattern => self.emit(&response::PATTERN_MISMATCH, plain),
            Violation::PatternGaveUp => {
                let expected = &Expected::FastPattern;
                self.emit(&response::PATTERN_MISMATCH, Details { expected, ..plain });
            }
            Violation::Duplicate => self.emit(&response::DUPLICATE_ITEM, plain),
            // Reported by the callers that check required names.
            Violation::Required => {}
        }
    }

    /// Checks open enums, and values that the spec lists and the docs do not.
    pub(super) fn known_values(&mut self, schema: &'s Schema, node: Node<'_>, text: &str, applied: Applied) {
        let marks = &schema.extensions;
        let plain = Details { site: Some(&schema.site), ..Details::default() };
        if let Some((value, ids)) = marks.value_corrections.iter().find(|(value, _)| value == text) {
            self.emit(
                &response::UNDOCUMENTED_VALUE,
                Details { found: Some(value), corrections: ids, ..plain },
            );
            return;
        }
        let Some(known) = &marks.known_values else { return };
        let is_known = match &schema.values {
            None => schema.listed_position(text).is_some(),
            Some(_) => known.iter().any(|value| value == text),
        };
        if is_known {
            return;
        }
        let found = self.shown_value(schema, node, applied);
        let known = known.iter().map(String::as_str);
        let known = schema.known_in_words.get_or_init(|| listed(&known.collect::<Vec<_>>()));
        let expected = &Expected::OneOf(known.into());
        self.emit(&response::NEW_ENUM_VALUE, Details { found: Some(found), expected, ..plain });
    }

    /// A value that the spec does not list, as shown: if its place is public, and if a recording would keep it.
    fn shown_value<'n>(&self, schema: &Schema, node: Node<'n>, applied: Applied) -> &'n str {
        let text = node.as_str().unwrap_or_else(|| node.raw());
        let is_word = match node.kind() {
            Kind::String => is_enum_word(text, schema.listed_texts()),
            Kind::Number => is_enum_number(text, schema.listed_numbers()),
            _ => true,
        };
        let is_shown = is_word
            && self.is_public(applied, node.kind())
            && self.scratch.real.has_unlisted(node)
            && shown::shown_value(text) == text;
        if is_shown { text } else { shown::HIDDEN_VALUE }
    }

    /// True if every schema that may apply marks values of this kind as public.
    fn is_public(&self, applied: Applied, kind: Kind) -> bool {
        let mut ids = applied.positions().map(|at| self.id_at(at));
        // Most values have one schema without parts. No list is made of it, as drift may be in every item.
        if let (Some(only), None) = (ids.next(), ids.next())
            && self.spec.schema(only).parts().next().is_none()
            && self.spec.schema(only).discriminator.is_none()
        {
            return self.spec.sensitivity_of(&[only], kind).is_public();
        }
        let applied: Vec<SchemaId> = applied.positions().map(|at| self.id_at(at)).collect();
        self.spec.sensitivity_of(&self.spec.expanded(&applied), kind).is_public()
    }
}

fn of_type(kind: Type) -> Expected<'static> {
    Expected::Types(JsonType::from(kind).alone().into())
}

/// `A, B, C`, cut after a dozen.
pub(super) fn listed(values: &[&str]) -> String {
    let shown: Vec<&str> = values.iter().take(12).copied().collect();
    let more = if values.len() > shown.len() { ", ..." } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// The bound that a keyword sets.
fn limit(schema: &Schema, keyword: BoundKeyword) -> Cow<'_, str> {
    match keyword {
        BoundKeyword::Minimum => number(schema.minimum.as_ref()),
        BoundKeyword::Maximum => number(schema.maximum.as_ref()),
        BoundKeyword::MultipleOf => schema.multiple_of.as_deref().unwrap_or_default().into(),
        BoundKeyword::MinLength => count(schema.min_length),
        BoundKeyword::MaxLength => count(schema.max_length),
        BoundKeyword::MinItems => count(schema.min_items),
        BoundKeyword::MaxItems => count(schema.max_items),
        BoundKeyword::MinProperties => count(schema.min_properties),
        BoundKeyword::MaxProperties => count(schema.max_properties),
        // Their bounds are those of another place.
        BoundKeyword::Contains | BoundKeyword::MinContains | BoundKeyword::MaxContains => count(None),
    }
}

fn number(bound: Option<&Bound>) -> Cow<'_, str> {
    match bound {
        Some(bound) if bound.exclusive => format!("{} (exclusive)", bound.number).into(),
        Some(bound) => bound.number.as_str().into(),
        None => Cow::Borrowed(""),
    }
}

fn count(count: Option<u64>) -> Cow<'static, str> {
    count.map_or(Cow::Borrowed(""), |count| count.to_string().into())
}

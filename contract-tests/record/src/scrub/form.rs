//! Scrubs forms (`application/x-www-form-urlencoded`) by place, like queries.

use super::body::NameRole;
use super::place::Place;
use super::scalar::Scalar;
use super::scrubber::Scrubber;
use super::url::{decoded, encoded};
use contract_core::json::{Kind, Tape};
use contract_core::name_judge::is_programmers_name;
use contract_core::spec::Step;
use contract_core::verdict::names_in_brackets;

/// The most digits of an index in a name.
const MAX_INDEX_DIGITS: usize = 3;

/// The name of a field, as it is kept.
pub(super) struct FieldName<'s> {
    pub(super) kept: String,
    /// The place of its values.
    pub(super) place: Place<'s>,
    /// The names in brackets that it consists of, as they are kept.
    steps: Vec<String>,
}

impl Scrubber<'_> {
    /// Scrubs a form. Names stay if they are plain names or declared.
    pub(super) fn form(&mut self, pointer: &str, text: &str, place: &Place<'_>) -> String {
        let pairs = || text.trim_end().split('&').filter(|pair| !pair.is_empty());
        let is_declared = |pair: &str| {
            let name = decoded(pair.split_once('=').map_or(pair, |(name, _)| name));
            let owner = names_in_brackets(&name).first().copied().unwrap_or_default();
            place.names(owner) || place.names(&name) || self.spec.declares_name(&name)
        };
        let is_named =
            |pair: &str| pair.split_once('=').is_some_and(|(name, _)| is_programmers_name(&decoded(name)));
        // Otherwise it may be anything: many clients label every body as a form.
        if !pairs().any(is_declared) && !pairs().all(is_named) {
            return self.free_text(pointer, text);
        }
        self.shape.note(pointer, "form", None);
        let pairs = pairs();
        let pairs: Vec<String> = pairs.map(|pair| self.field(pointer, pair, place)).collect();
        pairs.join("&")
    }

    fn field(&mut self, pointer: &str, pair: &str, place: &Place<'_>) -> String {
        let (name, value) = pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value)));
        let name = decoded(name);
        let field = self.field_name(&name, NameRole::of_pair(&name, value), place);
        let pointer = format!("{pointer}/{}", if field.kept == name { &name } else { "*" });
        let Some(value) = value else {
            self.shape.note(&pointer, "bare", None);
            return encoded(&field.kept);
        };
        self.enter_field(&field);
        let invented = self.field_value(&pointer, &name, &decoded(value), &field.place);
        self.leave_field(&field);
        format!("{}={}", encoded(&field.kept), encoded(&invented))
    }

    /// Scrubs the name of a field. It may be a path: `holder[address][city]`.
    pub(super) fn field_name<'s>(&mut self, name: &str, role: NameRole, place: &Place<'s>) -> FieldName<'s> {
        if place.names(name) {
            let place = place.below(Step::Property(name));
            return FieldName { kept: name.to_owned(), place, steps: vec![name.to_owned()] };
        }
        let mut place = place.clone();
        let mut steps = Vec::new();
        for step in names_in_brackets(name) {
            let is_index = step.len() <= MAX_INDEX_DIGITS && step.bytes().all(|byte| byte.is_ascii_digit());
            if is_index && !steps.is_empty() && !place.names(step) {
                steps.push(step.to_owned());
                place = place.below(Step::Item);
                continue;
            }
            let role = if NameRole::of_member(&place) == NameRole::Value { NameRole::Value } else { role };
            steps.push(if place.names(step) { step.to_owned() } else { self.name(step, role) });
            place = place.below(Step::Property(step));
        }
        let (first, others) = steps.split_first().map_or(("", &[][..]), |(first, others)| (first, others));
        let kept = others.iter().fold(first.to_owned(), |kept, step| format!("{kept}[{step}]"));
        FieldName { kept, place, steps }
    }

    pub(super) fn enter_field(&mut self, field: &FieldName<'_>) {
        field.steps.iter().for_each(|step| self.ledger.enter_name(step));
    }

    pub(super) fn leave_field(&mut self, field: &FieldName<'_>) {
        field.steps.iter().for_each(|_| self.ledger.leave());
    }

    /// Scrubs a value: as JSON where the spec has an object, else as text.
    pub(super) fn field_value(
        &mut self,
        pointer: &str,
        name: &str,
        value: &str,
        place: &Place<'_>,
    ) -> String {
        if place.declares(Kind::Object) && value.starts_with('{') {
            let mut tape = Tape::new();
            if let Ok(document) = tape.parse(value) {
                return self.value(pointer, name, document.root(), place).compact();
            }
        }
        // Each item of a list is a field of its own.
        let item = place.declares(Kind::Array).then(|| place.below(Step::Item));
        let Some(item) = item else { return self.parameter(&Scalar { place, pointer, name }, value) };
        self.ledger.enter_index(0);
        let invented = self.parameter(&Scalar { place: &item, pointer, name }, value);
        self.ledger.leave();
        invented
    }
}

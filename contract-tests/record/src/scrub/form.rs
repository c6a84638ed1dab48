//! Scrubs form bodies (`application/x-www-form-urlencoded`) by place, like queries.

use super::body::NameRole;
use super::place::Place;
use super::scalar::Scalar;
use super::scrubber::Scrubber;
use super::url::{decoded, encoded};
use contract_core::json::{Kind, Tape};
use contract_core::spec::{Step, essence};

/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// True if a body of this media type is a form.
pub(super) fn is_form(media_type: Option<&str>) -> bool {
    media_type.is_some_and(|media_type| essence(media_type) == FORM)
}

impl Scrubber<'_> {
    /// Scrubs a form. Names stay if they are plain names or declared.
    pub(super) fn form(&mut self, pointer: &str, text: &str, place: &Place<'_>) -> String {
        let pairs = || text.trim_end().split('&').filter(|pair| !pair.is_empty());
        // Without a declared name it may be anything: many clients label every body as a form.
        let is_declared = |pair: &str| {
            let name = decoded(pair.split_once('=').map_or(pair, |(name, _)| name));
            place.names(&name) || self.spec.declares_name(&name)
        };
        if !pairs().any(is_declared) {
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
        let below = place.below(Step::Property(&name));
        let kept = if place.names(&name) {
            name.clone()
        } else {
            let role = match NameRole::of_member(place) {
                NameRole::Value => NameRole::Value,
                NameRole::Label => NameRole::of_pair(&name, value),
            };
            self.name(&name, role)
        };
        let pointer = format!("{pointer}/{}", if kept == name { &name } else { "*" });
        let Some(value) = value else {
            self.shape.note(&pointer, "bare", None);
            return encoded(&kept);
        };
        self.ledger.enter_name(&kept);
        let invented = self.field_value(&pointer, &name, &decoded(value), &below);
        self.ledger.leave();
        format!("{}={}", encoded(&kept), encoded(&invented))
    }

    /// Scrubs a value: as JSON where the spec has an object, else as text.
    fn field_value(&mut self, pointer: &str, name: &str, value: &str, place: &Place<'_>) -> String {
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

//! Scrubs bodies.

use super::form::is_form;
use super::place::Place;
use super::scalar::Scalar;
use super::scrubber::Scrubber;
use crate::invent::GuardReason;
use crate::value::Value;
use card_data::INVENTED_WORD;
use contract_core::exchange::Body;
use contract_core::json::{Kind, Node, Tape};
use contract_core::spec::{Step, is_json};

/// Members that hold the name of a value in the same object.
const LABELS: &[&str] = &["name", "key", "id", "field"];

/// A scrubbed body, in the form in which it is written.
pub(super) enum ScrubbedBody {
    /// There is no body.
    Absent,
    /// The source does not say whether there was a body.
    Untold,
    /// As JSON.
    Json(Value),
    /// As text, because it isn't JSON, or because JSON would not preserve it.
    Text(String),
}

/// What the name of a property or parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameRole {
    /// It says what the value is.
    Label,
    /// It is data itself, like the key of a map.
    Value,
}

impl NameRole {
    /// The role of a member's name in an object.
    pub(super) fn of_member(object: &Place<'_>) -> Self {
        if object.allows_any_name() { Self::Value } else { Self::Label }
    }

    /// The role of the name of a pair in a query or form. A name without a value may be the rest of a value
    /// that contains an ampersand.
    pub(super) fn of_pair(value: Option<&str>) -> Self {
        if value.is_none_or(str::is_empty) { Self::Value } else { Self::Label }
    }
}

impl Scrubber<'_> {
    pub(super) fn body(
        &mut self,
        pointer: &str,
        body: Body<'_>,
        media_type: Option<&str>,
        place: &Place<'_>,
    ) -> ScrubbedBody {
        match body {
            Body::Absent | Body::Unrecorded => ScrubbedBody::Absent,
            Body::Untold => ScrubbedBody::Untold,
            Body::Json(node) => {
                let value = self.value(pointer, "", node, place);
                // Most JSON parsers would drop one of two duplicate members.
                if value.has_duplicate_keys() {
                    ScrubbedBody::Text(value.compact())
                } else {
                    ScrubbedBody::Json(value)
                }
            }
            Body::Text(text) | Body::Partial(text) if is_form(media_type) => {
                ScrubbedBody::Text(self.form(pointer, text, place))
            }
            Body::Text(text) | Body::Partial(text) => self.text_body(pointer, text, media_type, place),
            Body::Bytes(_) => {
                // Bytes that are not text can't be kept in any form.
                self.shape.note(pointer, "bytes", None);
                ScrubbedBody::Text("invented bytes".to_owned())
            }
        }
    }

    fn text_body(
        &mut self,
        pointer: &str,
        text: &str,
        media_type: Option<&str>,
        place: &Place<'_>,
    ) -> ScrubbedBody {
        let mut tape = Tape::new();
        let Ok(document) = tape.parse(text) else {
            let invented = self.free_text(pointer, text);
            // Text that is not JSON must not become JSON; a single letter after a backslash can make the
            // difference.
            let still_none = Tape::new().parse(&invented).is_err();
            return ScrubbedBody::Text(if still_none { invented } else { INVENTED_WORD.to_owned() });
        };
        let value = self.value(pointer, "", document.root(), place);
        let as_json = media_type.is_none_or(is_json) && value != Value::Null && !value.has_duplicate_keys();
        if as_json { ScrubbedBody::Json(value) } else { ScrubbedBody::Text(value.compact()) }
    }

    /// Scrubs a body that is not JSON, so that the spec has no place for its content.
    pub(super) fn free_text(&mut self, pointer: &str, text: &str) -> String {
        self.shape.note(pointer, "text", None);
        let words = || text.split(|c: char| c.is_whitespace() || "\"'<>&=;,".contains(c));
        for word in words() {
            self.inventor.guard(word, GuardReason::NotPublic);
        }
        // A word with little more than signs may be unchanged.
        let invented = self.inventor.text(text, &|_| true).ok();
        let invented = invented.filter(|invented| !words().any(|word| self.inventor.reveals(invented, word)));
        invented.unwrap_or_else(|| "invented".to_owned())
    }

    pub(super) fn value(&mut self, pointer: &str, name: &str, node: Node<'_>, place: &Place<'_>) -> Value {
        let scalar = Scalar { place, pointer, name };
        match node.kind() {
            Kind::Null => {
                self.shape.note(pointer, "null", None);
                Value::Null
            }
            Kind::Boolean => Value::Boolean(self.boolean(&scalar, node.as_bool() == Some(true))),
            Kind::Number => Value::Number(self.number(&scalar, node.raw())),
            Kind::String => Value::String(self.string(&scalar, node.as_str().unwrap_or_default())),
            Kind::Array => {
                self.shape.note(pointer, "array", None);
                let below = place.below(Step::Item);
                let pointer = format!("{pointer}/*");
                Value::Array(node.items().map(|item| self.value(&pointer, name, item, &below)).collect())
            }
            Kind::Object => {
                self.shape.note(pointer, "object", None);
                let around = if self.names_secret(name) { Some(name) } else { self.label(node) };
                Value::Object(
                    node.members().map(|member| self.member(pointer, member, place, around)).collect(),
                )
            }
        }
    }

    /// True if the name says that its value is a security code or a key.
    fn names_secret(&mut self, name: &str) -> bool {
        let facts = self.facts(name);
        facts.is_security_code || facts.is_credential
    }

    /// The name of the secret that an object is the value of: `{"name": "cvv", "value": ...}`.
    fn label<'n>(&self, object: Node<'n>) -> Option<&'n str> {
        object.get("value")?;
        let labels = object.members().filter(|(name, _)| LABELS.contains(name));
        // Not cached, because most labels are values.
        let names_secret = |label: &&str| {
            self.detector.is_security_code_name(label) || self.detector.is_credential_name(label)
        };
        labels.filter_map(|(_, label)| label.as_str()).find(names_secret)
    }

    /// Scrubs a member. `around` is the name of the code or key that the object is the value of.
    fn member(
        &mut self,
        pointer: &str,
        (name, node): (&str, Node<'_>),
        place: &Place<'_>,
        around: Option<&str>,
    ) -> (String, Value) {
        let below = place.below(Step::Property(name));
        let kept = self.name(name, NameRole::of_member(place));
        // Invented names differ from run to run and must not influence the shape.
        let pointer = format!("{pointer}/{}", if kept == name { name } else { "*" });
        if let Some(text) = node.as_str()
            && place.is_discriminator(name, text)
        {
            self.shape.note(&pointer, "string", Some(text));
            return (kept, Value::text(text));
        }
        let is_label = LABELS.contains(&name) && node.as_str() == around;
        let name = around.filter(|_| !is_label).unwrap_or(name);
        let value = self.value(&pointer, name, node, &below);
        (kept, value)
    }

    /// Scrubs the name of a property or parameter.
    ///
    /// A plain name is kept, because an undeclared one is drift. A name that is a value is invented like one:
    /// an id, or a sensitive value of this run. A name with the role of a value is invented unless the spec
    /// contains it.
    pub(super) fn name(&mut self, name: &str, role: NameRole) -> String {
        let is_kept = self.facts(name).is_name
            && (self.declared.contains(name)
                || role == NameRole::Label && !self.inventor.is_marked_sensitive(name));
        if is_kept {
            self.inventor.note_name(name);
            return name.to_owned();
        }
        // A declared name would be checked as such.
        let declared = &self.declared;
        let fits = |candidate: &str| !declared.contains(candidate);
        self.inventor.text(name, &fits).unwrap_or_else(|_| "invented".to_owned())
    }
}

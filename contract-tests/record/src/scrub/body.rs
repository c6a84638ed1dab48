//! Scrubs bodies.

use std::collections::{HashMap, HashSet};

use super::place::Place;
use super::scalar::Scalar;
use super::scrubber::Scrubber;
use crate::invent::GuardReason;
use crate::value::Value;
use card_data::INVENTED_WORD;
use contract_core::exchange::{Body, nth};
use contract_core::json::{Kind, Node, Tape};
use contract_core::name_judge::has_only_known_words;
use contract_core::spec::{Content, Step, is_json};
use contract_core::verdict::{Form, contradictory_numbers, tells_outcome};

/// Members that hold the name of a value in the same object.
const LABELS: &[&str] = &["name", "key", "id", "field"];

/// The place of the body of a response, as in messages.
const RESPONSE: &str = "response";

/// The most digits of a pagination number that is kept.
const MAX_PAGE_DIGITS: usize = 6;

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
    /// that contains an ampersand, unless all of its words are those of names.
    pub(super) fn of_pair(name: &str, value: Option<&str>) -> Self {
        let is_bare = value.is_none_or(str::is_empty);
        if is_bare && !has_only_known_words(name) { Self::Value } else { Self::Label }
    }
}

/// An object whose members are scrubbed.
struct Members<'l, 's> {
    node: Node<'l>,
    /// Its place, as in messages.
    pointer: &'l str,
    place: &'l Place<'s>,
    /// The name of the code or key that the object is the value of.
    around: Option<&'l str>,
}

impl Scrubber<'_> {
    pub(super) fn body(
        &mut self,
        pointer: &str,
        body: Body<'_>,
        media_type: Option<&str>,
        content: Option<&Content>,
    ) -> ScrubbedBody {
        let place = &Place::new(self.spec, content.and_then(|content| content.schema));
        if let Some(form) = self.form_body(pointer, body, media_type, (content, place)) {
            return ScrubbedBody::Text(form);
        }
        match body {
            Body::Absent | Body::Unrecorded => ScrubbedBody::Absent,
            Body::Untold => ScrubbedBody::Untold,
            Body::Json(node) => {
                self.told = if pointer == RESPONSE { contradictory_numbers(node) } else { HashSet::new() };
                let value = self.value(pointer, "", node, place);
                // Most JSON parsers would drop one of two duplicate members.
                if value.has_duplicate_keys() {
                    ScrubbedBody::Text(value.compact())
                } else {
                    ScrubbedBody::Json(value)
                }
            }
            Body::Text(text) | Body::Partial(text) => self.text_body(pointer, text, media_type, place),
            Body::Bytes(_) => {
                // Bytes that are not text can't be kept in any form.
                self.shape.note(pointer, "bytes", None);
                ScrubbedBody::Text("invented bytes".to_owned())
            }
        }
    }

    /// Scrubs a form; `None` if the body is none.
    fn form_body(
        &mut self,
        pointer: &str,
        body: Body<'_>,
        media_type: Option<&str>,
        (content, place): (Option<&Content>, &Place<'_>),
    ) -> Option<String> {
        let declared = || content.map(|content| content.media_type.as_str());
        let media_type = media_type.or_else(declared)?;
        let form = Form::of(media_type)?;
        let bytes = body.bytes()?;
        match form {
            Form::UrlEncoded => Some(self.form(pointer, std::str::from_utf8(bytes).ok()?, place)),
            Form::Multipart => Some(self.multipart(pointer, bytes, media_type, (content, place))),
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
        let root = document.root();
        self.told = if pointer == RESPONSE { contradictory_numbers(root) } else { HashSet::new() };
        let value = self.value(pointer, "", root, place);
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
                let items = node.items().enumerate();
                Value::Array(items.map(|(at, item)| self.item(at, &pointer, name, item, &below)).collect())
            }
            Kind::Object => {
                self.shape.note(pointer, "object", None);
                let around = if self.names_secret(name) { Some(name) } else { self.label(node) };
                let object = Members { node, pointer, place, around };
                let mut counts = HashMap::new();
                Value::Object(
                    node.members().map(|member| self.member(&object, &mut counts, member)).collect(),
                )
            }
        }
    }

    fn item(&mut self, at: usize, pointer: &str, name: &str, node: Node<'_>, place: &Place<'_>) -> Value {
        self.ledger.enter_index(at);
        let value = self.value(pointer, name, node, place);
        self.ledger.leave();
        value
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

    /// Scrubs a member. `counts` has how often each name was written before.
    fn member(
        &mut self,
        object: &Members<'_, '_>,
        counts: &mut HashMap<String, usize>,
        (name, node): (&str, Node<'_>),
    ) -> (String, Value) {
        let kept = self.name(name, NameRole::of_member(object.place));
        let count = counts.entry(kept.clone()).or_default();
        *count += 1;
        self.ledger.enter_name(&nth(&kept, *count));
        // Invented names differ from run to run and must not influence the shape.
        let pointer = format!("{}/{}", object.pointer, if kept == name { name } else { "*" });
        let value = self.member_value(object, &pointer, (name, node));
        self.ledger.leave();
        (kept, value)
    }

    fn member_value(
        &mut self,
        object: &Members<'_, '_>,
        pointer: &str,
        (name, node): (&str, Node<'_>),
    ) -> Value {
        let below = object.place.below(Step::Property(name));
        if let Some(text) = node.as_str()
            && object.place.is_discriminator(name, text)
        {
            self.shape.note(pointer, "string", Some(text));
            let index = self.ledger.add();
            self.ledger.fix(index, text);
            return Value::text(text);
        }
        let is_label = LABELS.contains(&name) && node.as_str() == object.around;
        let own_name = object.around.filter(|_| !is_label).unwrap_or(name);
        if let Some(value) = self.outcome(object, pointer, (name, node), &below) {
            return value;
        }
        self.value(pointer, own_name, node, &below)
    }

    /// The value of a member that `check` compares with the rest of the response: it repeats the outcome of the request,
    /// such as the status, or it is a pagination number that is wrong. Kept, unless the spec marks it as sensitive.
    fn outcome(
        &mut self,
        object: &Members<'_, '_>,
        pointer: &str,
        (name, node): (&str, Node<'_>),
        place: &Place<'_>,
    ) -> Option<Value> {
        let is_envelope = matches!(object.pointer, RESPONSE | "response/error");
        let is_told = is_envelope && tells_outcome(object.node, name, node)
            || self.told.contains(&node.id()) && node.raw().len() <= MAX_PAGE_DIGITS;
        if place.is_marked_sensitive() || !is_told {
            return None;
        }
        let (kind, value) = match node.kind() {
            Kind::Boolean => ("boolean", Value::Boolean(node.as_bool() == Some(true))),
            Kind::Number => ("number", Value::Number(node.raw().to_owned())),
            _ => ("string", Value::text(node.as_str()?)),
        };
        self.shape.note(pointer, kind, None);
        let index = self.ledger.add();
        self.ledger.fix(index, node.as_str().unwrap_or_else(|| node.raw()));
        Some(value)
    }

    /// Scrubs the name of a property or parameter.
    ///
    /// A name that the spec declares is kept, and one that a programmer wrote, because an undeclared one is drift, unless
    /// it is a sensitive value of this run. Any other is withheld: `check` shows it as it shows the real one. The key of
    /// a map is a value, and invented like one.
    pub(super) fn name(&mut self, name: &str, role: NameRole) -> String {
        if self.spec.declares_name(name) {
            return name.to_owned();
        }
        if role == NameRole::Value {
            // A declared name would be checked as such.
            let spec = self.spec;
            let fits = |candidate: &str| !spec.declares_name(candidate) && !has_only_known_words(candidate);
            return self.inventor.text(name, &fits).unwrap_or_else(|_| INVENTED_WORD.to_owned());
        }
        if self.facts(name).is_name && !self.inventor.is_marked_word(name) {
            self.inventor.note_name(name);
            return name.to_owned();
        }
        self.inventor.withheld_name(name)
    }
}

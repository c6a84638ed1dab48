//! Converts bodies sent as forms (`application/x-www-form-urlencoded` and `multipart/form-data`) to JSON.

use std::borrow::Cow;

use super::parameter::{self, Readings, Serialization};
use super::query::{self, decoded};
use super::schema_parts::{SchemaParts, kind};
use super::text_tree::{self, Sent, Tree};
use crate::exchange::{Body, FormPart, Malformed, form_parts};
use crate::json::Tape;
use crate::name_judge::has_only_known_words;
use crate::shown::HIDDEN_NAME;
use crate::spec::{Content, Encoding, SchemaId, Spec, Style, Type, essence, is_json};

/// Found where a body is not multipart.
pub(super) const MALFORMED: &str = "invalid-multipart";

/// A media type of forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `application/x-www-form-urlencoded`
    UrlEncoded,
    /// `multipart/form-data`
    Multipart,
}

impl Form {
    /// The form that a body of this media type is, if it is one.
    #[must_use]
    pub fn of(media_type: &str) -> Option<Self> {
        match essence(media_type).as_str() {
            "application/x-www-form-urlencoded" => Some(Self::UrlEncoded),
            "multipart/form-data" => Some(Self::Multipart),
            _ => None,
        }
    }

    /// The form as JSON text; `None` if the body is not text.
    pub(super) fn json(
        self,
        spec: &Spec,
        (content, schema): (&Content, SchemaId),
        body: Body<'_>,
        media_type: &str,
    ) -> Result<Option<String>, Malformed> {
        let Some(bytes) = body.bytes() else { return Ok(None) };
        let fields = Fields { spec, parts: SchemaParts::of(spec, &[schema]), content };
        let tree = match self {
            Self::UrlEncoded => match std::str::from_utf8(bytes) {
                Ok(text) => fields.of_text(text),
                Err(_) => return Ok(None),
            },
            Self::Multipart => fields.of_parts(&form_parts(bytes, media_type)?),
        };
        Ok(Some(text_tree::json(spec, schema, &tree)))
    }
}

/// The declared fields of a form.
struct Fields<'a> {
    spec: &'a Spec,
    parts: SchemaParts<'a>,
    content: &'a Content,
}

impl Fields<'_> {
    fn of_text(&self, form: &str) -> Tree {
        let mut tree = Tree::default();
        let pairs = query::pairs(form.trim_end());
        for (name, value) in &pairs {
            if self.separated(name).is_some() {
                continue;
            }
            let sent = self.sent(name, None, decoded(value));
            // A name without a value may be the rest of a value that contains an ampersand.
            let is_name = || has_only_known_words(name) || self.spec.declares_name(name);
            let is_rest = value.is_empty() && !is_name();
            tree.insert(if is_rest { vec![HIDDEN_NAME] } else { self.names(name) }, sent);
        }
        for encoding in &self.content.encoding {
            let values: Vec<&str> =
                pairs.iter().filter(|(name, _)| *name == encoding.name).map(|(_, value)| *value).collect();
            let Some(how) = self.separated(&encoding.name).filter(|_| !values.is_empty()) else { continue };
            if let Some(json) = self.read(&encoding.name, how, &values) {
                tree.insert([encoding.name.as_str()], Sent::Json(json));
            }
        }
        tree
    }

    fn of_parts(&self, parts: &[FormPart<'_>]) -> Tree {
        let mut tree = Tree::default();
        for part in parts {
            let text = String::from_utf8_lossy(part.body);
            tree.insert(self.names(&part.name), self.sent(&part.name, part.content_type, text));
        }
        tree
    }

    /// The value of a field, which is JSON if its media type says so.
    fn sent(&self, name: &str, own_type: Option<&str>, text: Cow<'_, str>) -> Sent {
        let declared = self.encoding(name).and_then(|encoding| encoding.content_type.as_deref());
        let is_json = own_type.or(declared).is_some_and(is_json) && Tape::new().load(&text).is_ok();
        if is_json { Sent::Json(text.into_owned()) } else { Sent::Text(text.into_owned()) }
    }

    /// The names in a name with brackets, unless a field is called that.
    fn names<'n>(&'n self, name: &'n str) -> Vec<&'n str> {
        if self.parts.declares(name) {
            return vec![name];
        }
        let names = text_tree::names(name);
        match self.owner_of(name) {
            Some(owner) if names.len() == 1 => vec![owner, name],
            _ => names,
        }
    }
}

impl Fields<'_> {
    /// The object whose properties are fields of their own, one of which has this name.
    fn owner_of(&self, name: &str) -> Option<&str> {
        let exploded = self.content.encoding.iter().filter(|encoding| {
            encoding.explode == Some(true) && encoding.style.is_none_or(|style| style == Style::Form)
        });
        let mut owners = exploded.filter(|encoding| {
            let schemas = self.parts.properties(&encoding.name);
            let is_object = |id: &SchemaId| kind(self.spec, *id) == Some(Type::Object);
            schemas.iter().any(is_object) && SchemaParts::of(self.spec, &schemas).declares(name)
        });
        owners.next().map(|encoding| encoding.name.as_str())
    }

    fn encoding(&self, name: &str) -> Option<&Encoding> {
        self.content.encoding.iter().find(|encoding| encoding.name == name)
    }

    /// How a field is written whose items or properties are in one value.
    fn separated(&self, name: &str) -> Option<Serialization> {
        let encoding =
            self.encoding(name).filter(|known| known.style.is_some() || known.explode.is_some())?;
        Serialization::of_field(encoding)
    }

    fn read(&self, name: &str, how: Serialization, values: &[&str]) -> Option<String> {
        let schema = *self.parts.properties(name).first()?;
        let mut readings = Readings::default();
        parameter::read(self.spec, how, schema, values, &mut readings);
        readings.iter().next().map(str::to_owned)
    }
}

//! Converts bodies sent as forms (`application/x-www-form-urlencoded`) to JSON.

use super::parameter;
use super::query;
use crate::exchange::Body;
use crate::spec::{SchemaId, Spec, essence};

/// True for the media type of forms.
pub(super) fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// The text of the form, whichever way it was recorded.
pub(super) fn text(body: Body<'_>) -> Option<&str> {
    match body {
        Body::Text(text) => Some(text),
        Body::Json(node) => node.as_str(),
        Body::Absent | Body::Untold | Body::Unrecorded | Body::Partial(_) | Body::Bytes(_) => None,
    }
}

/// The form as JSON text. `None` if a name has brackets: OpenAPI 3.0 does not define their meaning in a form,
/// and servers differ.
pub(super) fn as_json(spec: &Spec, schema: SchemaId, form: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = query::pairs(form.trim_end())
        .into_iter()
        .map(|(name, value)| (name.into_owned(), query::decoded(value).into_owned()))
        .collect();
    let has_brackets = pairs.iter().any(|(name, _)| name.contains('['));
    (!has_brackets).then(|| parameter::object(spec, schema, &pairs))
}

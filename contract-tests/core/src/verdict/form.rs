//! Bodies that are forms (`application/x-www-form-urlencoded`), as the JSON they stand for.

use super::parameter;
use super::query;
use crate::exchange::Body;
use crate::spec::{SchemaId, Spec, essence};

/// Is it a form?
pub(super) fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// The text of the form, however it was recorded.
pub(super) fn text(body: Body<'_>) -> Option<&str> {
    match body {
        Body::Text(text) => Some(text),
        Body::Json(node) => node.as_str(),
        Body::Absent | Body::Untold | Body::Unrecorded | Body::Bytes(_) => None,
    }
}

/// The JSON text of the form. Nothing where it has names with brackets: `OpenAPI` 3.0 leaves open what those mean in a
/// form, and servers differ.
pub(super) fn as_json(spec: &Spec, schema: SchemaId, form: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = query::pairs(form.trim_end())
        .into_iter()
        .map(|(name, value)| (name.into_owned(), query::decoded(value).into_owned()))
        .collect();
    let has_brackets = pairs.iter().any(|(name, _)| name.contains('['));
    (!has_brackets).then(|| parameter::object(spec, schema, &pairs))
}

//! The `x-` extensions, typed. All are optional: without them no place is public, and enums are closed.

use cartevo_extensions::Extension;
pub use cartevo_extensions::{Effect, Mask, Sensitivity};

use super::cursor::Cursor;
use super::error::{Caution, SpecError};
use super::source::Value;

/// What the extensions of a schema say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extensions {
    /// `x-sensitivity`, if written.
    pub sensitivity: Option<Sensitivity>,
    /// `x-mask`
    pub mask: Option<Mask>,
    /// `x-alias-of`: the declared property that this one is another name of.
    pub alias_of: Option<Box<str>>,
    /// `x-correction`: ids of the corrections that settle this place.
    pub corrections: Vec<String>,
    /// `x-correction` as a map: correction ids by value.
    pub value_corrections: Vec<(String, Vec<String>)>,
    /// `x-extensible-enum`: the known values of an open enum.
    pub known_values: Option<Vec<String>>,
    /// `x-known-texts`: templates of texts, with `{name}` and `${name}` as placeholders.
    pub known_texts: Vec<String>,
}

impl Extensions {
    /// Reads the extensions of a schema object.
    pub(super) fn read(at: &Cursor<'_>, cautions: &mut Vec<Caution>) -> Self {
        let mut extensions = Self {
            sensitivity: ours(extension(at), cautions),
            mask: ours(extension(at), cautions),
            alias_of: ours(at.text("x-alias-of"), cautions).map(Into::into),
            known_values: ours(strings(at, "x-extensible-enum"), cautions),
            known_texts: ours(strings(at, "x-known-texts"), cautions).unwrap_or_default(),
            ..Self::default()
        };
        let Some(correction) = at.get("x-correction") else { return extensions };
        if let Value::Map(_) = correction.node.value {
            for (value, ids) in correction.members() {
                let ids = ours(correction_ids(&ids), cautions);
                extensions.value_corrections.push((value.to_owned(), ids));
            }
        } else {
            extensions.corrections = ours(correction_ids(&correction), cautions);
        }
        extensions
    }
}

/// `x-correction` of anything but a schema: an id or a list of ids.
pub(super) fn corrections(at: &Cursor<'_>, cautions: &mut Vec<Caution>) -> Vec<String> {
    at.get("x-correction").map(|correction| ours(correction_ids(&correction), cautions)).unwrap_or_default()
}

/// `x-multi-segment` of a parameter.
pub(super) fn multi_segment(at: &Cursor<'_>, cautions: &mut Vec<Caution>) -> bool {
    ours(at.flag("x-multi-segment"), cautions)
}

/// `x-effect` of an operation.
pub(super) fn effect(at: &Cursor<'_>, cautions: &mut Vec<Caution>) -> Option<Effect> {
    ours(extension(at), cautions)
}

/// The value of an extension. One of another form belongs to somebody who chose the same name: it is ignored, with
/// a caution.
fn ours<T: Default>(read: Result<T, SpecError>, cautions: &mut Vec<Caution>) -> T {
    read.unwrap_or_else(|error| {
        let what = format!("{}; it is taken for an extension of others and ignored", error.what);
        cautions.push(Caution { file: error.file, place: error.place, what });
        T::default()
    })
}

fn extension<T: Extension>(at: &Cursor<'_>) -> Result<Option<T>, SpecError> {
    let Some(cursor) = at.get(T::KEY) else { return Ok(None) };
    let Some(value) = cursor.node.text().and_then(T::parse) else {
        let known: Vec<&str> = T::ALL.iter().map(|value| value.as_str()).collect();
        return Err(cursor.error(
            format!("`{}` has an unknown value", T::KEY),
            format!("write one of {}", known.join(", ")),
        ));
    };
    Ok(Some(value))
}

fn strings(at: &Cursor<'_>, key: &str) -> Result<Option<Vec<String>>, SpecError> {
    let Some(list) = at.list(key)? else { return Ok(None) };
    let texts: Option<Vec<String>> =
        list.node.items().iter().map(|item| item.text().map(str::to_owned)).collect();
    texts
        .map(Some)
        .ok_or_else(|| list.error(format!("`{key}` has to be a list of strings"), "quote the values"))
}

fn correction_ids(at: &Cursor<'_>) -> Result<Vec<String>, SpecError> {
    let ids: Option<Vec<String>> = match &at.node.value {
        Value::Text(id) => Some(vec![id.clone()]),
        Value::List(ids) => ids.iter().map(|id| id.text().map(str::to_owned)).collect(),
        _ => None,
    };
    ids.ok_or_else(|| {
        at.error("`x-correction` names no correction", "write the id of a correction, such as K-012")
    })
}

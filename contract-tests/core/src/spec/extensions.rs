//! The `x-` extensions, typed. All are optional: without them no place is public, and enums are closed.

use cartevo_extensions::Extension;
pub use cartevo_extensions::{Effect, Mask, Sensitivity};

use super::cursor::Cursor;
use super::error::SpecError;
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
    pub(super) fn read(at: &Cursor<'_>) -> Result<Self, SpecError> {
        let mut extensions = Self {
            sensitivity: extension(at)?,
            mask: extension(at)?,
            alias_of: at.text("x-alias-of")?.map(Into::into),
            known_values: strings(at, "x-extensible-enum")?,
            known_texts: strings(at, "x-known-texts")?.unwrap_or_default(),
            ..Self::default()
        };
        let Some(correction) = at.get("x-correction") else { return Ok(extensions) };
        if let Value::Map(_) = correction.node.value {
            for (value, ids) in correction.members() {
                extensions.value_corrections.push((value.to_owned(), correction_ids(&ids)?));
            }
        } else {
            extensions.corrections = correction_ids(&correction)?;
        }
        Ok(extensions)
    }
}

/// `x-correction` of anything but a schema: an id or a list of ids.
pub(super) fn corrections(at: &Cursor<'_>) -> Result<Vec<String>, SpecError> {
    at.get("x-correction").map_or(Ok(Vec::new()), |correction| correction_ids(&correction))
}

/// `x-effect` of an operation.
pub(super) fn effect(at: &Cursor<'_>) -> Result<Option<Effect>, SpecError> {
    extension(at)
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

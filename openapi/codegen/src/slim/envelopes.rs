//! Envelopes: responses that wrap a thing. The client takes the thing out, so an envelope is reduced to what that needs,
//! and envelopes that are then the same become one type.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Field, Object, Rows, Slimmer};

const REFERENCE: &str = "#/components/schemas/";

/// Reduces the envelopes of `paths`. Without it, each operation would add a type with a dozen fields that nobody reads.
pub(super) fn reduce(slimmer: &mut Slimmer<'_>, paths: &mut Map<String, Value>) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let mut replaced: Vec<String> = Vec::new();
    for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        let root = operation.pointer_mut("/responses/2XX/content/application~1json/schema/$ref");
        let Some(Value::String(reference)) = root else { continue };
        let Some(name) = reference.strip_prefix(REFERENCE).map(str::to_owned) else { continue };
        if !slimmer.unwrap(&name) {
            continue;
        }
        let Some(fields) = slimmer.fields(&name) else { continue };
        let shared = first.entry(fields).or_insert_with(|| name.clone());
        if *shared != name {
            *reference = format!("{REFERENCE}{shared}");
            replaced.push(name);
        }
    }
    for name in replaced {
        slimmer.schemas.remove(&name);
        slimmer.model.objects.remove(&name);
    }
    for name in first.into_values() {
        let rows = slimmer.rows(&name);
        if let Some(object) = slimmer.model.objects.get_mut(&name) {
            object.rows = rows;
        }
    }
}

impl Slimmer<'_> {
    /// Drops the fields of an envelope that repeat what HTTP says: all that are no object and no list. False if the object
    /// is no envelope.
    fn unwrap(&mut self, name: &str) -> bool {
        let is_inside =
            |object: &Object| object.fields.values().any(|field| field.target.as_deref() == Some(name));
        if self.model.objects.values().any(is_inside) {
            return false;
        }
        let Some(object) = self.model.objects.get_mut(name) else { return false };
        if object.envelope || object.fields.values().all(|field| field.target.is_none()) {
            return object.envelope;
        }
        let Some(schema) = self.schemas.get_mut(name) else { return false };
        let is_list = |name: &str| {
            let kind = schema.pointer(&format!("/properties/{name}/type"));
            kind.and_then(Value::as_str) == Some("array")
        };
        object.fields.retain(|name, field| field.target.is_some() || is_list(name));
        let kept = |name: &str| object.fields.contains_key(name);
        if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
            properties.retain(|name, _| kept(name));
        }
        if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|name| name.as_str().is_some_and(kept));
        }
        object.envelope = true;
        true
    }

    /// The list of objects in an envelope. It is a field of the envelope, or of an object there that may also be written as
    /// that list alone. An envelope with several lists has none to read row by row.
    fn rows(&self, name: &str) -> Option<Rows> {
        let object = self.model.objects.get(name)?;
        let mut found = object.fields.iter().filter_map(|(wire, field)| self.rows_in(name, wire, field));
        found.next().filter(|_| found.next().is_none())
    }

    fn rows_in(&self, name: &str, wire: &str, field: &Field) -> Option<Rows> {
        let target = field.target.clone()?;
        let outside: Vec<Vec<String>> = names(wire, field).map(|name| vec![name]).collect();
        if self.is_list(name, wire) {
            return Some(Rows { item: target, path: vec![wire.to_owned()], places: outside });
        }
        let object = self.model.objects.get(&target)?;
        let inner = object.bare_list.as_ref()?;
        let list = object.fields.get(inner)?;
        let inside = outside.iter().flat_map(|place| {
            names(inner, list).map(|name| place.iter().cloned().chain([name]).collect::<Vec<_>>())
        });
        let places = outside.iter().cloned().chain(inside).collect();
        Some(Rows { item: list.target.clone()?, path: vec![wire.to_owned(), inner.clone()], places })
    }

    fn is_list(&self, object: &str, field: &str) -> bool {
        let schema = self.schemas.get(object);
        let kind = schema.and_then(|schema| schema.pointer(&format!("/properties/{field}/type")));
        kind.and_then(Value::as_str) == Some("array")
    }

    /// All that decides how an object is read.
    fn fields(&self, name: &str) -> Option<String> {
        let object = self.model.objects.get(name)?;
        let fields: Vec<_> = object
            .fields
            .iter()
            .map(|(name, field)| (name, &field.aliases, field.shown, field.secret, field.flag, &field.target))
            .collect();
        Some(format!("{} {:?} {fields:?}", self.schemas.get(name)?, object.bare_list))
    }
}

/// All names of a field.
fn names<'a>(wire: &'a str, field: &'a Field) -> impl Iterator<Item = String> + 'a {
    std::iter::once(wire).chain(field.aliases.iter().map(String::as_str)).map(str::to_owned)
}

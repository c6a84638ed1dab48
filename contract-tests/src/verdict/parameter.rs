//! Parameters and headers travel as text. This is the JSON value their text stands for, by the type of their schema.

use crate::json::Number;
use crate::spec::{SchemaId, Spec, Type};

/// The JSON text of a value sent as `values` (more than one if its name was repeated); `None` where the form of the
/// text is not one that can be read (objects).
pub(super) fn as_json(spec: &Spec, schema: SchemaId, values: &[&str]) -> Option<String> {
    match kind(spec, schema) {
        Some(Type::Object) => None,
        Some(Type::Array) => {
            let items = items(spec, schema);
            let split = values.iter().flat_map(|value| value.split(',')).filter(|_| values != [""]);
            let texts: Vec<String> =
                split.map(|text| scalar(items.and_then(|items| kind(spec, items)), text)).collect();
            Some(format!("[{}]", texts.join(",")))
        }
        kind => values.first().map(|text| scalar(kind, text)),
    }
}

fn scalar(kind: Option<Type>, text: &str) -> String {
    let is_plain = match kind {
        Some(Type::Integer | Type::Number) => Number::parse(text).is_some(),
        Some(Type::Boolean) => matches!(text, "true" | "false"),
        Some(_) => false,
        // Several types: a number or a boolean is one if it looks like one.
        None => Number::parse(text).is_some() || matches!(text, "true" | "false"),
    };
    if is_plain {
        return text.to_owned();
    }
    // A string can always be written.
    serde_json::to_string(text).unwrap_or_default()
}

/// The type of a schema, looked for through `allOf`.
pub(super) fn kind(spec: &Spec, id: SchemaId) -> Option<Type> {
    let schema = spec.schema(id);
    let text_enum = schema
        .values
        .as_ref()
        .is_some_and(|values| values.iter().all(|value| matches!(value, crate::spec::Literal::Text(_))));
    schema
        .kind
        .or_else(|| schema.all_of.iter().find_map(|part| kind(spec, *part)))
        .or_else(|| text_enum.then_some(Type::String))
}

fn items(spec: &Spec, id: SchemaId) -> Option<SchemaId> {
    let schema = spec.schema(id);
    schema.items.or_else(|| schema.all_of.iter().find_map(|part| items(spec, *part)))
}

//! Step 1: reads the spec into a tree of values with their places in the file.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use super::mistake::{Failure, Mistake};
use cartevo_yaml::{self as source, Node, Place, pointer};

/// The spec: its values, and their places by JSON pointer.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file as named in messages.
    pub file: String,
    /// The whole document, keys in the order of the file.
    pub value: Value,
    places: BTreeMap<String, Place>,
}

impl Document {
    /// Reads YAML. `file` is its name in messages.
    ///
    /// # Errors
    /// `text` is not YAML, or a key occurs twice in one mapping.
    pub fn parse(file: &str, text: &str) -> Result<Self, Failure> {
        let root = source::read_yaml(text).map_err(|error| {
            Failure::Mistakes(vec![Mistake {
                file: file.to_owned(),
                line: error.place.line,
                column: error.place.column,
                what: format!("invalid YAML: {}", error.what),
                remedy: "Fix the YAML; keys of a mapping have to be unique".to_owned(),
            }])
        })?;
        let mut places = BTreeMap::new();
        let value = spread(root, &mut String::new(), &mut places);
        Ok(Self { file: file.to_owned(), value, places })
    }

    /// The place of the value at `pointer`, or of its nearest existing parent.
    #[must_use]
    pub fn place(&self, pointer: &str) -> Place {
        let mut pointer = pointer;
        loop {
            if let Some(place) = self.places.get(pointer) {
                return *place;
            }
            let Some((parent, _)) = pointer.rsplit_once('/') else { return Place::default() };
            pointer = parent;
        }
    }

    /// A mistake at `pointer`.
    pub fn mistake(&self, pointer: &str, what: impl Into<String>, remedy: impl Into<String>) -> Mistake {
        let Place { line, column } = self.place(pointer);
        Mistake { file: self.file.clone(), line, column, what: what.into(), remedy: remedy.into() }
    }
}

fn spread(node: Node, pointer: &mut String, places: &mut BTreeMap<String, Place>) -> Value {
    places.entry(pointer.clone()).or_insert(node.place);
    let end = pointer.len();
    match node.value {
        source::Value::Null => Value::Null,
        source::Value::Bool(value) => Value::Bool(value),
        source::Value::Integer(value) => {
            i64::try_from(value).map_or_else(|_| value.to_string().into(), Value::from)
        }
        source::Value::Float(value) => Number::from_f64(value).map_or(Value::Null, Value::Number),
        source::Value::Text(value) | source::Value::Binary(value) => Value::String(value),
        source::Value::List(items) => {
            let mut list = Vec::with_capacity(items.len());
            for (index, item) in items.into_iter().enumerate() {
                pointer::push(pointer, &index.to_string());
                list.push(spread(item, pointer, places));
                pointer.truncate(end);
            }
            Value::Array(list)
        }
        source::Value::Map(members) => {
            let mut map = Map::new();
            for member in members {
                pointer::push(pointer, &member.key);
                // Messages refer to the key rather than the value.
                places.insert(pointer.clone(), member.place);
                map.insert(member.key, spread(member.node, pointer, places));
                pointer.truncate(end);
            }
            Value::Object(map)
        }
    }
}

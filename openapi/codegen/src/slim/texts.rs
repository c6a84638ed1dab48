//! The texts of error responses that the document knows.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{STEP, Slimmer};
use crate::mistake::Failure;
use crate::template::{self, Piece};

const KEY: &str = "x-known-texts";

impl<'a> Slimmer<'a> {
    /// The templates in all error responses of all operations. Those with most fixed text come first, so that the first
    /// match is the closest.
    pub(super) fn error_texts(&self) -> Result<Vec<Vec<Piece>>, Failure> {
        let mut found = Found::default();
        let paths = self.root.get("paths").and_then(Value::as_object).into_iter().flatten();
        for operation in paths.filter_map(|(_, item)| item.as_object()).flat_map(Map::values) {
            let responses = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
            for (_, response) in responses.filter(|(status, _)| !status.starts_with('2')) {
                self.gather(response, &mut found)?;
            }
        }
        let schemas = self.root.pointer("/components/schemas").and_then(Value::as_object);
        let refuses = |schema: &&Value| schema.get("x-refusal").and_then(Value::as_bool) == Some(true);
        for schema in schemas.into_iter().flat_map(Map::values).filter(refuses) {
            self.gather(schema, &mut found)?;
        }
        let mut texts: Vec<Vec<Piece>> = found.texts.into_iter().collect();
        texts.sort_by_key(|pieces| std::cmp::Reverse(template::fixed_length(pieces)));
        Ok(texts)
    }

    fn gather(&self, node: &'a Value, found: &mut Found<'a>) -> Result<(), Failure> {
        match node {
            Value::Object(map) => {
                if let Some(reference) = map.get("$ref").and_then(Value::as_str)
                    && found.references.insert(reference)
                {
                    self.gather(self.target(reference)?, found)?;
                }
                let texts = map.get(KEY).and_then(Value::as_array).into_iter().flatten();
                for text in texts.filter_map(Value::as_str) {
                    let pieces = template::parse(text);
                    found.texts.insert(pieces.map_err(|form| unknown_form(&form))?);
                }
                map.values().try_for_each(|value| self.gather(value, found))
            }
            Value::Array(items) => items.iter().try_for_each(|item| self.gather(item, found)),
            _ => Ok(()),
        }
    }
}

#[derive(Default)]
struct Found<'a> {
    references: BTreeSet<&'a str>,
    texts: BTreeSet<Vec<Piece>>,
}

fn unknown_form(form: &str) -> Failure {
    Failure::step(STEP, format!("`{form}` is not a form of a part of a text. Use {}", template::LIST))
}

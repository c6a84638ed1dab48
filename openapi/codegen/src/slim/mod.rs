//! Step 3: reduces the spec to what the client needs.
//!
//! The spec describes valid responses; the client needs one type for all of them. Only success responses
//! stay, bounds and patterns are dropped, envelopes of different versions become one object, a refined
//! component becomes its base, and the second name of a property becomes a table entry. The result is an
//! OpenAPI document that progenitor turns into types reliably, and the [`Model`], which has what that
//! document cannot express.

mod envelopes;
mod merge;
mod model;
mod operations;
mod shape;
mod texts;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

pub use model::{
    Authentication, Effect, Extension, Field, Media, Model, Object, OpenEnum, Operation, Parameter, Rows,
};

use super::mistake::Failure;
use super::read::Document;

/// The name of this step in messages.
pub(crate) const STEP: &str = "slim";

/// The reduced spec.
#[derive(Clone, Debug)]
pub struct Slim {
    /// The document for progenitor.
    pub openapi: Value,
    /// What the document cannot express.
    pub model: Model,
}

/// Reduces `document`, which must have passed the lints.
///
/// # Errors
/// The document uses a construct unknown to the lints.
pub fn slim(document: &Document) -> Result<Slim, Failure> {
    let mut slimmer = Slimmer {
        root: &document.value,
        schemas: Map::new(),
        origins: BTreeMap::new(),
        model: Model::default(),
    };
    let mut paths = operations::slim(&mut slimmer)?;
    envelopes::reduce(&mut slimmer, &mut paths);
    slimmer.model.mark_requests();
    slimmer.model.texts = slimmer.error_texts()?;
    let info = document.value.get("info");
    let openapi = json!({
        "openapi": "3.0.3",
        "info": {
            "title": info.and_then(|info| info.get("title")).cloned().unwrap_or_default(),
            "version": info.and_then(|info| info.get("version")).cloned().unwrap_or_default(),
        },
        "paths": paths,
        "components": {"schemas": slimmer.schemas},
    });
    Ok(Slim { openapi, model: slimmer.model })
}

/// The state of the reduction: the source document and the result so far.
struct Slimmer<'a> {
    root: &'a Value,
    /// The components of the new document.
    schemas: Map<String, Value>,
    /// The source schema of each object.
    origins: BTreeMap<String, &'a Value>,
    model: Model,
}

impl<'a> Slimmer<'a> {
    fn target(&self, reference: &str) -> Result<&'a Value, Failure> {
        reference
            .strip_prefix('#')
            .and_then(|pointer| self.root.pointer(pointer))
            .ok_or_else(|| Failure::step(STEP, format!("`$ref: {reference}` has no target")))
    }

    /// Follows references to their final target.
    fn resolve(&self, node: &'a Value) -> Result<&'a Value, Failure> {
        let mut node = node;
        while let Some(reference) = node.get("$ref").and_then(Value::as_str) {
            node = self.target(reference)?;
        }
        Ok(node)
    }
}

fn component_name(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/components/schemas/")
}

fn description(schema: &Value) -> Option<String> {
    schema.get("description").and_then(Value::as_str).map(str::to_owned)
}

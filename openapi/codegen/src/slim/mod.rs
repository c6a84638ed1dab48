//! Step 3: the spec cut down to what the client needs.
//!
//! The spec says what an answer must look like; the client wants one type for whatever it gets. So only successes
//! stay, bounds and patterns go, envelopes of different vintages become one object, a refined component becomes the
//! component it refines, and a second name of a property becomes an entry in a table. What is left is an OpenAPI
//! document that progenitor turns into types without surprises, and the [`Model`], which says what that document
//! can't.

mod merge;
mod model;
mod operations;
mod shape;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

pub use model::{Authentication, Effect, Extension, Field, Model, Object, OpenEnum, Operation, Parameter};

use super::mistake::Failure;
use super::read::Document;

/// The name of this step in messages.
pub(crate) const STEP: &str = "slim";

/// A spec that was cut down.
#[derive(Clone, Debug)]
pub struct Slim {
    /// The document for progenitor.
    pub openapi: Value,
    /// What the document can't say.
    pub model: Model,
}

/// Cuts `document` down. It must have passed the lints.
///
/// # Errors
/// The document holds a construct that the lints do not know.
pub fn slim(document: &Document) -> Result<Slim, Failure> {
    let mut slimmer = Slimmer {
        root: &document.value,
        schemas: Map::new(),
        origins: BTreeMap::new(),
        model: Model::default(),
    };
    let paths = operations::slim(&mut slimmer)?;
    slimmer.model.mark_requests();
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

/// The work in progress: the document that is read, and what has been made of it.
struct Slimmer<'a> {
    root: &'a Value,
    /// The components of the new document.
    schemas: Map<String, Value>,
    /// What each object among them was made of.
    origins: BTreeMap<String, &'a Value>,
    model: Model,
}

impl<'a> Slimmer<'a> {
    fn target(&self, reference: &str) -> Result<&'a Value, Failure> {
        reference
            .strip_prefix('#')
            .and_then(|pointer| self.root.pointer(pointer))
            .ok_or_else(|| Failure::step(STEP, format!("`$ref: {reference}` leads nowhere")))
    }

    /// Follows references until something else is found.
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

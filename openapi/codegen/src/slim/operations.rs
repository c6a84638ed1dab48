//! Operations with their parameters, body and success response.

use heck::ToPascalCase;
use serde_json::{Map, Value, json};

use super::shape::Shape;
use super::{Authentication, Effect, Extension, Media, Operation, Parameter, STEP, Slimmer, description};
use crate::mistake::Failure;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The `paths` of the new document.
pub(super) fn slim(slimmer: &mut Slimmer<'_>) -> Result<Map<String, Value>, Failure> {
    let mut paths = Map::new();
    let root = slimmer.root;
    for (path, item) in root.get("paths").and_then(Value::as_object).into_iter().flatten() {
        let mut methods = Map::new();
        for method in METHODS {
            let Some(operation) = item.get(method) else { continue };
            if let Some(slim) = slimmer.operation(path, method, item, operation)? {
                methods.insert(method.to_owned(), slim);
            }
        }
        paths.insert(path.clone(), Value::Object(methods));
    }
    Ok(paths)
}

impl<'a> Slimmer<'a> {
    /// The operation, unless progenitor can't generate it.
    fn operation(
        &mut self,
        path: &str,
        method: &str,
        item: &'a Value,
        operation: &'a Value,
    ) -> Result<Option<Value>, Failure> {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default();
        let effect = operation.get(Effect::KEY).and_then(Value::as_str).and_then(Effect::parse);
        let effect =
            effect.ok_or_else(|| Failure::step(STEP, format!("`{id}` has no valid `{}`", Effect::KEY)))?;
        let (status, response) = success(operation, id)?;
        let mut entry = Operation {
            id: id.to_owned(),
            method: method.to_uppercase(),
            path: path.to_owned(),
            parameters: Vec::new(),
            body: None,
            media: Media::Json,
            effect,
            authentication: authentication(self.root, operation),
            success: status,
        };
        let mut slim = Map::from_iter([("operationId".to_owned(), Value::from(id))]);
        if let Some(about) = operation.get("summary").or_else(|| operation.get("description")) {
            slim.insert("summary".to_owned(), about.clone());
        }
        let mut parameters = Vec::new();
        for owner in [item, operation] {
            for parameter in owner.get("parameters").and_then(Value::as_array).into_iter().flatten() {
                parameters.push(self.parameter(parameter, id, &mut entry)?);
            }
        }
        slim.insert("parameters".to_owned(), Value::Array(parameters));
        if operation.pointer("/requestBody/content/multipart~1form-data").is_some() {
            entry.media = Media::Multipart;
            self.model.operations.push(entry);
            return Ok(None);
        }
        if let Some(body) = operation.get("requestBody") {
            let shape = self.media(body, &format!("{}Request", id.to_pascal_case()))?;
            let shape =
                shape.ok_or_else(|| Failure::step(STEP, format!("the body of `{id}` has no schema")))?;
            entry.body.clone_from(&shape.target);
            slim.insert(
                "requestBody".to_owned(),
                json!({"required": true, "content": content(&shape.schema)}),
            );
        }
        slim.insert("responses".to_owned(), self.success(response, id)?);
        self.model.operations.push(entry);
        Ok(Some(Value::Object(slim)))
    }

    fn parameter(&mut self, parameter: &'a Value, id: &str, entry: &mut Operation) -> Result<Value, Failure> {
        let parameter = self.resolve(parameter)?;
        let text = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (name, place) = (text("name"), text("in"));
        let schema = parameter.get("schema");
        let schema =
            schema.ok_or_else(|| Failure::step(STEP, format!("the parameter `{name}` has no schema")))?;
        let shape = self.shape(schema, &format!("{}{}", id.to_pascal_case(), name.to_pascal_case()))?;
        let required = parameter.get("required").and_then(Value::as_bool).unwrap_or_default();
        let mut slim = json!({"name": name, "in": place, "required": required, "schema": shape.schema});
        if let (Some(about), Some(map)) = (description(parameter), slim.as_object_mut()) {
            map.insert("description".to_owned(), Value::from(about));
        }
        entry.parameters.push(Parameter { name, place });
        Ok(slim)
    }

    /// The success response, for any 2xx status.
    fn success(&mut self, response: &'a Value, id: &str) -> Result<Value, Failure> {
        let shape = self.media(response, &format!("{}Response", id.to_pascal_case()))?;
        Ok(match shape {
            Some(shape) => json!({"2XX": {"description": "Success.", "content": content(&shape.schema)}}),
            None => json!({"2XX": {"description": "Success."}}),
        })
    }

    /// The shape of the JSON in a body or response.
    fn media(&mut self, holder: &'a Value, type_name: &str) -> Result<Option<Shape>, Failure> {
        let holder = self.resolve(holder)?;
        let schema = holder.pointer("/content/application~1json/schema");
        schema.map(|schema| self.shape(schema, type_name)).transpose()
    }
}

/// The declared success of an operation: its status and response.
fn success<'a>(operation: &'a Value, id: &str) -> Result<(u16, &'a Value), Failure> {
    let responses = operation.get("responses").and_then(Value::as_object);
    let success = responses
        .into_iter()
        .flatten()
        .filter_map(|(status, response)| Some((status.parse().ok()?, response)))
        .find(|(status, _)| (200..300).contains(status));
    success.ok_or_else(|| Failure::step(STEP, format!("`{id}` has no response for success")))
}

/// `security` of the operation, or else of the document. An empty list means no authentication.
fn authentication(root: &Value, operation: &Value) -> Authentication {
    let security = operation.get("security").or_else(|| root.get("security")).and_then(Value::as_array);
    match security {
        Some(requirements) if requirements.is_empty() => Authentication::None,
        Some(_) | None => Authentication::Required,
    }
}

fn content(schema: &Value) -> Value {
    json!({"application/json": {"schema": schema}})
}

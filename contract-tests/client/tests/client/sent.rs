//! What the client sends against the spec: declared parameters only, values and bodies that the schemas accept.

use std::sync::{Arc, Mutex};

use httpmock::{HttpMockRequest, When};
use serde_json::{Map, Value, json};

const SPEC: &str = include_str!("../../../../openapi/cartevo.yaml");

/// The requests a server was sent.
#[derive(Clone, Default)]
pub(crate) struct Sent(Arc<Mutex<Vec<Request>>>);

#[derive(Clone)]
struct Request {
    method: String,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<String>,
    body: Vec<u8>,
}

impl Sent {
    /// Notes the request on its way through the matchers; it is never what keeps a request from matching.
    pub(crate) fn note(&self, when: When) {
        let sent = self.clone();
        when.is_true(move |request: &HttpMockRequest| {
            let headers = request.headers_vec().iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
            let (method, path) = (request.method_str().to_ascii_lowercase(), request.uri().path().to_owned());
            let request =
                Request { method, path, query: request.query_params(), headers, body: request.body_vec() };
            sent.0.lock().unwrap().push(request);
            true
        });
    }

    /// Why the last request isn't one that `operation` declares.
    pub(crate) fn check(&self, operation: &str) -> Result<(), String> {
        let spec: Value = serde_saphyr::from_str(SPEC).map_err(|error| error.to_string())?;
        let (path, method, declared) = find(&spec, operation).ok_or("the spec lacks the operation")?;
        let pointer = format!("/paths/{}/{method}", path.replace('/', "~1"));
        let sent = self.0.lock().unwrap().clone();
        let request = sent.iter().rfind(|request| request.method == method && is_at(&request.path, path));
        let request = request.ok_or("the client sent no request that the spec declares for the operation")?;
        if request.headers.iter().any(|name| name == "api-version") {
            return Err("the client sent `api-version`".to_owned());
        }
        for (name, value) in &request.query {
            let schema = parameter(&spec, &pointer, declared, name);
            let schema = schema.ok_or_else(|| format!("the client sent `{name}`, which isn't declared"))?;
            let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.clone()));
            accepts(&spec, &schema, &value).map_err(|why| format!("parameter `{name}`: {why}"))?;
        }
        if declared.get("requestBody").is_none() {
            return if request.body.is_empty() { Ok(()) } else { Err("the client sent a body".to_owned()) };
        }
        let media = |name: &str| format!("{pointer}/requestBody/content/{name}/schema");
        let (body, schema) = match spec.pointer(&media("multipart~1form-data")) {
            Some(_) => (form(&request.body)?, media("multipart~1form-data")),
            None => (
                serde_json::from_slice(&request.body).map_err(|_| "the client sent no JSON".to_owned())?,
                media("application~1json"),
            ),
        };
        accepts(&spec, &schema, &body).map_err(|why| format!("body: {why}"))?;
        let reference = spec.pointer(&format!("{schema}/$ref")).and_then(Value::as_str).unwrap_or_default();
        let properties = spec.pointer(&format!("{}/properties", reference.trim_start_matches('#')));
        let known = |name: &String| properties.is_some_and(|map| map.get(name).is_some());
        match body.as_object().and_then(|body| body.keys().find(|name| !known(name))) {
            Some(name) => Err(format!("the client sent `{name}`, which isn't declared")),
            None => Ok(()),
        }
    }
}

/// The parts of a multipart body as an object of texts.
fn form(body: &[u8]) -> Result<Value, String> {
    let text = std::str::from_utf8(body).map_err(|_| "the client sent a form that is no text")?;
    let (boundary, rest) = text.split_once("\r\n").ok_or("the client sent no form")?;
    let content = rest.strip_suffix(&format!("\r\n{boundary}--\r\n")).ok_or("the form has no end")?;
    let part = |part: &str| {
        let (head, value) = part.split_once("\r\n\r\n")?;
        let (_, name) = head.split_once("form-data; name=\"")?;
        Some((name.split('"').next()?.to_owned(), Value::from(value)))
    };
    let delimiter = format!("\r\n{boundary}\r\n");
    let parts: Option<Map<String, Value>> = content.split(&delimiter).map(part).collect();
    parts.map(Value::Object).ok_or_else(|| "a part of the form has no name".to_owned())
}

fn find<'a>(spec: &'a Value, operation: &str) -> Option<(&'a str, &'a str, &'a Value)> {
    for (path, methods) in spec.get("paths")?.as_object()? {
        for (method, declared) in methods.as_object()? {
            if declared.get("operationId").and_then(Value::as_str) == Some(operation) {
                return Some((path, method, declared));
            }
        }
    }
    None
}

fn is_at(path: &str, template: &str) -> bool {
    let (path, template): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), template.split('/').collect());
    path.len() == template.len()
        && path.iter().zip(template).all(|(part, name)| name.starts_with('{') || *part == name)
}

/// The pointer to the schema of a query parameter.
fn parameter(spec: &Value, pointer: &str, declared: &Value, name: &str) -> Option<String> {
    let list = declared.get("parameters")?.as_array()?;
    list.iter().enumerate().find_map(|(index, parameter)| {
        let (at, parameter) = match parameter.get("$ref").and_then(Value::as_str) {
            Some(target) => {
                (target.trim_start_matches('#').to_owned(), spec.pointer(target.trim_start_matches('#'))?)
            }
            None => (format!("{pointer}/parameters/{index}"), parameter),
        };
        let is = |key: &str, text: &str| parameter.get(key).and_then(Value::as_str) == Some(text);
        (is("in", "query") && is("name", name)).then(|| format!("{at}/schema"))
    })
}

fn accepts(spec: &Value, pointer: &str, value: &Value) -> Result<(), String> {
    // OpenAPI 3.0 is close enough to draft 4 for what the client sends, which holds no null.
    let fragment = pointer.replace('{', "%7B").replace('}', "%7D");
    let root = Value::Object(Map::from_iter([
        ("allOf".to_owned(), json!([{"$ref": format!("#{fragment}")}])),
        ("paths".to_owned(), spec.get("paths").cloned().unwrap_or_default()),
        ("components".to_owned(), spec.get("components").cloned().unwrap_or_default()),
    ]));
    let options = jsonschema::options().with_draft(jsonschema::Draft::Draft4).should_validate_formats(true);
    let validator = options.build(&root).map_err(|error| error.to_string())?;
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{} at {}", error.masked(), error.instance_path()))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(errors.join(", ")) }
}

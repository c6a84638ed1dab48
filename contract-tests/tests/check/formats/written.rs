//! What people write: collections and contracts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::yaml::yaml;
use super::{By, Row, Sample};

pub(super) fn rows() -> Vec<Row> {
    let row = |name, file, write| Row { name, file, by: By::People, args: &[], write };
    vec![
        row("Postman", "postman.json", |samples| {
            format!("{:#}", postman(samples, "https://ferries.example/v1")).into_bytes()
        }),
        row("Postman, no host", "hostless.json", |samples| {
            postman(samples, "{{unknown}}/v1").to_string().into_bytes()
        }),
        row("Postman, from the API", "wrapped.json", |samples| {
            json!({"collection": postman(samples, "ferries.example/{{version}}")}).to_string().into_bytes()
        }),
        row("Bruno, export", "bruno.json", |samples| bruno(samples).to_string().into_bytes()),
        row("Bruno, YAML export", "bruno.yml", |samples| yaml(&open_collection(samples)).into_bytes()),
        row("Bruno, YAML file", "request.yml", |samples| yaml(&open_request(samples)).into_bytes()),
        row("Bruno, files", "request.bru", |samples| bru(samples).into_bytes()),
        row("Pact 3", "pact.json", |samples| pact(samples, 3).to_string().into_bytes()),
        row("Pact 4", "pact-4.json", |samples| format!("{:#}", pact(samples, 4)).into_bytes()),
    ]
}

fn postman(samples: &[Sample], host: &str) -> Value {
    let pairs = |pairs: &[(&str, &str)]| -> Value {
        pairs.iter().map(|(name, value)| json!({"key": name, "value": value})).collect()
    };
    let one = |sample: &Sample| {
        let mut url = sample.url.replacen("https://ferries.example/v1", "{{host}}", 1);
        url = url.replacen("limit=2", "limit={{limit}}", 1);
        let mut request =
            json!({"method": sample.method, "header": pairs(&sample.sent_headers), "url": {"raw": url}});
        if !sample.sent.is_empty() {
            request["body"] =
                json!({"mode": "raw", "raw": sample.sent, "options": {"raw": {"language": "json"}}});
        }
        let response = json!({"name": "saved", "originalRequest": request, "status": "x", "code": sample.status, "_postman_previewlanguage": "json",
            "header": pairs(&sample.headers), "cookie": [], "body": sample.body});
        json!({"name": "one", "request": {"method": "GET", "url": "{{host}}"}, "response": [response]})
    };
    let (first, rest) = samples.split_at(samples.len().min(3));
    json!({"info": {"_postman_id": "x", "name": "Ferries", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": [{"name": "folder", "item": first.iter().map(one).collect::<Value>(), "variable": [{"key": "limit", "value": "2"}]},
            {"name": "other", "item": rest.iter().map(one).collect::<Value>()}],
        "variable": [{"key": "host", "value": host}, {"key": "version", "value": "v1"}, {"key": "limit", "value": "{{two}}"}, {"key": "two", "value": 2}]})
}

fn pact(samples: &[Sample], version: u8) -> Value {
    let lists = |pairs: &[(&str, &str)]| -> Value {
        let list = |value: &str| if version == 4 { json!([value]) } else { json!(value) };
        pairs.iter().map(|(name, value)| ((*name).to_owned(), list(value))).collect::<Map<_, _>>().into()
    };
    let body = |text: &str, headers: &[(&str, &str)]| {
        let is_json = headers.contains(&("Content-Type", "application/json"));
        let value: Option<Value> = serde_json::from_str(text)
            .ok()
            .filter(|value: &Value| is_json && !value.is_null() && value.to_string() == text);
        match value {
            _ if text.is_empty() => Value::Null,
            Some(value) if version == 4 => {
                json!({"content": value, "contentType": "application/json", "encoded": false})
            }
            Some(value) => value,
            None if version == 4 && is_json => {
                json!({"content": text, "contentType": "application/json", "encoded": "JSON"})
            }
            None if version == 4 => {
                json!({"content": STANDARD.encode(text), "contentType": "text/plain", "encoded": "base64"})
            }
            // Not JSON as it would be written anew: the last version that can hold it as it is is 4.
            None if is_json => {
                json!({"content": STANDARD.encode(text), "contentType": "application/json", "encoded": "base64"})
            }
            None => json!(text),
        }
    };
    let one = |sample: &Sample| {
        let path = sample.url.strip_prefix("https://ferries.example").unwrap();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let values: Map<String, Value> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), json!([value])))
            .collect();
        json!({"description": "x", "type": "Synchronous/HTTP",
            "request": {"method": sample.method.to_ascii_lowercase(), "path": path, "query": values, "headers": lists(&sample.sent_headers), "body": body(&sample.sent, &sample.sent_headers),
                "matchingRules": {"path": {"matchers": [{"match": "regex", "regex": ".*"}]}}},
            "response": {"status": sample.status, "headers": lists(&sample.headers), "body": body(&sample.body, &sample.headers)}})
    };
    json!({"consumer": {"name": "a"}, "interactions": samples.iter().map(one).collect::<Value>(), "provider": {"name": "b"},
        "metadata": {"pactSpecification": {"version": format!("{version}.0.0")}}})
}

fn bruno(samples: &[Sample]) -> Value {
    let pairs = |pairs: &[(&str, &str)]| -> Value {
        pairs.iter().map(|(name, value)| json!({"name": name, "value": value, "enabled": true})).collect()
    };
    let one = |sample: &Sample| {
        let body = if sample.sent.is_empty() {
            json!({"mode": "none"})
        } else {
            json!({"mode": "json", "json": sample.sent})
        };
        let request = json!({"url": sample.url.replacen("/crossings", "/:what", 1), "method": sample.method, "headers": pairs(&sample.sent_headers),
            "params": [{"name": "what", "value": "crossings", "type": "path", "enabled": true}], "body": body});
        let example = json!({"type": "http-request", "name": "x", "request": request,
            "response": {"status": sample.status, "statusText": "x", "headers": pairs(&sample.headers), "body": {"type": "json", "content": sample.body}}});
        json!({"type": "http-request", "name": "x", "request": {"url": "x"}, "examples": [example]})
    };
    let (first, rest) = samples.split_at(samples.len().min(2));
    json!({"name": "Ferries", "version": "1", "items": [{"type": "folder", "items": first.iter().map(one).collect::<Value>()}, {"type": "folder", "items": rest.iter().map(one).collect::<Value>()}],
        "environments": [], "brunoConfig": {"version": "1"}})
}

/// A collection of Bruno in YAML, in one file.
fn open_collection(samples: &[Sample]) -> Value {
    let (first, rest) = samples.split_at(samples.len().min(2));
    let folder = |samples: &[Sample]| json!({"info": {"name": "x", "type": "folder"}, "items": [open_request(samples)]});
    json!({"opencollection": "1.0.0", "info": {"name": "Ferries"}, "items": [folder(first), folder(rest)], "bundled": true})
}

/// A request of Bruno in YAML.
fn open_request(samples: &[Sample]) -> Value {
    let pairs = |pairs: &[(&str, &str)]| -> Value {
        let off = ("X-Off", "1");
        pairs
            .iter()
            .chain([&off])
            .map(|(name, value)| json!({"name": name, "value": value, "disabled": *name == off.0}))
            .collect()
    };
    let one = |sample: &Sample| {
        let mut request = json!({"url": sample.url.replacen("/crossings", "/:what", 1), "method": sample.method.to_ascii_lowercase(),
            "headers": pairs(&sample.sent_headers), "params": [{"name": "what", "value": "crossings", "type": "path"}]});
        if !sample.sent.is_empty() {
            request["body"] = json!({"type": "json", "data": sample.sent});
        }
        json!({"name": "x", "request": request, "response": {"status": sample.status, "statusText": "x", "headers": pairs(&sample.headers), "body": {"type": "json", "data": sample.body}}})
    };
    json!({"info": {"name": "x", "type": "http", "seq": 1}, "http": {"method": "GET", "url": "x"}, "examples": samples.iter().map(one).collect::<Value>()})
}

fn bru(samples: &[Sample]) -> String {
    let pairs = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(name, value)| format!("      {name}: {value}\n")).collect::<String>()
    };
    let text = |indent: &str, text: &str| {
        text.split('\n').map(|line| format!("{indent}{line}\n")).collect::<String>()
    };
    let mut file = "meta {\n  name: x\n  type: http\n}\n\nget {\n  url: {{host}}/x\n}\n\nvars:pre-request {\n  host: https://ferries.example\n}\n".to_owned();
    for sample in samples {
        let url = sample.url.replacen("https://ferries.example", "{{host}}", 1);
        let (mode, sent) = match sample.sent.as_str() {
            "" => ("none", String::new()),
            sent => ("json", format!("    body:json: {{\n{}    }}\n", text("      ", sent))),
        };
        let headers = format!("    headers: {{\n{}      ~off: 1\n    }}\n", pairs(&sample.sent_headers));
        let method = sample.method.to_ascii_lowercase();
        file += &format!(
            "\nexample {{\n  name: x\n\n  request: {{\n    url: {url}\n    method: {method}\n    mode: {mode}\n{headers}{sent}  }}\n"
        );
        let headers = format!("    headers: {{\n{}    }}\n", pairs(&sample.headers));
        let body = format!(
            "    body: {{\n      type: json\n      content: '''\n{}      '''\n    }}\n",
            text("        ", &sample.body)
        );
        file += &format!(
            "\n  response: {{\n{headers}\n    status: {{\n      code: {}\n      text: x\n    }}\n\n{body}  }}\n}}\n",
            sample.status
        );
    }
    file
}

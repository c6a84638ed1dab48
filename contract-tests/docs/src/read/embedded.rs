//! OpenAPI operations in front matter, as generators for Docusaurus write them: as JSON, or compressed.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::ZlibDecoder;
use serde_json::{Value, json};

use crate::vocabulary::method;

/// The maximum size of an operation, in bytes.
const LONGEST: u64 = 4 << 20;

/// The operation in the value of `api`: method, path and an OpenAPI document on one line.
pub(super) fn document(value: &str) -> Option<(&'static str, String, String)> {
    let value = value.trim().trim_matches(['"', '\'']);
    let inflated = if value.starts_with('{') { value.to_owned() } else { inflated(value)? };
    let operation: Value = serde_json::from_str(&inflated).ok()?;
    let text = |key: &str| operation.get(key).and_then(Value::as_str);
    let verb = method(&text("method")?.to_ascii_uppercase())?;
    let path = text("path").filter(|path| path.starts_with('/') && path.len() > 1)?;
    let mut item = serde_json::Map::new();
    item.insert(verb.to_ascii_lowercase(), operation.clone());
    let schemes = operation.get("securitySchemes").cloned().unwrap_or_else(|| json!({}));
    let document = json!({
        "openapi": "3.0.0",
        "paths": {path: item},
        "components": {"securitySchemes": schemes},
    });
    Some((verb, path.to_owned(), document.to_string()))
}

/// The OpenAPI document in a script of an HTML page, on one line.
pub(super) fn in_script(html: &str) -> Option<String> {
    let version = ["\"openapi\":\"3", "\"openapi\": \"3"].iter().find_map(|start| html.find(start))?;
    let before = html.get(..version)?;
    // The version is the first key, or a few others come before it.
    let mut starts = before.rmatch_indices('{').map(|(at, _)| at).take(FARTHEST);
    let document = |start: usize| {
        let text = html.get(start..)?;
        let read = serde_json::Deserializer::from_str(text).into_iter::<Value>().next()?.ok()?;
        (read.get("openapi").is_some() && read.get("paths").is_some()).then(|| read.to_string())
    };
    starts.find_map(document)
}

/// The most objects before the version of a document.
const FARTHEST: usize = 8;

fn inflated(value: &str) -> Option<String> {
    // Anything shorter is no operation.
    let bytes = (value.len() > 40).then(|| STANDARD.decode(value).ok()).flatten()?;
    let mut text = String::new();
    ZlibDecoder::new(bytes.as_slice()).take(LONGEST).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use base64::Engine as _;

    use super::{STANDARD, document};

    const FERRY: &str = r#"{"method":"post","path":"/ferries","responses":{"201":{"description":"Made"}}}"#;

    #[test]
    fn an_operation_is_read_plain_and_compressed() {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(FERRY.as_bytes()).unwrap();
        let packed = STANDARD.encode(encoder.finish().unwrap());
        for text in [FERRY, packed.as_str()] {
            let (method, path, document) = document(text).unwrap();
            assert_eq!((method, path.as_str()), ("POST", "/ferries"));
            assert!(document.contains("\"201\"") && !document.contains('\n'));
        }
        for text in ["", "GET /ferries", "{", "eJyrVkrLz1eyUkpKLFKqBQAdcAPv", "{\"method\":\"post\"}"] {
            assert!(document(text).is_none(), "{text}");
        }
    }
}

//! Recordings as they lie on disk: `<operationId>/<status>/<name>.json`.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// An exchange to be served.
pub(crate) struct Recording {
    /// The file, below the folder of recordings.
    pub(crate) name: String,
    pub(crate) operation: String,
    /// The path without host and base path.
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) request: Value,
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    /// The bytes of the answer as they were recorded.
    pub(crate) body: Vec<u8>,
}

#[derive(Deserialize)]
struct File {
    request: Request,
    response: Response,
}

#[derive(Deserialize)]
struct Request {
    url: String,
    #[serde(default)]
    body: Value,
}

#[derive(Deserialize)]
struct Response {
    status: u16,
    #[serde(default)]
    headers: serde_json::Map<String, Value>,
    body: Option<Box<RawValue>>,
    body_text: Option<String>,
}

impl Recording {
    /// The id in the path.
    pub(crate) fn id(&self) -> &str {
        self.path.split('/').nth(2).unwrap_or_default()
    }

    /// What the operation is about: the last part of the path that is an id, if there is one.
    pub(crate) fn argument(&self) -> &str {
        let is_id = |part: &&str| part.contains(|c: char| c.is_ascii_digit());
        self.path.rsplit('/').find(is_id).unwrap_or("thing-1")
    }

    /// The answer as JSON, if it is.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(crate) fn asks(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// All recordings below `folder`, in the order of their names. What waits for review is none yet.
pub(crate) fn read(folder: &Path) -> Vec<Recording> {
    let mut files = Vec::new();
    for operation in entries(folder).into_iter().filter(|name| !name.starts_with('.')) {
        for status in entries(&folder.join(&operation)) {
            let names = entries(&folder.join(&operation).join(&status));
            let names =
                names.into_iter().filter(|name| Path::new(name).extension().is_some_and(|end| end == "json"));
            files.extend(names.map(|name| (operation.clone(), format!("{operation}/{status}/{name}"))));
        }
    }
    files.sort();
    files.into_iter().map(|(operation, name)| one(folder, operation, name)).collect()
}

fn entries(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect()
}

fn one(folder: &Path, operation: String, name: String) -> Recording {
    let text = std::fs::read_to_string(folder.join(&name)).expect("the recording can be read");
    let file: File = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (path, query) = split(&file.request.url);
    let content_type = file.response.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case("content-type"));
    Recording {
        name,
        operation,
        path,
        query,
        request: file.request.body,
        status: file.response.status,
        content_type: content_type.and_then(|(_, value)| value.as_str()).map(str::to_owned),
        body: match (file.response.body, file.response.body_text) {
            (Some(body), _) => body.get().as_bytes().to_vec(),
            (None, text) => text.unwrap_or_default().into_bytes(),
        },
    }
}

/// Path and query of a URL, which may lack its host and the API's base path.
fn split(url: &str) -> (String, Vec<(String, String)>) {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let path =
        path.split_once("://").map_or(path, |(_, rest)| rest.find('/').map_or("/", |slash| &rest[slash..]));
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    (path.to_owned(), pairs.map(|(key, value)| (key.to_owned(), value.replace("%3A", ":"))).collect())
}

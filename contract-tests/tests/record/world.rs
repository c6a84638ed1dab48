//! A small API, and a folder to record it in.

use std::fs;
use std::path::PathBuf;

use contract_core::exchange::inputs;
use contract_core::spec::Spec;
use contract_record::{ImportOptions, Imported, Store, import};
use tempfile::TempDir;

pub(crate) const SPEC: &str = include_str!("../../../fuzz/checks/small.yaml");

/// A folder with a store.
pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) spec: Spec,
    pub(crate) store: Store,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().join("recordings"));
        let spec = Spec::from_text(SPEC.to_owned(), "small.yaml").unwrap();
        Self { folder, spec, store }
    }

    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn import(&self, lines: &[String], options: &ImportOptions) -> Imported {
        let file = self.file("traffic.ndjson", &lines.join("\n"));
        import(&self.spec, &self.store, &inputs(&[file]).unwrap(), options).unwrap()
    }

    /// The text of the only recording that this response body makes.
    pub(crate) fn recorded(&self, body: &str) -> String {
        let imported = self.import(&[answer(200, body)], &ImportOptions::default());
        assert_eq!(imported.refused, []);
        assert_eq!(imported.written.len(), 1);
        fs::read_to_string(&imported.written[0].path).unwrap()
    }

    /// The response body in that recording.
    pub(crate) fn scrubbed(&self, body: &str) -> serde_json::Value {
        let recording: serde_json::Value = serde_json::from_str(&self.recorded(body)).unwrap();
        recording["response"]["body"].clone()
    }
}

/// An exchange with this response, on one line.
pub(crate) fn answer(status: u16, body: &str) -> String {
    exchange("/people/91b3c6d6-111b-44da-9f81-16f019bebe8c", status, body)
}

pub(crate) fn exchange(url: &str, status: u16, body: &str) -> String {
    format!(
        "{{\"request\":{{\"method\":\"GET\",\"url\":\"{url}\",\"headers\":{{}}}},\"response\":{{\"status\":{status},\
         \"headers\":{{\"content-type\":\"application/json\"}},\"body\":{body}}},\"recorded_at\":\"2025-10-22T10:00:00Z\"}}"
    )
}

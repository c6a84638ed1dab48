//! A small API, and a folder to record it in.

use std::fs;
use std::path::PathBuf;

use cartevo_contract::record::{ImportOptions, Imported, Store, import};
use cartevo_contract::spec::Spec;
use tempfile::TempDir;

pub(crate) const SPEC: &str = r"
openapi: 3.0.3
info: {title: Small, version: '1'}
servers: [{url: 'https://api.example.com/v1'}]
paths:
  /people/{id}:
    get:
      operationId: getPerson
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, format: uuid, x-sensitivity: id}}
        - {name: sync, in: query, schema: {type: boolean, x-sensitivity: public}}
        - {name: mail, in: query, schema: {type: string, format: email, x-sensitivity: personal}}
        - {name: x-trace, in: header, schema: {type: string, x-sensitivity: id}}
      responses:
        '200':
          description: A person.
          content: {application/json: {schema: {$ref: '#/components/schemas/Person'}}}
        '404':
          description: None.
          content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}
  /people:
    post:
      operationId: addPerson
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Person'}}}
      responses:
        '201':
          description: Added.
          content: {application/json: {schema: {$ref: '#/components/schemas/Person'}}}
components:
  schemas:
    Problem:
      type: object
      properties:
        message:
          type: string
          x-sensitivity: personal
          x-known-texts: ['Person {id} not found', 'Insufficient balance. Required: ${a}, Available: ${b}']
    Person:
      type: object
      required: [id]
      properties:
        id: {type: string, format: uuid, x-sensitivity: id}
        name: {type: string, maxLength: 30, x-sensitivity: personal}
        email: {type: string, format: email, x-sensitivity: personal}
        status: {type: string, x-extensible-enum: [ACTIVE, FROZEN], x-sensitivity: public}
        kind: {type: string, enum: [NATURAL, LEGAL], x-sensitivity: personal}
        balance: {oneOf: [{type: number, x-sensitivity: public}, {type: string, pattern: '^[0-9.]+$', x-sensitivity: public}]}
        rating: {oneOf: [{type: number, x-sensitivity: public}, {type: string}]}
        is_active: {type: boolean, x-sensitivity: public}
        is_rich: {type: boolean, x-sensitivity: personal}
        month: {type: integer, minimum: 1, maximum: 12, x-sensitivity: personal}
        year: {type: integer, minimum: 2000, maximum: 2099, x-sensitivity: personal}
        pan: {type: string, x-sensitivity: pan}
        masked: {type: string, pattern: '^[0-9]{6}[*]{6}[0-9]{4}$', x-sensitivity: pan, x-mask: pan}
        cvv: {type: string, x-sensitivity: cvv}
        token: {type: string, x-sensitivity: secret}
        created_at: {type: string, format: date-time, x-sensitivity: personal}
        note: {type: string, x-sensitivity: secret}
        raw: {type: object, additionalProperties: true, x-sensitivity: secret}
";

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
        import(&self.spec, &self.store, &[file], options).unwrap()
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

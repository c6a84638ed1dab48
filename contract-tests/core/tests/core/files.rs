//! Documents in several files: what is referred to is read, places name their file, and nothing else is read.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;

use contract_core::spec::{Site, Spec, SpecError};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::judged::observe;

/// A folder `api` with these files, inside of another one.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(&folder.path().join("api"), path, text);
    }
    folder
}

pub(crate) fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

pub(crate) fn load(folder: &TempDir) -> Result<Spec, SpecError> {
    Spec::load(&folder.path().join("api/openapi.yaml"), "api/openapi.yaml")
}

/// A document with this schema for the bodies of `POST /tide`.
pub(crate) fn document(schema: &str) -> String {
    format!(
        "openapi: 3.0.3
paths:
  /tide:
    post:
      operationId: tide
      responses: {{'200': {{description: ok, content: {{application/json: {{schema: {schema}}}}}}}}}
"
    )
}

pub(crate) fn with(schema: &str, files: &[(&str, &str)]) -> Spec {
    let document = document(schema);
    let all: Vec<(&str, &str)> =
        [("openapi.yaml", document.as_str())].into_iter().chain(files.iter().copied()).collect();
    load(&folder(&all)).unwrap()
}

/// `code pointer found file:line` of what is observed for an answer.
pub(crate) fn answered(spec: &Spec, body: &Value) -> Vec<String> {
    exchanged(
        spec,
        &json!({"request": {"method": "POST", "url": "/tide", "headers": {}},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": body}}),
    )
}

fn exchanged(spec: &Spec, exchange: &Value) -> Vec<String> {
    let place = |site: Option<&Site>| {
        site.map(|site| format!("{}:{}", spec.file_of(site), site.place.line)).unwrap_or_default()
    };
    let line = |code: &str, pointer: &str, found: &str, site: Option<&Site>| {
        format!("{code} {pointer} {found} {}", place(site)).trim_end().to_owned()
    };
    let mut found =
        observe(spec, exchange, |o| line(o.rule.code, o.pointer, o.found.unwrap_or_default(), o.site));
    found.sort();
    found
}

pub(crate) fn cautions(spec: &Spec) -> Vec<String> {
    spec.cautions.iter().map(ToString::to_string).collect()
}

#[test]
fn a_schema_of_its_own_file_is_checked_and_named() {
    let tide = "type: object\nproperties:\n  height:\n    type: number\n";
    for (reference, path, text, line) in [
        ("schemas/tide.yaml", "schemas/tide.yaml", tide.to_owned(), 3),
        ("./schemas/tide.yaml", "schemas/tide.yaml", tide.to_owned(), 3),
        ("schemas/./../schemas//tide.yaml#", "schemas/tide.yaml", tide.to_owned(), 3),
        ("schemas/high%20tide.yaml", "schemas/high tide.yaml", tide.to_owned(), 3),
        ("schemas/high tide.yaml", "schemas/high tide.yaml", tide.to_owned(), 3),
        ("schemas%2Ftide.yaml", "schemas/tide.yaml", tide.to_owned(), 3),
        (
            "common.yaml#/components/schemas/Tide",
            "common.yaml",
            "components:\n  schemas:\n    Tide: {type: object, properties: {height: {type: number}}}\n"
                .into(),
            3,
        ),
        (
            "t.json#/a~1b/c%20d",
            "t.json",
            r#"{"a/b": {"c d": {"properties": {"height": {"type": "number"}}}}}"#.into(),
            1,
        ),
        ("t.yml#/0", "t.yml", "- properties:\n    height: {type: number}\n".into(), 2),
        ("tide", "tide", format!("\u{feff}{tide}"), 3),
    ] {
        let spec = with(&format!("{{$ref: '{reference}'}}"), &[(path, &text)]);
        assert_eq!(cautions(&spec), Vec::<String>::new(), "{reference}");
        assert_eq!(answered(&spec, &json!({"height": 1.5})), Vec::<String>::new(), "{reference}");
        let found = answered(&spec, &json!({"height": "x"}));
        assert_eq!(found, [format!("C106 /height string api/{path}:{line}")], "{reference}");
    }
}

#[test]
fn references_in_a_file_start_from_it() {
    let spec = with(
        "{$ref: 'a/b/tide.yaml'}",
        &[
            (
                "a/b/tide.yaml",
                "properties: {low: {$ref: '#/low'}, high: {$ref: ../c/high.json}, moon: {$ref: '../../openapi.yaml#/components/schemas/Moon'}}\nlow: {type: boolean}\n",
            ),
            ("a/c/high.json", "{\"type\": \"integer\"}"),
        ],
    );
    // The document has no such component.
    assert!(cautions(&spec)[0].contains("schemas/Moon` leads nowhere"), "{:?}", cautions(&spec));
    let found = answered(&spec, &json!({"low": 1, "high": "x", "moon": 1}));
    assert_eq!(
        found,
        [
            "C106 /high string api/a/c/high.json:1",
            "C106 /low number api/a/b/tide.yaml:2",
            "C146 /moon reference api/a/b/tide.yaml:1"
        ]
    );
}

#[test]
fn the_document_is_one_file_however_it_is_referred_to() {
    let mut document = document("{$ref: 'a/tide.yaml'}");
    document.push_str("components:\n  schemas:\n    Moon: {type: integer}\n");
    let tide = "properties: {moon: {$ref: '../openapi.yaml#/components/schemas/Moon'}, tides: {items: {$ref: '../a/tide.yaml'}}}";
    let folder = folder(&[("openapi.yaml", &document), ("a/tide.yaml", tide)]);
    let spec = load(&folder).unwrap();
    assert_eq!(spec.files.iter().count(), 2);
    let found = answered(&spec, &json!({"tides": [{"moon": "x"}]}));
    assert_eq!(found, ["C106 /tides/*/moon string api/openapi.yaml:9"]);
}

#[test]
fn every_part_of_a_document_may_be_in_another_file() {
    let folder = folder(&[
        (
            "openapi.yaml",
            "openapi: 3.0.3\npaths:\n  /a/{id}: {$ref: paths/a.yaml}\n  /b: {get: {$ref: 'paths/b.yaml#/get'}}\n  /c: {$ref: 'paths/c.yaml#/~1c'}\n",
        ),
        (
            "paths/a.yaml",
            "parameters:\n  - $ref: ../parts.yaml#/id\nput:\n  parameters: {$ref: ../parts.yaml#/list}\n  requestBody: {$ref: ../parts.yaml#/body}\n  responses: {$ref: ../parts.yaml#/responses}\n",
        ),
        ("paths/b.yaml", "get: {responses: {'200': {$ref: ../parts.yaml#/answer}}}\n"),
        ("paths/c.yaml", "/c: {get: {responses: {default: {$ref: ../parts.yaml#/answer}}}}\n"),
        (
            "parts.yaml",
            "id: {name: id, in: path, required: true, schema: {type: integer}}
list: [{name: q, in: query, schema: {type: integer}}]
body: {content: {application/json: {schema: {type: integer}}}}
responses: {'200': {$ref: '#/answer'}}
answer:
  description: ok
  headers: {x-wind: {$ref: '#/wind'}}
  content: {$ref: '#/content'}
wind: {schema: {type: integer}}
content: {application/json: {schema: {properties: {$ref: '#/properties'}, required: [b]}}}
properties: {a: {enum: {$ref: '#/enum'}}}
enum: [x, y]
",
        ),
    ]);
    let spec = load(&folder).unwrap();
    assert_eq!(cautions(&spec), Vec::<String>::new());
    let of = |method: &str, url: &str| {
        exchanged(
            &spec,
            &json!({"request": {"method": method, "url": url, "headers": {"content-type": "application/json"}, "body": if method == "PUT" { json!("x") } else { Value::Null }},
            "response": {"status": 200, "headers": {"content-type": "application/json", "x-wind": "n"}, "body": {"a": "z"}}}),
        )
    };
    let answer = |pointer: &str| match pointer {
        "enum" => "C111 /a <value> api/parts.yaml:11",
        "required" => "C103 /b b api/parts.yaml:10",
        _ => "C126 /x-wind x-wind api/parts.yaml:7",
    };
    let answers = [answer("required"), answer("enum"), answer("header")];
    for (method, url) in [("GET", "/b"), ("GET", "/c")] {
        assert_eq!(of(method, url), answers, "{url}");
    }
    let sent =
        ["C202 /id id api/paths/a.yaml:2", "C202 /q q api/parts.yaml:2", "C204  string api/parts.yaml:3"];
    assert_eq!(of("PUT", "/a/x?q=x"), [answers.as_slice(), sent.as_slice()].concat());
}

#[test]
fn a_pointer_leads_through_references() {
    let mut document = document("{$ref: '#/components/schemas/Tide/properties/now'}");
    document.push_str("components: {schemas: {$ref: schemas/index.yaml}}\n");
    let folder = folder(&[
        ("openapi.yaml", &document),
        ("schemas/index.yaml", "Tide: {$ref: tide.yaml}"),
        ("schemas/tide.yaml", "properties: {now: {type: integer}}"),
    ]);
    let spec = load(&folder).unwrap();
    assert_eq!(answered(&spec, &json!("x")), ["C106  string api/schemas/tide.yaml:1"]);
}

#[test]
fn circles_of_files_are_no_fault_and_circles_of_references_are() {
    let spec = with(
        "{$ref: a.yaml}",
        &[
            ("a.yaml", "properties: {b: {$ref: b.yaml}, v: {type: integer}}"),
            ("b.yaml", "properties: {a: {$ref: ./a.yaml}, c: {$ref: c.yaml}}"),
            ("c.yaml", "$ref: d.yaml#/x/y"),
            ("d.yaml", "x: {$ref: c.yaml}"),
        ],
    );
    assert_eq!(cautions(&spec).len(), 1, "{:?}", cautions(&spec));
    assert!(cautions(&spec)[0].contains("leads back to itself"), "{:?}", cautions(&spec));
    let found = answered(&spec, &json!({"b": {"a": {"v": "x"}, "c": 1}}));
    assert_eq!(found, ["C106 /b/a/v string api/a.yaml:1", "C146 /b/c reference api/b.yaml:1"]);
}

#[test]
fn a_discriminator_names_files_and_heirs_in_files() {
    let parent = "type: object\nrequired: [kind]\nproperties: {kind: {type: string}}\ndiscriminator: {propertyName: kind";
    let heir =
        |kind: &str| format!("allOf: [{{$ref: vessel.yaml}}, {{properties: {{sails: {{type: {kind}}}}}}}]");
    let (brig, yawl) = (heir("integer"), heir("boolean"));
    for (mapping, value, document_has) in [
        (", mapping: {b: brig.yaml, y: './yawl.yaml'}}", "b", ""),
        (
            ", mapping: {b: '../v/brig.yaml#', y: '../openapi.yaml#/components/schemas/Yawl'}}",
            "b",
            "Yawl: {$ref: v/yawl.yaml}",
        ),
        (", mapping: {b: Brig}}", "b", "Brig: {$ref: v/brig.yaml}"),
        ("}", "Brig", "Brig: {$ref: v/brig.yaml}, Yawl: {$ref: v/yawl.yaml}"),
    ] {
        let components = format!("components: {{schemas: {{{document_has}}}}}\n");
        let document = document("{$ref: v/vessel.yaml}") + &components;
        let folder = folder(&[
            ("openapi.yaml", &document),
            ("v/vessel.yaml", &format!("{parent}{mapping}\n")),
            ("v/brig.yaml", &brig),
            ("v/yawl.yaml", &yawl),
        ]);
        let spec = load(&folder).unwrap();
        assert_eq!(cautions(&spec), Vec::<String>::new(), "{mapping}");
        assert_eq!(answered(&spec, &json!({"kind": value, "sails": 3})), Vec::<String>::new(), "{mapping}");
        let found = answered(&spec, &json!({"kind": value, "sails": true}));
        assert_eq!(found, ["C106 /sails boolean api/v/brig.yaml:1"], "{mapping}");
    }
}

#[test]
fn variants_and_schemas_are_named_after_their_files() {
    let spec = with(
        "{oneOf: [{$ref: v/brig.yaml}, {$ref: 'v/more.yaml#/yawl'}]}",
        &[("v/brig.yaml", "{type: integer}"), ("v/more.yaml", "yawl: {type: boolean}")],
    );
    let names: Vec<&str> =
        spec.schemas.iter().flat_map(|schema| &schema.one_of).map(|branch| &*branch.name).collect();
    assert_eq!(names, ["brig", "yawl"]);
    let names: Vec<&str> = spec.schemas.iter().filter_map(|schema| schema.name.as_deref()).collect();
    assert!(names.contains(&"brig") && names.contains(&"yawl"), "{names:?}");
}

#[test]
fn what_is_not_a_file_of_the_folder_is_not_read_and_told() {
    let folder = folder(&[("secret.yaml", "type: string"), ("sub/x.yaml", "type: string")]);
    write(folder.path(), "outside.yaml", "type: string");
    write(&folder.path().join("api"), "latin1.yaml", "");
    fs::write(folder.path().join("api/latin1.yaml"), b"title: caf\xe9\ntype: string").unwrap();
    let absolute = folder.path().join("api/secret.yaml").display().to_string();
    let mut cases: Vec<(String, &str)> = [
        ("../outside.yaml", "outside of the folder"),
        ("sub/../../outside.yaml", "outside of the folder"),
        ("%2e%2e/outside.yaml", "outside of the folder"),
        ("..%2foutside.yaml", "outside of the folder"),
        ("../api/secret.yaml", "outside of the folder"),
        ("https://sea.example/x.yaml", "is a URL"),
        ("HTTP://sea.example/x.yaml#/a", "is a URL"),
        ("http%3A//sea.example/x.yaml", "is a URL"),
        ("//sea.example/x.yaml", "is a URL"),
        ("file:secret.yaml", "is a URL"),
        ("C:/secret.yaml", "is a URL"),
        ("sub\\\\x.yaml", "has a backslash"),
        ("\\\\\\\\host\\\\share.yaml", "has a backslash"),
        ("..\\\\outside.yaml", "has a backslash"),
        ("a%00.yaml", "control character"),
        ("a\\u0000.yaml", "control character"),
        ("secret.yaml%0A", "control character"),
        ("missing.yaml", "does not exist"),
        ("secret.yaml/x.yaml", "does not exist"),
        ("Sub%", "does not exist"),
        ("sub", "a folder or a device"),
        ("sub/", "a folder or a device"),
        (".", "a folder or a device"),
        ("./", "a folder or a device"),
        ("latin1.yaml", "not UTF-8"),
        ("secret.yaml#/nothing", "leads nowhere"),
        ("secret.yaml#nothing", "leads nowhere"),
        ("", "leads nowhere"),
    ]
    .into_iter()
    .map(|(reference, why)| (reference.to_owned(), why))
    .collect();
    cases.push((absolute, "is an absolute path"));
    cases.push((format!("{}.yaml", "a".repeat(5_000)), "does not exist"));
    cases.push(("d/".repeat(5_000) + "x", "does not exist"));
    for (reference, why) in cases {
        let text =
            document(&format!("{{properties: {{a: {{$ref: \"{reference}\"}}, b: {{type: integer}}}}}}"));
        write(&folder.path().join("api"), "openapi.yaml", &text);
        let spec = load(&folder).unwrap();
        let told = cautions(&spec);
        assert_eq!(told.len(), 1, "{reference}: {told:?}");
        assert!(told[0].starts_with("api/openapi.yaml:6:") && told[0].contains(why), "{reference}: {told:?}");
        let found = answered(&spec, &json!({"a": 1, "b": "x"}));
        let expected = ["C106 /b string api/openapi.yaml:6", "C146 /a reference api/openapi.yaml:6"];
        assert_eq!(found, expected, "{reference}");
    }
}

#[test]
fn a_text_without_a_folder_has_no_other_files() {
    let spec = Spec::from_text(document("{$ref: tide.yaml}"), "api.yaml").unwrap();
    assert!(cautions(&spec)[0].contains("was not read from a folder"), "{:?}", cautions(&spec));
    assert_eq!(answered(&spec, &json!(1)), ["C146  reference api.yaml:6"]);
}

#[test]
fn a_broken_file_is_told_once_with_its_own_place() {
    let broken = "type: object\nproperties: {}\ntype: string\n";
    let spec = with(
        "{properties: {a: {$ref: b/broken.yaml}, b: {$ref: b/broken.yaml}, c: {$ref: more.yaml}}}",
        &[("b/broken.yaml", broken), ("more.yaml", "{\"type\": 1, \"type\": 2}")],
    );
    let told = cautions(&spec);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().any(|told| told.starts_with("api/b/broken.yaml:3:1: duplicate")), "{told:?}");
    assert!(told.iter().any(|told| told.starts_with("api/more.yaml:1:")), "{told:?}");
    let found = answered(&spec, &json!({"a": 1, "c": 1}));
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn only_what_a_reference_leads_to_is_read() {
    let spec = with(
        "{example: {$ref: example.yaml}, x-code: {$ref: code.php}, properties: {a: {$ref: a.yaml}}}",
        &[("example.yaml", "{"), ("code.php", "<?php {"), ("a.yaml", "type: integer")],
    );
    let files: Vec<&str> = spec.files.iter().map(|(_, file)| file.path.as_str()).collect();
    assert_eq!(files, ["openapi.yaml", "a.yaml"]);
    assert!(spec.cautions.is_empty(), "{:?}", cautions(&spec));
}

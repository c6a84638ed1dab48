//! `cartevo-contract.toml` says where a project keeps what belongs to it.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;

use cartevo_contract::project::{CONFIG, Key, schema};
use serde_json::Value;
use strum::VariantArray as _;
use tempfile::TempDir;

use crate::program;

const SPEC: &str = "openapi: 3.0.3\ninfo: {title: Boats, version: '1'}\npaths:\n  /boats:\n    get:\n      operationId: listBoats\n      responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}}\n";
const RECORDING: &str = r#"{"request":{"method":"GET","url":"/boats"},"response":{"status":200,"headers":{"content-type":"application/json"},"body":{"id":7,"mast":1}}}"#;
const CORRECTION: &str = "[[correction]]\nid = \"K-001\"\nrule = \"undeclared-property\"\noperations = [\"listBoats\"]\nin = \"response-body\"\npointer = \"/mast\"\nfound = \"mast\"\nevidence = [\"traffic/kept/one.json\"]\ndecision = \"left out\"\nreason = \"boats have masts\"\ndecided_by = \"crew\"\nsince = 2026-01-01\nreview_by = 2099-01-01\n";

/// A project that keeps everything elsewhere than by default.
fn project(config: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    for inside in ["api", "traffic/kept", "src/deep"] {
        fs::create_dir_all(at(inside)).unwrap();
    }
    fs::write(at("api/boats.json.yaml"), SPEC).unwrap();
    fs::write(at("api/settled.toml"), CORRECTION).unwrap();
    fs::write(at("traffic/kept/one.json"), RECORDING).unwrap();
    fs::write(at(CONFIG), config).unwrap();
    folder
}

const CONFIGURED: &str = "spec = \"api/boats.json.yaml\"\nledger = \"api/settled.toml\"\nrecordings = \"traffic/kept\"\ndocs-lock = \"api/docs.lock\"\n";

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let (said, code) = program::run(folder, arguments).said();
    (code, said)
}

#[test]
fn everything_is_found_where_the_configuration_says_from_any_folder_below() {
    // The lock of the docs is not named: one that is named has to be there.
    let folder = project(&CONFIGURED.replace("docs-lock = \"api/docs.lock\"\n", ""));
    for below in ["", "src/deep"] {
        let (exit, said) = run(&folder.path().join(below), &["check"]);
        assert!(said.contains("checked 1 exchange against api/boats.json.yaml"), "{said}");
        assert!(said.contains("K-001"), "{said}");
        assert_eq!(exit, 0, "{said}");
    }
    let (exit, listed) = run(folder.path(), &["ledger", "list"]);
    assert_eq!(exit, 0, "{listed}");
    assert!(listed.contains("1 correction in api/settled.toml"), "{listed}");
    fs::write(folder.path().join("more.ndjson"), RECORDING.replace("\"mast\"", "\"sail\"")).unwrap();
    let (exit, imported) = run(folder.path(), &["import", "more.ndjson"]);
    assert_eq!(exit, 0, "{imported}");
    assert!(imported.starts_with("traffic/kept/.pending/listBoats/200/"), "{imported}");
}

#[test]
fn an_openapi_folder_further_down_is_a_project_of_its_own() {
    let folder = project(CONFIGURED);
    let inner = folder.path().join("src/deep");
    fs::create_dir(inner.join("openapi")).unwrap();
    fs::write(inner.join("openapi/other.yaml"), SPEC).unwrap();
    fs::write(inner.join("one.ndjson"), RECORDING).unwrap();
    let (_, said) = run(&inner, &["check", "one.ndjson"]);
    assert!(said.contains("against openapi/other.yaml"), "{said}");
}

#[test]
fn what_is_left_out_is_where_it_is_by_default() {
    let folder = project("recordings = \"traffic/kept\"\n");
    fs::create_dir(folder.path().join("openapi")).unwrap();
    fs::rename(folder.path().join("api/boats.json.yaml"), folder.path().join("openapi/b.yaml")).unwrap();
    let (exit, said) = run(folder.path(), &["check"]);
    assert!(said.contains("checked 1 exchange against openapi/b.yaml"), "{said}");
    assert_eq!(exit, 1, "{said}");
}

#[test]
fn a_configuration_that_cannot_hold_is_refused_with_its_line_and_a_remedy() {
    for (config, line, said) in [
        ("spec = \"api/boats.json.yaml\"\nlegder = \"x\"\n", 2, "unknown field `legder`"),
        ("spec = 7\n", 1, "expected a string"),
        ("# one\nspec = \n", 2, ""),
        ("spec = \"api/none.yaml\"\n", 1, "`spec` names "),
        ("spec = \"api/boats.json.yaml\"\nledger = \"none.toml\"\n", 2, "`ledger` names "),
        ("\nspec = \"../boats.yaml\"\n", 2, "outside the project"),
        ("spec = \"api/../../boats.yaml\"\n", 1, "outside the project"),
        ("spec = \"/etc/hostname\"\n", 1, "outside the project"),
        ("spec = \"\"\n", 1, "outside the project"),
        ("spec = \"api/boats.json.yaml\"\nrecordings = \"none\"\n", 2, "`recordings` names "),
        ("spec = \"api/boats.json.yaml\"\ndocs-lock = \"none\"\n", 2, "`docs-lock` names "),
    ] {
        let folder = project(config);
        let (exit, text) = run(folder.path(), &["check"]);
        assert_eq!(exit, 2, "{config}: {text}");
        assert!(text.contains(&format!("{CONFIG}:{line}: ")), "{config}: {text}");
        assert!(text.contains(said) && text.contains("help: "), "{config}: {text}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_project_is_refused() {
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("boats.yaml"), SPEC).unwrap();
    let folder = project("spec = \"api/link.yaml\"\n");
    std::os::unix::fs::symlink(elsewhere.path().join("boats.yaml"), folder.path().join("api/link.yaml"))
        .unwrap();
    let (exit, text) = run(folder.path(), &["check"]);
    assert_eq!(exit, 2, "{text}");
    assert!(text.contains("outside the project"), "{text}");
}

#[test]
fn the_schema_has_the_keys_that_are_read_and_says_their_defaults() {
    let schema = serde_json::to_value(schema()).unwrap();
    let properties = schema["properties"].as_object().unwrap();
    assert_eq!(properties.len(), Key::VARIANTS.len());
    assert_eq!(schema["additionalProperties"], Value::Bool(false));
    for key in Key::VARIANTS {
        let said = properties[key.as_str()]["description"].as_str().unwrap();
        assert!(said.contains(key.default_path()), "{key:?}: {said}");
    }
    let own = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(CONFIG)).unwrap();
    for key in Key::VARIANTS {
        assert!(own.contains(&format!("\n{} = ", key.as_str())), "{key:?}");
    }
}

//! Links, pipes, locked, huge and damaged files that a document refers to.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;

use contract_core::spec::Spec;
use serde_json::{Value, json};

use crate::files::{answered, cautions, document, folder, load, with, write};

#[cfg(unix)]
#[test]
fn links_are_followed_inside_of_the_folder_only() {
    use std::os::unix::fs::symlink;
    let text = "{properties: {a: {$ref: in.yaml}, b: {$ref: out.yaml}, c: {$ref: dir/outside.yaml}, d: {$ref: ring.yaml}, e: {$ref: again.yaml}}}";
    let folder = folder(&[
        ("openapi.yaml", &document(text)),
        ("real/tide.yaml", "{$ref: moon.yaml}"),
        ("real/moon.yaml", "type: integer"),
    ]);
    write(folder.path(), "outside.yaml", "type: integer");
    let api = folder.path().join("api");
    symlink("real/tide.yaml", api.join("in.yaml")).unwrap();
    symlink("../outside.yaml", api.join("out.yaml")).unwrap();
    symlink("..", api.join("dir")).unwrap();
    symlink("ring.yaml", api.join("ring.yaml")).unwrap();
    symlink("in.yaml", api.join("again.yaml")).unwrap();
    let spec = load(&folder).unwrap();
    let found = answered(&spec, &json!({"a": "x", "b": "x", "c": "x", "d": "x", "e": "x"}));
    let reference = |name: &str| format!("C146 /{name} reference api/openapi.yaml:6");
    let moon = |name: &str| format!("C106 /{name} string api/real/moon.yaml:1");
    assert_eq!(found, [moon("a"), moon("e"), reference("b"), reference("c"), reference("d")]);
    // A document that is itself a link is in the folder where the user names it.
    symlink("api/openapi.yaml", folder.path().join("link.yaml")).unwrap();
    let spec = Spec::load(&folder.path().join("link.yaml"), "link.yaml").unwrap();
    assert!(
        cautions(&spec).iter().any(|told| told.contains("in.yaml` refers to a file that does not exist"))
    );
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_not_waited_for() {
    let folder = folder(&[("openapi.yaml", &document("{$ref: pipe.yaml}"))]);
    let path = folder.path().join("api/pipe.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    let spec = load(&folder).unwrap();
    assert!(cautions(&spec)[0].contains("a folder or a device"), "{:?}", cautions(&spec));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_an_error_where_a_reference_reaches_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder =
        folder(&[("openapi.yaml", &document("{$ref: locked.yaml}")), ("locked.yaml", "type: integer")]);
    let path = folder.path().join("api/locked.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything cannot see this error.
    if fs::read(&path).is_ok() {
        return;
    }
    let error = load(&folder).unwrap_err();
    assert!(error.to_string().starts_with("api/openapi.yaml:6:"), "{error}");
    assert!(error.what.contains("`$ref: locked.yaml` refers to a file that cannot be read"), "{error}");
}

#[test]
fn bombs_and_masses_of_files_end_soon() {
    let bomb = format!(
        "a: &a [{0}]\nb: &b [{1}]\nc: &c [{2}]\nd: &d [{3}]\ne: [{4}]\n",
        "x, ".repeat(100),
        "*a, ".repeat(100),
        "*b, ".repeat(100),
        "*c, ".repeat(100),
        "*d, ".repeat(100)
    );
    // Each of these files is small enough, but not all of them together.
    let half = format!(
        "type: integer\na: &a [{0}]\nb: &b [{1}]\nc: [{2}]\n",
        "x, ".repeat(100),
        "*a, ".repeat(100),
        "*b, ".repeat(150)
    );
    let names = |from: usize, to: usize| {
        (from..to).map(|at| format!("p{at}: {{$ref: f{at}.yaml}}")).collect::<Vec<_>>().join(", ")
    };
    let folder = folder(&[("openapi.yaml", &document(&format!("{{properties: {{{}}}}}", names(0, 6))))]);
    for at in 0..6 {
        let text = if at % 2 == 0 { &bomb } else { &half };
        write(&folder.path().join("api"), &format!("f{at}.yaml"), text);
    }
    let spec = load(&folder).unwrap();
    let told = cautions(&spec);
    assert!(told.iter().any(|told| told.contains("too many values")), "{told:?}");
    assert_eq!(answered(&spec, &json!({"p0": 1})).len(), 1);

    let many = 10_050;
    let text = document(&format!("{{properties: {{{}}}}}", names(0, many)));
    let folder = crate::files::folder(&[("openapi.yaml", &text)]);
    for at in 0..many {
        fs::write(folder.path().join(format!("api/f{at}.yaml")), "type: integer").unwrap();
    }
    let spec = load(&folder).unwrap();
    assert_eq!(spec.files.iter().count(), 10_001);
    assert_eq!(spec.cautions.len(), 50);
    assert!(cautions(&spec)[0].contains("more than 10000 files"), "{:?}", cautions(&spec));

    let large = format!("type: integer\ndescription: {}\n", "x".repeat(33 << 20));
    let spec = with(
        "{properties: {a: {$ref: a.yaml}, b: {$ref: b.yaml}}}",
        &[("a.yaml", &large), ("b.yaml", &large)],
    );
    assert_eq!(spec.cautions.len(), 1);
    assert!(cautions(&spec)[0].contains("more than 64 MiB"), "{:?}", cautions(&spec));
}

/// A file that was cut, or in which a byte was changed, is never taken for one that declares less: what cannot be read is
/// refused or said, with its name.
#[test]
fn a_damaged_file_is_refused_or_said() {
    const FILE: &str =
        r#"{"Tide":{"type":"object","required":["height"],"properties":{"height":{"type":"number"}}}}"#;
    let made = folder(&[("openapi.yaml", &document("{$ref: 'tide.json#/Tide'}")), ("tide.json", FILE)]);
    let path = made.path().join("api/tide.json");
    let flips = (0..FILE.len()).map(|at| {
        let mut bytes = FILE.as_bytes().to_vec();
        bytes[at] ^= 1 << (at % 7);
        bytes
    });
    let cuts = (0..FILE.len()).map(|end| FILE.as_bytes()[..end].to_vec());
    for bytes in cuts.chain(flips) {
        fs::write(&path, &bytes).unwrap();
        // YAML takes more than JSON, so this asks only about what neither is, or what lacks the schema.
        let is_there = |value: &Value| value.pointer("/Tide").is_some_and(Value::is_object);
        if serde_json::from_slice(&bytes).is_ok_and(|value| is_there(&value)) {
            continue;
        }
        let said = match load(&made) {
            Err(error) => error.to_string(),
            Ok(spec) => spec.cautions.iter().map(ToString::to_string).collect(),
        };
        let is_told = said.contains("tide.json") || answered(&load(&made).unwrap(), &json!({})).len() == 1;
        assert!(is_told, "{said:?} of {:?}", String::from_utf8_lossy(&bytes));
    }
}

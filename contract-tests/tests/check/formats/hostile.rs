//! Damaged and hostile files of every format: reading ends, and what is lost is told.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use contract_core::exchange::{Entry, Input, Reader, TrafficFormat};
use serde_json::{Value, json};
use strum::VariantArray as _;

use super::{Row, check, rows, samples};

/// The numbers of exchanges and of entries that were not read.
fn read(name: &str, bytes: &[u8], format: Option<TrafficFormat>) -> (usize, Vec<String>) {
    let input = Input { name: name.into(), path: Some(name.into()), format, ..Input::default() };
    let mut reader =
        Reader::over(Box::new(Cursor::new(bytes.to_vec())), &input).unwrap().with_max_bytes(1 << 20);
    let (mut exchanges, mut unread) = (0, Vec::new());
    while let Some(entry) = reader.next_entry() {
        match entry {
            Entry::Exchange(_) => exchanges += 1,
            Entry::Unanswered => unread.push("without a response".to_owned()),
            Entry::Unread(entry) => {
                assert!(entry.reason.len() < 300, "{}", entry.reason);
                unread.push(entry.reason);
            }
        }
    }
    (exchanges, unread)
}

/// A row for each file name, without those that need arguments or are compressed.
fn plain_rows() -> impl Iterator<Item = Row> {
    rows()
        .into_iter()
        .filter(|row| row.args.is_empty() && Path::new(row.file).extension() != Some("gz".as_ref()))
}

#[test]
fn a_file_that_is_cut_off_has_no_more_exchanges_than_before_and_says_so_if_it_can_be_known() {
    let samples = samples();
    for row in plain_rows() {
        let whole = (row.write)(&samples[..3]);
        let (all, unread) = read(row.file, &whole, None);
        assert_eq!((all, unread.len()), (3, 0), "{}: {unread:?}", row.name);
        for end in (0..whole.len().saturating_sub(4)).step_by(whole.len() / 12 + 1) {
            let (exchanges, unread) = read(row.file, &whole[..end], None);
            assert!(exchanges <= 3, "{}", row.name);
            // A document of JSON, or a file of one piece, is whole or not read.
            let is_json =
                whole.starts_with(b"{") && !row.name.contains("lines") && !row.name.contains("Kong");
            assert!(
                !is_json || exchanges == 0 && !unread.is_empty(),
                "{} {end}: {exchanges} {unread:?}",
                row.name
            );
        }
    }
}

#[test]
fn values_of_any_type_at_any_place_are_read_or_told() {
    let values = [Value::Null, json!(-7), json!([[[7]]]), json!("{{x}}")];
    let samples = [samples()[10].clone()];
    let mut formats: BTreeMap<&str, Value> = BTreeMap::new();
    for row in plain_rows() {
        if let Ok(value) = serde_json::from_slice((row.write)(&samples).as_slice()) {
            formats.insert(row.file, value);
        }
    }
    assert!(formats.len() > 8);
    for (file, whole) in &formats {
        let mut pointers = Vec::new();
        places(whole, String::new(), &mut pointers);
        for (pointer, value) in
            pointers.iter().flat_map(|pointer| values.iter().map(move |value| (pointer, value)))
        {
            let mut changed = whole.clone();
            *changed.pointer_mut(pointer).unwrap() = value.clone();
            let (exchanges, unread) = read(file, changed.to_string().as_bytes(), None);
            let is_list = pointer.ends_with("item")
                || pointer.ends_with("items")
                || pointer.ends_with("examples")
                || pointer.ends_with("response");
            let is_emptied = value.is_array() || value.is_object() || is_list;
            assert!(exchanges + unread.len() > 0 || is_emptied, "{file} {pointer} {value}");
        }
    }
}

fn places(value: &Value, pointer: String, to: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                places(value, format!("{pointer}/{}", name.replace('/', "~1")), to);
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                places(value, format!("{pointer}/{at}"), to);
            }
        }
        _ => {}
    }
    to.push(pointer);
}

#[test]
fn every_format_ends_on_the_files_of_every_other() {
    let samples = samples();
    let files: Vec<Vec<u8>> = plain_rows().map(|row| (row.write)(&samples[..1])).collect();
    let more = [
        &b""[..],
        b" ",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b"[[",
        b"---\n---\n",
        b"\0\0",
        b"when:\nthen:\n",
        b"example {",
        b"{\"mappings\":7}",
    ];
    for format in TrafficFormat::VARIANTS {
        for bytes in files.iter().map(Vec::as_slice).chain(more) {
            read("x", bytes, Some(*format));
            read("x.json", &[bytes, bytes].concat(), Some(*format));
        }
    }
}

#[test]
fn what_is_no_http_exchange_is_told() {
    let told = |name: &str, value: &Value| read(name, value.to_string().as_bytes(), None).1.join("; ");
    let pact = json!({"consumer": {"name": "a"}, "provider": {"name": "b"}, "messages": [{"description": "x"}],
        "interactions": [{"type": "Asynchronous/Messages"}, {"type": "Synchronous/Messages"}]});
    let said = told("a.json", &pact);
    assert_eq!(said.matches("no HTTP exchange").count(), 3, "{said}");
    let stub = |request: Value| json!({"id": "x", "request": request, "response": {"status": 200}});
    assert!(told("a.json", &stub(json!({"method": "ANY", "url": "/a"}))).contains("any method"));
    assert!(told("a.json", &stub(json!({"method": "GET"}))).contains("any URL"));
    assert!(told("a.json", &stub(json!({"method": "GET", "urlPattern": "/a/.*"}))).contains("several forms"));
    let fault = json!({"id": "x", "request": {"method": "GET", "url": "/a"}, "response": {"fault": "EMPTY_RESPONSE"}});
    assert!(told("a.json", &fault).contains("no answer of its own"));
    let glob = json!({"data": {"pairs": [{"request": {"method": [{"matcher": "exact", "value": "GET"}], "path": [{"matcher": "glob", "value": "/*"}]}, "response": {"status": 200}}]}});
    assert!(told("a.json", &glob).contains("several forms"));
}

#[test]
fn variables_are_resolved_where_they_are_defined_and_named_where_not() {
    let collection = |url: &str, variables: Value| json!({"info": {"name": "x"}, "variable": variables, "item": [{"name": "a", "response": [{"code": 200, "originalRequest": {"method": "GET", "url": {"raw": url, "variable": [{"key": "id", "value": "{{id}}"}]}}}]}]});
    let told =
        |url: &str, variables: Value| read("a.json", collection(url, variables).to_string().as_bytes(), None);
    assert_eq!(
        told("{{host}}/a/{{b}}?c={{d}}", json!([{"key": "b", "value": "1"}, {"key": "d", "value": 2}])),
        (1, Vec::new())
    );
    let reason = |url: &str, variables: Value| told(url, variables).1.join("");
    assert_eq!(
        reason("{{host}}/a/{{b}}", json!([])),
        "line 1: the variable `b` is not defined: define it in the collection"
    );
    assert!(reason("{{host}}/a?b={{4000 0000}}", json!([])).contains("<name>"));
    // A parameter of a template stands for any value.
    assert_eq!(told("{{host}}/a/:no", json!([])), (1, Vec::new()));
    assert!(reason("{{host}}/a/:id", json!([])).contains("`id`"));
    assert!(reason("/a/{{b}}", json!([{"key": "b", "value": "{{b}}"}])).contains("made of itself"));
    let bomb: Vec<Value> = (0..20)
        .map(|at| json!({"key": format!("v{at}"), "value": format!("{{{{v{}}}}}", at + 1).repeat(40)}))
        .collect();
    assert!(
        reason("/a/{{v13}}", json!(bomb)).contains("too large")
            || reason("/a/{{v13}}", json!(bomb)).contains("not defined")
    );
    // A value that differs for each request is not judged.
    assert_eq!(told("{{host}}/a/{{$guid}}?at={{$timestamp}}", json!([])), (1, Vec::new()));
}

#[test]
fn stubs_with_patterns_and_body_files_belong_to_operations() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("stubs/mappings/deep")).unwrap();
    fs::create_dir_all(at("stubs/__files/bodies")).unwrap();
    fs::write(at("stubs/__files/bodies/one.json"), r#"{"seats":"4"}"#).unwrap();
    fs::write(at("secret.json"), "{}").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(at("secret.json"), at("stubs/__files/link.json")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), at("stubs/__files/folder")).unwrap();
    let stub = |request: Value, file: &str| {
        json!({"request": request, "response": {"status": 200, "bodyFileName": file, "headers": {"Content-Type": "application/json"}}}).to_string()
    };
    let requests = [
        json!({"method": "GET", "urlPattern": r"^/v1/crossings/[a-z0-9-]+(\?x=.*)?$"}),
        json!({"method": "GET", "urlPathTemplate": "/v1/crossings/{id}"}),
        json!({"method": "GET", "urlPathPattern": r"\/v1\/crossings\/([^/]+)"}),
    ];
    for (number, request) in requests.into_iter().enumerate() {
        fs::write(at(&format!("stubs/mappings/deep/{number}.json")), stub(request, "bodies/one.json"))
            .unwrap();
    }
    let (report, code, said) = check(&folder, &["stubs"]);
    assert_eq!((code, said.as_str()), (Some(1), ""), "{said}");
    assert_eq!(report["summary"]["findings"], 1, "{report:#}");
    let wrong =
        report["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "C106").unwrap();
    assert_eq!(wrong["count"], 3);
    for (file, reason) in [
        ("../secret.json", "leads out"),
        ("/etc/hosts", "leads out"),
        ("none.json", "not in a folder"),
        ("bodies", "no file"),
        #[cfg(unix)]
        ("link.json", "a link out of"),
        #[cfg(unix)]
        ("folder/secret.json", "a link out of"),
    ] {
        fs::write(
            at("stubs/mappings/0.json"),
            stub(json!({"method": "GET", "url": "/v1/crossings?limit=1"}), file),
        )
        .unwrap();
        let (_, code, said) = check(&folder, &["stubs/mappings/0.json"]);
        assert!(code == Some(2) && said.contains(reason), "{file}: {said}");
    }
}

//! HAR files as browsers, API tools and proxies write them.

use std::fs;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract_core::exchange::inputs;
use contract_record::{ImportOptions, Imported, NotScrubbed, import};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::io::Write;

use crate::world::World;

const URL: &str = "https://api.example.com/v1/people/91b3c6d6-111b-44da-9f81-16f019bebe8c";

fn imported(world: &World, name: &str, har: &[u8]) -> Imported {
    let path = world.folder.path().join(name);
    fs::write(&path, har).unwrap();
    import(
        &world.spec,
        &world.store,
        &inputs(&[path]).unwrap(),
        &ImportOptions { keep_all: true, ..ImportOptions::default() },
    )
    .unwrap()
}

fn recordings(imported: &Imported) -> Vec<Value> {
    let read = |path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    imported.written.iter().map(|pending| read(&pending.path)).collect()
}

fn har(entries: &[Value]) -> Vec<u8> {
    let creator = json!({"name": "a recorder", "version": "1"});
    json!({"log": {"version": "1.2", "creator": creator, "pages": [], "entries": entries}})
        .to_string()
        .into_bytes()
}

#[test]
fn of_a_browser() {
    let world = World::new();
    let body = STANDARD.encode(r#"{"status":"ACTIVE","name":"Amina Tchoupo"}"#);
    let entry = json!({
        "_initiator": {"type": "fetch", "stack": {"callFrames": []}}, "_priority": "High", "_resourceType": "fetch",
        "cache": {}, "connection": "443", "serverIPAddress": "[2606:4700::1]", "pageref": "page_1",
        "startedDateTime": "2025-10-22T10:00:00.123+02:00", "time": 12.5, "timings": {"blocked": -1, "wait": 3},
        "request": {"method": "GET", "url": format!("{URL}?sync=true#there"), "httpVersion": "h2", "cookies": [], "bodySize": 0,
            "queryString": [{"name": "sync", "value": "true"}], "headersSize": -1,
            "headers": [{"name": ":authority", "value": "api.example.com"}, {"name": ":method", "value": "GET"},
                {"name": "authorization", "value": concat!("Basic QW1pbmE6", "dGhlIGtleQ==")}, {"name": "X-Trace", "value": "t-77123"}]},
        "response": {"status": 200, "statusText": "", "httpVersion": "h2", "cookies": [], "redirectURL": "",
            "headers": [{"name": ":status", "value": "200"}, {"name": "content-type", "value": "application/json"},
                {"name": "content-encoding", "value": "br"}],
            "content": {"size": 41, "mimeType": "application/json", "text": body, "encoding": "base64"},
            "headersSize": -1, "bodySize": -1, "_transferSize": 511, "_error": null}
    });
    let with_mark = [b"\xef\xbb\xbf".as_slice(), &har(&[entry])].concat();
    let imported = imported(&world, "browser.har", &with_mark);
    let recording = &recordings(&imported)[0];
    assert!(recording["request"]["url"].as_str().unwrap().ends_with("?sync=true"), "{recording}");
    assert_eq!(recording["response"]["body"]["status"], "ACTIVE");
    assert_eq!(recording["recorded_at"], "2025-10-22");
    let text = recording.to_string();
    assert!(!text.contains("Amina") && !text.contains("t-77123") && !text.contains("QW1p"), "{text}");
    assert!(!text.contains(":status") && !text.contains(":authority"), "{text}");
}

#[test]
fn with_almost_nothing_in_it() {
    let world = World::new();
    let entries = [
        json!({"request": {"method": "GET", "url": URL}, "response": {"status": 200}}),
        json!({"request": {"method": "get", "url": "/people/91b3c6d6-111b-44da-9f81-16f019bebe8c", "headers": null},
            "response": {"status": 404, "headers": [], "content": null}}),
        json!({"request": {"method": "POST", "url": "/people", "postData": {"text": "{\"name\":\"Amina\"}"}},
            "response": {"status": 201, "headers": [{"name": "Content-Type"}], "content": {"text": ""}}}),
    ];
    let imported = imported(&world, "little.har", &har(&entries));
    assert_eq!((imported.read, imported.unread.count(), imported.written.len()), (3, 0, 3));
    let recordings = recordings(&imported);
    assert!(recordings[2]["request"]["body"]["name"].is_string());
    assert!(!recordings[2].to_string().contains("Amina"));
}

#[test]
fn with_bodies_that_were_dropped() {
    let world = World::new();
    let file =
        json!({"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "a", "fileName": "b"}]});
    let entries = [
        json!({"request": {"method": "GET", "url": URL}, "response": {"status": 200, "content": {"size": 900}}}),
        json!({"request": {"method": "POST", "url": "/people", "postData": file}, "response": {"status": 201}}),
    ];
    let imported = imported(&world, "dropped.har", &har(&entries));
    let reasons: Vec<NotScrubbed> = imported.passed_over.iter().map(|(_, reason)| *reason).collect();
    assert_eq!(reasons, [NotScrubbed::NoBody, NotScrubbed::NoBody]);
}

#[test]
fn compressed_damaged_and_not_one() {
    let world = World::new();
    let good = json!({"request": {"method": "GET", "url": URL}, "response": {"status": 200}});
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(&har(std::slice::from_ref(&good))).unwrap();
    assert_eq!(imported(&world, "packed.har.gz", &gzip.finish().unwrap()).written.len(), 1);

    let number = crate::command_line::number();
    let bad = [
        json!(null),
        json!({"request": number}),
        json!({"request": {"method": number, "url": URL}, "response": {"status": number}}),
        json!({"request": {"method": "GET", "url": URL}, "response": {"status": 0}}),
        json!({"request": {"method": "GET", "url": URL},
            "response": {"status": 200, "content": {"encoding": "base64", "text": number + "!"}}}),
    ];
    let damaged =
        imported(&world, "damaged.har", &har(&[bad.as_slice(), std::slice::from_ref(&good)].concat()));
    assert_eq!((damaged.unread.count(), damaged.written.len()), (3, 2));
    let aborted: Vec<NotScrubbed> = damaged.passed_over.iter().map(|(_, reason)| *reason).collect();
    assert_eq!(aborted, [NotScrubbed::NoResponse]);
    assert!(!format!("{damaged:?}").contains(&crate::command_line::number()));

    let whole = har(&[good.clone(), good]);
    let cut = imported(&world, "cut.har", &whole[..whole.len() - 40]);
    assert_eq!((cut.unread.count(), cut.written.len()), (1, 1));
    let other = imported(&world, "other.har", b"{\"info\":{\"name\":\"a collection\"},\"item\":[]}");
    assert_eq!((other.unread.count(), other.written.len()), (1, 0));
    assert!(other.unread[0].reason.contains("this is not a HAR"), "{:?}", other.unread);
}

#[test]
fn fields_of_a_form_are_its_text() {
    let world = World::new();
    let fields = json!([{"name": "status", "value": "ACTIVE"}, {"name": "full name", "value": "Amina & co"}]);
    let form = json!({"mimeType": "application/x-www-form-urlencoded; charset=utf-8", "params": fields});
    let entry = json!({"request": {"method": "POST", "url": "/people", "postData": form}, "response": {"status": 201}});
    let imported = imported(&world, "form.har", &har(&[entry]));
    let text = fs::read_to_string(&imported.written[0].path).unwrap();
    let recording: Value = serde_json::from_str(&text).unwrap();
    let scrubbed = recording["request"]["body_text"].as_str().unwrap();
    assert!(scrubbed.starts_with("status=") && scrubbed.contains('&') && !text.contains("Amina"), "{text}");
}

#[test]
fn what_recorders_write_their_own_way_is_read_and_scrubbed() {
    let world = World::new();
    let sent = STANDARD.encode("{\"name\":\"Amina\"}");
    let lines: String =
        sent.as_bytes().chunks(8).flat_map(|line| [str::from_utf8(line).unwrap(), "\r\n"]).collect();
    let cookies = json!([{"name": "session", "value": "amina-77123"}]);
    let posted = |text: &str| json!({"mimeType": "application/json", "encoding": "base64", "text": text});
    let asked = |post: Value| json!({"method": "POST", "url": "/people", "cookies": cookies, "headers": [], "postData": post});
    let entries = [
        json!({"request": asked(posted(&sent)), "response": {"status": 201}}),
        json!({"request": asked(posted(&lines)), "response": {"status": 201}}),
        json!({"request": asked(posted("{\"name\":\"Amina\"}")), "response": {"status": 201}}),
    ];
    let imported = imported(&world, "habits.har", &har(&entries));
    assert_eq!((imported.unread.count(), imported.written.len()), (0, 3));
    for recording in recordings(&imported) {
        assert!(recording["request"]["body"]["name"].is_string(), "{recording}");
        let text = recording.to_string();
        assert!(!text.contains("Amina") && !text.contains("77123"), "{text}");
    }
}

#[test]
fn what_is_not_known_of_an_answer_is_not_recorded_as_none() {
    let world = World::new();
    let typed = json!([{"name": "content-type", "value": "application/json"}]);
    let answered = |response: Value| json!({"request": {"method": "GET", "url": URL}, "response": response});
    let entries = [
        answered(json!({"status": 200, "headers": typed, "content": {"size": -1}})),
        answered(json!({"status": 200, "headers": typed, "content": {"size": 90, "text": "{\"name\":"}})),
        answered(json!({"status": 200})),
        json!({"request": {"method": "GET", "url": URL}}),
        json!({"request": {"method": "GET", "url": URL}, "response": null}),
    ];
    let imported = imported(&world, "unknown.har", &har(&entries));
    let reasons: Vec<NotScrubbed> = imported.passed_over.iter().map(|(_, reason)| *reason).collect();
    let (no_body, no_response) = (NotScrubbed::NoBody, NotScrubbed::NoResponse);
    assert_eq!(reasons, [no_body, no_body, no_response, no_response]);
    let recording = &recordings(&imported)[0];
    assert_eq!(recording["response"].get("body"), None, "{recording}");
}

//! Import, pending, accept, reject.

use std::fs;

use cartevo_contract::exchange::EvidenceKind;
use cartevo_contract::record::{ImportOptions, NotScrubbed, Provenance, StoreError};

use crate::world::{World, answer, exchange};

fn sources() -> ImportOptions {
    let provenance = Provenance {
        kind: Some(EvidenceKind::Source),
        as_of: Some("2025-10-08".to_owned()),
        from: Some("a server of ours".to_owned()),
    };
    ImportOptions { provenance, keep_all: false }
}

#[test]
fn duplicates_by_shape_are_dropped() {
    let world = World::new();
    let lines = [
        answer(200, r#"{"status":"ACTIVE","name":"Amina"}"#),
        answer(200, r#"{"name":"Bruno","status":"ACTIVE"}"#),
        answer(200, r#"{"status":"FROZEN","name":"Didier"}"#),
        answer(200, r#"{"status":"ACTIVE","name":null}"#),
        answer(404, r#"{"message":"x"}"#),
        answer(404, r#"{"message":"y"}"#),
        answer(404, r#"{"message":"Person 12 not found"}"#),
        answer(404, r#"{"message":"Person 13 not found"}"#),
    ];
    let imported = world.import(&lines, &sources());
    assert_eq!(imported.refused, []);
    let names: Vec<&str> = imported.written.iter().map(|recording| recording.name.as_str()).collect();
    let expected = [
        "200/source-2025-10-1",
        "200/source-2025-10-2",
        "200/source-2025-10-3",
        "404/source-2025-10-1",
        "404/source-2025-10-2",
    ];
    assert_eq!(names, expected.map(|name| format!("getPerson/{name}")));
    assert_eq!((imported.read, imported.duplicates), (8, 3));
    let again = world.import(&lines, &sources());
    assert_eq!((again.written.len(), again.duplicates), (0, 8));
    let all = world.import(&lines, &ImportOptions { keep_all: true, ..sources() });
    assert_eq!(all.written.len(), 8);
    assert_eq!(all.written[0].name, "getPerson/200/source-2025-10-4");
}

#[test]
fn provenance_is_written_and_that_of_the_line_comes_first() {
    let world = World::new();
    let own = answer(404, "{}").replace(
        "\"recorded_at\"",
        "\"source\":{\"kind\":\"prose\",\"as_of\":\"2026-05-09\",\"from\":\"page one\"},\"recorded_at\"",
    );
    let imported = world.import(&[answer(200, "{}"), own], &sources());
    let texts: Vec<String> = imported.written.iter().map(|r| fs::read_to_string(&r.path).unwrap()).collect();
    assert!(texts[0].ends_with(
        "  \"recorded_at\": \"2025-10-22\",\n  \"source\": {\n    \"kind\": \"source\",\n    \"as_of\": \"2025-10-08\",\n    \"from\": \"a server of ours\"\n  }\n}\n"
    ), "{}", texts[0]);
    assert!(texts[1].contains("\"from\": \"page one\""));
    assert_eq!(imported.written[1].name, "getPerson/404/prose-2026-05-1");
}

#[test]
fn what_matches_nothing_and_what_cannot_be_read_is_told() {
    let world = World::new();
    let lines = [exchange("/elsewhere", 200, "{}"), "{\"request\":".to_owned(), answer(200, "{}")];
    let imported = world.import(&lines, &sources());
    assert_eq!(imported.passed_over.len(), 1);
    assert_eq!(imported.passed_over[0].1, NotScrubbed::NoOperation);
    assert_eq!(imported.unread.len(), 1);
    assert_eq!(imported.written.len(), 1);
}

#[test]
fn recordings_are_accepted_and_rejected_by_name() {
    let world = World::new();
    let store = &world.store;
    world.import(&[answer(200, "{}"), answer(200, "[]"), answer(404, "{}")], &sources());
    let pending = store.pending().unwrap();
    assert_eq!(pending.len(), 3);
    assert!(matches!(store.find("nothing"), Err(StoreError::NotPending { .. })));
    assert!(matches!(store.find("source-2025-10-1"), Err(StoreError::Ambiguous { count: 2, .. })));

    let first = store.find("getPerson/200/source-2025-10-1.json").unwrap();
    let path = store.accept(&first, Some("empty")).unwrap();
    assert_eq!(path, store.root().join("getPerson/200/empty.json"));
    let second = store.find("source-2025-10-2").unwrap();
    assert!(matches!(store.accept(&second, Some("empty")), Err(StoreError::Exists { .. })));
    assert!(matches!(store.accept(&second, Some("../../x")), Err(StoreError::BadName { .. })));
    store.reject(&second).unwrap();
    let third = store.find("404/source-2025-10-1").unwrap();
    store.accept(&third, None).unwrap();
    assert!(store.pending().unwrap().is_empty() && !store.pending_root().exists());
}

#[test]
fn a_pending_recording_that_was_tampered_with_is_not_accepted() {
    let world = World::new();
    world.import(&[answer(200, "{}")], &sources());
    let pending = world.store.pending().unwrap().remove(0);
    fs::write(&pending.path, format!("{{\"cvv\":\"{}\"}}", 100 + 23)).unwrap();
    assert!(matches!(world.store.accept(&pending, None), Err(StoreError::CardData { .. })));
}

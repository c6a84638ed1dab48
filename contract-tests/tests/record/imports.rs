//! Import, pending, accept, reject.

use std::fs;

use contract_core::exchange::{EvidenceKind, inputs};
use contract_core::spec::Spec;
use contract_record::{ImportOptions, NotScrubbed, Provenance, StoreError, import};

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
    let unknown = answer(500, "{}").replace(
        "\"recorded_at\"",
        "\"source\":{\"kind\":\"live\",\"as_of\":\"Amina Tchoupo\",\"from\":\"Amina Tchoupo\"},\"recorded_at\"",
    );
    let own = answer(404, "{}").replace(
        "\"recorded_at\"",
        "\"source\":{\"kind\":\"prose\",\"as_of\":\"2026-05-09\",\"from\":\"page one\"},\"recorded_at\"",
    );
    let imported = world.import(&[answer(200, "{}"), own, unknown], &sources());
    let texts: Vec<String> = imported.written.iter().map(|r| fs::read_to_string(&r.path).unwrap()).collect();
    assert!(texts[0].ends_with(
        "  \"recorded_at\": \"2025-10-22\",\n  \"source\": {\n    \"kind\": \"source\",\n    \"as_of\": \"2025-10-08\",\n    \"from\": \"a server of ours\"\n  }\n}\n"
    ), "{}", texts[0]);
    // Words of the traffic about itself may say anything, and are not kept.
    assert!(texts[1].contains("\"as_of\": \"2026-05-09\",\n    \"from\": \"a server of ours\""));
    assert!(!texts[2].contains("Amina") && texts[2].contains("\"as_of\": \"2025-10-08\""), "{}", texts[2]);
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

#[test]
fn an_operation_without_a_name_has_a_folder() {
    for id in ["...", "-", "\u{6dfb}\u{52a0}"] {
        let spec = crate::world::SPEC.replace("operationId: getPerson", &format!("operationId: '{id}'"));
        let world = World { spec: Spec::from_text(spec, "small.yaml").unwrap(), ..World::new() };
        let imported = world.import(&[answer(200, "{}")], &ImportOptions::default());
        assert_eq!(
            imported.written[0].path,
            world.store.pending_root().join("operation/200/recorded-2025-10-1.json")
        );
    }
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere() {
    use std::os::unix::fs::symlink;

    let elsewhere = tempfile::tempdir().unwrap();
    for link in ["", ".pending", ".pending/getPerson", ".pending/getPerson/200"] {
        let world = World::new();
        // Without the slash that an empty name leaves at its end.
        let link: std::path::PathBuf = world.store.root().join(link).components().collect();
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(elsewhere.path(), &link).unwrap();
        let file = world.file("traffic.ndjson", &answer(200, "{}"));
        let refused = import(&world.spec, &world.store, &inputs(&[file]).unwrap(), &ImportOptions::default())
            .unwrap_err();
        assert!(refused.to_string().contains("is a symbolic link"), "{refused}");
        assert!(fs::read_dir(elsewhere.path()).unwrap().next().is_none(), "{}", link.display());
        fs::create_dir_all(elsewhere.path().join("getPerson/200")).unwrap();
        fs::write(elsewhere.path().join("precious.json"), "{}").unwrap();
        assert!(link == *world.store.root().join(".pending/getPerson/200") || world.store.pending().is_err());
        for left in fs::read_dir(elsewhere.path()).unwrap().map(|left| left.unwrap().path()) {
            if left.is_dir() { fs::remove_dir_all(left).unwrap() } else { fs::remove_file(left).unwrap() }
        }
    }
    // Where a recording is accepted into, and where its name is a link to nothing.
    let world = World::new();
    let imported = world.import(&[answer(200, "{}")], &ImportOptions::default());
    symlink(elsewhere.path(), world.store.root().join("getPerson")).unwrap();
    assert!(world.store.accept(&imported.written[0], None).is_err());
    assert!(imported.written[0].path.exists() && fs::read_dir(elsewhere.path()).unwrap().next().is_none());
    let world = World::new();
    let place = world.store.pending_root().join("getPerson/200");
    fs::create_dir_all(&place).unwrap();
    symlink(elsewhere.path().join("nothing"), place.join("recorded-2025-10-1.json")).unwrap();
    let imported = world.import(&[answer(200, "{}")], &ImportOptions { keep_all: true, ..sources() });
    assert_eq!(imported.written[0].path.file_name().unwrap(), "source-2025-10-1.json");
}

#[test]
fn what_is_no_recording_is_not_accepted() {
    let world = World::new();
    let imported = world.import(&[answer(200, "{}")], &ImportOptions::default());
    fs::write(&imported.written[0].path, "not a recording").unwrap();
    let refused = world.store.accept(&imported.written[0], None).unwrap_err();
    assert!(refused.to_string().contains("is no recording"), "{refused}");
}

#[test]
fn thousands_of_recordings_get_names_in_order() {
    let world = World::new();
    let lines: Vec<String> = (0..300).map(|_| answer(200, "{}")).collect();
    let imported = world.import(&lines, &ImportOptions { keep_all: true, ..ImportOptions::default() });
    let names: Vec<String> = imported.written.iter().map(|pending| pending.name.clone()).collect();
    let expected: Vec<String> =
        (1..=300).map(|number| format!("getPerson/200/recorded-2025-10-{number}")).collect();
    assert_eq!(names, expected);
}

//! Reading recorded traffic: every format, every compression, and what is said about what cannot be read.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use contract_core::exchange::{
    Entry, EvidenceKind, Input, InputError, Reader, TrafficFormat, ValueOrigin, inputs, inputs_as,
};
use miette::Diagnostic as _;
use proptest::prelude::*;

use crate::entries::{answered, lines};

const LINE: &str = r#"{"request":{"method":"GET","url":"/pets?limit=2","headers":{"Accept":"*/*"},"body":null},"response":{"status":200,"headers":{"Content-Type":"application/json"},"body":{"data":[]}},"source":{"kind":"live","as_of":"2026-01-02"}}"#;

fn har_entry(status: u16, text: &str) -> String {
    let size = text.len();
    let text = serde_json::to_string(text).unwrap();
    format!(
        r#"{{"startedDateTime":"2026-01-02T03:04:05Z","request":{{"method":"GET","url":"https://api.example/pets","headers":[{{"name":":method","value":"GET"}},{{"name":"X-A","value":"1"}}]}},"response":{{"status":{status},"headers":[],"content":{{"size":{size},"mimeType":"application/json","text":{text}}}}}}}"#
    )
}

fn har(entries: &[String]) -> String {
    format!(r#"{{"log":{{"version":"1.2","entries":[{}],"pages":[]}}}}"#, entries.join(",\n"))
}

/// What a reader says, one line an entry: status and body, or why not.
fn told(reader: Reader) -> Vec<String> {
    lines(reader, answered)
}

fn told_of(text: impl AsRef<[u8]>) -> Vec<String> {
    told(Reader::from_stream(Box::new(Cursor::new(text.as_ref().to_vec())), "-").unwrap())
}

/// A stream that hands out its bytes in pieces of the given sizes.
struct Trickle(Vec<u8>, usize, usize);

impl Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let end = (self.1 + self.2).min(self.0.len()).min(self.1 + buffer.len());
        let piece = &self.0[self.1..end];
        buffer[..piece.len()].copy_from_slice(piece);
        self.1 = end;
        Ok(piece.len())
    }
}

#[test]
fn tells_formats_apart_by_their_first_bytes() {
    let pretty =
        serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(LINE).unwrap()).unwrap();
    assert_eq!(told_of(LINE), ["0 200 {\"data\":[]}"]);
    assert_eq!(told_of(pretty).len(), 1);
    assert_eq!(
        told_of(format!("\u{feff}{LINE}\n\n{LINE}\r\n")),
        ["0 200 {\"data\":[]}", "2 200 {\"data\":[]}"]
    );
    assert_eq!(told_of(har(&[har_entry(200, "{}"), har_entry(404, "")])), ["0 200 {}", "1 404 -"]);
    assert_eq!(told_of(""), [""; 0]);
    assert_eq!(told_of(" \n\n "), [""; 0]);
}

#[test]
fn utf16_is_read_as_utf8() {
    // The chunks that are read at a time end inside of a pair, and of a unit.
    let text = har(&[har_entry(200, &format!("x{}", "\u{1f600}é".repeat(9000))), har_entry(404, "{}")]);
    let lines = format!("{LINE}\n{LINE}\n");
    for text in [text, lines] {
        let units = || format!("\u{feff}{text}").encode_utf16().collect::<Vec<u16>>();
        let little: Vec<u8> = units().into_iter().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().into_iter().flat_map(u16::to_be_bytes).collect();
        let whole = told_of(&text);
        assert_eq!(whole.len(), 2);
        assert_eq!(told_of(&little), whole);
        assert_eq!(told_of(&big), whole);
        let trickled = Reader::from_stream(Box::new(Trickle(little.clone(), 0, 7)), "-").unwrap();
        assert_eq!(told(trickled), whole);
        let cut = told_of(&little[..little.len() - 60]);
        assert!(cut.last().unwrap().contains("cut off"), "{:?}", cut.last());
    }
    assert_eq!(told_of([0xff, 0xfe]), [""; 0]);
}

#[test]
fn reads_every_field_of_an_exchange() {
    let mut reader = Reader::from_stream(Box::new(Cursor::new(LINE.as_bytes())), "t.ndjson").unwrap();
    let Some(Entry::Exchange(exchange)) = reader.next_entry() else { panic!("unread") };
    assert_eq!((exchange.request.method, exchange.request.url), ("GET", "/pets?limit=2"));
    assert_eq!(exchange.request.headers.get("accept"), Some("*/*"));
    assert_eq!(exchange.response.media_type, Some("application/json"));
    assert_eq!(exchange.evidence.unwrap().kind, EvidenceKind::Live);
    assert_eq!(exchange.locator.to_string(), "t.ndjson#0");

    let text = har(&[har_entry(200, "[]")]);
    let mut reader = Reader::from_stream(Box::new(Cursor::new(text.into_bytes())), "t.har").unwrap();
    let Some(Entry::Exchange(exchange)) = reader.next_entry() else { panic!("unread") };
    assert_eq!(exchange.request.headers.iter().collect::<Vec<_>>(), [("X-A", "1")]);
    assert_eq!(exchange.response.media_type, Some("application/json"));
    assert_eq!(exchange.recorded_at, Some("2026-01-02T03:04:05Z"));
}

/// Where the values of the first exchange of a file are from, or why it is none.
fn origin(name: &str, text: &str) -> Result<ValueOrigin, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    match Reader::open(&inputs(&[path]).unwrap()[0]).unwrap().next_entry() {
        Some(Entry::Exchange(exchange)) => Ok(exchange.values),
        Some(Entry::Unread(unread)) => Err(unread.reason),
        Some(Entry::Unanswered) | None => Err("nothing".into()),
    }
}

#[test]
fn readers_state_where_values_are_from() {
    let with = |more: &str| LINE.replace(r#","source":{"kind":"live","as_of":"2026-01-02"}"#, more);
    let pretty = |line: &str| {
        serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(line).unwrap()).unwrap()
    };
    let har = har(&[har_entry(200, "{}")]);
    assert_eq!(origin("a.har", &har), Ok(ValueOrigin::Observed));
    assert_eq!(origin("a.json", &har), Ok(ValueOrigin::Observed));
    assert_eq!(origin("a.json", &pretty(&har)), Ok(ValueOrigin::Observed));

    let dated = r#","recorded_at":"2026-01-02T03:04:05Z""#;
    for kind in ["live", "sample", "source"] {
        let said = format!(r#"{dated},"source":{{"kind":"{kind}"}}"#);
        assert_eq!(origin("a.ndjson", &with(&said)), Ok(ValueOrigin::Observed), "{kind}");
        assert_eq!(origin("a.json", &with(&said)), Ok(ValueOrigin::Invented), "{kind}");
        assert_eq!(origin("a.json", &pretty(&with(&said))), Ok(ValueOrigin::Invented), "{kind}");
    }
    for kind in ["prose", "filler"] {
        assert_eq!(
            origin("a.jsonl", &with(&format!(r#","source":{{"kind":"{kind}"}}"#))),
            Ok(ValueOrigin::Written)
        );
    }
    // Several lines are no recording, whatever the file is called.
    assert_eq!(origin("a.json", &format!("{LINE}\n{LINE}")), Ok(ValueOrigin::Observed));
    assert_eq!(origin("a.json", &format!("\n {LINE}\n\n")), Ok(ValueOrigin::Invented));

    for (word, said) in [
        ("observed", ValueOrigin::Observed),
        ("written", ValueOrigin::Written),
        ("invented", ValueOrigin::Invented),
    ] {
        let line = with(&format!(r#","values":"{word}""#));
        assert_eq!(origin("a.ndjson", &line), Ok(said));
        assert_eq!(origin("a.json", &line), Ok(said));
    }
    let reason = "`values` is not one of observed, written, invented";
    assert_eq!(origin("a.ndjson", &with(r#","values":"real""#)), Err(reason.into()));
    assert_eq!(origin("a.ndjson", &with(r#","values":7"#)), Err(reason.into()));
}

#[test]
fn one_exchange_on_one_line_is_told_by_the_name_of_its_file_however_long_it_is() {
    let long = LINE.replace("[]", &format!("[\"{}\"]", "x".repeat(3 << 20)));
    assert_eq!(origin("a.json", &long), Ok(ValueOrigin::Invented));
    assert_eq!(origin("a.json", &format!("{long}\n{LINE}")), Ok(ValueOrigin::Observed));
    assert_eq!(origin("a.ndjson", &long), Ok(ValueOrigin::Observed));
    assert_eq!(told_of(&long).len(), 1);
}

#[test]
fn a_format_that_is_named_overrides_name_and_content() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("log.txt"), har(&[har_entry(200, "{}")])).unwrap();
    fs::write(at("lines.har"), format!("{LINE}\n{LINE}")).unwrap();
    fs::write(at("notes.jsonl"), format!("{LINE}\n")).unwrap();
    let read = |names: &[PathBuf], format| {
        let found = inputs_as(names, &Some(format).into()).unwrap();
        found.iter().flat_map(|input| told(Reader::open(input).unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(read(&[at("log.txt")], TrafficFormat::Har), ["0 200 {}"]);
    assert_eq!(read(&[at("lines.har")], TrafficFormat::Ndjson).len(), 2);
    assert!(read(&[at("log.txt")], TrafficFormat::Recording)[0].contains("`request` is missing"));
    // Of a folder, the files whose ending the format has.
    assert_eq!(read(&[folder.path().to_owned()], TrafficFormat::Ndjson).len(), 1);
    assert!(inputs_as(&[at("none")], &Some(TrafficFormat::Har).into()).is_err());
}

#[test]
fn har_bodies_may_be_base64_or_missing() {
    let encoded =
        |text: &str| har_entry(200, text).replace("\"mimeType\"", "\"encoding\":\"base64\",\"mimeType\"");
    let (entry, binary) = (encoded("e30="), encoded("//4="));
    // Some recorders say base64 of what is none.
    let plain = encoded("%%");
    let dropped = har_entry(200, "x").replace(",\"text\":\"x\"", "");
    let told = told_of(har(&[entry, binary, plain, dropped]));
    assert_eq!(told, ["0 200 {}", "1 200 2 bytes", "2 200 %%", "3 200 ?"]);
}

#[test]
fn a_bad_entry_is_named_and_reading_goes_on() {
    let lines = format!("{LINE}\n{{\"request\": 1}}\n[1]\n{{\"a\":}}\n{LINE}");
    let told_lines = told_of(lines);
    assert_eq!(told_lines.len(), 5);
    assert_eq!(told_lines[1], "1 `request` is not an object");
    assert!(told_lines[2].contains("found an array"));
    assert!(told_lines[3].contains("expected a value at byte 5"));
    assert!(told_lines[4].starts_with("4 200"));

    let told_har =
        told_of(har(&["{\"response\":{}}".into(), "7".into(), har_entry(0, ""), har_entry(200, "{}")]));
    assert_eq!(told_har[0], "0 `request` is missing");
    assert_eq!(told_har[1], "1 the entry is not an object");
    // It was read: there was no response.
    assert!(told_har[2].starts_with("2 0 "), "{}", told_har[2]);
    assert_eq!(told_har[3], "3 200 {}");
}

#[test]
fn a_recording_without_a_response_is_read() {
    for response in ["", ", \"response\": null", ", \"response\": {}", ", \"response\": {\"status\": 0}"] {
        let recording = format!("{{\n  \"request\": {{\"method\": \"GET\", \"url\": \"/\"}}{response}\n}}\n");
        assert!(told_of(recording)[0].starts_with("0 0 "), "{response}");
    }
}

#[test]
fn a_file_that_is_cut_off_is_said_to_be() {
    let whole = har(&[har_entry(200, "{}"), har_entry(200, "{}")]);
    for end in [whole.len() - 1, whole.len() - 20, whole.len() / 2, 12] {
        let told = told_of(&whole[..end]);
        assert!(told.last().unwrap().contains("cut off"), "{end}: {told:?}");
    }
    assert!(told_of("{\"log\":{}}")[0].contains("log.entries"));
    assert!(told_of(whole.replace("},\n{", "}\n{"))[1].contains("between entries"));
    assert!(told_of(format!("{whole} x"))[2].contains("end of the file"));
}

#[test]
fn an_exchange_over_the_cap_is_unread() {
    let long = har_entry(200, &"x".repeat(5000));
    let text = har(&[long, har_entry(200, "{}")]);
    let reader =
        Reader::from_stream(Box::new(Cursor::new(text.into_bytes())), "-").unwrap().with_max_bytes(2000);
    let told_har = told(reader);
    assert!(told_har[0].contains("larger than"), "{told_har:?}");
    assert_eq!(told_har[1], "1 200 {}");
    let lines = format!("{}\n{LINE}\n", LINE.replace("[]", &format!("[\"{}\"]", "x".repeat(5000))));
    let told_lines = told(
        Reader::from_stream(Box::new(Cursor::new(lines.into_bytes())), "-").unwrap().with_max_bytes(2000),
    );
    assert!(told_lines[0].contains("larger than"));
    assert!(told_lines[1].starts_with("1 200"));
}

#[test]
fn compressed_files_and_folders() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("b/.pending")).unwrap();
    let mut gz = flate2::write::GzEncoder::new(
        fs::File::create(at("b/two.ndjson.gz")).unwrap(),
        flate2::Compression::default(),
    );
    write!(gz, "{LINE}\n{LINE}\n").unwrap();
    gz.finish().unwrap();
    fs::write(at("a.har.zst"), zstd::encode_all(har(&[har_entry(201, "{}")]).as_bytes(), 1).unwrap())
        .unwrap();
    fs::write(at("b/one.json"), LINE).unwrap();
    fs::write(at("b/.pending/x.json"), LINE).unwrap();
    fs::write(at("b/notes.txt"), "no").unwrap();
    let found = inputs(&[folder.path().to_owned()]).unwrap();
    let names: Vec<_> = found.iter().map(|input| input.name.rsplit('/').next().unwrap()).collect();
    assert_eq!(names, ["a.har.zst", "one.json", "two.ndjson.gz"]);
    let all: Vec<_> = found.iter().flat_map(|input| told(Reader::open(input).unwrap())).collect();
    assert_eq!(all.len(), 4);
    assert_eq!(all[0], "0 201 {}");

    let cut = fs::read(at("b/two.ndjson.gz")).unwrap();
    fs::write(at("cut.ndjson.gz"), &cut[..cut.len() - 12]).unwrap();
    let input = Input { name: "cut".into(), path: Some(at("cut.ndjson.gz")), ..Input::default() };
    let cut = told(Reader::open(&input).unwrap());
    assert!(cut.last().unwrap().contains("the rest of the file cannot be read"), "{cut:?}");
}

#[test]
fn names_that_cannot_be_read_are_errors_with_a_remedy() {
    let missing = inputs(&[PathBuf::from("/nowhere/x.har")]).unwrap_err();
    assert!(missing.to_string().contains("/nowhere/x.har") && missing.help().is_some());
    let folder = tempfile::tempdir().unwrap();
    let odd: &Path = &folder.path().join("x.csv");
    fs::write(odd, "").unwrap();
    assert!(matches!(inputs(&[odd.to_owned()]), Err(InputError::UnknownType { .. })));
}

proptest! {
    #[test]
    fn the_size_of_the_pieces_a_stream_comes_in_changes_nothing(piece in 1_usize..40, bodies in prop::collection::vec("[\\\\\"{}\\[\\],:a é]{0,12}", 0..4)) {
        let text = har(&bodies.iter().map(|body| har_entry(200, body)).collect::<Vec<_>>());
        let whole = told_of(&text);
        let trickled = told(Reader::from_stream(Box::new(Trickle(text.into_bytes(), 0, piece)), "-").unwrap());
        prop_assert_eq!(&whole, &trickled);
        prop_assert_eq!(whole.len(), bodies.len());
        for (line, body) in whole.iter().zip(&bodies) {
            let shown = if body.is_empty() { "-" } else { body };
            prop_assert!(line.ends_with(shown));
        }
    }
}

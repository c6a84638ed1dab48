//! Scrubbing: whatever an exchange holds, what comes of it passes the gate or is refused, `check` says the same of it as
//! before, and nothing panics.

use std::collections::{BTreeSet, HashSet};
use std::io::Cursor;
use std::sync::LazyLock;

use card_data::Detector;
use contract_core::exchange::{Entry, Exchange, Reader};
use contract_core::verdict::Checker;
use contract_record::{Gate, Provenance, RawExchange, Scrubbed, Scrubber};

use super::read::SPEC;

/// The names that the spec declares.
static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let properties =
        SPEC.schemas.iter().flat_map(|schema| &schema.properties).map(|property| &*property.name);
    let parameters = SPEC.operations.iter().flat_map(|operation| &operation.parameters);
    properties.chain(parameters.map(|parameter| parameter.name.as_str())).collect()
});

/// Exchanges, one a line; or the body of one.
pub(crate) fn scrubber(bytes: &[u8]) {
    let lines = String::from_utf8_lossy(bytes);
    let as_text = format!(
        r#"{{"request":{{"method":"POST","url":"/people?x={}","headers":{{"x-trace":{text}}},"body_text":{text}}},"response":{{"status":200,"headers":{{"content-type":"application/json"}},"body_text":{text}}}}}"#,
        lines.chars().filter(char::is_ascii_alphanumeric).take(40).collect::<String>(),
        text = quoted(&lines)
    );
    scrub(format!("{as_text}\n{lines}"));
}

/// An exchange that was scrubbed, and what `check` said of it before.
struct Waiting {
    scrubbed: Scrubbed,
    /// Nothing if the scrubber itself says that it could not keep it alike.
    said: Option<BTreeSet<String>>,
}

fn scrub(text: String) {
    let Ok(reader) = Reader::from_stream(Box::new(Cursor::new(text.into_bytes())), "fuzz") else { return };
    let mut reader = reader.with_max_bytes(1 << 16);
    let mut scrubber = Scrubber::new(&SPEC);
    let mut waiting = Vec::new();
    while let Some(entry) = reader.next_entry() {
        let Entry::Exchange(exchange) = entry else { continue };
        let said = said(&exchange);
        let Ok(clean) = scrubber.scrub(RawExchange::new(exchange), &Provenance::default()) else {
            continue;
        };
        waiting.push(Waiting { scrubbed: clean, said: scrubber.misfits().is_empty().then_some(said) });
    }
    let seen = scrubber.sensitive_values().expect("few values");
    let detector = Detector::default();
    let gate = Gate::new(&detector, &seen);
    for Waiting { scrubbed, said } in waiting {
        let operation = scrubbed.shape().operation().to_owned();
        match gate.pass(scrubbed) {
            Ok(sealed) => {
                assert_eq!(sealed.operation(), operation);
                if let Some(said) = said {
                    assert_eq!(said, said_of_recording(sealed.bytes()), "judged otherwise");
                }
            }
            Err(refused) => assert!(refused.cut_short.is_some(), "left in it: {:?}", refused.hits),
        }
    }
}

fn said_of_recording(bytes: &[u8]) -> BTreeSet<String> {
    let mut reader =
        Reader::from_stream(Box::new(Cursor::new(bytes.to_vec())), "recording").expect("no compression");
    match reader.next_entry() {
        Some(Entry::Exchange(exchange)) => said(&exchange),
        _ => panic!("a recording that is none"),
    }
}

/// Rules and places. Names of the spec count; others may be invented, and so may what was found.
fn said(exchange: &Exchange<'_>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    Checker::new(&SPEC).check(exchange, &mut |seen| {
        if seen.rule.code.starts_with('S') {
            return;
        }
        let known = |name: &&str| NAMES.contains(name);
        let names = seen.pointer.split('/').map(|name| Some(name).filter(known).unwrap_or("*"));
        let pointer: Vec<&str> = names.collect();
        all.insert(format!("{} {} {} {}", seen.rule.code, seen.part.word(), seen.status, pointer.join("/")));
    });
    all
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // Numbers below sixteen, and those below 32.
            c if u32::from(c) < 0x20 => {
                out.push_str(if u32::from(c) < 0x10 { "\\u000" } else { "\\u001" });
                out.extend(char::from_digit(u32::from(c) % 16, 16));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

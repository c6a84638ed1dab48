//! Scrubbing: whatever an exchange holds, what comes of it passes the gate or is refused, and nothing panics.

use std::io::Cursor;

use cartevo_contract::card_data::Detector;
use cartevo_contract::exchange::{Entry, Reader};
use cartevo_contract::record::{Gate, Provenance, RawExchange, Scrubber};

use super::read::SPEC;

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

fn scrub(text: String) {
    let Ok(reader) = Reader::from_stream(Box::new(Cursor::new(text.into_bytes())), "fuzz") else { return };
    let mut reader = reader.with_max_bytes(1 << 16);
    let mut scrubber = Scrubber::new(&SPEC);
    let mut waiting = Vec::new();
    while let Some(entry) = reader.next_entry() {
        let Entry::Exchange(exchange) = entry else { continue };
        waiting.extend(scrubber.scrub(RawExchange::new(exchange), &Provenance::default()));
    }
    let seen = scrubber.seen().expect("few values");
    let detector = Detector::default();
    let gate = Gate::new(&detector, &seen);
    for scrubbed in waiting {
        let operation = scrubbed.shape().operation().to_owned();
        match gate.pass(scrubbed) {
            Ok(sealed) => assert_eq!(sealed.operation(), operation),
            Err(refused) => assert!(refused.cut_short.is_some(), "left in it: {:?}", refused.hits),
        }
    }
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

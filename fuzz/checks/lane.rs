//! The short way of bodies that conform: with any document and any bodies, the result is that of a walk.

use std::str;

use contract_core::exchange::{Body, Entry, Exchange, Locator, Reader};
use contract_core::findings::{Run, Summary, summary_file};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;

/// An exchange without bodies.
const TEMPLATE: &str = r#"{"request":{"method":"POST","url":"/x","headers":{"content-type":"application/json"},"body_text":"1"},
"response":{"status":200,"headers":{"content-type":"application/json"},"body_text":"1"}}"#;

/// A schema as JSON on the first line, and a body on each other line.
pub(crate) fn lane(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let mut lines = text.lines();
    let schema = lines.next().unwrap_or_default();
    if serde_json::from_str::<serde_json::Value>(schema).is_err() {
        return;
    }
    let bodies: Vec<&str> = lines.take(32).collect();
    for version in ["3.0.3", "3.1.0"] {
        let content = r##"{"application/json":{"schema":{"$ref":"#/components/schemas/X"}}}"##;
        let document = format!(
            r#"{{"openapi":"{version}","paths":{{"/x":{{"post":{{"requestBody":{{"content":{content}}},
            "responses":{{"200":{{"description":"","content":{content}}}}}}}}}}},"components":{{"schemas":{{"X":{schema}}}}}}}"#
        );
        let Ok(spec) = Spec::from_text(document, "x.json") else { continue };
        assert_eq!(
            result(&spec, &bodies, Checker::new(&spec)),
            result(&spec, &bodies, Checker::new(&spec).without_lane())
        );
    }
}

fn result(spec: &Spec, bodies: &[&str], mut checker: Checker<'_>) -> String {
    let mut reader = Reader::from_stream(Box::new(TEMPLATE.as_bytes()), "-").expect("a recording");
    let Some(Entry::Exchange(template)) = reader.next_entry() else { panic!("unread") };
    let mut summary = Summary::new(0);
    for (body, index) in bodies.iter().zip(129..) {
        // Those before, and every 64th, are sampled, which takes a walk.
        let locator = Locator { source: "-".into(), index };
        let mut exchange = Exchange { locator: &locator, ..template };
        (exchange.request.body, exchange.response.body) = (Body::Text(body), Body::Text(body));
        summary.begin(0, exchange.locator);
        let operation = checker.check(&exchange, &mut |seen| summary.observe(seen));
        summary.end(operation.unwrap_or_default(), exchange.response.status);
    }
    summary.learn(checker.learned());
    let (coverage, presence) = checker.finish();
    let run = Run { sources: vec!["-".into()], shard: None, summary, coverage, presence };
    serde_json::to_string(&summary_file::document(&run, spec)).expect("JSON")
}

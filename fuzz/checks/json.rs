//! The JSON reader: it takes what the standard does and nothing else, and says where everything stands.

use std::str;

use contract_core::json::{Kind, Node, Problem, Tape, same_value};
use serde::de::IgnoredAny;

/// A JSON text, or what would be one.
pub(crate) fn json(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let mut tape = Tape::new();
    match tape.parse(text) {
        Ok(document) => {
            assert!(serde_json::from_str::<IgnoredAny>(text).is_ok(), "another reader refuses it");
            let mut again = Tape::new();
            let replacing = again.parse_replacing(text).expect("what is JSON is read in each way");
            assert!(same_value(document.root(), replacing.root()), "nothing was to be replaced");
            let mut left = 1 << 12;
            node(document.root(), text, &mut left);
        }
        Err(error) => {
            let is_replaced = Tape::new().parse_replacing(text).is_ok();
            assert!(!is_replaced || error.problem == Problem::Surrogate, "nothing else is let pass");
            assert!(error.offset <= text.len(), "the place of an error is in the text");
            let message = error.to_string();
            assert!(message.len() < 100, "a message holds no text");
            assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "another reader takes it");
        }
    }
}

/// A value stands where it says, and what stands there is the value.
fn node(value: Node<'_>, text: &str, left: &mut u32) {
    if *left == 0 {
        return;
    }
    *left -= 1;
    assert_eq!(text.get(value.range()), Some(value.raw()));
    let is_long = value.raw().len() > 256;
    if !is_long {
        let mut again = Tape::new();
        let again = again.parse(value.raw()).expect("a part of JSON is JSON");
        assert!(same_value(value, again.root()), "a value is what is written there");
    }
    assert_eq!(value.kind() == Kind::String, value.as_str().is_some());
    if let Some(number) = value.as_number() {
        assert!(number.compare(number).is_eq());
        assert!(number.as_i64().is_none() || number.is_integer());
    }
    for item in value.items() {
        assert!(value.holds(item.id()) && item.id() != value.id());
        node(item, text, left);
    }
    for (name, member) in value.members() {
        assert!(value.get(name).is_some() && value.holds(member.id()));
        node(member, text, left);
    }
}

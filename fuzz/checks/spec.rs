//! The spec reader: any text is a spec that can be used, or an error that says where and what to do.

use std::io::Cursor;
use std::str;

use contract_core::exchange::{Entry, Reader};
use contract_core::spec::{Spec, SpecError};
use contract_core::verdict::Checker;

/// An exchange that asks much of a spec.
const EXCHANGE: &str = r#"{"request":{"method":"GET","url":"/a/1?b=2&c[d]=3","headers":{"x-a":"1"},"body":{"a":[1,null,"x"]}},"response":{"status":200,"headers":{"content-type":"application/json"},"body":{"a":[1,null,"x",{"b":1.5}],"b":"2026-01-02"}}}"#;

/// An `OpenAPI` document, or what would be one.
pub(crate) fn spec(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    match Spec::from_text(text.to_owned(), "fuzz.yaml") {
        Ok(spec) => exercise(&spec),
        // A carriage return alone ends a line of YAML, too.
        Err(error) => says_what_and_where(&error, text.split(['\n', '\r']).count()),
    }
}

/// Holds an error to the number of lines in its file.
pub(crate) fn says_what_and_where(error: &SpecError, lines: usize) {
    assert!(!error.what.is_empty() && !error.help.is_empty(), "an error says what and what to do");
    assert!(error.place.line as usize <= lines, "its place is in the text");
}

/// Checks an exchange against a spec.
pub(crate) fn exercise(spec: &Spec) {
    assert!(!spec.operations.is_empty(), "a spec declares something");
    let mut reader = Reader::from_stream(Box::new(Cursor::new(EXCHANGE)), "fuzz").expect("an exchange");
    let mut checker = Checker::new(spec);
    while let Some(Entry::Exchange(exchange)) = reader.next_entry() {
        checker.check(&exchange, &mut |seen| assert!(!seen.rule.code.is_empty()));
    }
}

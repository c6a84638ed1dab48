//! Patterns: any text is a pattern that comes to an end on any text, or an error with the reason.

use std::str;

use contract_core::spec::{Pattern, Verdict};

/// A pattern on the first line, and a text behind it.
pub(crate) fn pattern(bytes: &[u8]) {
    let Ok(input) = str::from_utf8(bytes) else { return };
    let (source, text) = input.split_once('\n').unwrap_or((input, ""));
    let pattern = match Pattern::compile(source) {
        Ok(pattern) => pattern,
        Err(reason) => return assert!(!reason.is_empty(), "an error has a reason"),
    };
    let verdict = pattern.check(text);
    assert_eq!(verdict, pattern.check(text), "a verdict depends on nothing else");
    let Ok(loose) = Pattern::compile(&format!("(?:{source})|")) else { return };
    assert_ne!(loose.check(text), Verdict::Differs, "the empty text is found everywhere");
}

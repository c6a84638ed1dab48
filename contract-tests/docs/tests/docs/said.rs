//! What is read from a page, as lines to compare.

use contract_core::rules::Level;
use contract_docs::{Dialect, contradictions, model::Claim, read_page};

/// The claims of a page, one a line: operation, place, status, pointer, predicate and value.
pub(crate) fn said_in(page: &str, dialect: Dialect) -> Vec<String> {
    let read = read_page("page", page, dialect);
    assert_eq!(read.unexplained, [], "every line is explained");
    let line = |claim: &Claim| {
        let operation = claim.operation.as_deref().unwrap_or("-");
        let status = claim.status.as_deref().map(|status| format!(" {status}")).unwrap_or_default();
        let (place, predicate) = (claim.location.word(), claim.predicate.word());
        format!("{operation} {place}{status} {} {predicate} {}", claim.pointer, claim.text())
    };
    read.claims.iter().map(line).collect()
}

/// The claims of a page of Markdown.
pub(crate) fn said(page: &str) -> Vec<String> {
    said_in(page, Dialect::MARKDOWN)
}

/// The contradictions of a page that are more than notes.
pub(crate) fn found_in(page: &str, dialect: Dialect) -> Vec<String> {
    let read = read_page("page", page, dialect);
    let failing = |found: &contract_core::findings::Remark| {
        found.contradiction.as_ref().is_some_and(|contradiction| contradiction.level != Level::Note)
    };
    contradictions(&read.claims, None).into_iter().filter(failing).map(|found| found.message).collect()
}

/// The contradictions of a page of Markdown.
pub(crate) fn found(page: &str) -> Vec<String> {
    found_in(page, Dialect::MARKDOWN)
}

/// The numbers of the lines that were not understood.
pub(crate) fn unread_in(page: &str, dialect: Dialect) -> Vec<u32> {
    read_page("page", page, dialect).unread.iter().map(|line| line.line).collect()
}

#[track_caller]
pub(crate) fn has(said: &[String], lines: &[&str]) {
    for line in lines {
        assert!(said.iter().any(|known| known == line), "no `{line}` in {said:#?}");
    }
}

#[track_caller]
pub(crate) fn lacks(said: &[String], parts: &[&str]) {
    for part in parts {
        assert!(!said.iter().any(|known| known.contains(part)), "`{part}` in {said:#?}");
    }
}

//! Pages of documentation: whatever their bytes, reading ends, and every line is accounted for.

use std::collections::BTreeSet;

use contract_docs::{Dialect, PageClaims, Side, contradictions, read_page, text_changes};

/// Any bytes as a page of every dialect.
pub(crate) fn pages(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for dialect in Dialect::ALL {
        let page = read_page("page", &text, *dialect);
        accounted(&page, &text);
        placed(&page);
        let _ = contradictions(&page.claims, None);
        unchanged(&page);
    }
}

/// Every line has claims, says nothing, was not understood or could not be parsed.
fn accounted(page: &PageClaims, text: &str) {
    let known: BTreeSet<u32> = page
        .claims
        .iter()
        .map(|claim| claim.line)
        .chain(page.not_claims.iter().chain(&page.unread).chain(&page.unexplained).map(|line| line.line))
        .collect();
    for (line, text) in (1..).zip(text.lines()) {
        assert!(text.trim().is_empty() || known.contains(&line), "line {line} is passed over");
    }
}

/// Claims are told apart by their ids, and stand on lines of the page. What names no operation contradicts nothing.
fn placed(page: &PageClaims) {
    let ids: BTreeSet<&str> = page.claims.iter().map(|claim| claim.id.as_str()).collect();
    assert_eq!(ids.len(), page.claims.len(), "two claims have one id");
    for claim in &page.claims {
        assert!(claim.line > 0, "a claim is on no line");
        assert!(claim.pointer.len() < 4096, "a place is as long as a page");
    }
}

/// A page that did not change has no change.
fn unchanged(page: &PageClaims) {
    let touched = BTreeSet::new();
    let side = || Side { lines: &page.lines, touched: &touched };
    let (cosmetic, unread) = text_changes("page", side(), side());
    assert!(cosmetic.is_empty() && unread.is_empty(), "the same text is a change");
}

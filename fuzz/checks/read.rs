//! Reading: it ends, says where each entry is, and nothing of what it read is in what it says.

use std::io::Cursor;
use std::sync::LazyLock;

use contract_core::exchange::{Entry, Reader};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;

/// A small API with a bit of everything.
pub(super) static SPEC: LazyLock<Spec> =
    LazyLock::new(|| Spec::from_text(include_str!("small.yaml").to_owned(), "small.yaml").expect("a spec"));

/// A HAR, or what would be the entries of one.
pub(crate) fn har(bytes: &[u8]) {
    read(bytes);
    read(&[b"{\"log\":{\"entries\":[", bytes, b"]}}"].concat());
}

/// Recordings, one a line.
pub(crate) fn ndjson(bytes: &[u8]) {
    read(bytes);
}

fn read(bytes: &[u8]) {
    let mut reader = match Reader::from_stream(Box::new(Cursor::new(bytes.to_vec())), "fuzz") {
        Ok(reader) => reader.with_max_bytes(1 << 16),
        // Compressed, and damaged.
        Err(_) => return,
    };
    let mut checker = Checker::new(&SPEC);
    let mut last = None;
    while let Some(entry) = reader.next_entry() {
        let locator = match entry {
            Entry::Exchange(exchange) => {
                checker.check(&exchange, &mut |seen| assert!(!seen.rule.code.is_empty()));
                exchange.locator.clone()
            }
            Entry::Unread(unread) => {
                assert!(unread.reason.len() < 300, "a reason holds no text of the entry");
                unread.locator
            }
        };
        assert!(last < Some(locator.index) || last.is_none(), "entries come in order");
        last = Some(locator.index);
    }
}

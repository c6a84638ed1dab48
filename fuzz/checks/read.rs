//! Reading: it ends, says where each entry is, and nothing of what it read is in what it says.

use std::io::Cursor;
use std::sync::LazyLock;

use contract_core::exchange::{Entry, Input, Reader, TrafficFormat};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;
use strum::VariantArray as _;

/// A small API with a bit of everything.
pub(super) static SPEC: LazyLock<Spec> =
    LazyLock::new(|| Spec::from_text(include_str!("small.yaml").to_owned(), "small.yaml").expect("a spec"));

/// Traffic: as what it looks like, as one of the formats there are, and as what would be the entries of a HAR.
pub(crate) fn traffic(bytes: &[u8]) {
    read(bytes, None);
    // All of them for each input would cost more than it finds; the length picks one.
    let formats = TrafficFormat::VARIANTS;
    read(bytes, formats.get(bytes.len() % formats.len()).copied());
    read(&[b"{\"log\":{\"entries\":[", bytes, b"]}}"].concat(), None);
}

/// Recordings of other tools: the first byte picks the format.
pub(crate) fn recordings(bytes: &[u8]) {
    let formats = TrafficFormat::VARIANTS;
    let Some((first, rest)) = bytes.split_first() else { return };
    read(rest, formats.get(usize::from(*first) % formats.len()).copied());
}

fn read(bytes: &[u8], format: Option<TrafficFormat>) {
    let input = Input { name: "fuzz".into(), path: None, format, ..Input::default() };
    let mut reader = match Reader::over(Box::new(Cursor::new(bytes.to_vec())), &input) {
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
            Entry::Unanswered => continue,
            Entry::Unread(unread) => {
                assert!(unread.reason.len() < 300, "a reason holds no text of the entry");
                unread.locator
            }
        };
        assert!(last < Some(locator.index) || last.is_none(), "entries come in order");
        last = Some(locator.index);
    }
}

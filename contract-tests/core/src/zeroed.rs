//! Buffers for bodies that are zeroed when they are dropped, and when they grow.

use std::io::Read;

use zeroize::Zeroizing;

/// Reads everything. `None` if reading fails, or if there are more bytes than `room`.
#[must_use]
pub fn read_within(mut reader: impl Read, room: usize) -> Option<Zeroizing<Vec<u8>>> {
    let mut whole = Zeroizing::new(Vec::new());
    let mut piece = Zeroizing::new(vec![0; 64 << 10]);
    loop {
        let count = reader.read(&mut piece).ok()?;
        let read = piece.get(..count)?;
        if read.is_empty() {
            return Some(whole);
        }
        if whole.len() + count > room {
            return None;
        }
        append(&mut whole, read);
    }
}

/// Appends bytes. If the buffer has to grow, the old one is zeroed.
pub fn append(whole: &mut Zeroizing<Vec<u8>>, more: &[u8]) {
    if whole.capacity() - whole.len() < more.len() {
        let mut grown =
            Zeroizing::new(Vec::with_capacity((whole.len() + more.len()).max(whole.capacity() * 2)));
        grown.extend_from_slice(whole);
        *whole = grown;
    }
    whole.extend_from_slice(more);
}

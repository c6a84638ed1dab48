//! The stretches of a text that a kind of sign makes worth decoding.

use memchr::memchr_iter;

/// How far before a sign its stretch may start. Longer ones are decoded from here.
const MAX_LOOKBACK: usize = 64 * 1024;

/// Calls back with the start and the end of each stretch that has a sign in it which `counts`. A stretch reaches to the
/// nearest byte on either side that `ends` it; none is looked at twice.
pub(super) fn each_region(
    text: &[u8],
    marker: u8,
    is_encoded: impl Fn(usize) -> bool,
    ends: impl Fn(u8) -> bool,
    mut found: impl FnMut(usize, usize),
) {
    let mut done = 0;
    for at in memchr_iter(marker, text) {
        if at < done || !is_encoded(at) {
            continue;
        }
        let nearest = done.max(at.saturating_sub(MAX_LOOKBACK));
        let before = text[nearest..at].iter().rposition(|byte| ends(*byte));
        let start = before.map_or(nearest, |before| nearest + before + 1);
        let length = text[at..].iter().position(|byte| ends(*byte));
        done = length.map_or(text.len(), |length| at + length);
        found(start, done);
    }
}

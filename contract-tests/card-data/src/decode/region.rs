//! Finds the regions of a text that contain an encoding marker.

use memchr::memchr_iter;

/// How far before a marker its region may start, in bytes. Longer regions are decoded from there.
const MAX_LOOKBACK: usize = 64 * 1024;

/// Calls `found` with the start and end of each region around a marker for which `is_encoded` holds. A region
/// extends to the nearest byte on either side that satisfies `ends`; regions do not overlap.
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

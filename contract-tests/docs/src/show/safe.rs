//! Untrusted text on a terminal.

use contract_core::harmless::harmless;

/// The maximum length of untrusted text, in characters.
const LONGEST: usize = 2_000;

/// The text without terminal controls, on one line and of limited length.
#[must_use]
pub fn safe(text: &str) -> String {
    harmless(text).chars().take(LONGEST).collect()
}

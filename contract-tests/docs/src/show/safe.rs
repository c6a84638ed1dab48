//! Text of strangers on a terminal.

use contract_core::harmless::harmless;

/// The longest text of a stranger that is shown, in characters.
const LONGEST: usize = 2_000;

/// The text made harmless, on one line and of bounded length.
#[must_use]
pub fn safe(text: &str) -> String {
    harmless(text).chars().take(LONGEST).collect()
}

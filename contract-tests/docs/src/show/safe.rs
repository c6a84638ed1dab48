//! Text of strangers on a terminal.

/// The text without what steers a terminal or turns the direction of writing, on one line and of bounded length.
#[must_use]
pub fn safe(text: &str) -> String {
    let steers = |c: char| {
        let hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
        c.is_control() || hidden
    };
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).take(2_000).collect()
}

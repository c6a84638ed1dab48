//! Text of a spec, a ledger or a file name without what would steer a terminal or deceive a reader.

/// The text with control characters, line breaks, and characters that turn the direction of writing or take no room
/// each replaced by U+FFFD.
#[must_use]
pub fn clean(text: &str) -> String {
    text.chars().map(|c| if is_harmful(c) { '\u{fffd}' } else { c }).collect()
}

/// One line: runs of white space become one space, and what is harmful goes.
#[must_use]
pub fn one_line(text: &str) -> String {
    clean(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
}

//! Lines of Markdown: fences, and operations named in front matter or fences.

use crate::vocabulary::method;

/// A method and path in front matter or in a fence: `GET /x`, `openapi.json post /x`.
pub(super) fn operation(text: &str) -> Option<(&'static str, String)> {
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches(['"', '\''])).collect();
    let at = words.iter().position(|word| method(&word.to_ascii_uppercase()).is_some())?;
    let verb = method(&words.get(at)?.to_ascii_uppercase())?;
    let address = words.get(at + 1)?;
    let after = address.find("://").map_or(0, |at| at + 3);
    let path = address.get(after..)?;
    let path = path.get(path.find('/')?..)?;
    (path.chars().all(|c| c.is_ascii_graphic())).then(|| (verb, path.to_owned()))
}

/// The number of marks of a fence line.
pub(super) fn fence(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| *c == '`' || *c == '~')?;
    let count = text.chars().take_while(|c| *c == mark).count();
    (count >= 3).then_some(count)
}

/// The lines of a fence without their common indentation.
pub(super) fn dedented(lines: &[(u32, String)]) -> String {
    let indent = |text: &str| text.len() - text.trim_start_matches(' ').len();
    let shared = lines
        .iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(_, text)| indent(text))
        .min()
        .unwrap_or(0);
    lines.iter().map(|(_, text)| text.get(shared..).unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// A line without its tags.
pub(super) fn strip_tags(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

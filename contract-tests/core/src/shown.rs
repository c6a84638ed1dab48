//! Decides which untrusted texts may be shown. Keys, paths and values of traffic may be long, or hold
//! terminal escapes or card numbers.

use std::borrow::Cow;

pub use card_data::{holds_card_data, names_security_code};

use crate::harmless::one_line;
use crate::spec::{essence, parameters};

/// Replaces a name that may not be shown.
pub const HIDDEN_NAME: &str = "<key>";

/// Replaces a value that may not be shown.
pub const HIDDEN_VALUE: &str = "<value>";

/// A name as shown: unchanged if it is short, plain and cannot be a card number; `<key>` otherwise.
#[must_use]
pub fn shown_name(name: &str) -> Cow<'_, str> {
    if is_plain(name) && !may_hold_card_number(name) {
        Cow::Borrowed(name)
    } else {
        Cow::Borrowed(HIDDEN_NAME)
    }
}

/// A value as shown, for places that the spec marks as public.
#[must_use]
pub fn shown_value(value: &str) -> Cow<'_, str> {
    if is_plain(value) && !may_hold_card_number(value) {
        Cow::Borrowed(value)
    } else {
        Cow::Borrowed(HIDDEN_VALUE)
    }
}

/// A media type as it is shown.
#[must_use]
pub fn shown_media_type(essence: &str) -> Cow<'_, str> {
    let plain = essence.split('/').count() == 2 && essence.split(['/', '+']).all(is_plain);
    if plain && !may_hold_card_number(essence) { Cow::Borrowed(essence) } else { Cow::Borrowed(HIDDEN_VALUE) }
}

/// A media type as it is shown, with its parameters.
#[must_use]
pub fn shown_full_media_type(media_type: &str) -> String {
    let essence = essence(media_type);
    let pairs =
        parameters(media_type).map(|(name, value)| format!("; {}={}", shown_name(name), shown_value(value)));
    std::iter::once(shown_media_type(&essence).into_owned()).chain(pairs).collect()
}

/// An error of a JSON file as shown, without the text that the file has in place of another kind of value.
#[must_use]
pub fn shown_problem(error: &serde_json::Error) -> String {
    let problem = one_line(&error.to_string());
    let quoted = problem.find("string \"").zip(problem.rfind("\", expected"));
    match quoted.filter(|(start, end)| start < end) {
        Some((start, end)) => format!("{}string {HIDDEN_VALUE}{}", &problem[..start], &problem[end + 1..]),
        None => problem,
    }
}

/// The path of a URL as shown. Segments that look like ids become `*`, so that one unknown path is one
/// finding for any number of ids.
#[must_use]
pub fn shown_path(path: &str) -> String {
    let segments = path.split('/').skip(1).map(|segment| {
        let digits = segment.bytes().filter(u8::is_ascii_digit).count();
        let is_id = digits > 3 || (digits > 0 && digits == segment.len()) || segment.len() > 40;
        if !segment.is_empty() && (is_id || !is_plain(segment)) { "*" } else { segment }
    });
    let shown: Vec<&str> = segments.take(16).collect();
    format!("/{}", shown.join("/"))
}

fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

/// True for twelve digits or more, whatever is between them.
fn may_hold_card_number(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= 12
}

#[cfg(test)]
mod tests {
    use super::{shown_media_type, shown_name, shown_path};

    #[test]
    fn hides_what_could_harm() {
        assert_eq!(shown_name("masked_pan-2.x"), "masked_pan-2.x");
        for name in ["", "a b", "\u{1b}[31m", "::error::x", "ключ", "4000-0000-0000-0000", &"x".repeat(65)]
        {
            assert_eq!(shown_name(name), "<key>", "{name}");
        }
        assert_eq!(shown_media_type("application/problem+json"), "application/problem+json");
        assert_eq!(shown_media_type("text"), "<value>");
        assert_eq!(shown_path("/v1/users/7f0c16d6-3f2b/12/a%20b/"), "/v1/users/*/*/*/");
    }
}

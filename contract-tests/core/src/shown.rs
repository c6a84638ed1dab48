//! What may be shown of a stranger's text. Keys, paths and values of traffic are written by others: they may be long,
//! hold terminal escapes, or be card numbers.

use std::borrow::Cow;

/// Stands for a name that is not shown.
pub const HIDDEN_NAME: &str = "<key>";

/// Stands for a value that is not shown.
pub const HIDDEN_VALUE: &str = "<value>";

/// A name from outside as it is shown: itself if it is short, plain, and could not be a card number; else `<key>`.
#[must_use]
pub fn shown_name(name: &str) -> Cow<'_, str> {
    if is_plain(name) && !may_hold_card_number(name) {
        Cow::Borrowed(name)
    } else {
        Cow::Borrowed(HIDDEN_NAME)
    }
}

/// A value from outside as it is shown, where the spec says that it is public.
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

/// The path of a URL as it is shown: segments that look like names stay, what looks like an id becomes `*`, so that
/// one unknown path is one finding however many ids it is asked with.
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

/// Twelve digits or more, whatever stands between them.
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

//! URLs in public places: they are kept without the parts that hold credentials and names.

use std::borrow::Cow;

use card_data::INVENTED_WORD;
use contract_core::shown::shown_path;

/// The text without query, fragment and user info, if it is a URL. Anything else is returned as it is, unless a URL
/// with such a part is somewhere in it.
pub(super) fn public_part(text: &str) -> Option<Cow<'_, str>> {
    let Some(start) = authority(text) else {
        return (!holds_private_url(text)).then_some(Cow::Borrowed(text));
    };
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let (scheme, rest) = text.get(..end)?.split_at_checked(start)?;
    let length = rest.find(['/', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(length)?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let kept = format!("{scheme}{host}{}", public_path(path));
    let kept = if kept == text { Cow::Borrowed(text) } else { Cow::Owned(kept) };
    // Whatever is still odd is no URL that can be told apart.
    (!host.contains('@') && !path.contains(char::is_whitespace)).then_some(kept)
}

/// The path with `invented` in place of what may be a value: an id, a token, somebody's name.
fn public_path(path: &str) -> String {
    if path.is_empty() {
        return String::new();
    }
    let shown = shown_path(None, path);
    let segments: Vec<&str> =
        shown.split('/').map(|step| if step == "*" { INVENTED_WORD } else { step }).collect();
    segments.join("/")
}

/// The offset of the authority in a URL with or without a scheme; that of the end for a path.
fn authority(text: &str) -> Option<usize> {
    let scheme = text.find("://").filter(|at| is_scheme(&text[..*at])).map(|at| at + 3);
    let relative = || text.starts_with("//").then_some(2);
    let path = || (text.starts_with('/') && !text.contains(char::is_whitespace)).then_some(0);
    scheme.or_else(relative).or_else(path)
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// True if a text that is no URL has one with a private part in it, in whatever spelling.
fn holds_private_url(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let starts = ["://", "%3a%2f%2f", "www.", ":\\/\\/"].iter().filter_map(|start| lower.find(start));
    starts.min().is_some_and(|at| {
        let rest = &lower[at..];
        rest.contains(['?', '#', '@']) || ["%3f", "%23", "%40"].iter().any(|sign| rest.contains(sign))
    })
}

#[cfg(test)]
mod tests {
    use super::public_part;

    #[test]
    fn a_url_is_kept_without_query_user_info_and_fragment() {
        for (text, kept) in [
            ("https://a.test/b/c", "https://a.test/b/c"),
            ("https://a.test/b?c=d#e", "https://a.test/b"),
            ("https://a.test?c=d", "https://a.test"),
            ("https://a.test#c/d", "https://a.test"),
            ("https://me:word@a.test:80/b", "https://a.test:80/b"),
            ("https://me:w@rd@a.test/b", "https://a.test/b"),
            ("https://me@a.test?c", "https://a.test"),
            ("//me@a.test/b?c", "//a.test/b"),
            ("/b/c?token=d", "/b/c"),
            ("/b/c#d", "/b/c"),
            ("https://a.test/users/okafor/photo.png", "https://a.test/users/invented/photo.png"),
            ("https://a.test/reset/sk_live_AbCdEfGhIjKlMnOp", "https://a.test/reset/invented"),
            ("https://a.test/f014087c-f408-4787-b391/1", "https://a.test/invented/invented"),
            ("custom+app://me@open/b?c", "custom+app://open/b"),
            ("PENDING", "PENDING"),
            ("is it so?", "is it so?"),
            ("#fff", "#fff"),
            ("me@a.test", "me@a.test"),
            ("12/31", "12/31"),
        ] {
            assert_eq!(public_part(text).as_deref(), Some(kept), "{text}");
        }
    }

    #[test]
    fn a_text_with_such_a_url_in_it_is_not_kept() {
        for text in [
            "see https://a.test/b?c=d",
            "see https://me:word@a.test",
            "a,https://a.test/b#c",
            "https%3A%2F%2Fa.test%2Fb%3Fc%3Dd",
            "www.a.test/b?c=d",
            "{\"u\":\"https:\\/\\/a.test\\/b?c\"}",
            "https://a.test/b c?d",
        ] {
            assert_eq!(public_part(text), None, "{text}");
        }
        assert!(public_part("see https://a.test/b").is_some());
    }
}

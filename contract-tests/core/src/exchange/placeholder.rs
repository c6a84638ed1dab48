//! Placeholders (`<CARD_ID>`) that recorders put in place of secrets, as the filters of VCR do. The value that was sent is
//! not known.

use zeroize::Zeroizing;

use super::base64;
use super::told::Content;
use crate::json::Tape;

/// The longest name of a placeholder.
const MAX_NAME: usize = 64;

/// True if a text contains a placeholder.
#[must_use]
pub fn has_placeholder(text: &str) -> bool {
    text.split('<').skip(1).any(|after| name(after).is_some())
}

/// A body without the brackets of its placeholders: a URL with a name in it is still a URL. A body that was replaced as a
/// whole is not known, and neither is one that is no JSON any more, because a number was replaced.
pub(super) fn filtered(body: Content<'_>) -> Content<'_> {
    let without = match &body {
        Content::Text(text) => without_brackets(text),
        Content::Base64(encoded) => decoded(encoded).as_deref().and_then(without_brackets),
        Content::Untold | Content::Unrecorded => None,
    };
    match without {
        None => body,
        Some(text) if is_broken(&text) || is_name(text.trim()) => Content::Unrecorded,
        Some(text) => Content::Text(text.into()),
    }
}

fn decoded(encoded: &str) -> Option<String> {
    let mut bytes = Zeroizing::default();
    base64::decoded_stated(encoded, &mut bytes).then(|| String::from_utf8(bytes.to_vec()).ok())?
}

fn is_broken(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && Tape::new().parse_replacing(text).is_err()
}

/// The text without the brackets of its placeholders; `None` if it has none.
fn without_brackets(body: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let Some((name, after_name)) = name(after) else {
            text.push('<');
            rest = after;
            continue;
        };
        let is_double = text.ends_with('<') && after_name.starts_with('>');
        text.truncate(text.len() - usize::from(is_double));
        text.push_str(name);
        rest = after_name.get(usize::from(is_double)..).unwrap_or_default();
    }
    text.push_str(rest);
    (text.len() < body.len()).then_some(text)
}

/// The name of the placeholder after a bracket, and what follows it.
fn name(after: &str) -> Option<(&str, &str)> {
    after.split_once('>').filter(|(name, _)| is_name(name))
}

fn is_name(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    let starts_well = text.starts_with(|first: char| first.is_ascii_uppercase());
    (3..=MAX_NAME).contains(&text.len()) && text.bytes().all(is_plain) && starts_well
}

#[cfg(test)]
mod tests {
    use super::{Content, filtered, has_placeholder};
    use crate::exchange::base64;

    #[test]
    fn names_in_brackets_are_placeholders() {
        for text in ["<TOKEN>", "<CARD_ID_2>", "<API>", "12<TOKEN>3", "<<HOST>>"] {
            assert!(has_placeholder(text), "{text}");
        }
        for text in ["<b>", "<BR>", "<p>", "<TOKEN", "<1AB>", "<A B>", "<>", "<\u{130}ID>"] {
            assert!(!has_placeholder(text), "{text}");
        }
    }

    #[test]
    fn a_body_keeps_all_but_the_brackets() {
        let told = |body: Content<'_>| match filtered(body) {
            Content::Text(text) => text.into_owned(),
            Content::Base64(encoded) => format!("base64 {encoded}"),
            Content::Unrecorded => "unrecorded".to_owned(),
            Content::Untold => "untold".to_owned(),
        };
        for (body, without) in [
            (r#"{"a":"https://h/<USER>/b<","c":"<<HOST>>"}"#, r#"{"a":"https://h/USER/b<","c":"HOST"}"#),
            (r#"{"a":<KEY>}"#, "unrecorded"),
            ("<HTML> of <USER>", "HTML of USER"),
            ("<p>1 < 2</p>", "<p>1 < 2</p>"),
            (" <BODY>\n", "unrecorded"),
        ] {
            assert_eq!(told(Content::Text(body.into())), without);
            let encoded = base64::encoded(body.as_bytes());
            let kept = if body == without { format!("base64 {encoded}") } else { without.to_owned() };
            assert_eq!(told(Content::Base64(encoded.into())), kept);
        }
        assert_eq!(told(Content::Base64("%".into())), "base64 %");
    }
}

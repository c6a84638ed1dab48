//! Text of strangers does nothing once it has been made harmless.

use std::io::Write;
use std::path::Path;

use contract_core::harmless::{HarmlessWriter, harmless, harmless_lines, is_harmful, one_line, path};
use proptest::prelude::*;
use regex::Regex;

/// What is drawn, by the classes of Unicode, as another library has them.
const HARMLESS: &str = r"^[ [\p{L}\p{M}\p{N}\p{P}\p{S}--\p{Default_Ignorable_Code_Point}]]$";

/// Any text, and more often than chance would have it one that harms.
fn any_text() -> impl Strategy<Value = String> {
    let harmful: Vec<char> = ('\0'..=char::MAX).filter(|c| is_harmful(*c)).collect();
    let c = prop_oneof![any::<char>(), prop::sample::select(harmful), prop::char::range(' ', '~')];
    prop::collection::vec(c, 0..40).prop_map(String::from_iter)
}

#[test]
fn what_is_harmful_is_what_unicode_says() {
    let harmless = Regex::new(HARMLESS).unwrap();
    let unassigned = Regex::new(r"^\p{Cn}$").unwrap();
    let mut buffer = [0; 4];
    for c in '\0'..=char::MAX {
        let text = c.encode_utf8(&mut buffer);
        // The two libraries may have different versions of Unicode, and the newer one has more characters.
        let is_newer = unassigned.is_match(text);
        assert!(is_newer || is_harmful(c) != harmless.is_match(text), "{:x}", u32::from(c));
    }
    for c in ['\u{378}', '\u{2fe0}', '\u{e0080}', '\u{3ffff}', '\u{10ffff}'] {
        assert!(is_harmful(c), "{:x}", u32::from(c));
    }
}

#[test]
fn what_steers_is_replaced_and_what_is_read_stays() {
    let known = "\u{1b}[2J\u{7}\u{9b}0m\r\n\u{ad}\u{61c}\u{180e}\u{200b}\u{200d}\u{202e}\u{2028}\u{2066}\u{feff}\u{fe0f}\u{fff9}\u{e0041}\u{e0100}\u{600}\u{a0}\u{3000}\u{3164}\u{e000}\u{378}\u{10ffff}\u{fdd0}";
    assert!(
        !harmless(known).contains(|c| known.contains(c) && !"[2J0m".contains(c)),
        "{:?}",
        harmless(known)
    );
    let plain = "Zahl: 4 € – ключ 名前 مرحبا é e\u{301} ١ 😀";
    assert_eq!(harmless(plain), plain);
    assert_eq!(
        harmless("##[error]a ##vso[b] ### c ## d #[e]"),
        "#\u{fffd}[error]a #\u{fffd}vso[b] ### c ## d #[e]"
    );
    assert_eq!(path(Path::new("a\n::error::b\u{202e}")), "a\u{fffd}::error::b\u{fffd}");
    assert_eq!(one_line(" a\t\r\n b\u{1b}c "), "a b\u{fffd}c");
}

proptest! {
    #[test]
    fn no_output_steers(text in any_text()) {
        let once = harmless(&text);
        prop_assert!(!once.contains(is_harmful));
        prop_assert_eq!(once.chars().count(), text.chars().count());
        prop_assert_eq!(&harmless(&once), &once);
        prop_assert!(!one_line(&text).contains(is_harmful));
        prop_assert!(harmless_lines(&text).chars().all(|c| c == '\n' || !is_harmful(c)));
        prop_assert_eq!(harmless_lines(&text).lines().count(), text.lines().count());
    }

    #[test]
    fn nothing_that_is_written_steers(text in any_text(), bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let mut written = Vec::new();
        let mut writer = HarmlessWriter::new(&mut written);
        write!(writer, "error: {text}: {}", 1).unwrap();
        let all = bytes.len();
        prop_assert_eq!(writer.write(&bytes).unwrap(), all);
        let written = String::from_utf8(written).unwrap();
        let message = format!("error: {}: 1", harmless_lines(&text));
        prop_assert!(written.starts_with(&message));
        prop_assert!(written.chars().all(|c| c == '\n' || !is_harmful(c)));
    }
}

//! Decides by their form which values of public places are shown and recorded.
//!
//! `check` shows a value, and a recording keeps it, under the same conditions. So a finding on a recording is the finding
//! on the traffic it was made of.

use crate::name_judge::may_be_letters_for_digits;

/// The longest word that may be a member of an enum, in bytes.
const MAX_WORD: usize = 40;
/// The most digits of such a word.
const MAX_WORD_DIGITS: usize = 4;
/// A number of this many digits may be a member of an enum of shorter ones.
const MIN_ENUM_DIGITS: usize = 2;
/// The most digits of a number. A card number has more, and what the longest of them leaves out is its end.
const MAX_NUMBER_DIGITS: usize = 11;

/// True if the text can only be a word of a vocabulary: letters in the style of one case, a few digits, and the
/// separators that constants have. Digits alone are a word only where the spec lists digits, in the same number.
#[must_use]
pub fn is_enum_word<'v>(text: &str, mut listed: impl Iterator<Item = &'v str>) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits == text.len() {
        let is_like = |value: &str| value.len() >= text.len() && value.bytes().all(|b| b.is_ascii_digit());
        return digits > 0 && digits <= MAX_WORD_DIGITS && listed.any(is_like);
    }
    let has_dots = text.contains('.');
    (1..=MAX_WORD).contains(&text.len())
        && digits <= MAX_WORD_DIGITS
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
        && text.contains(|c: char| c.is_ascii_alphabetic())
        && (!has_dots || listed.any(|value| value.contains('.')))
        && text.split(|c: char| !c.is_ascii_alphabetic()).all(has_case_of_words)
        && !may_be_letters_for_digits(text)
}

/// True unless small and capital letters alternate more often than in words: encoded bytes do.
fn has_case_of_words(letters: &str) -> bool {
    let is_hump = |pair: &&[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    letters.as_bytes().windows(2).filter(is_hump).count() <= letters.len() / 4
}

/// True if a number may be a member of an enum: whole, and about as long as those that the spec lists.
#[must_use]
pub fn is_enum_number<'v>(text: &str, listed: impl Iterator<Item = &'v str>) -> bool {
    let longest = listed.map(str::len).max().unwrap_or(0).clamp(MIN_ENUM_DIGITS, MAX_WORD_DIGITS);
    text.len() <= longest && is_plain_number(text) && !text.contains('.')
}

/// True for a number in decimal notation that is too short for a card number, whatever is left out of it: no exponent, and
/// few digits with those of the fraction.
#[must_use]
pub fn is_plain_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let digits = unsigned.bytes().filter(u8::is_ascii_digit).count();
    are_digits(whole) && are_digits(fraction) && digits <= MAX_NUMBER_DIGITS
}

#[cfg(test)]
mod tests {
    use super::{is_enum_number, is_enum_word, is_plain_number};

    #[test]
    fn words_of_a_vocabulary() {
        let listed = || ["VISA", "MASTER_CARD"].into_iter();
        for word in [
            "visa",
            "Visa",
            "PNDNG_KYC_RQRD",
            "INSUFFICIENT_FUNDS_OF_WALLET",
            "BRAND_NEW",
            "brand-new",
            "brandNew",
            "V2",
            "ERR_4001",
            "x",
        ] {
            assert!(is_enum_word(word, listed()), "{word}");
        }
        for text in [
            "",
            "efdjfhihgdgcbeig",
            "EFDJ_FHIH_GDGC_BEIG",
            "a b",
            "amina.okafor",
            "aGvSbGKwZx",
            "45395787",
            "x45395",
            "é",
            "12",
            &"x".repeat(41),
        ] {
            assert!(!is_enum_word(text, listed()), "{text}");
        }
        assert!(is_enum_word("card.frozen", ["card.created"].into_iter()));
        assert!(is_enum_word("51", ["00", "05"].into_iter()));
        assert!(!is_enum_word("739", ["00", "05"].into_iter()));
        let numbers = || ["1", "400"].into_iter();
        assert!(is_enum_number("500", numbers()) && !is_enum_number("5000", numbers()));
        assert!(!is_enum_number("1.5", numbers()) && is_enum_number("10", ["1"].into_iter()));
    }

    #[test]
    fn numbers_that_are_no_card_numbers() {
        for number in ["0", "-1.50", "12345678901", "123456789.01", "007"] {
            assert!(is_plain_number(number), "{number}");
        }
        for text in ["", "-", "1.", ".5", "1e3", "1E-7", "123456789012", "1.23456789012", "+1", "1,5", "١"] {
            assert!(!is_plain_number(text), "{text}");
        }
    }
}

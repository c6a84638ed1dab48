//! Cheap checks that rule out card data in a text, plainly or encoded, which succeeds for nearly all traffic.
//!
//! A positive answer triggers the full search, so false positives only cost time, while false negatives must
//! not happen: for ASCII digits and names the checks agree with the search.

use super::attached::{ends_label, starts_suffix};
use super::char_kind::{kind_at, next_digit};
use super::decode::VALUES;
use super::scheme::CARD_LENGTHS;
use super::surroundings::follows_control_prefix;

/// The fewest digits of a card number.
pub(crate) const MIN_DIGITS: usize = *CARD_LENGTHS.start();

/// The base64 length of as many digits. A shorter run holds no card number, and no security code with its
/// name.
pub(crate) const MIN_BASE64: usize = 18;

/// The hexadecimal length of as many digits.
const MIN_HEX: usize = MIN_DIGITS * 2;

/// The base32 length of as many digits.
pub(crate) const MIN_BASE32: usize = (MIN_DIGITS * 8).div_ceil(5);

/// True if the text has as many digits in a row as a card number, in any script, with separators in between.
/// Probes every thirteenth byte.
#[must_use]
pub fn has_card_length_digits(text: &[u8]) -> bool {
    // Digits of other scripts and typographic spaces and hyphens are not ASCII.
    let is_part = |byte: u8| byte.is_ascii_digit() || is_separator(byte) || !byte.is_ascii();
    has_run(text, MIN_DIGITS, is_part, |start, run| {
        if !run.is_ascii() {
            return digits_of_any_script(run) >= MIN_DIGITS;
        }
        // Digits next to a letter belong to a word, like the ends of a UUID.
        let is_letter =
            |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_alphabetic);
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        let is_touched = (
            is_letter(start.checked_sub(1))
                && !follows_control_prefix(text, start)
                && !ends_label(text, start),
            is_letter(Some(start + run.len()))
                && !starts_suffix(text, start + run.len())
                && !matches!(text.get(start + run.len()), Some(b'E' | b'e')),
        );
        let before = if is_touched.0 { run.iter().take_while(|byte| is_digit(byte)).count() } else { 0 };
        let behind =
            if is_touched.1 { run.iter().rev().take_while(|byte| is_digit(byte)).count() } else { 0 };
        run.iter().filter(|byte| is_digit(byte)).count() >= MIN_DIGITS + before + behind
    })
}

/// True if the text may hold card data in base64, in either alphabet, including JWTs.
#[must_use]
pub fn may_hold_base64(text: &[u8]) -> bool {
    // Line breaks may interrupt a run; decoding skips them.
    let is_part = |byte: u8| VALUES.get(usize::from(byte)).is_some_and(|value| *value < 64) || is_break(byte);
    has_capital(text)
        && has_run(text, MIN_BASE64, is_part, |_, run| {
            has_capital(run) && (0..4).any(|start| run.get(start..).is_some_and(DecodedScan::needs_search))
        })
}

/// True if the text may hold card data with character references, percent signs or backslashes, or in UTF-16,
/// hexadecimal or base32.
pub fn may_hold_other_encoding(text: &[u8]) -> bool {
    (has_escape_byte(text) && has_escaped_digits(text))
        || has_run(text, MIN_HEX, |byte| byte.is_ascii_hexdigit(), |_, run| has_text_in_hex(run))
        || has_run(text, MIN_BASE32, is_base32, |_, run| is_of_one_case(run))
}

/// The bytes between the groups of a number.
fn is_separator(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'-' | b'+' | b'.' | b'_' | b'/' | b'\n' | b'\r' | b'\t' | b',' | b'|' | b';' | b'"' | b'\''
    )
}

fn digits_of_any_script(run: &[u8]) -> usize {
    let (mut at, mut digits) = (0, 0);
    while let Some(next) = next_digit(run, at) {
        digits += 1;
        at = next + kind_at(run, next).1.max(1);
    }
    digits
}

/// True if a byte may start an encoded character.
fn has_escape_byte(text: &[u8]) -> bool {
    text.iter().fold(false, |has, byte| has | matches!(*byte, b'%' | b'&' | b'=' | b'\\' | 0))
}

/// True if there is an encoded character and there are at least as many digits as a card number has. Every
/// encoded digit contains at least one.
fn has_escaped_digits(text: &[u8]) -> bool {
    let behind = |at: usize| text.get(at + 1).copied().unwrap_or(0);
    let is_encoded = |(at, byte): (usize, &u8)| match byte {
        b'%' | b'=' => behind(at).is_ascii_hexdigit() || matches!(behind(at), b'\n' | b'\r'),
        b'&' => behind(at) == b'#' || behind(at).is_ascii_alphabetic(),
        b'\\' | 0 => true,
        _ => false,
    };
    text.iter().filter(|byte| byte.is_ascii_digit()).count() >= MIN_DIGITS
        && text.iter().enumerate().any(is_encoded)
}

/// True if a card-number-sized part of the run is text in hexadecimal, or UTF-16 in hexadecimal. Hashes are
/// not.
fn has_text_in_hex(run: &[u8]) -> bool {
    (0..2).any(|start| {
        let mut length = 0;
        run.get(start..).unwrap_or_default().chunks_exact(2).any(|pair| {
            let is_text = matches!(pair, [b'2'..=b'7', _] | b"00" | b"0a" | b"0A" | b"0d" | b"0D");
            length = if is_text { length + 1 } else { 0 };
            length >= MIN_DIGITS
        })
    })
}

fn is_base32(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'2'..=b'7')
}

/// Base32 is all upper case or all lower case.
fn is_of_one_case(run: &[u8]) -> bool {
    !(run.iter().any(u8::is_ascii_uppercase) && run.iter().any(u8::is_ascii_lowercase))
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Base64 of digits contains capitals: of three digits in a row, one starts a group of three bytes, and the
/// first character of that group is then M, N, O or P. The same holds for base64 of base64.
fn has_capital(text: &[u8]) -> bool {
    text.iter().fold(false, |has, byte| has | byte.is_ascii_uppercase())
}

/// True if `predicate` holds for a run, given with its offset, of at least `min_length` bytes that satisfy
/// `is_part`.
fn has_run(
    text: &[u8],
    min_length: usize,
    is_part: impl Fn(u8) -> bool,
    predicate: impl Fn(usize, &[u8]) -> bool,
) -> bool {
    let mut at = min_length - 1;
    while let Some(byte) = text.get(at) {
        if !is_part(*byte) {
            at += min_length;
            continue;
        }
        let (before, behind) = text.split_at_checked(at).unwrap_or((text, &[]));
        let start = before.iter().rposition(|byte| !is_part(*byte)).map_or(0, |outside| outside + 1);
        let end = behind.iter().position(|byte| !is_part(*byte)).map_or(text.len(), |length| at + length);
        let run = text.get(start..end).unwrap_or_default();
        if run.len() >= min_length && predicate(start, run) {
            return true;
        }
        at = end + min_length;
    }
    false
}

/// The state of the scan over decoded bytes.
#[derive(Default)]
struct DecodedScan {
    /// The digits of the current chain.
    chain: usize,
    /// The current number of consecutive digits.
    row: usize,
    has_code: bool,
    has_name: bool,
    /// The last three bytes, in lower case.
    last: u32,
    /// The current number of consecutive base64 characters, and whether one is a capital.
    run: usize,
    run_has_capital: bool,
    hex: usize,
    percents: usize,
    references: usize,
    backslashes: usize,
}

impl DecodedScan {
    /// True if the run, decoded from its start, needs the full search.
    fn needs_search(run: &[u8]) -> bool {
        let mut decoded = Self::default();
        let (mut buffer, mut bits) = (0_u32, 0);
        for byte in run {
            let value = VALUES.get(usize::from(*byte)).copied().unwrap_or(64);
            if value >= 64 {
                continue;
            }
            buffer = buffer << 6 | u32::from(value);
            bits += 6;
            if bits >= 8 {
                bits -= 8;
                if decoded.push((buffer >> bits & 0xff) as u8) {
                    return true;
                }
            }
        }
        decoded.has_code && decoded.has_name
    }

    /// Scans the next byte; true if the full search is needed.
    fn push(&mut self, byte: u8) -> bool {
        match byte {
            b'0'..=b'9' => {
                self.chain += 1;
                self.row += 1;
                self.has_code |= self.row >= 3;
            }
            // Every other byte of ASCII in UTF-16.
            0 => {}
            _ if is_separator(byte) || !byte.is_ascii() => self.row = 0,
            _ => (self.chain, self.row) = (0, 0),
        }
        self.last = (self.last << 8 | u32::from(byte.to_ascii_lowercase())) & 0xff_ffff;
        let last = self.last.to_be_bytes();
        let [_, last @ ..] = last;
        self.has_name |= matches!(&last, b"cvv" | b"cvc" | b"cvn" | b"csc" | b"sec" | b"ver" | b"val");
        let is_part = VALUES.get(usize::from(byte)).is_some_and(|value| *value < 64);
        self.run = if is_part { self.run + 1 } else { 0 };
        self.run_has_capital = is_part && (self.run_has_capital || byte.is_ascii_uppercase());
        self.hex = if byte.is_ascii_hexdigit() { self.hex + 1 } else { 0 };
        self.percents += usize::from(byte == b'%');
        self.backslashes += usize::from(byte == b'\\');
        self.references += usize::from(last.ends_with(b"&#"));
        let is_compressed = matches!(&last, b"\x1f\x8b\x08" | b"\x28\xb5\x2f");
        let is_wrapped_again = (self.run >= MIN_BASE64 && self.run_has_capital) || self.hex >= MIN_HEX;
        self.chain >= MIN_DIGITS
            || is_compressed
            || is_wrapped_again
            || self.percents > 1
            || self.references > 1
            || (self.backslashes > 1 && self.has_code)
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    use super::{has_card_length_digits, may_hold_base64, may_hold_other_encoding};
    use crate::{Class, Detector, Encoding, check_digit, is_free_of_card_data};

    fn may_hold_card_data(text: &str) -> bool {
        let text = text.as_bytes();
        let may_hold = has_card_length_digits(text) || may_hold_base64(text) || may_hold_other_encoding(text);
        // Who looks twice must not be told otherwise by the first look.
        assert!(!(may_hold && is_free_of_card_data(text)));
        may_hold
    }

    /// The number in four groups with this separator.
    fn joined(number: &str, separator: &str) -> String {
        let groups: Vec<&str> = (0..4).filter_map(|at| number.get(at * 4..at * 4 + 4)).collect();
        groups.join(separator)
    }

    fn each(text: &str, write: impl Fn(u8) -> String) -> String {
        text.bytes().fold(String::new(), |all, byte| all + &write(byte))
    }

    fn base32(text: &str) -> String {
        let bits = each(text, |byte| format!("{byte:08b}"));
        let groups = bits.as_bytes().chunks(5).map(|group| {
            let padded = format!("{:0<5}", String::from_utf8_lossy(group));
            usize::from_str_radix(&padded, 2).unwrap()
        });
        groups.map(|value| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[value])).collect()
    }

    /// The number in every encoding that can be read without a key.
    fn written(number: &str) -> Vec<String> {
        let mut ways: Vec<String> = [".", "_", "/", "\n", "\r\n", " ", "-", "\u{a0}", "\u{2013}"]
            .map(|separator| joined(number, separator))
            .into();
        ways.extend([
            each(number, |digit| char::from_u32(0xff10 + u32::from(digit - b'0')).unwrap().to_string()),
            format!("\u{1b}[33m{number}\u{1b}[39m"),
            format!("%B{number}^NAME^"),
            each(number, |digit| format!("\\{digit:03o}")),
            format!("\u{5361}\u{53f7}{number}\u{5df2}"),
            each(number, |digit| format!("%{digit:02X}")),
            joined(number, "%20"),
            each(number, |digit| format!("&#{digit};")),
            each(number, |digit| format!("&#x{digit:x};")),
            joined(number, "&nbsp;"),
            each(number, |digit| format!("={digit:02X}")),
            format!("{}=\r\n{}", &number[..9], &number[9..]),
            each(number, |digit| format!("\\u{digit:04x}")),
            each(number, |digit| format!("\\x{digit:02x}")),
            each(number, |digit| format!("{}\0", char::from(digit))),
            each(number, |digit| format!("{digit:02x}")),
            each(&joined(number, "-"), |digit| format!("{digit:02X}")),
            base32(number),
            base32(number).to_lowercase(),
            STANDARD.encode(joined(number, ".")),
            STANDARD.encode(each(number, |digit| format!("{digit:02x}"))),
            STANDARD.encode(each(number, |digit| format!("&#{digit};"))),
            STANDARD.encode(base32(number)),
            each(&STANDARD.encode(number), |byte| format!("{byte:02x}")),
            base32(&STANDARD.encode(number)),
        ]);
        ways
    }

    #[test]
    fn never_says_no_to_a_way_of_writing_that_the_search_reads() {
        let mut read = 0;
        for start in ["400000000000123", concat!("5555", "55555555444"), concat!("4176", "66990210358")] {
            let number = completed(start);
            for way in written(&number) {
                for text in [way.clone(), format!("paid with {way} ok"), format!("({way})")] {
                    let report = Detector::default().search(text.as_bytes());
                    let is_found = report.findings.iter().any(|found| found.class == Class::CardNumber);
                    read += usize::from(is_found);
                    assert!(!is_found || may_hold_card_data(&text), "{}", way.replace(char::is_numeric, "9"));
                }
            }
        }
        assert!(read > 3 * 3 * 20, "{read}");
    }

    /// Appends the check digit.
    fn completed(start: &str) -> String {
        let digits: Vec<u8> = start.bytes().map(|byte| byte - b'0').collect();
        format!("{start}{}", check_digit(&digits))
    }

    fn card_data() -> impl Strategy<Value = String> {
        let number = "4[0-9]{14}".prop_map(|start| completed(&start));
        let spaced = number.clone().prop_map(|number| {
            let groups: Vec<&str> = (0..4).filter_map(|at| number.get(at * 4..at * 4 + 4)).collect();
            groups.join(" ")
        });
        let short = "34[0-9]{12}".prop_map(|start| completed(&start));
        let named = "[1-9][0-9]{2,3}".prop_map(|code| format!("{{\"cvv\":\"{code}\"}}"));
        let token = "[1-9][0-9]{2}".prop_map(|code| format!("{{\"value\":\"{code}\",\"iat\":17}}"));
        prop_oneof![number, spaced, short, named, token, "[ -~]{0,40}", "[a-zA-Z0-9_-]{0,60}"]
    }

    fn encoded() -> impl Strategy<Value = String> {
        (card_data(), "[ -~]{0,9}", 0..6_u8).prop_map(|(data, before, way)| {
            let text = format!("{before}{data}");
            match way {
                0 => text,
                1 => STANDARD.encode(text),
                2 => STANDARD_NO_PAD.encode(text),
                3 => URL_SAFE_NO_PAD.encode(text),
                4 => format!("eyJhbGciOiJub25lIn0.{}.c2ln", URL_SAFE_NO_PAD.encode(data)),
                _ => STANDARD.encode(URL_SAFE_NO_PAD.encode(text)),
            }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn never_says_no_where_the_search_finds_something(
            before in "[ -~]{0,30}", middle in encoded(), after in "[ -~]{0,30}",
        ) {
            let text = format!("{before}{middle}{after}");
            may_hold_card_data(&text);
            let report = Detector::default().search(text.as_bytes());
            let is_base64 = |layer: &Encoding| matches!(layer, Encoding::Base64 | Encoding::Base64Url | Encoding::Jwt);
            for finding in report.findings {
                let is_number = finding.class == Class::CardNumber;
                if finding.path.is_empty() && is_number {
                    prop_assert!(has_card_length_digits(text.as_bytes()));
                }
                let is_code = finding.class == Class::SecurityCode;
                if !finding.path.is_empty() && finding.path.iter().all(is_base64) && (is_number || is_code) {
                    prop_assert!(may_hold_base64(text.as_bytes()), "{:?}", finding.path);
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

        #[test]
        fn the_first_look_never_contradicts_the_others(
            text in prop_oneof!["[0-9 ;_|+./,-]{0,64}[a-z]?", "[0-9a-f-]{0,64}", "[0-9A-Za-z+/_-]{0,66}", "[2-7A-Z]{0,40}", "[ -~]{0,64}", "[0-9%&=\\\\x]{0,64}", "\\PC{0,40}"],
        ) {
            may_hold_card_data(&text);
        }
    }

    #[test]
    fn says_no_to_what_traffic_is_full_of() {
        for text in [
            "3f1c7a52-0b1d-4c7e-a1b2-9f8e7d6c5b4a",
            "2026-01-02T03:04:05.678Z",
            "Monthly subscription, renewed for Mr Obi",
            "INSUFFICIENT_FUNDS_OR_LIMIT",
            "https://cdn.example.com/images/Products/1234/Main.png",
            "transactionProcessedAtMerchant",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "https://api.example.com/2026/01/cards?page=2&limit=50",
            "Zażółć gęślą jaźń, 东京都千代田区 1-2-3",
        ] {
            assert!(!may_hold_card_data(text), "{text}");
        }
    }
}

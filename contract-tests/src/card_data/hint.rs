//! Tells in a few steps that a text holds no card data, plainly or in base64, which is so for nearly every text of
//! traffic. What these say yes to is searched in full, so they may say yes too often and never no too often: for digits
//! and names in ASCII they agree with the search.

use super::decode::VALUES;

/// The fewest digits of a card number.
const FEWEST: usize = 13;

/// What as many digits take in base64. Shorter runs hold no card number, and no code with the name it needs.
const SHORTEST_RUN: usize = 18;

/// What as many digits take in hexadecimal, in something decoded.
const SHORTEST_HEX: usize = FEWEST * 2;

/// Are there as many digits, spaces, hyphens and plus signs in a row as a card number has? Looks at every thirteenth
/// byte, and around it where that is one of those.
pub(crate) fn has_chain_of_digits(text: &[u8]) -> bool {
    let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'+');
    has_run(text, FEWEST, is_part, |start, run| {
        // A group of digits beside a letter is part of a word, as the ends of a UUID's are.
        let is_letter =
            |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_alphabetic);
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        let is_touched = (is_letter(start.checked_sub(1)), is_letter(Some(start + run.len())));
        let before = if is_touched.0 { run.iter().take_while(|byte| is_digit(byte)).count() } else { 0 };
        let behind =
            if is_touched.1 { run.iter().rev().take_while(|byte| is_digit(byte)).count() } else { 0 };
        run.iter().filter(|byte| is_digit(byte)).count() >= FEWEST + before + behind
    })
}

/// May there be card data in base64, in either alphabet, a JWT among it?
pub(crate) fn may_be_encoded(text: &[u8]) -> bool {
    // A line break may stand inside; it is skipped when decoding.
    let is_part = |byte: u8| VALUES.get(usize::from(byte)).is_some_and(|value| *value < 64) || is_break(byte);
    has_capital(text)
        && has_run(text, SHORTEST_RUN, is_part, |_, run| {
            has_capital(run) && (0..4).any(|start| run.get(start..).is_some_and(Decoded::has_more))
        })
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Base64 of digits has capitals: of three in a row one is the first of the three bytes that four characters stand for,
/// and the first of those characters is then one from M to P. So has base64 of base64.
fn has_capital(text: &[u8]) -> bool {
    text.iter().fold(false, |has, byte| has | byte.is_ascii_uppercase())
}

/// Does any run of at least `least` bytes that are part of one, with its offset, answer the question with yes?
fn has_run(
    text: &[u8],
    least: usize,
    is_part: impl Fn(u8) -> bool,
    question: impl Fn(usize, &[u8]) -> bool,
) -> bool {
    let mut at = least - 1;
    while let Some(byte) = text.get(at) {
        if !is_part(*byte) {
            at += least;
            continue;
        }
        let (before, behind) = text.split_at_checked(at).unwrap_or((text, &[]));
        let start = before.iter().rposition(|byte| !is_part(*byte)).map_or(0, |outside| outside + 1);
        let end = behind.iter().position(|byte| !is_part(*byte)).map_or(text.len(), |length| at + length);
        let run = text.get(start..end).unwrap_or_default();
        if run.len() >= least && question(start, run) {
            return true;
        }
        at = end + least;
    }
    false
}

/// What is known of decoded bytes so far.
#[derive(Default)]
struct Decoded {
    /// Digits of the chain that goes on.
    chain: usize,
    /// Digits in a row.
    row: usize,
    has_code: bool,
    has_name: bool,
    /// The last three bytes, in small letters.
    last: u32,
    /// How many bytes that could be base64 again stand in a row, and whether a capital is among them.
    run: usize,
    run_has_capital: bool,
    hex: usize,
    percents: usize,
    backslashes: usize,
}

impl Decoded {
    /// Is there more to see in this run, decoded from its start?
    fn has_more(run: &[u8]) -> bool {
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

    /// Takes the next byte. Says yes if it completes what has to be searched.
    fn push(&mut self, byte: u8) -> bool {
        match byte {
            b'0'..=b'9' => {
                self.chain += 1;
                self.row += 1;
                self.has_code |= self.row >= 3;
            }
            b' ' | b'-' | b'+' => self.row = 0,
            // Every other byte of UTF-16.
            0 => {}
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
        let is_compressed = matches!(&last, b"\x1f\x8b\x08" | b"\x28\xb5\x2f");
        let is_wrapped_again = (self.run >= SHORTEST_RUN && self.run_has_capital) || self.hex >= SHORTEST_HEX;
        self.chain >= FEWEST
            || is_compressed
            || is_wrapped_again
            || self.percents > 1
            || (self.backslashes > 1 && self.has_code)
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    use super::{has_chain_of_digits, may_be_encoded};
    use crate::card_data::{Class, Detector, Encoding, check_digit};

    /// A number that passes, from all of its digits but the last.
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
            let report = Detector::default().search(text.as_bytes());
            let is_base64 = |layer: &Encoding| matches!(layer, Encoding::Base64 | Encoding::Base64Url | Encoding::Jwt);
            for finding in report.findings {
                let is_number = finding.class == Class::CardNumber;
                if finding.path.is_empty() && is_number {
                    prop_assert!(has_chain_of_digits(text.as_bytes()));
                }
                let is_code = finding.class == Class::SecurityCode;
                if !finding.path.is_empty() && finding.path.iter().all(is_base64) && (is_number || is_code) {
                    prop_assert!(may_be_encoded(text.as_bytes()), "{:?}", finding.path);
                }
            }
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
        ] {
            assert!(!has_chain_of_digits(text.as_bytes()) && !may_be_encoded(text.as_bytes()), "{text}");
        }
    }
}

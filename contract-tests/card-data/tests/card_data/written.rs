//! What stands beside card numbers in logs and dumps, and how they are written there.

use card_data::{Class, Detector};

use crate::encode::{base64url, gzip, hex};
use crate::numbers::complete;

fn classes(detector: &Detector, bytes: &[u8]) -> Vec<Class> {
    detector.search(bytes).findings.iter().map(|finding| finding.class).collect()
}

#[test]
fn numbers_beside_dates() {
    let detector = Detector::default();
    let number = complete("424242424242424");
    let card = |separator: &str| [&number[..4], &number[4..8], &number[8..12], &number[12..]].join(separator);
    for context in ["20.11.2026 @", "Nov 20 2026 @ ok", "@ 2026-11-20T", "@ 2028", "@ 2026/12", "@ 1226 0123"]
    {
        for separator in [" ", "-"] {
            let text = context.replace('@', &card(separator));
            assert_eq!(classes(&detector, text.as_bytes()), [Class::CardNumber], "{context}");
        }
    }
    assert_eq!(classes(&detector, "@ 1226 @ 1227".replace('@', &card(" ")).as_bytes()).len(), 2);
}

#[test]
fn numbers_beside_marks_that_are_no_part_of_them() {
    let detector = Detector::default();
    let [number, short] = ["424242424242424", "37828224631000"].map(complete);
    for context in [
        "@.0",
        "@.00,",
        "@.json",
        "@.",
        "metrics.v2.@ 3",
        "cards.0.@",
        "cards[0].@",
        "card.@",
        "...@",
        "0,@,12/28",
        "[0,@]",
        "{\"a\":[0, @]}",
        "\u{1b}[33m@\u{1b}[39m",
        "\u{1b}[1;33m@",
        "\"\\u001b[33m@\\u001b[39m\"",
        "\\x1b[33m@",
        "my+card+@+expired",
        "@@ -1 +1 @@\n+@\n",
        "a\n@@ -1 +1 @@\n b\n+@\n",
    ] {
        let context = context.replace("@@ -1 +1 @@", "\u{0}");
        for number in [&number, &short] {
            let text = context.replace('@', number).replace('\u{0}', "@@ -1 +1 @@");
            assert_eq!(classes(&detector, text.as_bytes()), [Class::CardNumber], "{context:?}");
        }
    }
}

#[test]
fn numbers_in_scripts_without_blanks() {
    let detector = Detector::default();
    let number = complete("424242424242424");
    for text in ["\u{5361}\u{53f7}@\u{5df2}", "\u{30ab}\u{30fc}\u{30c9}@", "@\u{c73c}\u{b85c}", "\u{e1a}@"] {
        let text = text.replace('@', &number);
        assert_eq!(classes(&detector, text.as_bytes()), [Class::CardNumber]);
    }
}

#[test]
fn numbers_in_other_escapes() {
    let detector = Detector::default();
    let number = complete("424242424242424");
    let octal = number.bytes().map(|byte| format!("\\{byte:03o}")).collect::<Vec<_>>().concat();
    for context in [
        "a @",
        "a\\012@\\012",
        "a\\a@",
        "a\\v@",
        "a\\e[33m@",
        "a\\033[33m@",
        "a\\U0000000a@",
        "a\\0@",
        "%B@^A/B^2812",
    ] {
        let text = context.replace('@', &number);
        assert_eq!(classes(&detector, text.as_bytes()), [Class::CardNumber], "{context}");
    }
    assert_eq!(classes(&detector, octal.as_bytes()), [Class::CardNumber]);
}

#[test]
fn compressed_bodies_in_what_is_encoded() {
    let detector = Detector::default();
    let body = gzip(complete("424242424242424").as_bytes());
    let response = [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", body.as_slice()].concat();
    for text in [base64url(&response), String::from_utf8(hex(&response)).unwrap()] {
        assert_eq!(classes(&detector, text.as_bytes()), [Class::CardNumber]);
    }
}

#[test]
fn numbers_over_two_rows_of_a_dump() {
    let detector = Detector::default();
    let number = complete("424242424242424");
    for shift in 0..32 {
        let bytes = format!("{}{number}, and more of it", "x".repeat(4) + ":" + &" ".repeat(shift));
        for (width, mark, bar) in [(2, "", "|"), (4, ":", "")] {
            let rows = bytes.as_bytes().chunks(16).enumerate().map(|(row, bytes)| {
                let digits = String::from_utf8(hex(bytes)).unwrap();
                let words =
                    digits.as_bytes().chunks(width).map(|word| String::from_utf8_lossy(word).into_owned());
                let mut words: Vec<String> = words.collect();
                if width == 2 && words.len() > 8 {
                    words[8].insert(0, ' ');
                }
                let text = String::from_utf8_lossy(bytes);
                format!("{:08x}{mark} {}  {bar}{text}{bar}\n", row * 16, words.join(" "))
            });
            let dump = rows.collect::<String>();
            assert!(classes(&detector, dump.as_bytes()).contains(&Class::CardNumber), "{dump}");
        }
    }
}

//! The gate: any bytes are searched, and a card number among them is found, in whatever encoding it stands there.

use card_data::{Class, Detector, Limit, check_digit};

/// Any bytes, around a card number.
pub(crate) fn gate(bytes: &[u8]) {
    let detector = Detector::default();
    let report = detector.search(bytes);
    assert!(report.findings.iter().all(|finding| finding.offset <= bytes.len()));
    assert!(report.findings.windows(2).all(|pair| pair[0].offset <= pair[1].offset), "hits come in order");

    let digits = [4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let number: Vec<u8> = digits.iter().chain(&[check_digit(&digits)]).map(|digit| b'0' + digit).collect();
    let planted = [bytes, b"\n", number.as_slice(), b"\n", bytes].concat();
    let report = detector.search(&planted);
    let there = |class, offset| class == Class::CardNumber && offset == bytes.len() + 1;
    let found = report.findings.iter().any(|finding| there(finding.class, finding.offset));
    // UTF-16 and compressed data are not read plainly as well.
    assert!(found || report.cut_short == Some(Limit::Findings), "a card number was missed");

    let encode = ENCODINGS[bytes.len() % ENCODINGS.len()];
    // Quotes end what comes before in every encoding.
    let planted = [bytes, b"\n\"", encode(&number).as_slice(), b"\"\n", bytes].concat();
    let report = detector.search(&planted);
    let around = bytes.len()..bytes.len() + 3;
    let there = |class, offset| class == Class::CardNumber && around.contains(&offset);
    let found = report.findings.iter().any(|finding| there(finding.class, finding.offset));
    assert!(found || report.cut_short.is_some(), "an encoded card number was missed");
}

type Encode = fn(&[u8]) -> Vec<u8>;

const ENCODINGS: &[Encode] = &[
    |number| written(number, "%", |byte| format!("{byte:02x}"), ""),
    |number| written(number, "", |byte| format!("{byte:02X}"), ""),
    |number| written(number, "\\u00", |byte| format!("{byte:02x}"), ""),
    |number| written(number, "&#", |byte| byte.to_string(), ";"),
    |number| written(number, "=", |byte| format!("{byte:02X}"), ""),
    |number| written(number, "", |byte| byte.to_string(), ", "),
    |number| written(number, "", |byte| char::from_u32(0xFEE0 + u32::from(byte)).into_iter().collect(), ""),
    base64,
    |number| base64(&base64(number)),
];

fn written(number: &[u8], before: &str, digit: fn(u8) -> String, behind: &str) -> Vec<u8> {
    let digits: Vec<String> = number.iter().map(|byte| format!("{before}{}{behind}", digit(*byte))).collect();
    digits.concat().into_bytes()
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes).into_bytes()
}

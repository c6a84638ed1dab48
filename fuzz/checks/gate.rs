//! The gate: any bytes are searched, and a card number among them is found.

use cartevo_contract::card_data::{Class, Detector, Limit, check_digit};

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
}

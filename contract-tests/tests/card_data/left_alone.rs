//! Nothing is taken for card data that isn't.

use cartevo_contract::card_data::{Detector, JWT_PAYLOAD, has_card_number_form, invented_jwt};
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};

use crate::encode::{self, base64url, jwt};
use crate::numbers::complete;

/// Lines of noise per kind. (A million of each were tried once; this keeps it so.)
const LINES: usize = 4_000;

fn assert_clean(kind: &str, mut line: impl FnMut(&mut StdRng) -> String) {
    let mut random = StdRng::seed_from_u64(7);
    let text: String = (0..LINES).flat_map(|_| [line(&mut random), "\n".to_owned()]).collect();
    let report = Detector::default().search(text.as_bytes());
    let lines: Vec<_> = report
        .findings
        .iter()
        .map(|f| (f.describe(), text.lines().nth(f.line - 1).unwrap_or_default()))
        .collect();
    assert!(report.is_clean(), "{kind}: {lines:?} {:?}", report.cut_short);
}

fn bytes<const N: usize>(random: &mut StdRng) -> [u8; N] {
    let mut bytes = [0; N];
    random.fill_bytes(&mut bytes);
    bytes
}

fn hex(bytes: &[u8]) -> String {
    String::from_utf8(encode::hex(bytes)).unwrap()
}

fn uuid(random: &mut StdRng) -> String {
    let digits = hex(&bytes::<16>(random));
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

#[test]
fn uuids() {
    assert_clean("uuid", uuid);
    assert_clean("uuid in a path", |random| format!("GET /customers/{}/cards?sync=true", uuid(random)));
    assert_clean("uuid of digits", |random| {
        let mut digits = |count: u32| {
            format!("{:0width$}", random.random_range(0..10u64.pow(count)), width = count as usize)
        };
        [digits(8), digits(4), digits(4), digits(4), digits(12)].join("-")
    });
}

#[test]
fn hashes() {
    assert_clean("md5", |random| hex(&bytes::<16>(random)));
    assert_clean("sha-1", |random| hex(&bytes::<20>(random)));
    assert_clean("sha-256", |random| format!("checksum = \"{}\"", hex(&bytes::<32>(random))));
    assert_clean("integrity", |random| format!("sha512-{}==", base64url(&bytes::<64>(random))));
}

#[test]
fn base64_of_noise() {
    assert_clean("base64", |random| base64url(&bytes::<48>(random)));
    assert_clean("long base64", |random| base64url(&bytes::<300>(random)));
}

#[test]
fn numbers_of_other_kinds() {
    assert_clean("milliseconds", |random| {
        random.random_range(1_000_000_000_000u64..2_200_000_000_000).to_string()
    });
    assert_clean("microseconds", |random| {
        random.random_range(1_500_000_000_000_000u64..1_900_000_000_000_000).to_string()
    });
    assert_clean("float", |random| format!("{{\"x\":{}}}", random.random::<f64>() * 9.0));
    assert_clean("money", |random| format!("{:.2}", random.random_range(0.0..99_999_999.0)));
    assert_clean("date and time", |random| {
        format!(
            "2025-{:02}-{:02}T10:15:{:02}.{:03}Z",
            random.random_range(1..13),
            random.random_range(1..29),
            random.random_range(0..60),
            random.random_range(0..1000)
        )
    });
    assert_clean("short ids", |random| format!("id={}", random.random_range(0..1_000_000_000_000u64)));
}

#[test]
fn telephone_numbers() {
    assert_clean("cameroon", |random| format!("+237 6{:08}", random.random_range(0..100_000_000)));
    assert_clean("groups", |random| {
        format!(
            "+49 {} {:04} {:04}",
            random.random_range(150..180),
            random.random_range(0..10_000),
            random.random_range(0..10_000)
        )
    });
    assert_clean("e.164", |random| {
        format!("+{}", random.random_range(1_000_000_000u64..1_000_000_000_000_000))
    });
    assert_clean("national", |random| format!("0{}", random.random_range(100_000_000u64..100_000_000_000)));
}

#[test]
fn tables_of_numbers() {
    assert_clean("years", |random| {
        (0..7).map(|_| random.random_range(1900..2100).to_string()).collect::<Vec<_>>().join(" ")
    });
}

#[test]
fn letters_and_digits_beside_a_number() {
    let number = complete("424242424242424");
    let detector = Detector::default();
    for text in [
        format!("a{number}"),
        format!("{number}b"),
        format!("1{number}0000"),
        format!("0.{number}"),
        format!("{number}.25"),
        format!("\u{e9}{number}"),
    ] {
        assert!(detector.search(text.as_bytes()).is_clean());
    }
}

#[test]
fn placeholders() {
    for text in [
        "Authorization: Bearer <token>",
        "Bearer authentication header of the form Bearer",
        "-H \"Authorization: Bearer $TOKEN\"",
        "{\"cvv\":\"***\",\"cvv2\":\"000\",\"cvc\":null}",
        "x-sensitivity: cvv\n  maxLength: 4",
        "\"client_key\": \"<client_key>\"",
        "client_key: String, client_secret: std::env::var(\"KEY_12345678\")",
        "\"client_key\": \"invented0000000000001\"",
        "-----END PUBLIC KEY-----",
        concat!("-----BEGIN ", "PRIVATE KEY-----\\n\" is how it starts"),
        "**** **** **** 4242, 424242******4242",
    ] {
        let report = Detector::default().search(text.as_bytes());
        assert!(report.is_clean(), "{text}: {:?}", report.findings);
    }
}

#[test]
fn the_invented_jwt_and_no_other() {
    let detector = Detector::default();
    assert!(detector.search(invented_jwt("tkXyz_", "c2lnbmF0dXJl").as_bytes()).is_clean());
    assert!(!detector.search(jwt(JWT_PAYLOAD.replace('0', "1").as_bytes()).as_bytes()).is_clean());
}

proptest! {
    #[test]
    fn any_bytes_are_searched(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _report = Detector::default().search(&bytes);
    }

    #[test]
    fn any_text_is_searched(text in "[\\\\u{}x%+0-9a-f\"=.:_\u{ff10}-\u{ff19} -]{0,300}") {
        let _report = Detector::default().search(text.as_bytes());
    }

    #[test]
    fn a_wrong_check_digit_is_no_card_number(digits in "4[0-9]{14}", wrong in 1u8..10) {
        let number = complete(&digits);
        let last = (number.as_bytes()[15] - b'0' + wrong) % 10;
        let text = format!("{}{last}", &number[..15]);
        prop_assert!(Detector::default().search(text.as_bytes()).is_clean());
        let values: Vec<u8> = text.bytes().map(|digit| digit - b'0').collect();
        prop_assert!(!has_card_number_form(&values));
    }
}

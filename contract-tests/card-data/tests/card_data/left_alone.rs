//! Nothing is taken for card data that isn't.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use card_data::{Detector, JWT_PAYLOAD, has_card_number_form, invented_jwt};
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};

use crate::encode::{self, base64url, jwt};
use crate::numbers::complete;

/// Lines of noise per kind, unless `CARD_DATA_LINES` says how many:
///
/// `CARD_DATA_LINES=1000000 cargo test --release -p cartevo-contract --test card_data left_alone -- --nocapture`
const LINES: usize = 4_000;
/// Lines that are searched as one text.
const AT_ONCE: usize = 50_000;

#[expect(clippy::print_stderr, reason = "the figures are what a long run is for")]
fn assert_clean(kind: &str, mut line: impl FnMut(&mut StdRng) -> String) {
    let lines = std::env::var("CARD_DATA_LINES").ok().and_then(|lines| lines.parse().ok()).unwrap_or(LINES);
    let mut random = StdRng::seed_from_u64(7);
    let (mut left, mut bytes) = (lines, 0);
    while left > 0 {
        let count = left.min(AT_ONCE);
        let text: String = (0..count).flat_map(|_| [line(&mut random), "\n".to_owned()]).collect();
        assert_text_clean(kind, &text);
        left -= count;
        bytes += text.len();
    }
    eprintln!("{kind}: {lines} lines, {bytes} bytes, no false alarm");
}

fn assert_text_clean(kind: &str, text: &str) {
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
fn ticks() {
    assert_clean("ticks of .NET", |random| {
        random.random_range(637_000_000_000_000_000u64..641_000_000_000_000_000).to_string()
    });
}

#[test]
fn decimals_of_all_kinds() {
    let digits = |random: &mut StdRng| random.random_range(100_000_000_000_000u64..10_000_000_000_000_000);
    for context in [
        "M.@,.@ 0 .@",
        "d=\"M.5-.@l-.@.@\"",
        "M0.@ L-0.@",
        "a:.@",
        "[.@,-.@]",
        "x=.@;",
        "1; 0,@; 2",
        "\"0,@\";\"-0,@\"",
        "1.2.@",
        "3.@",
    ] {
        assert_clean(context, |random| context.replace('@', &digits(random).to_string()));
    }
    // At the start of a text as on any line.
    assert_text_clean("a drawing", &format!("M.{}", complete("424242424242424")));
}

#[test]
fn other_things_in_groups_of_four() {
    let group = |random: &mut StdRng| format!("{:04}", random.random_range(0..10_000));
    let groups =
        |random: &mut StdRng, count: usize| (0..count).map(|_| group(random)).collect::<Vec<_>>().join(" ");
    for head in ["DE89 ", "iban: GB29 NWBK ", "FR14 ", "NL91 ABNA ", "(MT84 MALT "] {
        assert_clean(head, |random| format!("{head}{} {}", groups(random, 4), random.random_range(10..100)));
        assert_clean(head, |random| format!("{head}{}", groups(random, 4)));
    }
    assert_clean("dump", |random| format!("00000010: {} 6a0d", groups(random, 4)));
    assert_clean("dump", |random| format!("00000010: 0a62 {}  0a", groups(random, 4)));
    assert_clean("fingerprint", |random| {
        format!("{} 78AB  CDEF 12C4 {}", groups(random, 4), groups(random, 4))
    });
}

#[test]
fn pixels() {
    let mut random = StdRng::seed_from_u64(7);
    for _ in 0..40 {
        let rows = (0..2000).flat_map(|_| {
            let row: Vec<u8> = (0..16).map(|_| random.random_range(b'0'..=b'9')).collect();
            [vec![0], row].concat()
        });
        let rows: Vec<u8> = rows.collect();
        let pixels = encode::zlib(&rows);
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\0IDAT", pixels.as_slice()].concat();
        assert!(Detector::default().search(&png).is_clean());
        let head =
            "%PDF-1.7\n7 0 obj\n<</Type /XObject /Subtype /Image /DecodeParms <</Columns 16>> >>\nstream\r\n";
        let pdf = [head.as_bytes(), pixels.as_slice(), b"\nendstream"].concat();
        assert!(Detector::default().search(&pdf).is_clean());
    }
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
fn lock_files() {
    assert_clean("Cargo.lock", |random| {
        format!(
            "[[package]]\nname = \"a-{}\"\nversion = \"{}.{}.{}\"\nchecksum = \"{}\"",
            random.random_range(0..99_999),
            random.random_range(0..99),
            random.random_range(0..999),
            random.random_range(0..20_251_231),
            hex(&bytes::<32>(random))
        )
    });
    assert_clean("package-lock.json", |random| {
        let integrity = STANDARD.encode(bytes::<64>(random));
        format!(
            "\"version\": \"1.{}.0\", \"integrity\": \"sha512-{integrity}\"",
            random.random_range(0..9999)
        )
    });
    assert_clean("go.sum", |random| {
        let time = random.random_range(20_150_101_000_000u64..20_261_231_235_959);
        format!(
            "example.com/m v0.0.0-{time}-{} h1:{}",
            &hex(&bytes::<6>(random)),
            STANDARD.encode(bytes::<32>(random))
        )
    });
    assert_clean("poetry.lock", |random| {
        format!(
            "{{file = \"a-{}.tar.gz\", hash = \"sha256:{}\"}},",
            random.random_range(0..99),
            hex(&bytes::<32>(random))
        )
    });
}

#[test]
fn numbers_in_pieces_of_other_kinds() {
    assert_clean("version", |random| {
        format!(
            "{}.{}.{}.{}",
            random.random_range(1..40),
            random.random_range(0..100),
            random.random_range(1000..9999),
            random.random_range(1000..9999)
        )
    });
    assert_clean("rows", |random| {
        format!(
            "{},{},{}",
            random.random_range(1_000_000..99_999_999),
            random.random::<f32>(),
            random.random_range(10_000_000..99_999_999)
        )
    });
    assert_clean("column", |random| random.random_range(1000..9999).to_string());
    assert_clean("long column", |random| random.random_range(10_000_000..99_999_999).to_string());
    assert_clean("dates", |random| {
        format!(
            "2025_{:04}/2026/{:02}/{:02}",
            random.random_range(0..9999),
            random.random_range(1..13),
            random.random_range(1..29)
        )
    });
    assert_clean("parameters", |random| {
        format!(
            "a={}&ts=34{}",
            random.random_range(0..99),
            random.random_range(100_000_000_000_000_000u64..900_000_000_000_000_000)
        )
    });
    assert_clean("base32", |random| {
        (0..52).map(|_| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[random.random_range(0..32)])).collect()
    });
    assert_clean("zlib", |random| {
        format!("x\u{1}{}", base64url(&[&[0x78, 0x9c], &bytes::<60>(random)[..]].concat()))
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
        format!("{number}.253"),
        format!("{number}.2.5"),
        format!("{number}px"),
        format!("{number}nn"),
        format!("xn{number}"),
        format!("japan{number}"),
        format!("1.{number}"),
        format!("\u{e9}{number}"),
    ] {
        assert!(detector.search(text.as_bytes()).is_clean());
    }
}

#[test]
fn ids_and_negative_numbers() {
    for start in ["620000000000000000", "40000000000000000", "3600000000000"] {
        let number = complete(start);
        for text in [
            format!("blk_{number}"),
            format!("INFO delete blk_-{number} blk_-{number}"),
            format!("req_{number}:"),
            format!("hash=-{number}"),
            format!("{{\"hash\": -{number}}}"),
            format!("https://help.example.com/articles/{number}-How-to-pay"),
        ] {
            assert_text_clean("id", &text);
        }
        for text in [
            format!("pan_{number}"),
            format!("card_number_{number}"),
            format!("-{number},1227"),
            format!("/cards/{number}"),
            format!("paid with {number} - thanks"),
            format!("{number}-x"),
        ] {
            assert!(!Detector::default().search(text.as_bytes()).is_clean(), "{} digits", number.len());
        }
    }
    // As many digits as nearly every card number has are looked at whatever is before them.
    let number = complete("424242424242424");
    for text in [format!("blk_{number}"), format!("x=-{number}"), format!("/{number}-a")] {
        assert!(!Detector::default().search(text.as_bytes()).is_clean());
    }
}

/// PDF documents write the widths of glyphs in lists beside numbers.
#[test]
fn widths_of_glyphs() {
    let number = complete("424242424242424");
    let groups: Vec<&str> = [0, 4, 8, 12].iter().map(|at| &number[*at..at + 4]).collect();
    let chain = groups.join(" ");
    for text in [
        format!("923 850 1167]{chain}[1148 190 233]5481"),
        format!("[455 463]{chain} 649"),
        format!("648 {chain}[ 611 278\n722]"),
        format!("] {chain} [-611.5 278]"),
    ] {
        let report = Detector::default().search(text.as_bytes());
        assert!(report.is_clean(), "{text}: {:?}", report.findings);
    }
    for text in [
        format!("[b]{chain}[/b]"),
        format!("{chain}[1]"),
        format!("[card] {chain} [2027]"),
        format!("[{chain}]"),
    ] {
        assert_eq!(Detector::default().search(text.as_bytes()).findings.len(), 1, "{text}");
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

//! Layouts that spread a number, and what may be attached to it; each with neighbours that are something else.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use card_data::{Class, Detector};

use crate::numbers::complete;

fn is_found(text: &str) -> bool {
    static DETECTOR: LazyLock<Detector> = LazyLock::new(Detector::default);
    let report = DETECTOR.search(text.as_bytes());
    report.findings.iter().any(|finding| finding.class == Class::CardNumber)
}

/// The number in groups of these lengths.
fn groups<'n>(number: &'n str, lengths: &[usize]) -> Vec<&'n str> {
    let mut at = 0;
    let parts = lengths.iter().map(|length| {
        at += length;
        &number[at - length..at]
    });
    parts.collect()
}

fn fours() -> String {
    complete("424242424242424")
}

const DELIMITERS: &[&str] = &[
    "  ",
    "   ",
    "\t",
    ",",
    ", ",
    "|",
    " | ",
    ";",
    " - ",
    " \u{2013} ",
    "<br>",
    "<br/>\n",
    "</td><td>",
    "</td>\n  <td class=\"a\">",
    "\u{1b}[0m\u{1b}[1m",
];

#[test]
fn groups_with_one_delimiter_throughout() {
    let numbers: [(String, &[usize]); 6] = [
        (fours(), &[4, 4, 4, 4]),
        (complete("37828224631000"), &[4, 6, 5]),
        (complete("3056930902590"), &[4, 6, 4]),
        (complete("620000000000000000"), &[4, 4, 4, 4, 3]),
        (complete("400000000000"), &[4, 4, 4, 1]),
        (complete("400000000000"), &[4, 3, 3, 3]),
    ];
    for (number, lengths) in &numbers {
        for delimiter in DELIMITERS {
            let written = groups(number, lengths).join(delimiter);
            for text in [
                written.clone(),
                format!("pan: {written}"),
                format!("<td>{written}</td>"),
                format!("\"{written}\"\n"),
            ] {
                assert!(is_found(&text), "{delimiter:?} {lengths:?}");
            }
            // A further group, before or behind; another delimiter; a wrong check digit.
            for text in [
                format!("{written}{delimiter}1"),
                format!("1{delimiter}{written}"),
                written.replacen(delimiter, ":", 1),
                format!("{}x", &written[..written.len() - 1]),
            ] {
                assert!(!is_found(&text), "{delimiter:?} {lengths:?}: {}", text.len());
            }
        }
    }
}

#[test]
fn lists_of_digits() {
    for number in
        [fours(), complete("37828224631000"), complete("620000000000000000"), complete("400000000000")]
    {
        for delimiter in [",", ", ", ",\n    ", "\",\"", "', '"] {
            let digits: Vec<String> = number.chars().map(String::from).collect();
            let list = digits.join(delimiter);
            let quote =
                delimiter.chars().find(|c| matches!(c, '"' | '\'')).map(String::from).unwrap_or_default();
            assert!(is_found(&format!("x = [{quote}{list}{quote}]")), "{delimiter:?}");
            assert!(is_found(&format!("{{{quote}{list}{quote}}}")), "{delimiter:?}");
            assert!(!is_found(&format!("[{quote}{list}{delimiter}1{quote}]")), "{delimiter:?}");
            assert!(!is_found(&format!("[{quote}1{delimiter}{list}{quote}]")), "{delimiter:?}");
            assert!(!is_found(&list), "{delimiter:?}");
        }
    }
}

#[test]
fn what_may_be_attached() {
    let number = fours();
    let decimals = format!("{}.{}", &number[..1], &number[1..]);
    for text in [
        "@.50",
        "@.00",
        "-@.50,",
        "@n",
        "@L",
        "@UL",
        "@ull",
        "@u64",
        "PAN@",
        "card@",
        "cc@:",
        "No@",
        "@1227",
        "@2712",
        "@1227123",
        ";@=27121011000012345678?",
        "%B@^A/B^2712101",
        "@D27121011000012345678",
        "@d2712101",
        "\u{1b}[01;31m\u{1b}[K@\u{1b}[m\u{1b}[K",
        "\u{1b}[K@",
        "\u{1}+@",
        "/paths/~1@/get",
        "/paths/~1a~1@",
        "/a~0@",
    ] {
        assert!(is_found(&text.replace('@', &number)), "{text}");
    }
    for text in [format!("{decimals}E+15"), format!("{decimals}e15"), format!(" {decimals}E+15\t")] {
        assert!(is_found(&text), "an exponent");
    }
    for start in ["400000000000", "3600000000000", "620000000000000000"] {
        for attached in [".50", "1227", "2712"] {
            // A float has no more than 17 digits, so it has no cents behind more.
            let text = format!("{}{attached}", complete(start));
            assert!(is_found(&text), "{attached} behind {} digits", start.len() + 1);
        }
    }
    for text in [
        "@.501",
        "@.5",
        "@.50.1",
        "@nx",
        "@LLL",
        "@u65",
        "japan@",
        "xpan@",
        "a_card@",
        "@1327",
        "@9927",
        "@12271",
        "@D9912101",
        "@DEADBEEF",
    ] {
        assert!(!is_found(&text.replace('@', &number)), "{text}");
    }
    for text in [
        format!("{decimals}E+14"),
        format!("{decimals}E+16"),
        format!("1{decimals}E+15"),
        format!("{decimals}E-15"),
    ] {
        assert!(!is_found(&text), "another number");
    }
}

fn bcd(nibbles: &str) -> Vec<u8> {
    let nibbles: Vec<u8> = nibbles.chars().map(|c| u8::try_from(c.to_digit(16).unwrap()).unwrap()).collect();
    nibbles.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

#[test]
fn data_objects_of_chip_cards() {
    let (sixteen, fifteen, nineteen) = (fours(), complete("37828224631000"), complete("620000000000000000"));
    let objects = [
        format!("5A08{sixteen}"),
        format!("5A08{fifteen}F"),
        format!("5A0A{nineteen}F"),
        format!("5711{sixteen}D2712101123456789F"),
        format!("5F24032712315A08{sixteen}"),
    ];
    for object in &objects {
        for text in [
            object.clone(),
            object.to_lowercase(),
            format!("tlv={object}9F02060000"),
            format!("9F3303E0F8C8{object}"),
        ] {
            assert!(is_found(&text), "{}", object.len());
        }
        let bytes = [b"\x9f\x33\x03\xe0\xf8\xc8".to_vec(), bcd(object), vec![0x9f, 2]].concat();
        let report = Detector::default().search(&bytes);
        assert!(
            report.findings.iter().any(|found| found.class == Class::CardNumber),
            "{} bytes",
            object.len()
        );
    }
    for text in [
        format!("5A09{sixteen}"),
        format!("5B08{sixteen}"),
        format!("5A08{}A{}", &sixteen[..15], &sixteen[15..]),
    ] {
        assert!(!is_found(&text), "another object");
    }
}

#[test]
fn base64_in_short_lines_and_several_times() {
    for (width, before) in [(16, ""), (20, "card "), (32, "to whom it may concern: "), (40, "x ")] {
        let encoded = STANDARD.encode(format!("{before}{} and more text behind it", fours()));
        let lines: Vec<&str> =
            encoded.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
        for end in ["\n", "\r\n"] {
            assert!(is_found(&lines.join(end)), "{width}");
            assert!(is_found(&format!("-----\n{}\n-----\n", lines.join(end))), "{width}");
        }
    }
    let five = (0..5).fold(fours(), |text, _| STANDARD.encode(text));
    assert!(is_found(&five));
}

/// A database of one page with these values in one row.
fn database(kinds: &[u8], values: &[&[u8]]) -> Vec<u8> {
    let record = [&[u8::try_from(kinds.len() + 1).unwrap()], kinds, &values.concat()].concat();
    let cell = [&[u8::try_from(record.len()).unwrap(), 1], record.as_slice()].concat();
    let mut page = vec![0; 512];
    page[..16].copy_from_slice(b"SQLite format 3\0");
    page[16] = 2;
    page[100] = 0x0d;
    page[104] = 1;
    let start = u16::try_from(512 - cell.len()).unwrap();
    page[108..110].copy_from_slice(&start.to_be_bytes());
    page[usize::from(start)..].copy_from_slice(&cell);
    page
}

#[test]
fn values_of_a_database() {
    let (sixteen, fifteen) = (fours(), complete("37828224631000"));
    let number: u64 = sixteen.parse().unwrap();
    let text = |value: &str| 13 + 2 * u8::try_from(value.len()).unwrap();
    let databases = [
        database(&[text(&fifteen)], &[fifteen.as_bytes()]),
        database(&[text("Amina"), text(&sixteen), text("x")], &[b"Amina", sixteen.as_bytes(), b"x"]),
        database(&[text("a1"), 6, 1], &[b"a1", &number.to_be_bytes(), &[7]]),
    ];
    let detector = Detector::default();
    for (number, database) in databases.iter().enumerate() {
        let report = detector.search(database);
        assert!(report.findings.iter().any(|found| found.class == Class::CardNumber), "{number}");
        // Damaged pages come to an end.
        for at in (0..database.len()).step_by(3) {
            let mut damaged = database.clone();
            damaged[at] = 0xff;
            let _ = detector.search(&damaged);
            let _ = detector.search(&database[..at]);
        }
    }
}

#[test]
fn streams_of_every_level_and_stored_members_inside_of_other_data() {
    use std::io::Write as _;

    let detector = Detector::default();
    let finds =
        |bytes: &[u8]| detector.search(bytes).findings.iter().any(|found| found.class == Class::CardNumber);
    for level in 0..10 {
        let mut encoder = flate2::write::ZlibEncoder::new(b"head ".to_vec(), flate2::Compression::new(level));
        encoder.write_all(fours().as_bytes()).unwrap();
        assert!(finds(&encoder.finish().unwrap()), "{level}");
    }
    // A member that is stored, between its name and the next header.
    let number = fours();
    let length = u32::try_from(number.len()).unwrap().to_le_bytes();
    let head = [b"PK\x03\x04\x14\0\0\0\0\0".as_slice(), &[0; 8], &length, &length, &[5, 0, 0, 0]].concat();
    let archive = [head.as_slice(), b"a.txt", number.as_bytes(), b"PK\x01\x02"].concat();
    assert!(finds(&archive));
    // Members that claim to be as long as all that follows are read once.
    let long = [&head[..18], &[0xff; 8], &head[26..], b"a.txt"].concat().repeat(50_000);
    assert!(!finds(&long));
    assert!(detector.search("x^2 + x^".repeat(100_000).as_bytes()).is_clean());
}

#[test]
fn characters_that_take_no_room_hide_nothing() {
    let number = complete("424242424242424");
    for character in [
        '\u{ad}',
        '\u{61c}',
        '\u{180e}',
        '\u{200b}',
        '\u{200d}',
        '\u{200e}',
        '\u{202e}',
        '\u{2060}',
        '\u{2069}',
        '\u{feff}',
        '\u{fe0f}',
        '\u{e0041}',
    ] {
        let digits: Vec<String> = number.chars().map(String::from).collect();
        let hidden = digits.join(&character.to_string());
        let escaped =
            digits.join(&character.escape_unicode().to_string().replace("u{", "u").replace('}', ""));
        for text in [
            hidden.clone(),
            format!("a line\nthe {hidden}, and more\nanother"),
            format!("x: {character}{hidden}"),
        ] {
            assert_eq!(
                Detector::default().search(text.as_bytes()).findings.len(),
                1,
                "{character:?} in {text}"
            );
        }
        if u32::from(character) > 0xfff && u32::from(character) <= 0xffff {
            assert_eq!(
                Detector::default().search(format!("{{\"pan\":\"{escaped}\"}}").as_bytes()).findings.len(),
                1,
                "{escaped}"
            );
        }
    }
}

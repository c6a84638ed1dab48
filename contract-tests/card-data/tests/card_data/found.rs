//! Nothing is missed.

use card_data::{Class, Detector, Encoding, Finding, Limit, Limits, SensitiveValues};

use crate::encode::{ENCODINGS, base64url, gzip, jwt, zlib};
use crate::numbers::{all, complete, layouts};

fn classes(detector: &Detector, bytes: &[u8]) -> Vec<Class> {
    detector.search(bytes).findings.iter().map(|finding| finding.class).collect()
}

#[test]
fn numbers_of_all_schemes_in_all_layouts() {
    let detector = Detector::default();
    for number in all() {
        for written in [layouts(&number), vec![number.clone()]].concat() {
            for context in
                ["@", "x: @.", "{\"pan\":\"@\"}", "card=@&a=1", "id-@", "(@)", "1 @ 12/28 123", "\t@\r\n"]
            {
                if context.contains(" 12/28") && written.contains(['\u{a0}', '\u{2011}', '-', ' ']) {
                    continue;
                }
                let text = context.replace('@', &written);
                assert!(
                    classes(&detector, text.as_bytes()).contains(&Class::CardNumber),
                    "{context} {}",
                    number.len()
                );
            }
        }
    }
}

#[test]
fn numbers_in_all_encodings_and_pairs_of_them() {
    let detector = Detector::default();
    let missed = |text: &[u8]| !classes(&detector, text).contains(&Class::CardNumber);
    // Four of the numbers, one of each length; encodings don't look at prefixes.
    for number in [0, 1, 9, 20].map(|index| all().swap_remove(index)) {
        for context in ["@", "{\"iat\":12,\"value\":\"@\"}", "to: @, and\n", "a @", "ab @"] {
            let text = context.replace('@', &number);
            for (name, encode) in ENCODINGS {
                let once = encode(text.as_bytes());
                assert!(!missed(&once), "{name} of {context}, {} digits", number.len());
                for (outer, wrap) in ENCODINGS {
                    let binary = matches!(*name, "gzip" | "zstd" | "zip");
                    if binary && (outer.starts_with("escape") || outer.starts_with("html")) {
                        // Bytes that are not text don't survive being written as text.
                        continue;
                    }
                    assert!(!missed(&wrap(&once)), "{name} in {outer}, {context}");
                }
            }
        }
    }
}

#[test]
fn numbers_of_all_schemes_in_all_layouts_and_encodings() {
    let detector = Detector::default();
    let mut searched = 0;
    for number in all() {
        for written in layouts(&number).into_iter().filter(|written| !written.contains('\u{2011}')) {
            let text = format!("{{\"sub\":\"a\",\"pan\":\"{written}\"}}");
            for (name, encode) in ENCODINGS {
                let found = classes(&detector, &encode(text.as_bytes()));
                assert!(found.contains(&Class::CardNumber), "{name}, {} digits", number.len());
                searched += 1;
            }
        }
    }
    eprintln!("{searched} card numbers in all layouts and encodings, none missed");
}

#[test]
fn numbers_under_four_layers() {
    let detector = Detector::default();
    let number = complete("424242424242424");
    let inner = gzip(base64url(format!("{{\"value\":\"{number}\"}}").as_bytes()).as_bytes());
    let layered = jwt(format!("{{\"data\":\"{}\"}}", base64url(&inner)).as_bytes());
    let report = detector.search(layered.as_bytes());
    let hit = report.findings.iter().find(|finding| finding.class == Class::CardNumber).unwrap();
    assert_eq!((hit.path.len(), hit.path[0], hit.path[2]), (4, Encoding::Jwt, Encoding::Gzip));
}

#[test]
fn numbers_in_pieces() {
    let detector = Detector::default();
    for number in all() {
        for written in layouts(&number) {
            if !written.contains(' ') || !is_cut_as_usual(&written) {
                continue;
            }
            for joint in [".", "_", "/", "\n", "\r\n", "-\n    ", "\u{200b}", "\u{b7}"] {
                for context in ["@", "to @, and", "\"@\"", "7\n\n@\n\n12/28"] {
                    let text = context.replace('@', &written.replace(' ', joint));
                    assert!(
                        classes(&detector, text.as_bytes()).contains(&Class::CardNumber),
                        "{joint:?} {context} {}",
                        written.len()
                    );
                }
            }
            let once = written.replacen(' ', "\n", 2).replacen('\n', " ", 1);
            assert!(classes(&detector, format!("to {once}.").as_bytes()).contains(&Class::CardNumber));
        }
        for cut in 1..number.len() {
            let (one, other) = number.split_at(cut);
            for text in [
                format!("{{\"note\":\"{one}\\n{other}\"}}"),
                format!("<a>{one}=\n{other}</a>"),
                format!("{one}=\r\n{other}"),
                format!("{one}\n{other}\n"),
            ] {
                assert!(classes(&detector, text.as_bytes()).contains(&Class::CardNumber), "cut at {cut}");
            }
        }
    }
}

/// True for what is cut as card numbers are printed.
fn is_cut_as_usual(written: &str) -> bool {
    let lengths: Vec<usize> = written.split(' ').map(str::len).collect();
    matches!(lengths[..], [4, 4, 4, 4] | [4, 6, 4 | 5] | [4, 4, 4, 4, 3])
}

#[test]
fn numbers_in_quoted_printable() {
    let detector = Detector::default();
    let number = complete("555555555555444");
    let all = number.bytes().map(|byte| format!("={byte:02X}")).collect::<Vec<_>>().concat();
    let parted = [&number[..4], &number[4..8], &number[8..12], &number[12..]];
    for text in [
        format!("to {all},"),
        format!("card: {}", parted.join("=20")),
        parted.join("=2D"),
        parted.join("=\n"),
    ] {
        assert_eq!(classes(&detector, text.as_bytes()), [Class::CardNumber], "{text}");
    }
    assert_eq!(classes(&detector, format!("id=3{number}").as_bytes()), []);
}

#[test]
fn digits_of_other_scripts() {
    let detector = Detector::default();
    let number = complete("555555555555444");
    for zero in ['\u{ff10}', '\u{0660}', '\u{06f0}', '\u{0966}', '\u{1d7ce}'] {
        let digit = |c: char| char::from_u32(u32::from(zero) + c.to_digit(10).unwrap()).unwrap();
        let text: String = number.chars().map(digit).collect();
        assert_eq!(classes(&detector, text.as_bytes()), [Class::CardNumber], "U+{:04X}", u32::from(zero));
        assert_eq!(classes(&detector, base64url(text.as_bytes()).as_bytes()), [Class::CardNumber]);
    }
}

#[test]
fn utf_16() {
    let detector = Detector::default();
    let text = format!("card number {} of a customer", complete("555555555555444"));
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(classes(&detector, &bytes), [Class::CardNumber]);
    assert_eq!(classes(&detector, base64url(&bytes).as_bytes()), [Class::CardNumber]);
}

#[test]
fn utf_16_in_something_else() {
    let detector = Detector::default();
    let number = complete("555555555555444");
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let wide: Vec<u8> = number.encode_utf16().flat_map(order).collect();
        let bytes = [&[0xC3; 300], wide.as_slice(), &[0xC3; 300]].concat();
        assert_eq!(classes(&detector, &bytes), [Class::CardNumber]);
    }
}

#[test]
fn behind_something_compressed() {
    let detector = Detector::default();
    let hidden = base64url(format!("the number {}", complete("424242424242424")).as_bytes());
    for compressed in [gzip(b"a text"), zstd::encode_all(&b"a text"[..], 0).unwrap(), vec![0x1f, 0x8b, 8]] {
        let bytes = [compressed.as_slice(), b"\n", hidden.as_bytes()].concat();
        assert_eq!(classes(&detector, &bytes), [Class::CardNumber]);
    }
}

#[test]
fn security_codes_by_the_name_of_their_place() {
    let detector = Detector::default();
    let code = 100 + 23;
    for place in [
        format!("{{\"cvv\":\"{code}\"}}"),
        format!("{{\"CVV2\" : {code}}}"),
        format!("{{\"cardCvc\":\n \"{code}4\"}}"),
        format!("{{\"security_code\":\"{code}\"}}"),
        format!("{{\"cvv\":{{\"value\":\"{code}\"}}}}"),
        format!("text: \"{{\\\"cvv\\\":\\\"{code}\\\"}}\""),
        format!("cvv={code}&x=1"),
        format!("<cvv>{code}</cvv>"),
        format!("CVV: {code}"),
    ] {
        assert!(classes(&detector, place.as_bytes()).contains(&Class::SecurityCode), "{place}");
        for (name, encode) in ENCODINGS {
            if *name == "small base32" && place.len() < 13 {
                // Too short: so long a run of small letters is a word.
                continue;
            }
            let text = encode(place.as_bytes());
            assert!(classes(&detector, &text).contains(&Class::SecurityCode), "{name} of {place}");
        }
    }
}

#[test]
fn card_tokens_are_opened() {
    let detector = Detector::default();
    let token = |value: &str| {
        format!("\"tkXyz_{}\"", jwt(format!("{{\"value\":\"{value}\",\"iat\":1795}}").as_bytes()))
    };
    let number = detector.search(token(&complete("535353535353535")).as_bytes());
    let found: Vec<String> = number.findings.iter().map(Finding::describe).collect();
    assert_eq!(found, ["access token", "card number (via jwt)"]);
    let code = classes(&detector, token(&format!("{}", 100 + 23)).as_bytes());
    assert_eq!(code, [Class::Token, Class::SecurityCode]);
}

#[test]
fn credentials() {
    let detector = Detector::default();
    let key = ["LocalOnlyKey", "Number", "0000001"].concat();
    for (class, text) in [
        (Class::Token, format!("Authorization: Bearer {key}")),
        (Class::Token, jwt(br#"{"sub":"someone","exp":1}"#)),
        (Class::ClientKey, format!("{{\"client_key\":\"{key}\"}}")),
        (Class::ClientKey, format!("client_secret={key}&a=b")),
        (Class::PrivateKey, ["-----BEGIN RSA ", "PRIVATE KEY-----\n", &"A1".repeat(32)].concat()),
    ] {
        assert_eq!(classes(&detector, text.as_bytes()), [class], "{class}");
    }
}

#[test]
fn values_of_this_run() {
    let detector = Detector::default();
    let seen = SensitiveValues::new(["AMINA TCHOUPO", "short"].into_iter()).unwrap();
    let found = |text: &[u8]| !detector.search_with(text, &seen).is_clean();
    for (name, encode) in ENCODINGS {
        assert!(found(&encode(b"to: AMINA TCHOUPO!")), "{name}");
        assert!(!found(&encode(b"to: XAMINA TCHOUPOX, short")), "{name}");
    }
}

#[test]
fn values_of_this_run_in_one_another() {
    let detector = Detector::default();
    let long = ["a token of a hundred characters and more; ".repeat(3), "its end".to_owned()].concat();
    let other = long.replace("end", "start");
    let values = ["amina tchoupo", "tchoupo, amina", "amina tc", &long, &other, &"1".repeat(60_000)];
    let seen = SensitiveValues::new(values.into_iter()).unwrap();
    let found = |text: &str| !detector.search_with(text.as_bytes(), &seen).is_clean();
    for text in [
        // Each is hidden behind one that is no whole word.
        "xamina tchoupo, amina",
        "amina tc houpox",
        &format!("({long})"),
        &format!("({other})"),
        &format!("{} {}", "1".repeat(59_999), "1".repeat(60_000)),
    ] {
        assert!(found(text), "{text:.80}");
    }
    assert!(!found(&long[..long.len() - 3]) && !found(&"1".repeat(59_999)) && !found("xamina tchoupo"));
}

#[test]
fn places_are_named() {
    let number = complete("424242424242424");
    let text = format!("\u{e9}\n\u{e9}\u{e9} {number}\n  \"\\u0041\\\"{number}\\\"\"\nx=%20{number}");
    let report = Detector::default().search(text.as_bytes());
    let places: Vec<_> = report.findings.iter().map(|f| (f.line, f.column, f.describe())).collect();
    let expected = [(2, 4, "card number"), (3, 12, "card number"), (4, 6, "card number (via percent)")]
        .map(|(l, c, d)| (l, c, d.to_owned()));
    assert_eq!(places, expected);
}

#[test]
fn limits_are_said() {
    let number = complete("424242424242424");
    let detector = Detector::new(Limits { findings: 2, ..Limits::default() });
    let report = detector.search([number.as_str(); 5].join("\n").as_bytes());
    assert_eq!((report.findings.len(), report.cut_short), (2, Some(Limit::Findings)));
    let detector = Detector::new(Limits { decoded_bytes: 0, ..Limits::default() });
    let bomb = gzip(&vec![b'a'; 1 << 20]);
    assert_eq!(detector.search(&bomb).cut_short, Some(Limit::DecodedBytes));
}

#[test]
fn behind_many_compressed_streams() {
    let detector = Detector::default();
    let number = complete("424242424242424");
    for compress in [gzip, zlib] {
        let streams =
            (0..100).map(|at| [b"stream\n".to_vec(), compress(format!("page {at}").as_bytes())].concat());
        let bytes = [streams.collect::<Vec<_>>().concat(), b"stream\n".to_vec(), compress(number.as_bytes())]
            .concat();
        assert_eq!(classes(&detector, &bytes), [Class::CardNumber]);
        let chance =
            [[0x78, 0x9c, 0xff, 0xff, 0x1f, 0x8b, 8, 0xff].repeat(100), compress(number.as_bytes())].concat();
        assert_eq!(classes(&detector, &chance), [Class::CardNumber]);
    }
}

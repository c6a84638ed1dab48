use super::Inventor;
use card_data::{CARD_LENGTHS, Detector, check_digit, invented_jwt, passes_luhn};

fn invented(real: &str) -> String {
    let mut inventor =
        Inventor::seeded(1).with_prefixes_of(["A token (tkXyz_) or an id (txn_...), and any_other word."]);
    inventor.text(real, &|_| true).unwrap()
}

/// Letters as `a` or `A`, digits as `0`, the rest as it is.
fn outline(text: &str) -> String {
    let class = |c: char| match c {
        c if c.is_ascii_uppercase() => 'A',
        c if c.is_ascii_lowercase() => 'a',
        c if c.is_ascii_digit() => '0',
        c => c,
    };
    text.chars().map(class).collect()
}

#[test]
fn the_form_stays_and_the_value_goes() {
    for real in [
        "91b3c6d6-111b-44da-9f81-16f019bebe8c",
        "2025-10-22",
        "2025-10-22T16:02:54.123Z",
        "2025-10-22 16:02",
        "+237",
        "600 12 34 56",
        "00237",
        "-12.50",
        "424242******4242",
        "**** **** **** 5407",
        "XXXX-XXXX-XXXX-5407",
        "CM",
        "AB",
        "12/28",
        "a1B2c3",
    ] {
        let invented = invented(real);
        assert_ne!(invented, real);
        if real.len() != 36 {
            assert_eq!(outline(&invented), outline(real));
        }
        assert_eq!(invented.len(), real.len(), "{real}");
    }
}

#[test]
fn words_get_about_the_same_length_and_case() {
    let text = invented("AMINA Tchoupo lives in Yaounde, since 1987.");
    let words: Vec<&str> = text.split(' ').collect();
    assert_eq!(words.len(), 7);
    assert!(words[0].chars().all(char::is_uppercase));
    assert!(words[1].starts_with(char::is_uppercase) && words[1][1..].chars().all(char::is_lowercase));
    assert!(text.ends_with('.') && !text.contains("1987"));
}

#[test]
fn forms_with_meaning() {
    assert!(invented("john.doe@mail.cm").ends_with("@example.com"));
    let url = invented("https://cdn.cartevo.co/kyc/John/front.jpg?sig=1");
    assert!(url.starts_with("https://example.com/") && url.contains(".jpg") && url.matches('/').count() == 5);
    assert!(invented("10.1.2.3").starts_with("192.0.2."));
    assert!(invented("txn_64fa01c2d3e4b5a697887766").starts_with("txn_"));
    // The start of a password, or a name.
    for text in [
        "Summer_2024pw99",
        "hunter_abc123",
        concat!("Zorbina_eyJhbGciOiJub25lIn0", ".eyJhIjoxMjM0NTY3OH0.c2lnbmF0dXJl"),
    ] {
        let invented = invented(text);
        assert_eq!(invented.find('_'), text.find('_'), "{invented}");
        assert_ne!(invented.split('_').next(), text.split('_').next());
    }
    assert!(!invented("https://x.example/in/zorbi.quax/pass.front").contains("quax"));
    assert!(!invented("https://x.example/zorb.quax").contains("quax"));
    // Signs that carry meaning, and texts of signs only.
    let signs = invented("Al \u{1f1e7}\u{1f1f7} \u{2835}\u{2815}");
    assert!(!signs.contains(['\u{1f1e7}', '\u{1f1f7}', '\u{2835}', '\u{2815}']), "{signs}");
    assert_ne!(invented("!@#$%^&()"), "!@#$%^&()");
    assert_eq!(invented("****-****"), "****-****");
    // A PIN may be all zeros.
    assert_ne!(invented("00000000"), "00000000");
    assert!(invented("bWFwbGVyYWQ=").ends_with('='));
    let key = Inventor::seeded(1).credential("LocalOnlyKeySanaga00000000000001", &|_| true).unwrap();
    assert!(key.starts_with("invented") && key.len() == 32);
}

#[test]
fn jwts_become_the_one_that_the_gate_knows() {
    // Any other JWT is real to the gate: changing a letter of the payload changes the payload.
    let real = invented_jwt("tkXyz_", "a_signature_1").replace(".eyJ2", ".eyJ3");
    let token = invented(&real);
    assert_eq!(token.matches('.').count(), 2);
    assert!(token.starts_with("tkXyz_eyJ"));
    assert!(!Detector::default().search(real.as_bytes()).is_clean());
    assert!(Detector::default().search(token.as_bytes()).is_clean());
    assert!(token.starts_with(&invented_jwt("tkXyz_", "")));
}

#[test]
fn the_same_becomes_the_same_in_texts_too() {
    let mut inventor = Inventor::seeded(2);
    let id = "91b3c6d6-111b-44da-9f81-16f019bebe8c";
    let alone = inventor.text(id, &|_| true).unwrap();
    let text = inventor.text(&format!("Card {id}, not found"), &|_| true).unwrap();
    assert!(text.contains(&format!("{alone},")), "{text}");
    assert_ne!(inventor.number("7E+1985041", None, &|_| true).unwrap()[3..], *"1985041");
    assert_eq!(inventor.number("120034", None, &|_| true), inventor.string("120034", &|_| true));
}

#[test]
fn nothing_is_the_same_in_another_run() {
    let real = "91b3c6d6-111b-44da-9f81-16f019bebe8c";
    let once = Inventor::default().text(real, &|_| true);
    assert_ne!(once, Inventor::default().text(real, &|_| true));
}

#[test]
fn invented_card_numbers_are_none() {
    let digits = [4, 2, 4, 2, 4, 2, 4, 2, 4, 2, 4, 2, 4, 2, 4];
    let real: String =
        digits.iter().chain(&[check_digit(&digits)]).map(|digit| char::from(b'0' + digit)).collect();
    for seed in 0..500 {
        let mut inventor = Inventor::seeded(seed);
        let number = inventor.number(&real, None, &|_| true).unwrap();
        assert!(number.len() == 16 && Detector::default().search(number.as_bytes()).is_clean());
    }
}

#[test]
fn invented_digits_in_a_row_pass_for_no_card_number() {
    let digits = |text: &str| -> Vec<Vec<u8>> {
        text.split(|c: char| !c.is_ascii_digit()).map(|run| run.bytes().map(|b| b - b'0').collect()).collect()
    };
    for seed in 0..100 {
        let mut inventor = Inventor::seeded(seed);
        for length in CARD_LENGTHS {
            let number = "7".repeat(length);
            let invented = [
                inventor.string(&format!("https://files.example/{number}_scan_{number}.png"), &|_| true),
                inventor.text(&format!("moved {number} to {number}"), &|_| true),
                inventor.string(&number, &|_| true),
                inventor.number(&number, None, &|_| true),
            ];
            for text in invented.map(Result::unwrap) {
                let runs = digits(&text);
                let mut runs = runs.iter().filter(|run| CARD_LENGTHS.contains(&run.len()));
                assert!(!runs.any(|run| passes_luhn(run)), "{text}");
            }
        }
    }
}

#[test]
fn what_does_not_fit_is_drawn_again_or_given_up() {
    let mut inventor = Inventor::seeded(3);
    assert!(
        inventor.number("2028", Some(&(2000..=2099)), &|n| n.starts_with("20")).unwrap().starts_with("20")
    );
    assert!(inventor.string("CM", &|_| false).is_err());
    assert_eq!(inventor.string("****", &|_| false).as_deref(), Ok("****"));
}

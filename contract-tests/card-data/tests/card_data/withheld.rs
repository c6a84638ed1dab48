//! What is withheld from text that is about to be shown.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use card_data::{TextForm, check_digit, holds_card_data, withhold};
use proptest::prelude::*;
use serde_json::{Value, json};

fn number() -> String {
    let digits = [4, 5, 3, 9, 5, 7, 8, 7, 6, 3, 6, 2, 1, 4, 8];
    digits.iter().chain(&[check_digit(&digits)]).map(ToString::to_string).collect()
}

/// The number as strangers write it.
fn forms() -> Vec<String> {
    let number = number();
    let grouped = |by: &str| [&number[..4], &number[4..8], &number[8..12], &number[12..]].join(by);
    let wide = number.chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0xff10).unwrap()).collect();
    let each = |form: &dyn Fn(u8) -> String| number.bytes().map(form).collect::<Vec<_>>().concat();
    vec![
        number.clone(),
        format!("{number}.50"),
        format!("{}.{}e15", &number[..1], &number[1..]),
        grouped(" "),
        grouped("-"),
        wide,
        STANDARD.encode(&number),
        each(&|byte| format!("{byte:02x}")),
        each(&|byte| format!("%{byte:02x}")),
        each(&|byte| format!("&#{byte};")),
    ]
}

#[test]
fn every_form_goes_and_the_rest_of_the_lines_stays() {
    for form in forms() {
        let text = format!("before\n<td title=\"x\">default {form}</td><td>next</td>\nbehind {form}\nend\n");
        let shown = withhold(&text, TextForm::Plain);
        assert!(!holds_card_data(&shown) && !shown.contains(&form), "{shown}");
        assert!(shown.starts_with("before\n<td title=\"x\">default "), "{shown}");
        assert!(shown.ends_with("\nend\n") && shown.contains("</td><td>next</td>\n"), "{shown}");
    }
    let clean = "GET /boats 2026-04-02, 12345 exchanges";
    assert!(matches!(withhold(clean, TextForm::Plain), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn json_stays_json() {
    let number = number();
    let digits: Vec<u8> = number.bytes().map(|digit| digit - b'0').collect();
    let escaped = number.bytes().map(|byte| format!("\\u{byte:04x}")).collect::<Vec<_>>().concat();
    let text = format!(
        "{{\"line\":7,\"a\":{number},\"b\":{number}.0,\"{number}\":[\"x\\n\\\"{number}\\\"\",\"{escaped}\"],\"c\":{},\"d\":\"plain\"}}",
        json!(digits)
    );
    let shown = withhold(&text, TextForm::Json);
    assert!(!holds_card_data(&shown), "{shown}");
    let value: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((&value["line"], &value["a"], &value["b"]), (&json!(7), &Value::Null, &Value::Null));
    assert!(value["d"] == "plain", "{shown}");
}

#[test]
fn digests_stay() {
    // A generator that gives the same in each run (xorshift).
    let mut state = 7_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut numbers = 0;
    for _ in 0..8_000 {
        let digest: String = [next(), next(), next(), next()].map(|part| format!("{part:016x}")).concat();
        let text = format!("hash = \"{digest}\"\n");
        assert_eq!(withhold(&text, TextForm::Plain), text);
        if digest.split(char::is_alphabetic).any(holds_card_data) {
            numbers += 1;
            // The same digits where no digest is.
            for longer in [format!("{digest}0a"), digest.replace(char::is_alphabetic, " ")] {
                assert!(holds_card_data(&longer), "{longer}");
            }
        }
    }
    assert!(numbers > 0, "digests that look as if they held a card number");
}

fn any_json() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        prop::sample::select(forms()),
        ".{0,12}",
        prop::sample::select(forms()).prop_map(|form| format!("a\"\\ {form}\n\u{e9}")),
    ];
    let leaf = prop_oneof![
        text.clone().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        Just(json!(number().parse::<u64>().unwrap())),
        any::<bool>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(text.clone(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_is_left_in_any_document(document in any_json(), is_pretty: bool) {
        let text = if is_pretty { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) };
        let shown = withhold(&text.unwrap(), TextForm::Json).into_owned();
        prop_assert!(!holds_card_data(&shown), "{}", shown);
        prop_assert!(serde_json::from_str::<Value>(&shown).is_ok(), "{}", shown);
    }

    #[test]
    fn nothing_is_left_in_any_text(parts in prop::collection::vec(prop_oneof![
        prop::sample::select(forms()), ".{0,12}", Just("\n".to_owned()), Just(" ".to_owned())], 0..12)) {
        let shown = withhold(&parts.concat(), TextForm::Plain).into_owned();
        prop_assert!(!holds_card_data(&shown), "{}", shown);
    }
}

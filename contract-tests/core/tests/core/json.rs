//! Our JSON reader against `serde_json`: what it accepts and what the values are.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::cmp::Ordering;

use contract_core::json::{Kind, MAX_DEPTH, Node, Number, Problem, Tape, same_value};
use proptest::prelude::*;
use serde_json::Value;

fn to_value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Boolean => Value::Bool(node.as_bool().unwrap()),
        Kind::Number => serde_json::from_str(node.as_number().unwrap().text()).unwrap(),
        Kind::String => Value::String(node.as_str().unwrap().to_owned()),
        Kind::Array => node.items().map(to_value).collect(),
        Kind::Object => node.members().map(|(key, value)| (key.to_owned(), to_value(value))).collect(),
    }
}

fn agrees_with_serde_json(tape: &mut Tape, text: &str) {
    let ours = tape.parse(text);
    let theirs = serde_json::from_str::<Value>(text);
    match (ours, theirs) {
        (Ok(document), Ok(value)) => assert_eq!(to_value(document.root()), value, "{text}"),
        (Err(_), Err(_)) => {}
        // A number too large for a float is JSON all the same; only serde_json minds.
        (Ok(_), Err(error)) => assert!(error.to_string().contains("number out of range"), "{text}: {error}"),
        (Err(error), Ok(_)) => panic!("refused {text}: {error}"),
    }
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        "[\\\\\"/\u{0}-\u{1f}é😀a]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((".{0,5}", inner), 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn reads_what_serde_json_writes(value in json()) {
        let mut tape = Tape::new();
        agrees_with_serde_json(&mut tape, &value.to_string());
        agrees_with_serde_json(&mut tape, &serde_json::to_string_pretty(&value).unwrap());
    }

    #[test]
    fn accepts_and_refuses_edited_texts_alike(value in json(), at in 0_usize..200, with in "[\\[\\]{}:,\"\\\\0-9eE.+\\-a-fnrtu \u{1}\u{7f}é]{0,3}", cut in 0_usize..4) {
        let mut text: Vec<char> = value.to_string().chars().collect();
        let at = at % (text.len() + 1);
        let end = (at + cut).min(text.len());
        text.splice(at..end, with.chars());
        agrees_with_serde_json(&mut Tape::new(), &text.into_iter().collect::<String>());
    }

    #[test]
    fn compares_numbers_as_floats_do_where_floats_are_exact(left in -1_000_000_i64..1_000_000, right in -1_000_000_i64..1_000_000, scale in 0_u32..4) {
        let divide = |number: i64| format!("{}{}.{:03}", if number < 0 { "-" } else { "" }, number.abs() / 1000, number.abs() % 1000);
        let (a, b) = (divide(left), format!("{}e{scale}", divide(right)));
        let b_exact = right * 10_i64.pow(scale);
        let ordering = Number::parse(&a).unwrap().compare(Number::parse(&b).unwrap());
        prop_assert_eq!(ordering, left.cmp(&b_exact));
        prop_assert_eq!(Number::parse(&a).unwrap().is_integer(), left % 1000 == 0);
    }

    #[test]
    fn finds_multiples(value in -100_000_i64..100_000, factor in 1_i64..500, zeros in 0_u32..3) {
        let text = format!("{value}{}", "0".repeat(zeros as usize));
        let scaled = value * 10_i64.pow(zeros);
        let exact = Number::parse(&text).unwrap().is_multiple_of(Number::parse(&factor.to_string()).unwrap());
        prop_assert_eq!(exact, Some(scaled % factor == 0));
    }
}

#[test]
fn known_traps() {
    let mut tape = Tape::new();
    for text in [
        "",
        " ",
        "nul",
        "nulll",
        "truex",
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "1e",
        "1e+",
        "NaN",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\"}",
        "[1 2]",
        "{} {}",
        "\u{feff}1",
        "\u{c}1",
        "\"\\x\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"\\u12g4\"",
        "\"a\u{1}\"",
        "\"\\",
        "\"\\u00",
        "[",
        "{\"a\":",
        "-01",
        "1.e5",
        "]",
        "}",
        "[}",
        "{]",
        "1e400",
        "\"\\ud83d\\ude00\"",
        "\"\\/\\b\\f\\n\\r\\t\\u0000\"",
        "\"\u{7f}\"",
        "-0",
        "1E+2",
    ] {
        agrees_with_serde_json(&mut tape, text);
    }
}

#[test]
fn keeps_duplicate_keys_raw_text_and_numbers_as_written() {
    let mut tape = Tape::new();
    let document =
        tape.parse(r#"{"a": 1.50, "\u0061": [ 1,2 ], "b": 123456789012345678901234567890}"#).unwrap();
    let members: Vec<_> = document.root().members().map(|(key, value)| (key, value.raw())).collect();
    assert_eq!(members, [("a", "1.50"), ("a", "[ 1,2 ]"), ("b", "123456789012345678901234567890")]);
    assert_eq!(document.root().get("a").unwrap().kind(), Kind::Array);
}

#[test]
fn errors_name_the_place() {
    let mut tape = Tape::new();
    let error = tape.parse("{\"a\": tru}").unwrap_err();
    assert_eq!(error.to_string(), "expected a value at byte 6");
    let deep = "[".repeat(MAX_DEPTH + 1);
    assert_eq!(tape.parse(&deep).unwrap_err().problem, Problem::TooDeep);
    assert!(tape.document(&deep).is_none());
    let allowed = format!("{}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
    assert!(tape.parse(&allowed).is_ok());
}

#[test]
fn numbers_are_exact_at_any_size() {
    let number = |text| Number::parse(text).unwrap();
    assert!(number("1e2").is_integer() && number("1.0").is_integer() && number("-0.0").is_integer());
    assert!(!number("1e-1").is_integer() && !number("1.5").is_integer());
    assert_eq!(number("9007199254740993").compare(number("9007199254740992.0")), Ordering::Greater);
    assert_eq!(number("1e400").compare(number("1e401")), Ordering::Less);
    assert_eq!(number("-0").compare(number("0.000")), Ordering::Equal);
    assert_eq!(number("0.30").compare(number("3e-1")), Ordering::Equal);
    assert_eq!(number("0.30").is_multiple_of(number("0.01")), Some(true));
    assert_eq!(number("0.305").is_multiple_of(number("0.01")), Some(false));
    assert_eq!(number("1e99999999999").is_multiple_of(number("7")), Some(false));
    assert_eq!(number("1.20e1").as_i64(), Some(12));
    assert_eq!(number("9223372036854775808").as_i64(), None);
    assert_eq!(number("-9223372036854775808").as_i64(), Some(i64::MIN));
    assert!(Number::parse("1 ").is_none() && Number::parse("[1]").is_none() && Number::parse("x").is_none());
}

#[test]
fn same_value_looks_at_values_only() {
    let (mut left, mut right) = (Tape::new(), Tape::new());
    let a = left.parse(r#"{"x": 1.0, "y": ["\u0061"]}"#).unwrap();
    let b = right.parse(r#"{"y": ["a"], "x": 1}"#).unwrap();
    assert!(same_value(a.root(), b.root()));
    let mut other = Tape::new();
    let c = other.parse(r#"{"y": ["a"], "x": 1, "z": null}"#).unwrap();
    assert!(!same_value(a.root(), c.root()) && !same_value(c.root(), a.root()));
}

#[test]
fn half_a_pair_of_surrogates_is_read_where_that_is_asked_for() {
    let mut tape = Tape::new();
    for (text, value) in [
        (r#""\ud800""#, "\u{fffd}"),
        (r#""\udc00x""#, "\u{fffd}x"),
        (r#""\ud800\u0041""#, "\u{fffd}A"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}\u{1f600}"),
        (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
        (r#""\ud83d\ude00""#, "\u{1f600}"),
    ] {
        assert_eq!(tape.parse_replacing(text).unwrap().root().as_str(), Some(value), "{text}");
    }
    for text in [r#""\ud800\u00""#, r#""\ud8""#, r#""\ud800\x""#, r#"{"a":"\ud800}"#] {
        assert!(tape.parse_replacing(text).is_err(), "{text}");
    }
}

//! Values that are harmless by the document, but that a server filled with a card number or anything else.

use cartevo::{Bin, Card, Customer, Last4, MaskedPan, Transaction};
use serde_json::{Value, json};

/// A card number that passes the check, with these separators. It is assembled at run time, so that no file contains one.
fn number(separator: &str) -> String {
    ["4000", "0012", "3456", "7899"].join(separator)
}

/// Card numbers as servers write them, and texts that contain one.
fn numbers() -> Vec<String> {
    let mut all: Vec<String> = ["", " ", "-", ".", "_", "/", "  ", "\u{a0}"].map(number).to_vec();
    all.extend([
        format!("card_{}", number("")),
        format!("{}a", number("")),
        format!("{}-0a", number("-")),
        format!("{}\n", number("")),
        format!("****{}", number("")),
        format!("{}****", number("")),
        format!("{}****{}", &number("")[..8], &number("")[8..]),
        "4*0*0*0*0*0*1*2*3*4*5*6*7*8*9*9".to_owned(),
        ["40000012", "3456", "7899", "a000", "00000000000a"].join("-"),
        "4000 0012 3456 78xx".to_owned(),
    ]);
    all
}

/// Everything that is neither a mask nor an id.
fn strangers() -> Vec<String> {
    let others = [
        concat!("C", "VV 739"),
        "amara.okafor",
        "amara@example.com",
        "Amara Okafor",
        "",
        "a\nb",
        "é",
        "\u{202e}1234",
    ];
    numbers().into_iter().chain(others.map(str::to_owned)).collect()
}

/// The digits of a text, as somebody who looks for a card number reads them.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn assert_withheld(shown: &str, value: &str, place: &str) {
    assert!(shown.contains("[withheld]"), "{place}: {shown}");
    assert!(value.is_empty() || !shown.contains(value), "{place}: {shown}");
    assert!(!digits(shown).contains(&number("")), "{place}: {shown}");
}

fn failed(card: Card) -> Result<(), Box<Card>> {
    Err(Box::new(card))
}

#[test]
fn no_place_of_a_card_shows_a_number_that_is_not_masked() {
    let places = ["masked_pan", "masked_number", "last4", "bin"];
    for place in places {
        for value in strangers() {
            let card: Card = serde_json::from_value(json!({"id": "c", place: value})).unwrap();
            for shown in [format!("{card:?}"), format!("{card:#?}"), serde_json::to_string(&card).unwrap()] {
                assert_withheld(&shown, &value, place);
            }
            let panicked = std::panic::catch_unwind(|| failed(card).unwrap()).unwrap_err();
            assert_withheld(panicked.downcast_ref::<String>().unwrap(), &value, place);
        }
    }
}

#[test]
fn no_id_shows_a_card_number_or_a_text() {
    for value in strangers() {
        for place in ["id", "company_id", "customer_id", "provider", "provider_card_id", "reference"] {
            let mut card = json!({"id": "c"});
            card[place] = json!(value);
            let card: Card = serde_json::from_value(card).unwrap();
            assert_withheld(&format!("{card:?}"), &value, place);
        }
        let customer = json!({"id": value, "first_name": "A", "last_name": "B",
            "provider_mappings": [{"provider_name": value, "provider_customer_id": value}]});
        let customer: Customer = serde_json::from_value(customer).unwrap();
        assert_withheld(&format!("{customer:#?}"), &value, "a customer");
    }
}

#[test]
fn a_card_inside_a_transaction_inside_a_list_is_guarded_too() {
    for value in strangers() {
        let row = json!({"id": "t", "category": "CARD", "type": "FUND", "status": "SUCCESS", "amount": 1,
            "description": value, "created_at": "2026-05-09T09:42:11Z", "order_id": value,
            "card": {"id": value, "masked_number": value, "last4": value}});
        let rows: Vec<Transaction> = serde_json::from_value(json!([row])).unwrap();
        assert_withheld(&format!("{rows:?}"), &value, "a list");
        assert_eq!(format!("{rows:?}").matches("[withheld]").count(), 4, "{rows:?}");
    }
}

#[test]
fn numbers_in_places_for_amounts_and_counts_are_guarded() {
    // An amount is less than a million million, so a whole number is one with decimals.
    let number = format!("{}.{}", &number("")[..12], &number("")[12..]);
    for value in [number.clone(), format!("-{number}")] {
        let card: Card = serde_json::from_value(json!({"id": "c", "balance": value})).unwrap();
        assert_withheld(&format!("{card:?} {:?}", card.balance), &value, "balance");
    }
    let harmless: Card = serde_json::from_value(json!({"id": "c", "balance": "1234567.89"})).unwrap();
    assert!(format!("{harmless:?}").contains("1234567.89"));
}

#[test]
fn an_enum_shows_words_only() {
    for value in ["739", "amara.okafor", concat!("C", "VV 739"), "4000-0012", "a@example.com", "x1y2z3w4"] {
        let card: Card = serde_json::from_value(json!({"id": "c", "status": value})).unwrap();
        let shown = format!("{card:?} {}", card.status.clone().unwrap());
        assert!(!shown.contains(value), "{shown}");
    }
}

#[test]
fn masks_and_ids_are_shown() {
    let masks = [
        "400000******1234",
        "4000********1234",
        "**** **** **** 1234",
        "****-****-****-1234",
        "****1234",
        "XXXXXXXXXXXX1234",
        "xxxx-xxxx-xxxx-1234",
        "•••• 1234",
        "400000##########",
        "****************",
        "40000012******34",
    ];
    for mask in masks {
        let value = MaskedPan::from(mask);
        assert_eq!((value.to_string(), value.shown()), (mask.to_owned(), Some(mask)));
        assert_eq!(serde_json::to_value(&value).unwrap(), Value::from(mask));
    }
    for text in [
        "400000001234",
        "40000012****1234",
        "4000000******1234",
        "400000***1234",
        "1234",
        "**** 12345",
        "****  1234",
        " **** 1234",
        "400000******1234**",
        "********************",
        "400000****１２３４",
    ] {
        let value = MaskedPan::from(text);
        assert_eq!((value.to_string().as_str(), value.shown()), ("[withheld]", None), "{text}");
        assert_eq!(value.expose(), text);
    }
    for (text, shown) in [("1234", true), ("****", true), ("12*4", false), ("123", false), ("12345", false)] {
        assert_eq!(Last4::from(text).shown().is_some(), shown, "{text}");
    }
    for (text, shown) in
        [("400000", true), ("40000012", true), ("4000001", false), ("4000", false), ("40000*", false)]
    {
        assert_eq!(Bin::from(text).shown().is_some(), shown, "{text}");
    }
    for id in [
        "c",
        "customer-1",
        "client_1",
        crate::ID,
        "txn_5f0c1b2a3d4e5f60718293a4",
        "bWFwbGVyYWQ=",
        "00000000-0000-4000-8000-000000000000",
    ] {
        let card: Card = serde_json::from_value(json!({"id": id})).unwrap();
        assert!(format!("{card:?}").contains(id), "{card:?}");
    }
}

#[test]
fn the_last_digits_of_a_number_that_is_not_masked_are_not_read() {
    for value in strangers() {
        let card: Card =
            serde_json::from_value(json!({"id": "c", "masked_pan": value, "last4": value})).unwrap();
        assert_eq!(card.last4(), None, "{value}");
        assert_eq!(card.masked_pan.as_ref().map(MaskedPan::expose), Some(value.as_str()));
    }
}

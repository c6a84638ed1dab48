//! Amounts, expiry dates, enums and secrets.

use cartevo::rust_decimal::Decimal;
use cartevo::{Amount, CardBrand, Expiry, Secret, TransactionType};
use proptest::prelude::*;

proptest! {
    #[test]
    fn amounts_of_fifteen_digits_round_trip_through_json(digits in -999_999_999_999_999_i64..=999_999_999_999_999, scale in 3_u32..=8) {
        let amount = Amount::from(Decimal::new(digits, scale));
        let number = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(serde_json::from_str::<Amount>(&number).unwrap(), amount);
        let text = serde_json::to_string(&amount.to_string()).unwrap();
        prop_assert_eq!(serde_json::from_str::<Amount>(&text).unwrap(), amount);
        prop_assert_eq!(amount.to_string().parse::<Amount>().unwrap(), amount);
    }

    #[test]
    fn cents_are_encoded_as_major_units(cents in -99_999_999_i64..=99_999_999) {
        let amount = Amount::from_cents(cents);
        let number: Decimal = serde_json::to_string(&amount).unwrap().parse().unwrap();
        prop_assert_eq!(number, amount.decimal());
    }

    #[test]
    fn parsing_an_amount_never_panics(text in ".{0,40}") {
        let _ = text.parse::<Amount>();
        let _ = serde_json::from_str::<Amount>(&text);
    }
}

#[test]
fn amounts_that_a_float_would_round_are_rejected() {
    for text in [
        "0.1234567890123456",
        "1234567890123456.7",
        "1e300",
        "1e-40",
        "1000000000000",
        "-1000000000000",
        "\"1000000000000\"",
        "true",
        "null",
        "[]",
        "\"1e3\"",
        "\"\"",
        "\"1,5\"",
        "\"+1\"",
        "\" 1\"",
        "\".5\"",
        "\"5.\"",
    ] {
        assert!(serde_json::from_str::<Amount>(text).is_err(), "{text}");
    }
    for (text, amount) in [("999999999999", "999999999999"), ("1e3", "1000"), ("\"-0.01\"", "-0.01")] {
        assert_eq!(serde_json::from_str::<Amount>(text).unwrap(), amount.parse().unwrap());
    }
    let long: Amount = "1234567890.1234567".parse().unwrap();
    assert!(serde_json::to_string(&long).is_err());
}

#[test]
fn amounts_compare_by_value_and_keep_their_scale() {
    let (a, b): (Amount, Amount) = ("10.5".parse().unwrap(), "10.50".parse().unwrap());
    assert_eq!(a, b);
    assert_eq!((a.to_string(), b.to_string()), ("10.5".to_owned(), "10.50".to_owned()));
    assert_eq!(
        (b.decimals(), Amount::ZERO.is_negative(), Amount::from_cents(-1).is_negative()),
        (1, false, true)
    );
    assert_eq!(serde_json::to_string(&b).unwrap(), "10.5");
    assert_eq!(serde_json::to_string(&Amount::from_cents(2000)).unwrap(), "20");
}

#[test]
fn expiry_dates_are_ordered_chronologically() {
    let expiry = |month, year| Expiry::from_wire(month, year).unwrap();
    assert!(expiry(12, 29) < expiry(1, 30));
    assert_eq!(expiry(8, 30).to_string(), "08/2030");
    assert_eq!((expiry(8, 2030).month(), expiry(8, 2030).year()), (8, 2030));
    for (month, year) in [(0, 30), (13, 30), (12, 99), (12, 2099), (1, -1), (1, 100), (1, 1999)] {
        assert_eq!(Expiry::from_wire(month, year), None, "{month}/{year}");
    }
}

#[test]
fn open_enums_round_trip_through_strings() {
    for text in TransactionType::KNOWN.iter().chain(&["NEW-KIND", "", "new-kind"]) {
        let value: TransactionType = serde_json::from_value((*text).into()).unwrap();
        assert_eq!(serde_json::to_value(&value).unwrap(), *text);
        assert_eq!(value.is_known(), TransactionType::KNOWN.contains(text));
        assert_eq!(value, TransactionType::from(*text));
    }
    assert_eq!(TransactionType::from("CROSS-BORDER"), TransactionType::CrossBorder);
    assert_eq!(CardBrand::Visa.to_string(), "VISA");
}

#[test]
fn debug_of_a_secret_hides_its_value() {
    let secret = Secret::from("x");
    assert_eq!(format!("{secret:?} {secret:#?}"), "Secret(***) Secret(***)");
    assert_eq!((secret.expose(), secret.is_empty()), ("x", false));
}

proptest! {
    #[test]
    fn amounts_add_and_subtract_exactly(cents in proptest::collection::vec(-99_999_999_999_i64..=99_999_999_999, 0..20)) {
        let amounts: Vec<Amount> = cents.iter().copied().map(Amount::from_cents).collect();
        let sum: Amount = amounts.iter().sum();
        prop_assert_eq!(sum, Amount::from_cents(cents.iter().sum()));
        let difference = amounts.iter().fold(sum, |rest, amount| rest - *amount);
        prop_assert_eq!(difference, Amount::ZERO);
        if let [a, b, ..] = amounts[..] {
            prop_assert_eq!(a < b, cents[0] < cents[1]);
            prop_assert_eq!(a.checked_add(b), Some(a + b));
            prop_assert_eq!(-a + a, Amount::ZERO);
        }
    }
}

#[test]
fn a_sum_that_would_be_rounded_is_none() {
    let (large, small) = (Amount::from(Decimal::MAX), Amount::from_cents(1));
    assert_eq!(
        (large.checked_add(small), large.checked_sub(-small), large.checked_add(large)),
        (None, None, None)
    );
    assert_eq!(large.checked_sub(large), Some(Amount::ZERO));
    let mut balance = Amount::from_cents(1000);
    balance += small;
    balance -= Amount::from_cents(501);
    assert_eq!(balance.to_string(), "5.00");
    assert_eq!("10.5".parse::<Amount>().unwrap(), "10.500".parse().unwrap());
}

#[test]
fn a_known_value_in_another_case_is_the_same_value() {
    for text in ["VISA", "visa", "Visa"] {
        let brand: CardBrand = serde_json::from_value(text.into()).unwrap();
        assert_eq!((brand.clone(), brand.is_known(), brand.as_str()), (CardBrand::Visa, true, "VISA"));
    }
    assert_eq!(TransactionType::from("Cross-border"), TransactionType::CrossBorder);
    let other = CardBrand::from("Visa Electron");
    assert_eq!((other.is_known(), other.as_str()), (false, "Visa Electron"));
}

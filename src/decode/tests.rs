//! The place of what failed to decode is the one that `serde_path_to_error` tracks in a second attempt.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Mismatch, from_slice};
use crate::created_customer::CreatedCustomer;
use crate::generated::types::{
    AccessToken, CardChangeAnswer, CardMovementAnswer, ConversionEnvelope, CreateCardResponse,
    GetCardResponse, GetCardTransactionsResponse, GetCardsResponse, GetCustomerCardsResponse,
    GetCustomerTransactionsResponse, GetCustomersResponse, GetWalletsResponse, PaymentBalanceEnvelope,
    PaymentEnvelope, PaymentsEnvelope, WalletDepositEnvelope, WalletEnvelope, WalletFundingEnvelope,
    WalletTransactionEnvelope,
};
use crate::testing::recordings;
use crate::{Card, Customer, Payment, Transaction, Wallet};

/// What is wrong with a body, by the path of the one attempt and by that of a second one.
type Mismatches = (Option<Mismatch>, Option<Mismatch>);

type Decoder = fn(&[u8]) -> Mismatches;

fn mismatches<T: DeserializeOwned>(body: &[u8]) -> Mismatches {
    let tracked = from_slice::<T>(body).err().map(|undecoded| undecoded.mismatch(body));
    let is_wrong = serde_json::from_slice::<T>(body).is_err();
    (tracked, is_wrong.then(|| Mismatch::of::<T>(body)))
}

macro_rules! decoders {
    ($($name:ident),+ $(,)?) => { vec![$((stringify!($name), mismatches::<$name> as Decoder)),+] };
}

/// A decoder for each type of a response.
fn decoders() -> Vec<(&'static str, Decoder)> {
    decoders![
        AccessToken,
        Card,
        CardChangeAnswer,
        CardMovementAnswer,
        ConversionEnvelope,
        CreateCardResponse,
        CreatedCustomer,
        Customer,
        GetCardResponse,
        GetCardTransactionsResponse,
        GetCardsResponse,
        GetCustomerCardsResponse,
        GetCustomerTransactionsResponse,
        GetCustomersResponse,
        GetWalletsResponse,
        Payment,
        PaymentBalanceEnvelope,
        PaymentEnvelope,
        PaymentsEnvelope,
        Transaction,
        Wallet,
        WalletDepositEnvelope,
        WalletEnvelope,
        WalletFundingEnvelope,
        WalletTransactionEnvelope,
    ]
}

/// The pointers to all values in a value.
fn pointers(value: &Value, base: &str, all: &mut Vec<String>) {
    all.push(base.to_owned());
    match value {
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| pointers(item, &format!("{base}/{index}"), all));
        }
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| pointers(member, &format!("{base}/{name}"), all));
        }
        _ => {}
    }
}

fn edited(body: &str, at: Index, with: &Value) -> Vec<u8> {
    let Ok(mut value) = serde_json::from_str::<Value>(body) else { return body.as_bytes().to_vec() };
    let mut all = Vec::new();
    pointers(&value, "", &mut all);
    if let Some(place) = value.pointer_mut(&all[at.index(all.len())]) {
        *place = with.clone();
    }
    value.to_string().into_bytes()
}

fn replacement() -> impl Strategy<Value = Value> {
    select(vec![
        json!(null),
        json!(true),
        json!(-1.5),
        json!("text"),
        json!(""),
        json!([]),
        json!({}),
        json!([[]]),
        json!([{}]),
        json!([[1]]),
        json!([[{"id": 1}]]),
        json!({"id": {}}),
        json!({"data": [1]}),
        json!({"data": {"id": []}}),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_place_of_a_mismatch_is_that_of_a_second_attempt(
        recording in select(recordings().iter().collect::<Vec<_>>()),
        (at, with) in (any::<Index>(), replacement()),
        (cut, tail) in (any::<Option<Index>>(), select(vec!["", "", "", " ", "x", "{}"])),
    ) {
        let mut body = edited(recording.body(), at, &with);
        if let Some(cut) = cut.filter(|_| tail == "x") {
            body.truncate(cut.index(body.len() + 1));
        }
        body.extend_from_slice(tail.as_bytes());
        for (name, mismatches) in decoders() {
            let (tracked, second) = mismatches(&body);
            prop_assert_eq!(tracked, second, "{} {}", name, String::from_utf8_lossy(&body));
        }
    }
}

#[test]
fn nothing_is_tracked_while_nobody_asks() {
    let wrong = r#"{"id": "a", "balance": []}"#;
    assert!(serde_json::from_str::<Card>(wrong).is_err());
    let mismatch = from_slice::<Wallet>(b"[]").err().map(|undecoded| undecoded.mismatch(b"[]").pointer);
    assert_eq!(mismatch.as_deref(), Some(""));
}

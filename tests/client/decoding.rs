//! Every known form of a response decodes to the same model.

use cartevo::{
    Amount, CardChange, CardMovement, CardStatus, CustomerTransactionsQuery, Error, Expiry, MaskedPan, Wallet,
};
use httpmock::MockServer;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{ID, client, get_cards, get_customer};

async fn card(body: Value) -> cartevo::Card {
    let mut cards = get_cards(json!({"data": [body]})).await.unwrap();
    cards.remove(0)
}

#[tokio::test]
async fn both_envelopes_of_a_customer_decode_to_the_same_value() {
    let data = json!({"id": "c", "first_name": "A", "last_name": "B", "is_active": true});
    let documented = json!({"success": true, "statusCode": 200, "message": "ok", "data": data}).to_string();
    let bare = json!({"data": data}).to_string();
    assert_eq!(get_customer(200, &documented).await.unwrap(), get_customer(200, &bare).await.unwrap());
}

#[tokio::test]
async fn every_alias_of_a_field_is_decoded() {
    for name in ["masked_pan", "masked_number"] {
        let card = card(json!({"id": "c", name: "411111******1111"})).await;
        assert_eq!(card.masked_pan.as_ref().and_then(MaskedPan::shown), Some("411111******1111"), "{name}");
        assert_eq!(card.last4(), Some("1111"));
    }
}

#[tokio::test]
async fn an_object_with_two_aliases_decodes_and_the_first_one_wins() {
    let both =
        card(json!({"id": "c", "masked_number": "**** **** **** 2222", "masked_pan": "**** **** **** 1111"}))
            .await;
    assert_eq!(both.last4(), Some("1111"));
    let null = card(json!({"id": "c", "masked_pan": null, "masked_number": "**** **** **** 2222"})).await;
    assert_eq!(null.last4(), Some("2222"));
}

#[tokio::test]
async fn a_duplicate_key_does_not_fail_decoding() {
    let body = r#"{"data": {"id": "a", "id": "b", "first_name": "A", "last_name": "B", "new": {"x": [1]}}}"#;
    assert_eq!(get_customer(200, body).await.unwrap().id, "b");
}

#[tokio::test]
async fn amounts_decode_from_numbers_and_from_strings() {
    for balance in [json!(10.5), json!("10.5"), json!("10.50")] {
        assert_eq!(
            card(json!({"id": "c", "balance": balance})).await.balance,
            Some(Amount::from_cents(1050))
        );
    }
}

/// Decodes both as `T` and compares the values.
fn is_same<T: DeserializeOwned + PartialEq>(one: Value, other: Value) -> bool {
    serde_json::from_value::<T>(one).unwrap() == serde_json::from_value::<T>(other).unwrap()
}

#[test]
fn a_balance_has_one_name_and_one_value_in_every_vintage() {
    assert!(is_same::<CardMovement>(
        json!({"card_id": "c", "transaction_id": "t", "amount": 50, "card_balance_after": 43.26, "wallet_balance": 387}),
        json!({"card_id": "c", "transaction_id": "t", "funded_amount": "50.00", "card_balance": "43.26",
            "wallet_balance": "387.00"}),
    ));
    assert!(is_same::<CardMovement>(
        json!({"card_id": "c", "transaction_id": "t", "amount": 30}),
        json!({"card_id": "c", "transaction_id": "t", "withdrawn_amount": "30"}),
    ));
    assert!(is_same::<CardChange>(
        json!({"card_id": "c", "card_status": "TERMINATED", "refund_amount": 5, "final_balance": 0}),
        json!({"card_id": "c", "new_status": "terminated", "refunded_amount": "5.00", "final_balance": "0"}),
    ));
    assert!(is_same::<Wallet>(
        json!({"id": "w", "balance": 925, "currency": "USD"}),
        json!({"walletId": "w", "balance": "925.00", "currency": "usd"}),
    ));
}

#[tokio::test]
async fn expiry_years_of_two_and_four_digits_decode() {
    for (year, expected) in [(30, Some("08/2030")), (2030, Some("08/2030")), (99, None)] {
        let expiry = card(json!({"id": "c", "expiry_month": 8, "expiry_year": year})).await.expiry();
        assert_eq!(expiry.map(|expiry: Expiry| expiry.to_string()).as_deref(), expected);
    }
}

#[tokio::test]
async fn an_integer_may_be_a_text() {
    let year = |year: Value| json!({"data": [{"id": "c", "expiry_month": "08", "expiry_year": year}]});
    for known in [json!("2030"), json!(2030), json!("30")] {
        let card = get_cards(year(known)).await.unwrap().remove(0);
        assert_eq!(card.expiry().map(|expiry| expiry.to_string()).as_deref(), Some("08/2030"));
    }
    for (unknown, found) in [
        (json!("soon"), "a string"),
        (json!(""), "a string"),
        (json!("+30"), "a string"),
        (json!("2030.0"), "a string"),
        (json!(2030.5), "a number"),
        (json!(u64::MAX), "a number"),
        (json!(true), "a boolean"),
    ] {
        let error = get_cards(year(unknown)).await.unwrap_err();
        let Error::Decode { pointer, expected, found: what, .. } = &error else { panic!("{error:?}") };
        assert_eq!((pointer.as_str(), *expected, *what), ("data[0].expiry_year", "an integer", found));
    }
}

#[tokio::test]
async fn an_unknown_status_keeps_its_value() {
    let card = card(json!({"id": "c", "status": "ON_HOLD", "brand": "VISA"})).await;
    let status = card.status.clone().unwrap();
    assert!(!status.is_known());
    assert_eq!(status.as_str(), "ON_HOLD");
    assert_eq!(status.to_string(), "ON_HOLD");
    assert_eq!(serde_json::to_value(&status).unwrap(), json!("ON_HOLD"));
    assert_eq!("FROZEN".parse::<CardStatus>().unwrap(), CardStatus::Frozen);
}

#[tokio::test]
async fn missing_and_null_fields_are_none() {
    let card = card(json!({"id": "c", "last4": "****", "bin": null, "provider_card_metadata": null})).await;
    assert_eq!(card.last4(), None);
    assert!(card.bin.is_none() && card.provider_card_metadata.is_none() && card.expiry().is_none());
}

#[tokio::test]
async fn a_list_without_pagination_is_one_page() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.path(format!("/customers/{ID}/transactions"));
            then.status(200).json_body(json!({"data": []}));
        })
        .await;
    let page = client(&server).customer_transactions(ID, &CustomerTransactionsQuery::new()).await.unwrap();
    assert!(page.items.is_empty());
    assert_eq!((page.number, page.total), (1, None));
}

/// A customer with the id `zipped`, compressed with gzip.
const ZIPPED: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 74, 73, 44, 73, 84, 178, 82, 168, 86, 202, 76, 1, 82, 74, 85,
    153, 5, 5, 169, 41, 74, 58, 10, 74, 105, 153, 69, 197, 37, 241, 121, 137, 185, 169, 32, 113, 71, 144, 80,
    78, 34, 146, 136, 147, 82, 109, 45, 0, 108, 80, 90, 204, 63, 0, 0, 0,
];

#[tokio::test]
async fn compressed_responses_are_requested_and_decoded() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.path(format!("/customers/{ID}")).header("accept-encoding", "gzip");
            then.status(200).header("content-encoding", "gzip").body(ZIPPED);
        })
        .await;
    assert_eq!(client(&server).customer(ID).await.unwrap().id, "zipped");
}

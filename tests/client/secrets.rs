//! No text that the crate produces contains a secret of a request or a response.

use std::error::Error as _;
use std::fmt::Debug;

use cartevo::testing::{Answer, Operation};
use cartevo::{CallOptions, Client, CustomerCardsQuery, CustomerTransactionsQuery, Error, NewCard, Secret};
use httpmock::MockServer;
use serde_json::json;

use crate::{ID, client, get_cards, get_customer, messages};

const SECRET: &str = "open-sesame-4711-do-not-show";

/// A number in the layout of a card number. It is assembled at run time, so that no file contains one.
fn number(separator: &str) -> String {
    ["4000", "0012", "3456", "7899"].join(separator)
}

fn assert_hidden(value: &impl Debug, secrets: &[&str]) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        for secret in secrets {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

fn assert_hidden_in_error(error: &Error, secrets: &[&str]) {
    assert_hidden(error, secrets);
    for secret in secrets {
        assert!(!error.to_string().contains(secret), "{error}");
    }
    assert!(error.source().is_none(), "the source of an error may contain secrets");
}

#[tokio::test]
async fn debug_of_models_hides_secrets_and_personal_data() {
    let body = json!({"data": [{"id": "c", "number": SECRET, "cvv": SECRET, "name": SECRET, "street": SECRET,
        "provider_card_metadata": {"pan": SECRET}, "masked_pan": "**** **** **** 1111"}]});
    let cards = get_cards(body).await.unwrap();
    assert_hidden(&cards, &[SECRET]);
    assert!(format!("{cards:?}").contains("Secret(***)") && format!("{cards:?}").contains("**** 1111"));
    assert_eq!(cards[0].number.as_ref().map(Secret::expose), Some(SECRET));
}

#[tokio::test]
async fn a_serialized_card_contains_no_secret() {
    let body = json!({"data": [{"id": "c", "number": SECRET, "cvv": SECRET, "provider_card_metadata": {"pan": SECRET}}]});
    let cards = get_cards(body).await.unwrap();
    assert_eq!(serde_json::to_value(&cards).unwrap(), json!([{"id": "c"}]));
}

#[tokio::test]
async fn errors_contain_no_value_of_a_body() {
    let number = number("");
    for body in [
        json!({"data": [{"id": {SECRET: SECRET}}]}),
        json!({"data": [{"id": "c", "balance": SECRET}]}),
        json!({"data": [{"id": "c", "balance": number}]}),
        json!({"data": [{"id": "c", "created_at": SECRET}]}),
        json!({"data": [{"id": "c", "expiry_month": SECRET}]}),
        json!({"data": [{"id": "c", "expiry_month": format!("{SECRET}, expected i64")}]}),
        json!({SECRET: [SECRET]}),
        json!(SECRET),
    ] {
        match get_cards(body).await {
            Ok(cards) => assert_hidden(&cards, &[SECRET, &number]),
            Err(error) => assert_hidden_in_error(&error, &[SECRET, &number]),
        }
    }
    let truncated = format!("{{\"data\": {{\"{SECRET}\": \"{SECRET}");
    assert_hidden_in_error(&get_customer(200, &truncated).await.unwrap_err(), &[SECRET]);
    let html = format!("<html>{SECRET}</html>");
    assert_hidden_in_error(&get_customer(500, &html).await.unwrap_err(), &[SECRET]);
}

#[tokio::test]
async fn messages_are_redacted() {
    let token = ["eyJhbGciOiJub25lIn0", "eyJ2IjoxfQ", "c2lnbmF0dXJl0"].join(".");
    for secret in [
        number(""),
        number(" "),
        number("-"),
        number("  "),
        number("_"),
        number("/"),
        number("\u{a0}"),
        number("\u{2011}"),
        token,
        format!("key_{}", "a1".repeat(10)),
    ] {
        let body = json!({"message": format!("Card {secret}, refused")}).to_string();
        let error = get_customer(400, &body).await.unwrap_err();
        assert_hidden_in_error(&error, &[&secret]);
        assert_eq!(messages(&error), ["Card [redacted], refused"]);
    }
    let harmless = format!("Customer {ID} of 2026-05-09 has 5 cards, Required: $1021.50");
    let error = get_customer(400, &json!({"message": harmless}).to_string()).await.unwrap_err();
    assert_eq!(messages(&error), [harmless]);
}

#[tokio::test]
async fn messages_in_other_scripts_are_kept() {
    for text in
        ["Solde\u{a0}: 5\u{202f}000\u{a0}F", "\u{3000}12\u{2003}é7", "\u{a0}\u{a0}8", "٤٢ 4é-\u{2014}9"]
    {
        let body = json!({"message": text}).to_string();
        let error = get_customer(400, &body).await.unwrap_err();
        assert_eq!(messages(&error), [text]);
    }
}

#[tokio::test]
async fn an_unknown_enum_value_that_is_not_an_identifier_is_hidden() {
    let number = number("");
    let cards = get_cards(json!({"data": [{"id": "c", "status": number}]})).await.unwrap();
    let status = cards[0].status.clone().unwrap();
    assert_hidden(&status, &[&number]);
    assert_eq!(status.to_string(), "<value>");
    assert_eq!(status.as_str(), number);
}

#[tokio::test]
async fn debug_of_clients_and_builders_hides_secrets() {
    let builder =
        Client::builder().base_url(format!("https://u:{SECRET}@example.com")).credentials("client_1", SECRET);
    assert_hidden(&builder, &[SECRET]);
    assert_hidden_in_error(&builder.build().unwrap_err(), &[SECRET]);
    let client = Client::builder().token(SECRET).build().unwrap();
    assert_hidden(&client, &[SECRET]);
    assert_hidden(&NewCard::new(ID, "VISA").name_on_card(SECRET), &[SECRET]);
}

#[tokio::test]
async fn a_client_key_in_an_error_message_is_redacted() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.path("/auth/token").body_includes(SECRET);
            then.status(401).json_body(json!({"message": format!("no such key: {SECRET}")}));
        })
        .await;
    let client =
        Client::builder().base_url(server.base_url()).credentials("client_1", SECRET).build().unwrap();
    assert_hidden_in_error(&client.customer(ID).await.unwrap_err(), &[SECRET]);
}

#[tokio::test]
async fn errors_contain_no_url() {
    let server = MockServer::start_async().await;
    let error = client(&server).customer(SECRET).await.unwrap_err();
    assert_hidden_in_error(&error, &[SECRET]);
}

#[tokio::test]
async fn debug_of_everything_around_a_call_hides_secrets() {
    let options = CallOptions::new().header("x-note", SECRET).unwrap();
    assert_hidden(&options, &[SECRET]);
    let server = cartevo::testing::MockServer::start().await;
    let client = server.client_builder().token(SECRET).build().unwrap().with_options(options);
    assert_hidden(&client, &[SECRET]);
    let body = json!({"data": [{"id": "c", "number": SECRET, "cvv": SECRET, "name": SECRET}]}).to_string();
    let answer = Answer::json(200, body).header("x-note", SECRET);
    assert_eq!(format!("{answer:?}"), "Answer { status: 200, delay: 0ns, fault: None, .. }");
    server.answer(Operation::GetCustomerCards, answer);
    let response = client.customer_cards(ID, &CustomerCardsQuery::new()).await.unwrap();
    assert_hidden(&response, &[SECRET]);
    assert_hidden(&server.requests(), &[SECRET, ID]);
    let prepared = client.prepare_issue(NewCard::new(ID, "VISA").name_on_card(SECRET)).await.unwrap();
    assert_hidden(&prepared, &[SECRET, ID]);
    let list = client.customer_transactions(ID, &CustomerTransactionsQuery::new());
    assert_hidden(&list, &[SECRET, ID]);
    assert_hidden(&list.stream(), &[SECRET, ID]);
    let created =
        json!({"card": {"id": "n", "number": SECRET, "cvv": SECRET}, "message": SECRET}).to_string();
    server.answer(Operation::CreateCard, Answer::json(201, created));
    assert_hidden(&prepared.send().await, &[SECRET]);
}

#[tokio::test]
async fn a_request_id_that_may_be_a_card_number_is_dropped() {
    let server = cartevo::testing::MockServer::start().await;
    let answer = Answer::refusal(404, "No").header("x-request-id", &number(""));
    server.answer(Operation::GetCustomer, answer);
    let error = server.client().customer(ID).await.unwrap_err();
    assert_eq!(error.request_id(), None);
    assert_hidden_in_error(&error, &[&number("")]);
}

//! A secret that is anywhere in a request or an answer is in no text that the crate makes.

use std::error::Error as _;
use std::fmt::Debug;

use cartevo::testing::{Answer, Operation};
use cartevo::{CallOptions, Client, CustomerCardsQuery, CustomerTransactionsQuery, Error, NewCard, Secret};
use httpmock::MockServer;
use serde_json::json;

use crate::{ID, cards_answered, client, customer_answered};

const SECRET: &str = "open-sesame-4711-do-not-show";

/// A number in a card's layout, put together here so that no file holds one.
fn number(separator: &str) -> String {
    ["4000", "0012", "3456", "7899"].join(separator)
}

fn clean(what: &impl Debug, secrets: &[&str]) {
    for text in [format!("{what:?}"), format!("{what:#?}")] {
        for secret in secrets {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

fn clean_error(error: &Error, secrets: &[&str]) {
    clean(error, secrets);
    for secret in secrets {
        assert!(!error.to_string().contains(secret), "{error}");
    }
    assert!(error.source().is_none(), "no other error hides behind ours");
}

#[tokio::test]
async fn models_show_no_secret_and_nothing_personal() {
    let body = json!({"data": [{"id": "c", "number": SECRET, "cvv": SECRET, "name": SECRET, "street": SECRET,
        "provider_card_metadata": {"pan": SECRET}, "masked_pan": "**** **** **** 1111"}]});
    let cards = cards_answered(body).await.unwrap();
    clean(&cards, &[SECRET]);
    assert!(format!("{cards:?}").contains("Secret(***)") && format!("{cards:?}").contains("**** 1111"));
    assert_eq!(cards[0].number.as_ref().map(Secret::expose), Some(SECRET));
}

#[tokio::test]
async fn a_stored_card_holds_no_secret() {
    let body = json!({"data": [{"id": "c", "number": SECRET, "cvv": SECRET, "provider_card_metadata": {"pan": SECRET}}]});
    let cards = cards_answered(body).await.unwrap();
    assert_eq!(serde_json::to_value(&cards).unwrap(), json!([{"id": "c"}]));
}

#[tokio::test]
async fn errors_show_no_value_of_a_body() {
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
        match cards_answered(body).await {
            Ok(cards) => clean(&cards, &[SECRET, &number]),
            Err(error) => clean_error(&error, &[SECRET, &number]),
        }
    }
    let cut = format!("{{\"data\": {{\"{SECRET}\": \"{SECRET}");
    clean_error(&customer_answered(200, &cut).await.unwrap_err(), &[SECRET]);
    let html = format!("<html>{SECRET}</html>");
    clean_error(&customer_answered(500, &html).await.unwrap_err(), &[SECRET]);
}

#[tokio::test]
async fn messages_lose_what_looks_like_a_number_or_a_token() {
    let token = ["eyJhbGciOiJub25lIn0", "eyJ2IjoxfQ", "c2lnbmF0dXJl0"].join(".");
    for (hidden, kept) in [
        (number(""), "Card"),
        (number(" "), "Card"),
        (number("-"), "Card"),
        (number("  "), "Card"),
        (number("_"), "Card"),
        (number("/"), "Card"),
        (number("\u{a0}"), "Card"),
        (number("\u{2011}"), "Card"),
        (token, "Card"),
        (format!("key_{}", "a1".repeat(10)), "Card"),
    ] {
        let body = json!({"message": format!("Card {hidden}, refused")}).to_string();
        let error = customer_answered(400, &body).await.unwrap_err();
        clean_error(&error, &[&hidden]);
        assert_eq!(error.messages(), [format!("{kept} [redacted], refused")]);
    }
    let plain = format!("Customer {ID} of 2026-05-09 has 5 cards, Required: $1021.50");
    let error = customer_answered(400, &json!({"message": plain}).to_string()).await.unwrap_err();
    assert_eq!(error.messages(), [plain]);
}

#[tokio::test]
async fn a_message_may_be_in_any_script() {
    for text in
        ["Solde\u{a0}: 5\u{202f}000\u{a0}F", "\u{3000}12\u{2003}é7", "\u{a0}\u{a0}8", "٤٢ 4é-\u{2014}9"]
    {
        let body = json!({"message": text}).to_string();
        let error = customer_answered(400, &body).await.unwrap_err();
        assert_eq!(error.messages(), [text]);
    }
}

#[tokio::test]
async fn an_unknown_value_that_is_no_name_is_not_shown() {
    let number = number("");
    let cards = cards_answered(json!({"data": [{"id": "c", "status": number}]})).await.unwrap();
    let status = cards[0].status.clone().unwrap();
    clean(&status, &[&number]);
    assert_eq!(status.to_string(), "<value>");
    assert_eq!(status.as_str(), number);
}

#[tokio::test]
async fn clients_and_builders_show_nothing() {
    let builder =
        Client::builder().base_url(format!("https://u:{SECRET}@example.com")).credentials("client_1", SECRET);
    clean(&builder, &[SECRET]);
    clean_error(&builder.build().unwrap_err(), &[SECRET]);
    let client = Client::builder().token(SECRET).build().unwrap();
    clean(&client, &[SECRET]);
    clean(&NewCard::new(ID, "VISA").name_on_card(SECRET), &[SECRET]);
}

#[tokio::test]
async fn a_key_that_is_sent_is_not_seen_in_the_refusal() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.path("/auth/token").body_includes(SECRET);
            then.status(401).json_body(json!({"message": format!("no such key: {SECRET}")}));
        })
        .await;
    let client =
        Client::builder().base_url(server.base_url()).credentials("client_1", SECRET).build().unwrap();
    clean_error(&client.customer(ID).await.unwrap_err(), &[SECRET]);
}

#[tokio::test]
async fn urls_are_not_part_of_errors() {
    let server = MockServer::start_async().await;
    let error = client(&server).customer(SECRET).await.unwrap_err();
    clean_error(&error, &[SECRET]);
}

#[tokio::test]
async fn what_surrounds_a_call_shows_nothing_either() {
    let options = CallOptions::new().header("x-note", SECRET).unwrap();
    clean(&options, &[SECRET]);
    let server = cartevo::testing::MockServer::start().await;
    let client = server.client_builder().token(SECRET).build().unwrap().with_options(options);
    clean(&client, &[SECRET]);
    let body = json!({"data": [{"id": "c", "number": SECRET, "cvv": SECRET, "name": SECRET}]}).to_string();
    let answer = Answer::json(200, body).header("x-note", SECRET);
    assert_eq!(format!("{answer:?}"), "Answer { status: 200, delay: 0ns, fault: None, .. }");
    server.answer(Operation::GetCustomerCards, answer);
    let response = client.customer_cards(ID, &CustomerCardsQuery::new()).await.unwrap();
    clean(&response, &[SECRET]);
    clean(&server.requests(), &[SECRET, ID]);
    let prepared = client.prepare_issue(NewCard::new(ID, "VISA").name_on_card(SECRET)).await.unwrap();
    clean(&prepared, &[SECRET, ID]);
    let list = client.customer_transactions(ID, &CustomerTransactionsQuery::new());
    clean(&list, &[SECRET, ID]);
    clean(&list.stream(), &[SECRET, ID]);
    let created =
        json!({"card": {"id": "n", "number": SECRET, "cvv": SECRET}, "message": SECRET}).to_string();
    server.answer(Operation::CreateCard, Answer::json(201, created));
    clean(&prepared.send().await, &[SECRET]);
}

#[tokio::test]
async fn a_request_id_that_may_be_a_card_number_is_not_kept() {
    let server = cartevo::testing::MockServer::start().await;
    let answer = Answer::refusal(404, "No").header("x-request-id", &number(""));
    server.answer(Operation::GetCustomer, answer);
    let error = server.client().customer(ID).await.unwrap_err();
    assert_eq!(error.request_id(), None);
    clean_error(&error, &[&number("")]);
}

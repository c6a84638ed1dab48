//! The requests that the client sends, and the arguments that it rejects.

use cartevo::jiff::Timestamp;
use cartevo::jiff::civil::date;
use cartevo::{
    Amount, CardBrand, CardTransactionsQuery, Client, CustomerCardsQuery, CustomerTransactionsQuery, Error,
    NewCard, TransactionStatus, TransactionType,
};
use httpmock::MockServer;
use serde_json::json;

use crate::{ID, client};

fn page() -> serde_json::Value {
    json!({"success": true, "statusCode": 200, "message": "", "data": [], "meta":
        {"page": 2, "limit": 30, "total": 61, "totalPages": 3}})
}

#[tokio::test]
async fn every_query_parameter_is_sent() {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|when, then| {
            when.method("GET")
                .path(format!("/cards/{ID}/transactions"))
                .query_param("page", "2")
                .query_param("limit", "30")
                .query_param("fromDate", "2026-04-01")
                .query_param("toDate", "2026-05-01T10:00:00Z")
                .query_param("type", "CROSS-BORDER")
                .query_param("status", "FAILED")
                .query_param("includeRaw", "true")
                .query_param("sync", "false")
                .header_missing("api-version");
            then.status(200).json_body(page());
        })
        .await;
    let query = CardTransactionsQuery::new()
        .page(3)
        .limit(30)
        .created_from(date(2026, 4, 1))
        .created_before("2026-05-01T10:00:00Z".parse::<Timestamp>().unwrap())
        .kind(TransactionType::CrossBorder)
        .status(TransactionStatus::Failed)
        .include_raw(true)
        .sync(false);
    let page = client(&server).card_transactions(ID, &query).await.unwrap();
    mock.assert_async().await;
    assert_eq!(
        (page.number, page.page, page.limit, page.total, page.total_pages),
        (3, Some(2), Some(30), Some(61), Some(3))
    );
}

#[tokio::test]
async fn pages_of_a_customer_are_counted_from_one_on_the_wire() {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|when, then| {
            when.path(format!("/customers/{ID}/transactions"))
                .query_param("page", "2")
                .query_param("limit", "7");
            then.status(200).json_body(page());
        })
        .await;
    client(&server)
        .customer_transactions(ID, &CustomerTransactionsQuery::new().page(2).limit(7))
        .await
        .unwrap();
    mock.assert_async().await;
}

#[tokio::test]
async fn unset_parameters_are_not_sent() {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|when, then| {
            when.path(format!("/customers/{ID}/cards")).is_true(|request| request.query_params().is_empty());
            then.status(200).json_body(json!({"data": []}));
        })
        .await;
    client(&server).customer_cards(ID, &CustomerCardsQuery::new()).await.unwrap();
    mock.assert_async().await;
}

#[tokio::test]
async fn a_new_card_is_sent_with_an_upper_case_brand_and_a_numeric_amount() {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|when, then| {
            when.method("POST").path("/cards").body(format!(
                r#"{{"amount":25.5,"brand":"VISA","customer_id":"{ID}","name_on_card":"JOHN DOE"}}"#
            ));
            then.status(201).json_body(json!({"status": "success", "message": "", "card": {"id": "c1"},
                "autoFilledFields": ["name_on_card"]}));
        })
        .await;
    let card = NewCard::new(ID, "visa").name_on_card("JOHN DOE").amount("25.50".parse().unwrap());
    let created = client(&server).create_card(&card).await.unwrap();
    mock.assert_async().await;
    assert_eq!(created.card.id, "c1");
    assert_eq!(created.auto_filled_fields, ["name_on_card"]);
}

#[tokio::test]
async fn an_invalid_card_is_rejected_before_it_is_sent() {
    let client = Client::builder().base_url("http://127.0.0.1:9").token("t").build().unwrap();
    let long = "N".repeat(51);
    let cases = [
        (NewCard::new("..", CardBrand::Visa), "customer_id"),
        (NewCard::new(ID, "AMEX"), "brand"),
        (NewCard::new(ID, CardBrand::Visa).name_on_card(long), "name_on_card"),
        (NewCard::new(ID, CardBrand::Visa).name_on_card(" "), "name_on_card"),
        (NewCard::new(ID, CardBrand::Visa).amount(Amount::from_cents(-1)), "amount"),
        (NewCard::new(ID, CardBrand::Visa).amount("1.005".parse().unwrap()), "amount"),
    ];
    for (card, invalid) in cases {
        let error = client.create_card(&card).await.unwrap_err();
        assert!(matches!(error, Error::InvalidInput { field, .. } if field == invalid), "{error:?}");
    }
}

#[tokio::test]
async fn an_id_that_would_change_the_path_is_rejected_before_it_is_sent() {
    let client = Client::builder().base_url("http://127.0.0.1:9").token("t").build().unwrap();
    let long = "1".repeat(129);
    for id in ["", ".", "..", "a/b", "a?b", "a#b", "a%2Fb", "a b", "a\\b", "é", "1234123412341234", &long] {
        let error = client.customer(id).await.unwrap_err();
        assert!(matches!(error, Error::InvalidInput { field: "customer_id", .. }), "{id}: {error:?}");
    }
}

#[tokio::test]
async fn page_and_limit_must_be_at_least_one() {
    let client = Client::builder().base_url("http://127.0.0.1:9").token("t").build().unwrap();
    let error = client.card_transactions(ID, &CardTransactionsQuery::new().page(0)).await.unwrap_err();
    assert!(matches!(error, Error::InvalidInput { field: "page", .. }), "{error:?}");
    let error =
        client.customer_transactions(ID, &CustomerTransactionsQuery::new().limit(0)).await.unwrap_err();
    assert!(matches!(error, Error::InvalidInput { field: "limit", .. }), "{error:?}");
}

#[test]
fn the_base_url_must_be_https_or_loopback() {
    let build = |url: &str| Client::builder().base_url(url).token("t").build();
    for url in
        ["https://api.example.com/api/v1", "http://localhost:1", "http://127.0.0.1:1/v1/", "http://[::1]:1"]
    {
        assert!(build(url).is_ok(), "{url}");
    }
    let invalid = [
        "http://api.example.com",
        "ftp://localhost",
        "not a url",
        "https://a:b@example.com",
        "https://example.com/?a=b",
        "http://127.0.0.1.example.com",
    ];
    for url in invalid {
        let error = build(url).unwrap_err();
        assert!(matches!(error, Error::Configuration { setting: "base_url", .. }), "{url}: {error:?}");
    }
}

#[test]
fn a_client_needs_credentials_or_a_token() {
    assert!(matches!(Client::builder().build(), Err(Error::Configuration { setting: "credentials", .. })));
    assert!(matches!(
        Client::builder().credentials("", "k").build(),
        Err(Error::Configuration { setting: "credentials", .. })
    ));
    assert!(matches!(
        Client::builder().token("two words").build(),
        Err(Error::Configuration { setting: "token", .. })
    ));
}

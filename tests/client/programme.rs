//! What the requests of single operations look like, and what is refused before anything is sent.

use cartevo::jiff::civil::date;
use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{
    Amount, CardAmount, CardBrand, CardQuery, CardStatus, CardsQuery, Client, Delivery, Effect, Error,
    Freeze, IdDocument, IdDocumentType, NewCustomer, NewPayment, PaymentsQuery, Raw, Termination,
    TransactionsQuery, Unfreeze, Upload, WalletDeposit, WalletFunding,
};
use serde_json::json;

use crate::ID;

fn cents(cents: i64) -> Amount {
    Amount::from_cents(cents)
}

#[tokio::test]
async fn a_card_is_frozen_by_put_with_lock_and_without_a_body() {
    let server = MockServer::start().await;
    let client = server.client();
    client.freeze_card(ID, &Freeze::new().lock(true)).await.unwrap();
    client.unfreeze_card(ID, &Unfreeze::new().unlock(true)).await.unwrap();
    client.terminate_card(ID, &Termination::new().freeze_on_failure(true)).await.unwrap();
    let sent: Vec<_> = server.requests().into_iter().map(|sent| (sent.path, sent.query, sent.body)).collect();
    let expected = |path: &str, name: &str| {
        (format!("/cards/{ID}/{path}"), vec![(name.to_owned(), "true".to_owned())], json!(null))
    };
    let paths = [("freeze", "lock"), ("unfreeze", "unlock"), ("terminate", "freezeOnFailure")];
    assert_eq!(sent, paths.map(|(path, name)| expected(path, name)));
}

#[tokio::test]
async fn an_amount_is_sent_alone_or_with_the_ids_of_october_2025() {
    let server = MockServer::start().await;
    let client = server.client();
    client.fund_card(ID, cents(5025)).await.unwrap();
    client.withdraw_from_card(ID, CardAmount::new(cents(100)).customer_id("c")).await.unwrap();
    assert_eq!(server.requests_to(Operation::FundCard)[0].body, json!({"amount": 50.25}));
    let withdrawn = &server.requests_to(Operation::WithdrawFromCard)[0].body;
    assert_eq!(*withdrawn, json!({"amount": 1, "card_id": ID, "customer_id": "c"}));
}

#[tokio::test]
async fn a_movement_is_one_thing_whoever_answers() {
    let server = MockServer::start().await;
    let body = json!({"status": "success", "message": "m", "data": {"card_id": ID, "funded_amount": 10.75,
        "card_balance": "43.26", "wallet_balance": 387, "transaction_id": "t"}});
    server.answer(Operation::FundCard, Answer::json(201, body.to_string()));
    let movement = server.client().fund_card(ID, cents(1075)).await.unwrap();
    let observed = (movement.amount, movement.card_balance_after, movement.wallet_balance);
    assert_eq!(observed, (cents(1075), Some(cents(4326)), Some(cents(38700))));
}

#[tokio::test]
async fn a_change_is_one_thing_whoever_answers() {
    for (body, refunded) in [
        (json!({"card_status": "TERMINATED", "refund_processed": "true"}), None),
        (
            json!({"status": "TERMINATED", "refund_processed": true, "refunded_amount": 50.0}),
            Some(cents(5000)),
        ),
        (
            json!({"new_status": "TERMINATED", "refund_processed": true, "refund_amount": 7.5}),
            Some(cents(750)),
        ),
    ] {
        let server = MockServer::start().await;
        let mut data = body;
        data["card_id"] = json!(ID);
        server.answer(Operation::TerminateCard, Answer::json(201, json!({"data": data}).to_string()));
        let change = server.client().terminate_card(ID, &Termination::new()).await.unwrap();
        let observed = (&change.card_status, change.refund_processed, change.refund_amount);
        assert_eq!(observed, (&CardStatus::Terminated, Some(true), refunded));
    }
}

#[tokio::test]
async fn pages_are_counted_from_1_whatever_the_api_counts() {
    let server = MockServer::start().await;
    let client = server.client();
    client.transactions(&TransactionsQuery::new().page(3).limit(20)).await.unwrap();
    client.transactions(&TransactionsQuery::new().page(2)).await.unwrap();
    client.payments(&PaymentsQuery::new().page(2)).await.unwrap();
    let query = |operation, index: usize, name: &str| {
        let sent = server.requests_to(operation)[index].query.clone();
        sent.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    };
    assert_eq!(query(Operation::GetTransactions, 0, "offset").as_deref(), Some("40"));
    assert_eq!(query(Operation::GetTransactions, 0, "limit").as_deref(), Some("20"));
    assert_eq!(query(Operation::GetTransactions, 1, "offset").as_deref(), Some("50"));
    assert_eq!(query(Operation::GetTransactions, 1, "limit").as_deref(), Some("50"));
    assert_eq!(query(Operation::GetPayments, 0, "page").as_deref(), Some("2"));
    let error = client.transactions(&TransactionsQuery::new().page(0)).await.unwrap_err();
    assert_eq!(error.kind(), "invalid_input");
}

#[tokio::test]
async fn a_list_of_cards_may_have_no_statistics() {
    let server = MockServer::start().await;
    server.answer(Operation::GetCards, Answer::json(200, r#"{"success": true, "data": [{"id": "c"}]}"#));
    let list = server.client().cards(&CardsQuery::new()).await.unwrap();
    assert_eq!((list.cards.len(), list.statistics.is_none()), (1, true));
    server.answer(Operation::GetWallets, Answer::json(200, r#"[{"id": "w"}]"#));
    assert_eq!(server.client().wallets().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_customer_may_come_without_an_envelope() {
    for body in [
        r#"{"id": "c", "country": "Cameroon"}"#,
        r#"{"country": "Cameroon", "id": "c", "unknown": 1}"#,
        r#"{"success": true, "data": {"id": "c", "country": "Cameroon"}}"#,
        r#"{"data": {"id": "c", "country": "Cameroon"}, "statusCode": 200}"#,
    ] {
        let server = MockServer::start().await;
        server.answer(Operation::CreateCustomer, Answer::json(201, body));
        let created = server.client().create_customer(&customer(), document(picture())).await.unwrap();
        assert_eq!((created.id.as_str(), created.country.as_deref()), ("c", Some("Cameroon")), "{body}");
    }
    for body in ["{}", "[]", r#"{"success": true}"#, r#"{"country": "Cameroon"}"#] {
        let server = MockServer::start().await;
        server.answer(Operation::CreateCustomer, Answer::json(201, body));
        let error = server.client().create_customer(&customer(), document(picture())).await.unwrap_err();
        assert_eq!(error.kind(), "decode", "{body}");
    }
}

fn customer() -> NewCustomer {
    NewCustomer::new("Amina", "Tchoupo", "amina.tchoupo@example.com")
        .country("Cameroon", "cm", "+237")
        .address("1 Avenue des Essais", "Yaounde", "Centre", "00237")
        .phone_number("600000001")
        .born(date(1992, 4, 11))
}

fn picture() -> Upload {
    Upload::from_bytes("image/png", b"a picture".as_slice())
}

fn document(front: Upload) -> IdDocument {
    IdDocument::new(IdDocumentType::Nin, "TESTID000001", front)
}

/// A file in chunks, none of which is as long as the file.
struct Chunks(Vec<&'static [u8]>);

impl futures_core::Stream for Chunks {
    type Item = std::io::Result<&'static [u8]>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let next = (!self.0.is_empty()).then(|| Ok(self.0.remove(0)));
        std::task::Poll::Ready(next)
    }
}

#[tokio::test]
async fn a_file_is_sent_in_chunks_with_the_length_of_the_whole_form() {
    let server = httpmock::MockServer::start_async().await;
    let mock = server
        .mock_async(|when, then| {
            when.method("POST")
                .path("/customers")
                .query_param("enroll", "true")
                .header_exists("content-length")
                .body_includes("name=\"first_name\"\r\n\r\nAmina\r\n")
                .body_includes("name=\"country_iso_code\"\r\n\r\nCM\r\n")
                .body_includes("name=\"date_of_birth\"\r\n\r\n1992-04-11\r\n")
                .body_includes("name=\"id_document_front\"; filename=\"scan.pdf\"\r\nContent-Type: application/pdf\r\n\r\none two three\r\n--");
            then.status(201).body(r#"{"id": "c"}"#);
        })
        .await;
    let chunks = Chunks(vec![b"one ", b"", b"two ", b"three"]);
    let scan = Upload::from_stream("application/pdf", 13, chunks).file_name("scan.pdf");
    crate::client(&server).create_customer(&customer().enroll(true), document(scan)).await.unwrap();
    mock.assert_async().await;
}

#[tokio::test]
async fn a_file_of_another_length_than_announced_is_not_sent_whole() {
    for length in [5, 50] {
        let server = MockServer::start().await;
        let scan = Upload::from_stream("application/pdf", length, Chunks(vec![b"one ", b"two ", b"three"]));
        let error = server.client().create_customer(&customer(), document(scan)).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), ("connection", Delivery::Unknown));
        assert!(server.requests_to(Operation::CreateCustomer).is_empty(), "{length}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_said_before_anything_is_sent() {
    let server = MockServer::start().await;
    let client = server.client();
    let field = |error: Option<Error>| match error {
        Some(Error::InvalidInput { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    let deposit = || WalletDeposit::new("w", "XAF", cents(100)).destination("v", "USD", cents(100));
    let payment = |number: &str, amount| NewPayment::new("mtn", "CM", number, amount, "XAF");
    let large = picture().limit(3);
    let wrong = [
        field(client.fund_card(ID, cents(99)).await.err()),
        field(client.fund_card(ID, "1.005".parse::<Amount>().unwrap()).await.err()),
        field(client.fund_card("", cents(100)).await.err()),
        field(client.withdraw_from_card(ID, cents(i64::MAX / 1000)).await.err()),
        field(client.cards(&CardsQuery::new().last4("12a4")).await.err()),
        field(client.cards(&CardsQuery::new().last4("****")).await.err()),
        field(client.fund_wallet(&WalletFunding::new("w", cents(1), "francs")).await.err()),
        field(client.fund_wallet(&WalletFunding::new("w", cents(1), "XAF").phone("+237600")).await.err()),
        field(client.deposit(&deposit()).await.err()),
        field(client.collect(&payment("+237670000000", cents(100))).await.err()),
        field(client.pay_out(&payment("237670000000", cents(99))).await.err()),
        field(client.create_customer(&customer(), document(large)).await.err()),
        field(client.create_customer(&NewCustomer::new("A", "B", "c"), document(picture())).await.err()),
        field(client.create_customer(&customer().phone_number("1\r\n2"), document(picture())).await.err()),
        field(client.create_customer(&customer(), document(picture().file_name("a\"b"))).await.err()),
    ];
    let expected = [
        "amount",
        "amount",
        "card_id",
        "amount",
        "last4",
        "last4",
        "currency",
        "phone",
        "rate",
        "phone_number",
        "amount",
        "id_document_front",
        "first_name",
        "phone_number",
        "id_document_front",
    ];
    assert_eq!(wrong, expected);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_card_is_revealed_only_in_clear() {
    let server = MockServer::start().await;
    let error = server.client().reveal_card_number_and_cvv(ID).await.unwrap_err();
    assert_eq!(error.kind(), "decode");
    let sent = &server.requests_to(Operation::GetCard)[0].query;
    assert_eq!(*sent, [("reveal".to_owned(), "true".to_owned())]);

    let body = json!({"success": true, "card": {"id": ID, "number": "0000 0000 0000 0001", "cvv": "000"},
        "metadata": {"revealed_sensitive": true, "provider": "p", "last_sync": "2026-05-09T10:15:00Z"}});
    server.answer(Operation::GetCard, Answer::json(200, body.to_string()));
    let revealed = server.client().reveal_card_number_and_cvv(ID).await.unwrap();
    assert_eq!((revealed.number.expose(), revealed.cvv.expose()), ("0000 0000 0000 0001", "000"));
    assert!(revealed.card.number.is_none() && revealed.card.cvv.is_none());
    assert!(!format!("{revealed:?}").contains("0001"));
    server.client().card(ID, &CardQuery::new().sync(false)).await.unwrap();
    let query = server.requests_to(Operation::GetCard)[2].query.clone();
    assert_eq!(query, [("sync".to_owned(), "false".to_owned())]);
}

#[tokio::test]
async fn refusals_are_told_apart_by_what_the_vendor_writes() {
    let kinds = |server: &MockServer, operation, message: &str| {
        server.answer(operation, Answer::refusal(400, message));
        server.client()
    };
    let server = MockServer::start().await;
    let text = "Card withdrawal failed: Insufficient card balance. Required: $9999, Available: $39.76";
    let client = kinds(&server, Operation::WithdrawFromCard, text);
    assert_eq!(
        client.withdraw_from_card(ID, cents(999_900)).await.unwrap_err().kind(),
        "insufficient_balance"
    );
    let client = kinds(&server, Operation::FundCard, "Insufficient wallet balance");
    assert_eq!(client.fund_card(ID, cents(999_900)).await.unwrap_err().kind(), "insufficient_balance");
    let client = kinds(&server, Operation::FreezeCard, "Card freeze failed: Card not found");
    assert_eq!(client.freeze_card(ID, &Freeze::new()).await.unwrap_err().kind(), "not_found");
    let client = kinds(&server, Operation::GetCard, "Get card failed: Card not found");
    assert_eq!(client.card(ID, &CardQuery::new()).await.unwrap_err().kind(), "not_found");
    let client = kinds(&server, Operation::FreezeCard, "Card freeze failed: Card is already frozen");
    let error = client.freeze_card(ID, &Freeze::new()).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), ("invalid_request", Delivery::Answered));
    assert_eq!(error.messages()[0].shown(), Some("Card freeze failed: Card is already frozen"));
}

#[tokio::test]
async fn a_call_is_retried_by_the_effect_it_states() {
    for (effect, requests) in [(Effect::Read, 2), (Effect::Write, 1), (Effect::Issue, 1), (Effect::Money, 1)]
    {
        let server = MockServer::start().await;
        server.answer_next(Operation::GetWallets, Answer::status(503));
        let call = server.client().call("GET", "/wallets").query("a b", "c&d").effect(effect);
        let result = call.send::<Raw>().await;
        assert_eq!(
            (result.is_ok(), server.requests().len()),
            (effect == Effect::Read, requests),
            "{effect:?}"
        );
        assert_eq!(server.requests()[0].query, [("a+b".to_owned(), "c%26d".to_owned())]);
    }
}

#[tokio::test]
async fn a_call_sends_only_to_paths_below_the_base_url() {
    let server = MockServer::start().await;
    let client: Client = server.client();
    for (method, path) in [
        ("GET", "wallets"),
        ("GET", "/../wallets"),
        ("GET", "/wallets?x=1"),
        ("GET", "//example.com/"),
        ("GET", concat!("/cards/40000012", "34567899")),
        ("G T", "/wallets"),
        ("", "/wallets"),
    ] {
        let error = client.call(method, path).send::<Raw>().await.unwrap_err();
        assert_eq!(error.kind(), "invalid_input", "{method} {path}");
    }
    assert!(server.requests().is_empty());
    let body = json!({"name": "Amara"});
    let call = client.call("PUT", &format!("/cards/{ID}/freeze")).json(&body);
    assert!(!format!("{call:?}").contains("Amara"));
    call.send::<Raw>().await.unwrap();
    assert_eq!(server.requests_to(Operation::FreezeCard)[0].body, body);
    server.answer(Operation::FreezeCard, Answer::refusal(404, "Card not found"));
    let error = client.call("PUT", &format!("/cards/{ID}/freeze")).send::<Raw>().await.unwrap_err();
    assert_eq!((error.kind(), error.to_string().contains(ID)), ("not_found", false));
}

#[tokio::test]
async fn filters_are_sent_as_the_api_names_them() {
    let server = MockServer::start().await;
    let client = server.client();
    let query = CardsQuery::new().status(CardStatus::Frozen).brand(CardBrand::Visa).last4("1234").sync(true);
    client.cards(&query).await.unwrap();
    let query = PaymentsQuery::new()
        .kind(cartevo::PaymentType::Payout)
        .external_id("order 1")
        .created_from(date(2026, 4, 1))
        .created_before(date(2026, 5, 1));
    client.payments(&query).await.unwrap();
    let pairs = |operation| {
        let mut query = server.requests_to(operation)[0].query.clone();
        query.sort();
        query.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    };
    assert_eq!(pairs(Operation::GetCards), "brand=VISA&last4=1234&status=FROZEN&sync=true");
    let sent = "external_id=order+1&from_date=2026-04-01&to_date=2026-05-01&type=PAYOUT";
    assert_eq!(pairs(Operation::GetPayments), sent);
}

//! What holds for every operation, by a table of all of them: a new operation of the document without a row fails.

use std::collections::BTreeSet;
use std::pin::Pin;

use cartevo::jiff::civil::date;
use cartevo::testing::{Answer, MockServer, Operation, recordings};
use cartevo::{
    Amount, CardQuery, CardTransactionsQuery, CardsQuery, Client, CustomerCardsQuery,
    CustomerTransactionsQuery, CustomersQuery, Delivery, Effect, Error, Freeze, IdDocument, IdDocumentType,
    IdDocumentUrls, NewCard, NewCustomer, NewPayment, NewWallet, PaymentQuery, PaymentsQuery, Termination,
    TransactionsQuery, Unfreeze, Upload, WalletDeposit, WalletFunding, WalletTransactionsQuery,
};
use serde_json::Value;

use crate::ID;

/// A call, and `Debug` of its result.
type Call = fn(Client) -> Pin<Box<dyn Future<Output = Result<String, Error>> + Send>>;

/// Whether a request can be sent again: what is streamed cannot.
#[derive(Clone, Copy, PartialEq)]
enum Body {
    Kept,
    Streamed,
}

struct Row {
    operation: Operation,
    effect: Effect,
    body: Body,
    call: Call,
}

macro_rules! operations {
    ($($operation:ident, $effect:ident, $body:ident, |$client:ident| $call:expr;)+) => {
        const ROWS: &[Row] = &[$(Row {
            operation: Operation::$operation,
            effect: Effect::$effect,
            body: Body::$body,
            call: |$client| Box::pin(async move { $call.await.map(|value| format!("{value:?}")) }),
        },)+];
    };
}

operations! {
    GetCustomers, Read, Kept, |client| client.customers(&CustomersQuery::new());
    CreateCustomer, Write, Streamed, |client| client.create_customer(&customer(), document());
    EnrollCustomer, Write, Kept, |client| client.enroll_customer(&customer(), &urls());
    GetCustomer, Read, Kept, |client| client.customer(ID);
    GetCustomerCards, Read, Kept, |client| client.customer_cards(ID, &CustomerCardsQuery::new());
    GetCustomerTransactions, Read, Kept, |client| client.customer_transactions(ID, &CustomerTransactionsQuery::new()).into_future();
    GetCardTransactions, Read, Kept, |client| client.card_transactions(ID, &CardTransactionsQuery::new()).into_future();
    GetCards, Read, Kept, |client| client.cards(&CardsQuery::new());
    CreateCard, Issue, Kept, |client| client.create_card(&NewCard::new(ID, "visa"));
    GetCard, Read, Kept, |client| client.card(ID, &CardQuery::new());
    DeleteCard, Money, Kept, |client| client.delete_card(ID);
    FundCard, Money, Kept, |client| client.fund_card(ID, Amount::from_cents(5000));
    WithdrawFromCard, Money, Kept, |client| client.withdraw_from_card(ID, Amount::from_cents(3000));
    FreezeCard, Write, Kept, |client| client.freeze_card(ID, &Freeze::new());
    UnfreezeCard, Write, Kept, |client| client.unfreeze_card(ID, &Unfreeze::new());
    TerminateCard, Money, Kept, |client| client.terminate_card(ID, &Termination::new());
    GetWallets, Read, Kept, |client| client.wallets();
    CreateWallet, Write, Kept, |client| client.create_wallet(&NewWallet::new("XAF", "Cameroon", "CM", "+237"));
    GetUsdBalance, Read, Kept, |client| client.usd_wallet();
    FundWallet, Money, Kept, |client| client.fund_wallet(&WalletFunding::new(ID, Amount::from_cents(5000), "XAF"));
    DepositToWallet, Money, Kept, |client| client.deposit(&deposit());
    GetWallet, Read, Kept, |client| client.wallet(ID);
    GetTransactions, Read, Kept, |client| client.transactions(&TransactionsQuery::new());
    GetWalletTransactions, Read, Kept, |client| client.wallet_transactions(ID, &WalletTransactionsQuery::new());
    GetTransaction, Read, Kept, |client| client.wallet_transaction(ID);
    ConvertCurrency, Read, Kept, |client| client.convert_currency(Amount::from_cents(5000), "XAF", "USD");
    CollectPayment, Money, Kept, |client| client.collect(&payment());
    PayOut, Money, Kept, |client| client.pay_out(&payment());
    GetPayments, Read, Kept, |client| client.payments(&PaymentsQuery::new());
    GetPaymentStatus, Read, Kept, |client| client.payment(ID, &PaymentQuery::new());
    GetPaymentBalance, Read, Kept, |client| client.payment_balances();
}

fn customer() -> NewCustomer {
    NewCustomer::new("Amina", "Tchoupo", "amina.tchoupo@example.com")
        .country("Cameroon", "CM", "+237")
        .address("1 Avenue des Essais", "Yaounde", "Centre", "00237")
        .phone_number("600000001")
        .born(date(1992, 4, 11))
}

fn document() -> IdDocument {
    let front = Upload::from_bytes("image/png", b"a picture".as_slice());
    IdDocument::new(IdDocumentType::Nin, "TESTID000001", front)
}

fn urls() -> IdDocumentUrls {
    IdDocumentUrls::new(IdDocumentType::Nin, "TESTID000001", "https://example.com/front.png")
}

fn deposit() -> WalletDeposit {
    WalletDeposit::new("wallet-1", "XAF", Amount::from_cents(1_000_000))
        .destination("wallet-2", "USD", Amount::from_cents(1_630))
        .rate("0.00163".parse().unwrap())
}

fn payment() -> NewPayment {
    NewPayment::new("mtn", "CM", "237670000000", Amount::from_cents(100_000), "XAF")
}

#[test]
fn the_table_has_every_operation_but_the_token() {
    let mut expected: BTreeSet<Operation> = Operation::ALL.into_iter().collect();
    expected.remove(&Operation::CreateToken);
    let rows: BTreeSet<Operation> = ROWS.iter().map(|row| row.operation).collect();
    assert_eq!((rows, ROWS.len()), (expected, Operation::ALL.len() - 1));
}

#[tokio::test]
async fn every_operation_is_answered_by_the_mock_server() {
    let server = MockServer::start().await;
    for row in ROWS {
        let result = (row.call)(server.client()).await;
        assert!(result.is_ok(), "{}: {:?}", row.operation, result.err());
        assert_eq!(server.requests_to(row.operation).len(), 1, "{}", row.operation);
    }
}

#[tokio::test]
async fn only_reads_are_sent_again_after_the_request_may_have_been_processed() {
    let failures = [
        (Answer::status(503), Delivery::Answered),
        (Answer::refusal(429, "Slow down"), Delivery::Answered),
        (Answer::status(200).lost(), Delivery::Unknown),
        (Answer::json(200, r#"{"data": {}}"#).truncated(5), Delivery::Unknown),
    ];
    for row in ROWS {
        for (failure, delivery) in &failures {
            let server = MockServer::start().await;
            server.answer_next(row.operation, failure.clone());
            let result = (row.call)(server.client()).await;
            let requests = server.requests_to(row.operation).len();
            if row.effect == Effect::Read {
                assert!(result.is_ok() && requests == 2, "{} {failure:?}: {result:?}", row.operation);
                continue;
            }
            let error = result.expect_err("the request is not sent again");
            assert_eq!((requests, error.delivery()), (1, *delivery), "{} {failure:?}", row.operation);
        }
    }
}

#[tokio::test]
async fn nothing_is_sent_without_a_connection_and_everything_that_can_be_is_sent_again() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for row in ROWS {
        let server = MockServer::start().await;
        let client = server.client_builder().base_url(&url).build().unwrap();
        let error = (row.call)(client).await.expect_err("nobody listens");
        let attempts = if row.body == Body::Streamed { 1 } else { 3 };
        assert_eq!((error.delivery(), error.attempts()), (Delivery::NotSent, attempts), "{}", row.operation);
    }
}

#[tokio::test]
async fn a_refusal_with_the_status_of_a_success_is_an_error_of_every_operation() {
    for row in ROWS {
        let server = MockServer::start().await;
        let body = r#"{"status": "error", "code": 500, "message": "No", "error": {"message": "No"}}"#;
        server.answer(row.operation, Answer::json(200, body));
        let error = (row.call)(server.client()).await.expect_err("it is refused");
        assert_eq!((error.kind(), error.delivery()), ("server", Delivery::Answered), "{}", row.operation);
    }
}

#[tokio::test]
async fn no_error_shows_what_a_server_writes_of_persons_and_cards() {
    let number = "400000 123456 7899";
    for row in ROWS {
        let server = MockServer::start().await;
        let message = format!("Amara Okafor, {number}, amara@example.com is not allowed");
        server.answer(row.operation, Answer::refusal(400, &message));
        let error = (row.call)(server.client()).await.expect_err("it is refused");
        let shown = format!("{error} {error:?}");
        for planted in ["Amara", "example.com", "123456"] {
            assert!(!shown.contains(planted), "{}: {shown}", row.operation);
        }
    }
}

/// The fields of recorded answers that nothing shows.
const PERSONAL: [&str; 14] = [
    "first_name",
    "last_name",
    "email",
    "street",
    "city",
    "phone_number",
    "identification_number",
    "image",
    "photo",
    "number",
    "cvv",
    "date_of_birth",
    "description",
    "business_name",
];

#[tokio::test]
async fn debug_shows_nothing_personal_of_any_recorded_answer() {
    for recording in recordings().iter().filter(|recording| recording.status() < 300) {
        let Some(row) = ROWS.iter().find(|row| row.operation == recording.operation()) else { continue };
        let server = MockServer::start().await;
        server.answer(row.operation, Answer::recorded(recording));
        let Ok(shown) = (row.call)(server.client()).await else { continue };
        let mut values = Vec::new();
        personal(&serde_json::from_str(recording.body()).unwrap(), &mut values);
        for value in values.iter().filter(|value| value.len() > 4) {
            assert!(!shown.contains(value.as_str()), "{} shows a personal value", recording.name());
        }
    }
}

fn personal(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                match value {
                    Value::String(text) if PERSONAL.contains(&name.as_str()) => found.push(text.clone()),
                    other => personal(other, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| personal(item, found)),
        _ => {}
    }
}

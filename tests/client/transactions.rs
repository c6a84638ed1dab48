//! Lists of transactions are complete, finite and free of duplicates, also if the server ignores paging or filters.

use cartevo::jiff::civil::date;
use cartevo::testing::{Answer, MockServer, Operation, SentRequest};
use cartevo::{
    CardTransactionsQuery, CustomerTransactionsQuery, Error, Transaction, TransactionKind, TransactionStatus,
    TransactionType,
};
use serde_json::{Value, json};

use crate::ID;

fn transaction(number: u32) -> Value {
    json!({"id": format!("t-{number}"), "category": "CARD", "type": "SETTLEMENT", "status": "SUCCESS", "amount": 1,
        "description": "", "created_at": "2026-04-09T09:42:11Z"})
}

fn items(numbers: impl IntoIterator<Item = u32>) -> Vec<Transaction> {
    let items = numbers.into_iter().map(|number| serde_json::from_value(transaction(number)).unwrap());
    items.collect()
}

fn ids(transactions: &[Transaction]) -> Vec<&str> {
    transactions.iter().map(|transaction| transaction.id.as_str()).collect()
}

fn expected(numbers: impl IntoIterator<Item = u32>) -> Vec<String> {
    numbers.into_iter().map(|number| format!("t-{number}")).collect()
}

fn pages(server: &MockServer) -> Vec<Option<String>> {
    let page = |request: &SentRequest| {
        request.query.iter().find(|(name, _)| name == "page").map(|(_, value)| value.clone())
    };
    server.requests().iter().map(page).collect()
}

/// Streams all transactions of a customer, 3 a page, from a server with these responses.
async fn all(answers: Vec<Answer>) -> (Result<Vec<Transaction>, Error>, MockServer) {
    let server = MockServer::start().await;
    for answer in answers {
        server.answer_next(Operation::GetCustomerTransactions, answer);
    }
    server.answer(Operation::GetCustomerTransactions, Answer::refusal(500, "One page too many"));
    let client = server.client_builder().retries(0).build().unwrap();
    let query = CustomerTransactionsQuery::new().limit(3);
    (client.customer_transactions(ID, &query).stream().try_collect().await, server)
}

#[tokio::test]
async fn a_stream_reads_pages_up_to_the_servers_total() {
    let (all, server) =
        all(vec![Answer::transactions(&items(1..=3), 1, 3, 6), Answer::transactions(&items(4..=6), 2, 3, 6)])
            .await;
    assert_eq!(ids(&all.unwrap()), expected(1..=6));
    assert_eq!(pages(&server), [Some("1".to_owned()), Some("2".to_owned())]);
}

#[tokio::test]
async fn a_stream_ends_with_a_short_or_empty_page() {
    let bare = |numbers: &[u32]| {
        let rows: Vec<Value> = numbers.iter().map(|number| transaction(*number)).collect();
        Answer::json(200, json!({"data": rows}).to_string())
    };
    assert_eq!(ids(&all(vec![bare(&[1, 2, 3]), bare(&[4])]).await.0.unwrap()), expected(1..=4));
    assert_eq!(ids(&all(vec![bare(&[1, 2, 3]), bare(&[])]).await.0.unwrap()), expected(1..=3));
    assert_eq!(ids(&all(vec![bare(&[])]).await.0.unwrap()), expected([]));
}

#[tokio::test]
async fn a_stream_ends_if_the_server_ignores_paging() {
    let everything = || {
        let rows: Vec<Value> = (1..=7).map(transaction).collect();
        Answer::json(200, json!({"data": rows}).to_string())
    };
    let (all, server) = all(vec![everything(), everything()]).await;
    assert_eq!(ids(&all.unwrap()), expected(1..=7));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_transaction_that_moves_to_the_next_page_is_returned_once() {
    let (all, _) = all(vec![
        Answer::transactions(&items([3, 2, 1]), 1, 3, 5),
        // A new transaction was added at the front, so this page starts with the last one of the previous page.
        Answer::transactions(&items([1, 0, 9]), 2, 3, 6),
        // The new one hasn't been read, so the total isn't reached, and the stream requests another page.
        Answer::transactions(&[], 3, 3, 6),
    ])
    .await;
    assert_eq!(ids(&all.unwrap()), expected([3, 2, 1, 0, 9]));
}

#[tokio::test]
async fn a_stream_continues_after_a_short_page_if_the_total_is_higher() {
    // This server returns two items a page, whatever the requested and the stated limit.
    let (all, _) = all(vec![
        Answer::transactions(&items(1..=2), 1, 3, 5),
        Answer::transactions(&items(3..=4), 2, 3, 5),
        Answer::transactions(&items(5..=5), 3, 3, 5),
        Answer::transactions(&items([]), 4, 3, 5),
    ])
    .await;
    assert_eq!(ids(&all.unwrap()), expected(1..=5));
}

#[tokio::test]
async fn an_error_ends_a_stream_after_the_preceding_items() {
    let server = MockServer::start().await;
    let page = Answer::transactions(&items(1..=2), 0, 2, 9);
    server.answer_next(Operation::GetCardTransactions, page);
    server.answer(Operation::GetCardTransactions, Answer::refusal(400, "Bad"));
    let query = CardTransactionsQuery::new().limit(2);
    let mut stream = server.client().card_transactions(ID, &query).stream();
    assert_eq!(stream.next().await.unwrap().unwrap().id, "t-1");
    assert_eq!(stream.next().await.unwrap().unwrap().id, "t-2");
    assert!(matches!(stream.next().await, Some(Err(Error::InvalidRequest { .. }))));
    assert!(stream.next().await.is_none() && stream.next().await.is_none());
    // The server counts the pages of a card from 0.
    assert_eq!(pages(&server), [Some("0".to_owned()), Some("1".to_owned())]);
}

#[tokio::test]
async fn a_stream_requests_at_most_the_recommended_page_size() {
    let server = MockServer::start().await;
    server.answer(Operation::GetCustomerTransactions, Answer::transactions(&[], 1, 100, 0));
    for query in [CustomerTransactionsQuery::new(), CustomerTransactionsQuery::new().limit(1000)] {
        server.client().customer_transactions(ID, &query).stream().try_collect().await.unwrap();
    }
    let limits = server.requests().into_iter().map(|request| request.query);
    assert!(limits.into_iter().all(|query| query.contains(&("limit".to_owned(), "100".to_owned()))));
}

#[tokio::test]
async fn a_list_returns_a_page_by_number() {
    let server = MockServer::start().await;
    server.answer(Operation::GetCardTransactions, Answer::transactions(&items(4..=6), 1, 3, 9));
    let list = server.client().card_transactions(ID, &CardTransactionsQuery::new().limit(3));
    let page = list.page(2).await.unwrap();
    assert_eq!((page.number, page.page, page.total, page.items.len()), (2, Some(1), Some(9), 3));
    assert!(matches!(list.page(0).await, Err(Error::InvalidInput { field: "page", .. })));
    assert_eq!(pages(&server), [Some("1".to_owned())]);
}

/// Transactions of several kinds, statuses and dates.
fn mixed() -> Answer {
    let row = |id: u32, kind: &str, status: &str, day: u32| {
        let mut row = transaction(id);
        row["type"] = json!(kind);
        row["status"] = json!(status);
        row["created_at"] = json!(format!("2026-04-{day:02}T00:00:00Z"));
        row
    };
    let rows = [
        row(1, "FUND", "SUCCESS", 1),
        row(2, "FUNDING", "SUCCESS", 2),
        row(3, "SETTLEMENT", "SUCCESS", 2),
        row(4, "FUND", "FAILED", 2),
        row(5, "FUND", "SUCCESS", 3),
    ];
    // The envelope of October 2025, when the server ignored filters.
    let body = json!({"success": true, "transactions": rows, "filters": {"limit": 20},
        "pagination": {"limit": 20, "offset": 0, "total": 5}});
    Answer::json(200, body.to_string())
}

#[tokio::test]
async fn ignored_filters_are_applied_by_the_client_unless_the_server_is_trusted() {
    let server = MockServer::start().await;
    server.answer(Operation::GetCardTransactions, mixed());
    let client = server.client();
    let query = CardTransactionsQuery::new()
        .created_from(date(2026, 4, 1))
        .created_before(date(2026, 4, 3))
        .kind(TransactionType::Funding)
        .status(TransactionStatus::Success);
    let page = client.card_transactions(ID, &query).await.unwrap();
    assert_eq!(ids(&page.items), expected([1, 2]));
    let all = client.card_transactions(ID, &query).stream().try_collect().await.unwrap();
    assert_eq!(ids(&all), expected([1, 2]));
    let trusted = query.trust_server(true);
    assert_eq!(client.card_transactions(ID, &trusted).await.unwrap().items.len(), 5);
}

#[tokio::test]
async fn a_transaction_has_a_kind_and_a_currency() {
    let server = MockServer::start().await;
    let mut rows = [transaction(1), transaction(2), transaction(3)];
    rows[0]["currency"] = json!("USD");
    rows[0]["type"] = json!("WITHDRAW");
    rows[1]["card"] = json!({"id": "c", "currency": "EUR"});
    rows[1]["type"] = json!("ODD");
    let body = json!({"data": rows}).to_string();
    server.answer(Operation::GetCustomerTransactions, Answer::json(200, body));
    let page = server.client().customer_transactions(ID, &CustomerTransactionsQuery::new()).await.unwrap();
    let currencies: Vec<_> = page.items.iter().map(|it| it.currency().map(ToString::to_string)).collect();
    assert_eq!(currencies, [Some("USD".to_owned()), Some("EUR".to_owned()), None]);
    let kinds: Vec<_> = page.items.iter().map(Transaction::kind).collect();
    assert_eq!(kinds, [TransactionKind::Withdrawal, TransactionKind::Other, TransactionKind::Settlement]);
    assert_eq!((page.items[0].type_.as_str(), page.items[1].type_.as_str()), ("WITHDRAW", "ODD"));
    assert_eq!(page.items[0].amount(), "1".parse().unwrap());
}

/// The ids of the transactions that a query selects from all of these.
async fn selected(rows: &[(&str, &str)], query: CardTransactionsQuery) -> Vec<String> {
    let server = MockServer::start().await;
    let rows: Vec<Value> = (1..)
        .zip(rows)
        .map(|(number, (kind, status))| {
            let mut row = transaction(number);
            row["type"] = json!(kind);
            row["status"] = json!(status);
            row
        })
        .collect();
    let body = json!({"success": true, "transactions": rows, "filters": {"limit": 20},
        "pagination": {"limit": 20, "offset": 0, "total": rows.len()}});
    server.answer(Operation::GetCardTransactions, Answer::json(200, body.to_string()));
    let page = server.client().card_transactions(ID, &query).await.unwrap();
    page.items.iter().map(|item| item.id.clone()).collect()
}

#[tokio::test]
async fn a_filter_selects_by_text_in_any_case_and_by_meaning() {
    let rows = [
        ("FUND", "SUCCESS"),
        ("funding", "success"),
        ("BONUS", "SUCCESS"),
        ("Bonus", "On_Hold"),
        ("LEVY", "ON_HOLD"),
        ("AUTHORIZATION", "FAILED"),
        ("AUTHORIZATION", "SUCCESS"),
        ("DECLINE", "FAILED"),
        ("decline", "SUCCESS"),
        ("SETTLEMENT", "FAILED"),
    ];
    let by_kind = |kind: &str| CardTransactionsQuery::new().kind(TransactionType::from(kind));
    for (kind, numbers) in [
        ("FUNDING", &[1, 2][..]),
        ("fund", &[1, 2]),
        ("BONUS", &[3, 4]),
        ("bonus", &[3, 4]),
        ("LEVY", &[5]),
        ("NONE", &[]),
        ("DECLINE", &[6, 8, 9]),
        ("Authorization", &[6, 7]),
    ] {
        assert_eq!(selected(&rows, by_kind(kind)).await, expected(numbers.iter().copied()), "{kind}");
    }
    let by_status = |status: &str| CardTransactionsQuery::new().status(TransactionStatus::from(status));
    for (status, numbers) in
        [("SUCCESS", &[1, 2, 3, 7, 9][..]), ("failed", &[6, 8, 10]), ("on_hold", &[4, 5]), ("LOST", &[])]
    {
        assert_eq!(selected(&rows, by_status(status)).await, expected(numbers.iter().copied()), "{status}");
    }
}

#[tokio::test]
async fn a_stream_that_ends_before_the_servers_total_says_so() {
    let with_total = |numbers: &[u32], total: u32| {
        let rows: Vec<Value> = numbers.iter().map(|number| transaction(*number)).collect();
        Answer::json(200, json!({"data": rows, "pagination": {"limit": 3, "total": total}}).to_string())
    };
    let documented = |numbers: std::ops::RangeInclusive<u32>, page, total| {
        Answer::transactions(&items(numbers), page, 3, total)
    };
    for answers in [
        vec![documented(1..=3, 1, 9), Answer::transactions(&[], 2, 3, 9)],
        // The same page again.
        vec![documented(1..=3, 1, 9), documented(1..=3, 2, 9)],
        vec![with_total(&[1, 2, 3], 5), with_total(&[], 5)],
        vec![with_total(&[1, 2, 3], 9), with_total(&[1, 2, 3], 4)],
    ] {
        let (result, _) = all(answers).await;
        let Err(error @ Error::IncompleteList { read: 3, .. }) = result else { panic!("{result:?}") };
        assert_eq!((error.status(), error.operation()), (Some(200), Some("getCustomerTransactions")));
        assert!(!error.is_retryable());
    }
    // A short page isn't the last one if the server states more.
    let (result, _) = all(vec![with_total(&[1, 2], 4), with_total(&[3, 4], 4)]).await;
    assert_eq!(ids(&result.unwrap()), expected(1..=4));
    // What was there at the start has been read.
    let (result, _) = all(vec![with_total(&[1, 2, 3], 3), with_total(&[], 4)]).await;
    assert_eq!(ids(&result.unwrap()), expected(1..=3));
}

#[tokio::test]
async fn the_items_come_before_the_error_that_more_are_missing() {
    let server = MockServer::start().await;
    server.answer_next(Operation::GetCustomerTransactions, Answer::transactions(&items(1..=3), 1, 3, 9));
    server.answer(Operation::GetCustomerTransactions, Answer::transactions(&[], 2, 3, 9));
    let query = CustomerTransactionsQuery::new().limit(3);
    let mut stream = server.client().customer_transactions(ID, &query).stream();
    for _ in 0..3 {
        assert!(stream.next().await.unwrap().is_ok());
    }
    assert!(matches!(stream.next().await, Some(Err(Error::IncompleteList { read: 3, total: 9, .. }))));
    assert!(stream.next().await.is_none() && stream.next().await.is_none());
}

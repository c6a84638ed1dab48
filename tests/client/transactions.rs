//! Lists end, and nothing in them is lost or given twice, whatever the server makes of paging and filters.

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

/// Everything of a customer from a server that answers like this, with 3 items a page.
async fn all(answers: Vec<Answer>) -> (Result<Vec<Transaction>, Error>, MockServer) {
    let server = MockServer::start().await;
    for answer in answers {
        server.answer_next(Operation::GetCustomerTransactions, answer);
    }
    server.answer(Operation::GetCustomerTransactions, Answer::refusal(500, "A page too many"));
    let client = server.client_builder().retries(0).build().unwrap();
    let query = CustomerTransactionsQuery::new().limit(3);
    (client.customer_transactions(ID, &query).stream().try_collect().await, server)
}

#[tokio::test]
async fn a_stream_reads_page_after_page_until_the_servers_own_count() {
    let (all, server) =
        all(vec![Answer::transactions(&items(1..=3), 1, 3, 6), Answer::transactions(&items(4..=6), 2, 3, 6)])
            .await;
    assert_eq!(ids(&all.unwrap()), expected(1..=6));
    assert_eq!(pages(&server), [Some("1".to_owned()), Some("2".to_owned())]);
}

#[tokio::test]
async fn a_stream_ends_on_a_short_or_empty_page() {
    let bare = |numbers: &[u32]| {
        let rows: Vec<Value> = numbers.iter().map(|number| transaction(*number)).collect();
        Answer::json(200, json!({"data": rows}).to_string())
    };
    assert_eq!(ids(&all(vec![bare(&[1, 2, 3]), bare(&[4])]).await.0.unwrap()), expected(1..=4));
    assert_eq!(ids(&all(vec![bare(&[1, 2, 3]), bare(&[])]).await.0.unwrap()), expected(1..=3));
    assert_eq!(ids(&all(vec![bare(&[])]).await.0.unwrap()), expected([]));
}

#[tokio::test]
async fn a_server_that_ignores_paging_is_read_once_more_and_no_further() {
    let everything = || {
        let rows: Vec<Value> = (1..=7).map(transaction).collect();
        Answer::json(200, json!({"data": rows}).to_string())
    };
    let (all, server) = all(vec![everything(), everything()]).await;
    assert_eq!(ids(&all.unwrap()), expected(1..=7));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn what_moves_to_the_next_page_meanwhile_is_not_given_twice() {
    let (all, _) = all(vec![
        Answer::transactions(&items([3, 2, 1]), 1, 3, 5),
        // A new transaction came in front: the page starts with what was the last one before.
        Answer::transactions(&items([1, 0, 9]), 2, 3, 6),
        // It isn't among those read, so the count doesn't add up, and one more page is asked for.
        Answer::transactions(&[], 3, 3, 6),
    ])
    .await;
    assert_eq!(ids(&all.unwrap()), expected([3, 2, 1, 0, 9]));
}

#[tokio::test]
async fn a_short_page_is_not_the_end_if_the_server_counts_more() {
    // This server gives two items a page, whatever is asked for and whatever it says.
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
async fn an_error_ends_a_stream_after_what_came_before_it() {
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
    // A card's pages are counted from 0 by the server.
    assert_eq!(pages(&server), [Some("0".to_owned()), Some("1".to_owned())]);
}

#[tokio::test]
async fn no_more_is_asked_for_at_a_time_than_a_server_may_give() {
    let server = MockServer::start().await;
    server.answer(Operation::GetCustomerTransactions, Answer::transactions(&[], 1, 100, 0));
    for query in [CustomerTransactionsQuery::new(), CustomerTransactionsQuery::new().limit(1000)] {
        server.client().customer_transactions(ID, &query).stream().try_collect().await.unwrap();
    }
    let limits = server.requests().into_iter().map(|request| request.query);
    assert!(limits.into_iter().all(|query| query.contains(&("limit".to_owned(), "100".to_owned()))));
}

#[tokio::test]
async fn a_page_can_be_asked_for_by_number() {
    let server = MockServer::start().await;
    server.answer(Operation::GetCardTransactions, Answer::transactions(&items(4..=6), 1, 3, 9));
    let list = server.client().card_transactions(ID, &CardTransactionsQuery::new().limit(3));
    let page = list.page(2).await.unwrap();
    assert_eq!((page.number, page.page, page.total, page.items.len()), (2, Some(1), Some(9), 3));
    assert!(matches!(list.page(0).await, Err(Error::InvalidInput { field: "page", .. })));
    assert_eq!(pages(&server), [Some("1".to_owned())]);
}

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
    // The form of October 2025, which knew no filters.
    let body = json!({"success": true, "transactions": rows, "filters": {"limit": 20},
        "pagination": {"limit": 20, "offset": 0, "total": 5}});
    Answer::json(200, body.to_string())
}

#[tokio::test]
async fn filters_that_a_server_ignores_are_applied_again_unless_it_is_trusted() {
    let server = MockServer::start().await;
    server.answer(Operation::GetCardTransactions, mixed());
    let client = server.client();
    let query = CardTransactionsQuery::new()
        .from(date(2026, 4, 1))
        .to(date(2026, 4, 3))
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
async fn a_transaction_knows_its_kind_and_its_currency() {
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

//! The items of a list come while its response arrives, and a list is read to its end or says that it isn't.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{
    CardTransactionsQuery, CardsQuery, Client, CustomerCardsQuery, CustomerTransactionsQuery, CustomersQuery,
    Error, List, PaymentsQuery, TransactionsQuery, WalletTransactionsQuery,
};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::ID;

type Ids = Pin<Box<dyn Future<Output = Result<Vec<String>, Error>> + Send>>;

/// A list with pages.
struct Row {
    operation: Operation,
    /// The parameter that says which page, and its values for the first two pages of 3.
    paging: (&'static str, [&'static str; 2]),
    item: fn(u32) -> Value,
    /// The ids of all items, 3 a page, or of one page.
    all: fn(Client) -> Ids,
    page: fn(Client, u32) -> Ids,
}

fn every<T: Send + 'static>(list: List<T>, id: fn(T) -> String) -> Ids {
    Box::pin(async move { Ok(list.stream().try_collect().await?.into_iter().map(id).collect()) })
}

fn one<T: Send + 'static>(list: List<T>, number: u32, id: fn(T) -> String) -> Ids {
    Box::pin(async move { Ok(list.page(number).await?.into_inner().items.into_iter().map(id).collect()) })
}

macro_rules! lists {
    ($($operation:ident, $name:literal $values:expr, $item:ident, |$client:ident| $list:expr, $id:ident;)+) => {
        const ROWS: &[Row] = &[$(Row {
            operation: Operation::$operation,
            paging: ($name, $values),
            item: $item,
            all: |$client| every($list, |item| item.$id),
            page: |$client, number| one($list, number, |item| item.$id),
        },)+];
    };
}

lists! {
    GetCustomers, "page" ["1", "2"], customer, |client| client.customers(&CustomersQuery::new().limit(3)), id;
    GetCustomerTransactions, "page" ["1", "2"], transaction,
        |client| client.customer_transactions(ID, &CustomerTransactionsQuery::new().limit(3)), id;
    GetCardTransactions, "page" ["0", "1"], transaction,
        |client| client.card_transactions(ID, &CardTransactionsQuery::new().limit(3)), id;
    GetTransactions, "offset" ["0", "3"], transaction,
        |client| client.transactions(&TransactionsQuery::new().limit(3)), id;
    GetWalletTransactions, "page" ["1", "2"], transaction,
        |client| client.wallet_transactions(ID, &WalletTransactionsQuery::new().limit(3)), id;
    GetPayments, "page" ["1", "2"], payment,
        |client| client.payments(&PaymentsQuery::new().limit(3)), transaction_id;
}

fn transaction(number: u32) -> Value {
    json!({"id": format!("i-{number}"), "category": "CARD", "type": "SETTLEMENT", "status": "SUCCESS", "amount": 1,
        "description": "", "created_at": "2026-04-09T09:42:11Z"})
}

fn customer(number: u32) -> Value {
    json!({"id": format!("i-{number}"), "first_name": "A", "last_name": "B"})
}

fn payment(number: u32) -> Value {
    json!({"transaction_id": format!("i-{number}"), "status": "SUCCESS", "amount": 1, "currency": "XAF"})
}

fn ids(numbers: impl IntoIterator<Item = u32>) -> Vec<String> {
    numbers.into_iter().map(|number| format!("i-{number}")).collect()
}

impl Row {
    fn body(&self, numbers: &[u32], total: u32) -> String {
        let items: Vec<Value> = numbers.iter().map(|number| (self.item)(*number)).collect();
        let meta = json!({"limit": 3, "total": total, "totalPages": total.div_ceil(3)});
        json!({"success": true, "data": items, "meta": meta}).to_string()
    }

    fn answer(&self, numbers: &[u32], total: u32) -> Answer {
        Answer::json(200, self.body(numbers, total))
    }

    /// All items of a server with these answers, each a page of the total.
    async fn read(&self, pages: &[&[u32]], total: u32) -> (Result<Vec<String>, Error>, MockServer) {
        let server = MockServer::start().await;
        for page in pages {
            server.answer_next(self.operation, self.answer(page, total));
        }
        server.answer(self.operation, Answer::refusal(400, "One page too many"));
        ((self.all)(server.client()).await, server)
    }

    fn pages(&self, server: &MockServer) -> Vec<String> {
        let value = |(name, value): &(String, String)| (name == self.paging.0).then(|| value.clone());
        server.requests().iter().filter_map(|request| request.query.iter().find_map(value)).collect()
    }
}

#[test]
fn the_table_has_every_list_with_pages() {
    let spec = include_str!("../../openapi/cartevo.yaml");
    let mut paged = BTreeSet::new();
    let mut operation = None;
    for line in spec.lines().take_while(|line| !line.starts_with("components:")).map(str::trim) {
        operation = line.strip_prefix("operationId: ").or(operation);
        if ["- name: limit", "- $ref: '#/components/parameters/Limit'"].contains(&line) {
            paged.extend(operation);
        }
    }
    let rows: BTreeSet<&str> = ROWS.iter().map(|row| row.operation.id()).collect();
    assert_eq!(rows, paged);
}

#[tokio::test]
async fn every_list_is_read_page_by_page_as_the_api_counts_them() {
    for row in ROWS {
        let (all, server) = row.read(&[&[1, 2, 3], &[4, 5, 6]], 6).await;
        assert_eq!(
            (all.unwrap(), row.pages(&server)),
            (ids(1..=6), row.paging.1.map(str::to_owned).to_vec())
        );
        let server = MockServer::start().await;
        server.answer(row.operation, row.answer(&[4, 5, 6], 6));
        assert_eq!((row.page)(server.client(), 2).await.unwrap(), ids(4..=6), "{}", row.operation);
        assert_eq!(row.pages(&server), [row.paging.1[1]], "{}", row.operation);
        let error = (row.page)(server.client(), 0).await.unwrap_err();
        assert!(matches!(error, Error::InvalidInput { field: "page", .. }), "{}", row.operation);
    }
}

#[tokio::test]
async fn every_list_ends_and_says_if_more_is_missing() {
    for row in ROWS {
        for (pages, total, read) in [
            (&[&[1, 2, 3][..], &[4]][..], 4, ids(1..=4)),
            (&[&[][..]], 0, ids([])),
            // A server that ignores paging.
            (&[&[1, 2, 3, 4, 5], &[1, 2, 3, 4, 5]], 5, ids(1..=5)),
            // An item moves to the next page.
            (&[&[3, 2, 1], &[1, 0, 9], &[9]], 6, ids([])),
        ] {
            let (all, _) = row.read(pages, total).await;
            match all {
                Err(Error::IncompleteList { read, total, .. }) => assert_eq!((read, total), (5, 6)),
                other => assert_eq!(other.unwrap(), read, "{}", row.operation),
            }
        }
        let (all, _) = row.read(&[&[1, 2, 3], &[]], 9).await;
        assert!(matches!(all, Err(Error::IncompleteList { read: 3, total: 9, .. })), "{}", row.operation);
    }
}

#[tokio::test]
async fn a_list_counted_by_items_is_read_on_after_what_arrived() {
    let row = ROWS.iter().find(|row| row.paging.0 == "offset").unwrap();
    // The server returns two items a page, whatever was requested.
    let (all, server) = row.read(&[&[1, 2], &[3, 4], &[5]], 5).await;
    assert_eq!((all.unwrap(), row.pages(&server)), (ids(1..=5), ["0", "2", "4"].map(str::to_owned).to_vec()));
}

#[tokio::test]
async fn the_items_before_broken_json_come_before_the_error() {
    for row in ROWS {
        let body = row.body(&[1, 2, 3], 3);
        let third = body.rfind("\"i-3\"").unwrap();
        for (broken, expected) in [
            (body[..third].to_owned(), "truncated JSON"),
            (format!("{}}}{}", &body[..third], &body[third..]), "something else"),
            (body.replace("\"i-3\"", "3"), "a number"),
        ] {
            let server = MockServer::start().await;
            server.answer(row.operation, Answer::json(200, broken));
            let error = (row.all)(server.client()).await.unwrap_err();
            assert!(error.to_string().contains(expected), "{}: {error}", row.operation);
            assert_eq!((error.kind(), error.status()), ("decode", Some(200)));
        }
    }
    let server = MockServer::start().await;
    let body = ROWS[0].body(&[1, 2, 3], 3).replace("\"i-3\"", "3");
    server.answer(Operation::GetCustomers, Answer::json(200, body));
    let mut stream = server.client().customers(&CustomersQuery::new()).stream();
    assert_eq!(stream.next().await.unwrap().unwrap().id, "i-1");
    assert_eq!(stream.next().await.unwrap().unwrap().id, "i-2");
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(matches!(&error, Error::Decode { pointer, .. } if pointer == "data[2].id"), "{error}");
    assert!(stream.next().await.is_none() && stream.next().await.is_none());
}

#[tokio::test]
async fn an_attempt_that_breaks_off_is_repeated_and_no_item_comes_twice() {
    for row in ROWS {
        let server = MockServer::start().await;
        let body = row.body(&[1, 2, 3], 3);
        let third = body.rfind("\"i-3\"").unwrap();
        server.answer_next(row.operation, Answer::json(200, body.clone()).truncated(third));
        server.answer(row.operation, Answer::json(200, body));
        assert_eq!((row.all)(server.client()).await.unwrap(), ids(1..=3), "{}", row.operation);
        assert_eq!(server.requests().len(), 2);
        assert_eq!((row.page)(server.client(), 1).await.unwrap(), ids(1..=3));
    }
}

#[tokio::test]
async fn lists_without_pages_are_decoded_item_by_item_as_well() {
    let server = MockServer::start().await;
    let client = server.client();
    let broken = r#"{"success": true, "data": [{"id": "i-1"}, {"id": "i-2", "status": 5}]}"#;
    for operation in [Operation::GetCards, Operation::GetCustomerCards, Operation::GetWallets] {
        server.answer(operation, Answer::json(200, broken.replace("status", "currency")));
    }
    for error in [
        client.cards(&CardsQuery::new()).await.unwrap_err(),
        client.customer_cards(ID, &CustomerCardsQuery::new()).await.unwrap_err(),
        client.wallets().await.unwrap_err(),
    ] {
        assert!(matches!(&error, Error::Decode { pointer, .. } if pointer == "data[1].currency"), "{error}");
    }
}

/// A server that sends a response in two parts, the second one after a signal. The bytes of both may be many.
async fn in_two_parts(first: String, second: String) -> (Client, Arc<Notify>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (signal, waiting) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let proceed = Arc::clone(&signal);
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 4096];
        assert!(stream.read(&mut request).await.unwrap() > 0);
        let length = first.len() + second.len();
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(first.as_bytes()).await.unwrap();
        proceed.notified().await;
        // The client may have gone.
        let _ = stream.write_all(second.as_bytes()).await;
        waiting.notified().await;
    });
    let client = Client::builder().base_url(&url).token("a-token").retries(0);
    (client.timeout(Duration::from_secs(20)).build().unwrap(), signal)
}

#[tokio::test]
async fn items_come_before_the_response_is_complete() {
    let body = ROWS[0].body(&[1, 2, 3], 3);
    let (first, second) = body.split_at(body.rfind("\"i-3\"").unwrap());
    let (client, signal) = in_two_parts(first.to_owned(), second.to_owned()).await;
    let mut stream = client.customers(&CustomersQuery::new()).stream();
    assert_eq!(stream.next().await.unwrap().unwrap().id, "i-1");
    assert_eq!(stream.next().await.unwrap().unwrap().id, "i-2");
    signal.notify_one();
    assert_eq!(stream.next().await.unwrap().unwrap().id, "i-3");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_list_above_the_limit_gives_the_items_below_it_and_an_error() {
    let server = MockServer::start().await;
    let all: Vec<u32> = (1..=2000).collect();
    let body = ROWS[0].body(&all, 2000);
    server.answer(Operation::GetCustomers, Answer::json(200, body.clone()));
    let limited = server.client_builder().response_limit(body.len() - 1).build().unwrap();
    let mut stream = limited.customers(&CustomersQuery::new()).stream();
    let mut read = 0;
    let error = loop {
        match stream.next().await.unwrap() {
            Ok(_) => read += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, Error::TooLarge { .. }) && stream.next().await.is_none(), "{error}");
    assert!(read <= 2000);
    let error = limited.customers(&CustomersQuery::new()).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error}");
    let sufficient = server.client_builder().response_limit(body.len()).build().unwrap();
    assert_eq!(sufficient.customers(&CustomersQuery::new()).await.unwrap().items.len(), 2000);
}

//! Serving one recording to the client.

use cartevo::jiff::Timestamp;
use cartevo::jiff::civil::Date;
use cartevo::{
    Amount, CardTransactionsQuery, Client, CustomerCardsQuery, CustomerTransactionsQuery, DateBound, Error,
    NewCard, Page, ServerMessage, TransactionStatus, TransactionType,
};
use httpmock::{MockServer, Then};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::compare::{Secrets, same};
use crate::mocks::{MockServerExt, types};
use crate::recording::Recording;
use crate::sent::Sent;

/// Why the client doesn't deal with a recording as it should.
pub(crate) async fn replay(recording: &Recording) -> Result<(), String> {
    let server = MockServer::start_async().await;
    let sent = Sent::default();
    let client =
        Client::builder().base_url(server.base_url()).token("replayed").retries(0).build().map_err(text)?;
    let outcome = match recording.operation.as_str() {
        "createToken" => token(&server, &sent, recording).await,
        "getCustomer" => customer(&server, &client, &sent, recording).await,
        "getCustomerCards" => cards(&server, &client, &sent, recording).await,
        "getCustomerTransactions" => customer_transactions(&server, &client, &sent, recording).await,
        "getCardTransactions" => card_transactions(&server, &client, &sent, recording).await,
        "createCard" => new_card(&server, &client, &sent, recording).await,
        other => match crate::programme::replay(&server, &client, &sent, recording).await {
            Some(outcome) => outcome,
            None => return Err(format!("the client has no operation `{other}`")),
        },
    };
    sent.check(&recording.operation)?;
    match outcome {
        Outcome::Compared(result) if is_success(recording) && !refuses(recording) => result,
        Outcome::Compared(_) => Err(format!("status {} became a success", recording.status)),
        Outcome::Refused(error) if is_success(recording) && !refuses(recording) => Err(error.to_string()),
        Outcome::Refused(error) => refused(recording, &error),
    }
}

pub(crate) enum Outcome {
    Compared(Result<(), String>),
    Refused(Error),
}

impl Outcome {
    pub(crate) fn of<T>(result: Result<T, Error>, compare: impl FnOnce(T) -> Result<(), String>) -> Self {
        match result {
            Ok(value) => Self::Compared(compare(value)),
            Err(error) => Self::Refused(error),
        }
    }
}

/// True for a refusal that came with the status of a success.
fn refuses(recording: &Recording) -> bool {
    recording.json().get("status").and_then(Value::as_str) == Some("error")
}

fn is_success(recording: &Recording) -> bool {
    (200..300).contains(&recording.status)
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn text(error: Error) -> String {
    error.to_string()
}

pub(crate) fn answer(then: Then, recording: &Recording) {
    let then = then.status(recording.status).body(&recording.body);
    if let Some(content_type) = &recording.content_type {
        then.header("content-type", content_type);
    }
}

/// Status and messages of the recording, read by a second pair of eyes.
fn refused(recording: &Recording, error: &Error) -> Result<(), String> {
    if error.status() != Some(recording.status) {
        return Err(format!("status {} became {error:?}", recording.status));
    }
    let body = recording.json();
    // A refusal with the status of a success has the message below `error`, and a vague one above.
    let messages: Vec<String> = match body.get("message") {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let kept: Vec<&str> = error.messages().iter().map(ServerMessage::expose_untrusted).collect();
    if kept == messages { Ok(()) } else { Err(format!("the messages became {:?}", error.messages())) }
}

async fn token(server: &MockServer, sent: &Sent, recording: &Recording) -> Outcome {
    let field = |name: &str| {
        recording.request.get(name).and_then(Value::as_str).unwrap_or("client_unknown").to_owned()
    };
    server.create_token(|when, then| {
        sent.note(when.into_inner().header_missing("authorization"));
        answer(then.into_inner(), recording);
    });
    let issued = recording.json().get("access_token").and_then(Value::as_str).unwrap_or_default().to_owned();
    server.get_customer(|when, then| {
        when.into_inner().header("authorization", format!("Bearer {issued}"));
        then.into_inner().status(200).body(r#"{"data": {"id": "c", "first_name": "A", "last_name": "B"}}"#);
    });
    let client = Client::builder()
        .base_url(server.base_url())
        .credentials(field("client_id"), field("client_key"))
        .retries(0);
    let result = match client.build() {
        Ok(client) => client.customer("c").await,
        Err(error) => Err(error),
    };
    Outcome::of(result, |_| Ok(()))
}

async fn customer(server: &MockServer, client: &Client, sent: &Sent, recording: &Recording) -> Outcome {
    server.get_customer(|when, then| {
        sent.note(when.id(recording.id()).into_inner().header("authorization", "Bearer replayed"));
        answer(then.into_inner(), recording);
    });
    Outcome::of(client.customer(recording.id()).await, |customer| {
        same::<cartevo::Customer>(&recording.json()["data"], &*customer, "Customer")
    })
}

async fn cards(server: &MockServer, client: &Client, sent: &Sent, recording: &Recording) -> Outcome {
    let sync = flag(recording, "sync");
    server.get_customer_cards(|when, then| {
        sent.note(when.id(recording.id()).sync(sync).into_inner());
        answer(then.into_inner(), recording);
    });
    let query = sync.map_or_else(CustomerCardsQuery::new, |sync| CustomerCardsQuery::new().sync(sync));
    Outcome::of(client.customer_cards(recording.id(), &query).await, |cards| {
        same::<Vec<cartevo::Card>>(&recording.json()["data"], &*cards, "Card")
    })
}

async fn customer_transactions(
    server: &MockServer,
    client: &Client,
    sent: &Sent,
    recording: &Recording,
) -> Outcome {
    server.get_customer_transactions(|when, then| {
        sent.note(
            when.id(recording.id())
                .page(count(recording, "page"))
                .limit(count(recording, "limit"))
                .into_inner(),
        );
        answer(then.into_inner(), recording);
    });
    let mut query = CustomerTransactionsQuery::new();
    if let Some(page) = number(recording, "page") {
        query = query.page(page);
    }
    if let Some(limit) = number(recording, "limit") {
        query = query.limit(limit);
    }
    let result = client.customer_transactions(recording.id(), &query).await;
    Outcome::of(result, |page| compare_page(recording, &page, "Transaction"))
}

async fn card_transactions(
    server: &MockServer,
    client: &Client,
    sent: &Sent,
    recording: &Recording,
) -> Outcome {
    let mut query = CardTransactionsQuery::new();
    // What the server leaves in is to be compared, too.
    query = query.trust_server(true);
    if let Some(page) = number(recording, "page") {
        query = query.page(page + 1);
    }
    if let Some(limit) = number(recording, "limit") {
        query = query.limit(limit);
    }
    if let Some(from) = recording.asks("fromDate").and_then(bound) {
        query = query.created_from(from);
    }
    if let Some(to) = recording.asks("toDate").and_then(bound) {
        query = query.created_before(to);
    }
    if let Some(kind) = recording.asks("type") {
        query = query.kind(TransactionType::from(kind));
    }
    if let Some(status) = recording.asks("status") {
        query = query.status(TransactionStatus::from(status));
    }
    if let Some(raw) = flag(recording, "includeRaw") {
        query = query.include_raw(raw);
    }
    if let Some(sync) = flag(recording, "sync") {
        query = query.sync(sync);
    }
    server.get_card_transactions(|when, then| {
        let when = when.id(recording.id()).page(count(recording, "page")).limit(count(recording, "limit"));
        let when = when.sync(flag(recording, "sync")).include_raw(flag(recording, "includeRaw"));
        // Values outside the spec's lists have no type, but were asked for all the same.
        let when = match recording.asks("type").map(str::parse) {
            Some(Ok(kind)) => when.type_::<types::TransactionType>(kind),
            _ => when,
        };
        let when = match recording.asks("status").map(str::parse) {
            Some(Ok(status)) => when.status::<types::TransactionStatus>(status),
            _ => when,
        };
        sent.note(when.into_inner());
        answer(then.into_inner(), recording);
    });
    let result = client.card_transactions(recording.id(), &query).await;
    Outcome::of(result, |page| compare_page(recording, &page, "Transaction"))
}

async fn new_card(server: &MockServer, client: &Client, sent: &Sent, recording: &Recording) -> Outcome {
    server.create_card(|when, then| {
        sent.note(when.into_inner().header("authorization", "Bearer replayed"));
        answer(then.into_inner(), recording);
    });
    let field = |name: &str| recording.request.get(name).and_then(Value::as_str);
    // Requests that the client refuses to make were recorded too; their answers are read all the same.
    let mut card = NewCard::new(field("customer_id").unwrap_or("c"), field("brand").unwrap_or("VISA"));
    if let Some(name) = field("name_on_card") {
        card = card.name_on_card(name);
    }
    let amount = recording.request.get("amount").cloned();
    if let Some(amount) = amount.and_then(|amount| serde_json::from_value::<Amount>(amount).ok()) {
        card = card.amount(amount);
    }
    Outcome::of(client.create_card(&card).await, |created| {
        let body = recording.json();
        let holder = body.get("data").unwrap_or(&body);
        let filled = ["autoFilledFields", "auto_filled_fields"].iter().find_map(|name| holder.get(*name));
        if filled != Some(&serde_json::json!(created.auto_filled_fields)) {
            return Err("the model differs in the fields that were filled in".to_owned());
        }
        same::<cartevo::Card>(&holder["card"], &created.card, "Card")
    })
}

pub(crate) fn compare_page<T>(recording: &Recording, page: &Page<T>, type_name: &str) -> Result<(), String>
where
    T: DeserializeOwned + serde::Serialize + Secrets,
{
    let body = recording.json();
    let info = ["meta", "pagination"].iter().find_map(|name| body.get(*name)).cloned().unwrap_or_default();
    let count = |name: &str| info.get(name).and_then(Value::as_u64);
    let stated = ["page", "offset", "limit", "total", "totalPages"].map(count);
    if stated != [page.page, page.offset, page.limit, page.total, page.total_pages] {
        return Err("the page differs in what it says of the list".to_owned());
    }
    let items = ["data", "transactions"].iter().find_map(|name| body.get(*name)).cloned().unwrap_or_default();
    same::<Vec<T>>(&items, &page.items, type_name)
}

fn number(recording: &Recording, name: &str) -> Option<u32> {
    recording.asks(name)?.parse().ok()
}

fn count(recording: &Recording, name: &str) -> Option<i64> {
    number(recording, name).map(i64::from)
}

fn flag(recording: &Recording, name: &str) -> Option<bool> {
    recording.asks(name)?.parse().ok()
}

fn bound(text: &str) -> Option<DateBound> {
    let date = text.parse::<Date>().ok().filter(|_| !text.contains('T')).map(DateBound::from);
    date.or_else(|| text.parse::<Timestamp>().ok().map(DateBound::from))
}

//! The spans and events of a call: they describe its course, but contain nothing of its content.

use std::cell::RefCell;
use std::fmt::{Debug, Write};

use cartevo::NewCard;
use cartevo::testing::{Answer, MockServer, Operation};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

thread_local! {
    /// Every field of every span and event of this thread.
    static FIELDS: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Writes fields to [`FIELDS`].
///
/// It is the global subscriber, because `tracing` caches for the whole process whether a call site is of interest, while
/// other tests run calls in other threads.
struct ThreadLocalSubscriber;

struct FieldWriter;

impl Visit for FieldWriter {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        FIELDS.with_borrow_mut(|fields| writeln!(fields, "{}={value:?}", field.name())).unwrap();
    }
}

impl Subscriber for ThreadLocalSubscriber {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("cartevo")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut FieldWriter);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut FieldWriter);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut FieldWriter);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_span_describes_the_call_without_its_content() {
    tracing::subscriber::set_global_default(ThreadLocalSubscriber).unwrap();
    let server = MockServer::start().await;
    let secret = "open-sesame-4711";
    server.answer_next(Operation::GetCustomer, Answer::refusal(503, secret));
    server.answer_next(Operation::GetCustomer, Answer::refusal(404, secret).header("x-request-id", secret));
    server.client().customer("id-of-somebody").await.unwrap_err();
    let fields = FIELDS.take();
    for expected in [
        "otel.name=\"getCustomer\"",
        "otel.kind=\"client\"",
        "url.template=\"/customers/{id}\"",
        "http.request.method=\"GET\"",
        "http.response.status_code=404",
        "http.request.resend_count=1",
        "cartevo.attempts=2",
        "cartevo.delivery=\"answered\"",
        "error.type=\"not_found\"",
        "error.type=\"server\"",
        "cartevo.attempt=1",
    ] {
        assert!(fields.contains(expected), "{expected} isn't in\n{fields}");
    }
    let code = concat!("C", "VV 739");
    let body = format!(r#"{{"message": ["{code} of {secret}", "Customer not found"]}}"#);
    server.answer_next(Operation::GetCustomer, Answer::json(400, body));
    server.client().customer("id-of-somebody").await.unwrap_err();
    server.answer(Operation::CreateCard, Answer::json(201, format!(r#"{{"card": "{secret}"}}"#)));
    let card = NewCard::new("id-of-somebody", "VISA").name_on_card(secret);
    server.client().create_card(&card).await.unwrap_err();
    let fields = fields + &FIELDS.take();
    assert!(fields.contains("error.type=\"decode\""), "{fields}");
    for hidden in
        [secret, "739", "Customer not found", "id-of-somebody", "127.0.0.1", "a-token-of-a-test", "CVV"]
    {
        assert!(!fields.contains(hidden), "{hidden} is in\n{fields}");
    }
}

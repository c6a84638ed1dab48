//! What a subscriber of `tracing` sees of a call: its course, and nothing of its content. A binary of its own, because
//! the interest in a span is shared by all threads of a process.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use cartevo::NewCard;
use cartevo::testing::{Answer, MockServer, Operation};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes down every field of every span and event.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>);

impl Visit for Notes {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        writeln!(self.0.lock().unwrap(), "{}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("cartevo")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_is_a_span_that_says_how_it_went_and_not_what_was_in_it() {
    let notes = Notes::default();
    let _guard = tracing::subscriber::set_default(notes.clone());
    let server = MockServer::start().await;
    let secret = "open-sesame-4711";
    server.answer_next(Operation::GetCustomer, Answer::refusal(503, secret));
    server.answer_next(Operation::GetCustomer, Answer::refusal(404, secret).header("x-request-id", secret));
    server.client().customer("id-of-somebody").await.unwrap_err();
    let seen = std::mem::take(&mut *notes.0.lock().unwrap());
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
        assert!(seen.contains(expected), "{expected} isn't in\n{seen}");
    }
    server.answer(Operation::CreateCard, Answer::json(201, format!(r#"{{"card": "{secret}"}}"#)));
    let card = NewCard::new("id-of-somebody", "VISA").name_on_card(secret);
    server.client().create_card(&card).await.unwrap_err();
    let seen = seen + &notes.0.lock().unwrap();
    assert!(seen.contains("error.type=\"decode\""), "{seen}");
    for hidden in [secret, "id-of-somebody", "127.0.0.1", "a-token-of-a-test"] {
        assert!(!seen.contains(hidden), "{hidden} is in\n{seen}");
    }
}

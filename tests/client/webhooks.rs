//! Webhooks: signatures, events, and handles that an event settles.

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use cartevo::jiff::{SignedDuration, Timestamp};
use cartevo::testing::{Answer, Operation};
use cartevo::webhook::{
    Event, EventKind, OLDER_SIGNATURE_HEADER, SIGNATURE_HEADER, SignedText, Verifier, WebhookError,
};
use cartevo::{Amount, Error, IssueOutcome, NewCard};
use http::{HeaderMap, HeaderValue};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::ID;
use crate::issuing::{cards, server};

const BODY: &[u8] = br#"{"event": "customer.created", "data": {"id": "c"}}"#;
const SECRET: &str = "the secret of a test";

fn verifier() -> Verifier {
    Verifier::new(SECRET).unwrap()
}

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

fn headers(name: &'static str, value: &str) -> HeaderMap {
    HeaderMap::from_iter([(http::HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())])
}

/// Verifies a delivery with this signature header.
fn verify(header: &str, body: &[u8]) -> Result<Event, WebhookError> {
    verifier().verify_at(now(), &headers(SIGNATURE_HEADER, header), body)
}

fn event(body: &Value) -> Event {
    Event::from_unverified(body.to_string().as_bytes()).unwrap()
}

#[test]
fn a_signed_delivery_is_verified() {
    for text in [SignedText::TimeDotBody, SignedText::TimeBody, SignedText::Body] {
        let verifier = verifier().signed_text(text);
        let header = verifier.test_header(now(), BODY);
        let event = verifier.verify_at(now(), &headers(SIGNATURE_HEADER, &header), BODY).unwrap();
        assert_eq!((event.kind(), event.customer_id()), (&EventKind::CustomerCreated, Some("c")));
        for other in [SignedText::TimeDotBody, SignedText::TimeBody, SignedText::Body] {
            let verifier = self::verifier().signed_text(other);
            let result = verifier.verify_at(now(), &headers(SIGNATURE_HEADER, &header), BODY);
            assert_eq!(result.is_ok(), text == other, "{text:?} {other:?}");
        }
    }
    let header = verifier().test_header(Timestamp::now(), BODY);
    assert!(verifier().verify(&headers(SIGNATURE_HEADER, &header), BODY).is_ok());
}

#[test]
fn the_hmac_is_that_of_rfc_4231() {
    let mac = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    let verifier = Verifier::new("Jefe").unwrap().signed_text(SignedText::Body).accept_older(true);
    let body = b"what do ya want for nothing?";
    for (name, value) in [
        (SIGNATURE_HEADER, format!("t={},v1={mac}", now().as_second())),
        (OLDER_SIGNATURE_HEADER, format!("sha256={mac}")),
    ] {
        let error = verifier.verify_at(now(), &headers(name, &value), body).unwrap_err();
        assert_eq!(error, WebhookError::Body { pointer: ".".to_owned() });
        let error = verifier.verify_at(now(), &headers(name, &value), b"nothing").unwrap_err();
        assert_eq!(error, WebhookError::Mismatch);
    }
}

#[test]
fn malformed_signatures_are_refused() {
    let good = verifier().test_header(now(), BODY);
    assert!(verify(&good, BODY).is_ok());
    let (time, mac) = good.split_once(",v1=").unwrap();
    let seconds = time.strip_prefix("t=").unwrap();
    for header in [
        String::new(),
        ",".to_owned(),
        time.to_owned(),
        format!("{time},v1="),
        format!("v1={mac}"),
        format!("{time},v1={}", &mac[..63]),
        format!("{time},v1={}", &mac[..62]),
        format!("{time},v1={mac}0"),
        format!("{time},v1={mac}00"),
        format!("{time},v1={}g", &mac[..63]),
        format!("{time},v1=+{}", &mac[..63]),
        format!("{time},v1=0x{}", &mac[..62]),
        format!("{time},v1={mac},v1=short"),
        format!("{time},{time},v1={mac}"),
        format!("{time},t=0,v1={mac}"),
        format!("t=+{seconds},v1={mac}"),
        format!("t=-{seconds},v1={mac}"),
        format!("t= {seconds},v1={mac}"),
        format!("t={seconds}.0,v1={mac}"),
        format!("t=,v1={mac}"),
        format!("t=0x10,v1={mac}"),
        format!("t=9999999999999,v1={mac}"),
        format!("t=99999999999999999999999999,v1={mac}"),
        format!("{time};v1={mac}"),
        format!("{time},V1={mac}"),
        format!("{time},v2={mac}"),
        format!("sha256={mac}"),
        format!("{good},x"),
        format!("{time},{}", vec![format!("v1={mac}"); 9].join(",")),
    ] {
        let error = verify(&header, BODY).unwrap_err();
        assert!(matches!(error, WebhookError::Malformed { .. }), "{header}: {error:?}");
        assert!(!error.to_string().contains(&mac[..8]) && !format!("{error:?}").contains(&mac[..8]));
    }
    // The same to any reader.
    for header in [
        format!("v1={mac},{time}"),
        format!("{time}, v1={mac}"),
        format!("{time},v1={}", mac.to_uppercase()),
        format!("{time},v0=x,v1={mac}"),
        format!("{time},v1={},v1={mac}", "0".repeat(64)),
    ] {
        assert!(verify(&header, BODY).is_ok(), "{header}");
    }
    // A zero before the time is signed, too.
    assert_eq!(verify(&format!("t=0{seconds},v1={mac}"), BODY).unwrap_err(), WebhookError::Mismatch);
}

#[test]
fn several_headers_and_headers_that_are_no_text_are_refused() {
    let good = verifier().test_header(now(), BODY);
    let mut twice = headers(SIGNATURE_HEADER, &good);
    twice.append(SIGNATURE_HEADER, good.parse().unwrap());
    let bytes = [good.as_bytes(), "é".as_bytes()].concat();
    let odd = HeaderMap::from_iter([(
        http::HeaderName::from_static(SIGNATURE_HEADER),
        HeaderValue::from_bytes(&bytes).unwrap(),
    )]);
    for headers in [twice, odd] {
        let error = verifier().verify_at(now(), &headers, BODY).unwrap_err();
        assert!(matches!(error, WebhookError::Malformed { .. }), "{error:?}");
    }
    assert_eq!(verifier().verify_at(now(), &HeaderMap::new(), BODY).unwrap_err(), WebhookError::Unsigned);
}

#[test]
fn a_signature_holds_for_its_time_within_the_tolerance() {
    let header = verifier().test_header(now(), BODY);
    let at = |seconds: i64, tolerance: u64| {
        let verifier = verifier().tolerance(Duration::from_secs(tolerance));
        let now = now() + SignedDuration::from_secs(seconds);
        verifier.verify_at(now, &headers(SIGNATURE_HEADER, &header), BODY).map(drop)
    };
    for (seconds, tolerance) in [(0, 0), (10, 10), (-10, 10), (300, 300), (1_000_000, u64::MAX)] {
        assert_eq!(at(seconds, tolerance), Ok(()), "{seconds}");
    }
    for (seconds, tolerance) in [(1, 0), (-1, 0), (11, 10), (-11, 10), (100_000_000, 300)] {
        assert_eq!(at(seconds, tolerance), Err(WebhookError::OutsideTolerance), "{seconds}");
    }
    // The time is a part of the signed text.
    let later = header.replace("t=1800000000", "t=1800000100");
    assert_eq!(verify(&later, BODY).unwrap_err(), WebhookError::Mismatch);
    let huge = header.replace("t=1800000000", "t=999999999999");
    assert_eq!(verify(&huge, BODY).unwrap_err(), WebhookError::Mismatch);
}

#[test]
fn secrets_can_be_rotated_and_are_never_empty() {
    let old = Verifier::new("old").unwrap();
    let both = Verifier::new("new").unwrap().or_secret("old").unwrap();
    let header = |verifier: &Verifier| headers(SIGNATURE_HEADER, &verifier.test_header(now(), BODY));
    assert!(both.verify_at(now(), &header(&old), BODY).is_ok());
    assert!(both.verify_at(now(), &header(&both), BODY).is_ok());
    assert_eq!(old.verify_at(now(), &header(&both), BODY).unwrap_err(), WebhookError::Mismatch);
    assert_eq!(both.verify_at(now(), &header(&verifier()), BODY).unwrap_err(), WebhookError::Mismatch);
    assert!(matches!(Verifier::new(""), Err(Error::Configuration { setting: "secret", .. })));
    assert!(matches!(both.clone().or_secret(""), Err(Error::Configuration { setting: "secret", .. })));
    let shown = format!("{both:?} {both:#?}");
    assert!(!shown.contains("old") && !shown.contains("new"), "{shown}");
}

#[test]
fn the_older_signature_is_accepted_only_on_demand_and_never_instead_of_the_newer_one() {
    let newer = verifier().signed_text(SignedText::Body).test_header(now(), BODY);
    let (_, mac) = newer.split_once(",v1=").unwrap();
    let older = headers(OLDER_SIGNATURE_HEADER, &format!("sha256={mac}"));
    assert_eq!(verifier().verify_at(now(), &older, BODY).unwrap_err(), WebhookError::Unsigned);
    let lenient = verifier().accept_older(true);
    assert!(lenient.verify_at(now(), &older, BODY).is_ok());
    assert_eq!(lenient.verify_at(now(), &older, b"{}").unwrap_err(), WebhookError::Mismatch);
    for value in [mac.to_owned(), format!("sha1={mac}"), format!("sha256={}", &mac[1..]), String::new()] {
        let error = lenient.verify_at(now(), &headers(OLDER_SIGNATURE_HEADER, &value), BODY).unwrap_err();
        assert!(matches!(error, WebhookError::Malformed { .. }), "{value}: {error:?}");
    }
    let mut both = older.clone();
    both.insert(SIGNATURE_HEADER, format!("t=1800000000,v1={}", "0".repeat(64)).parse().unwrap());
    assert_eq!(lenient.verify_at(now(), &both, BODY).unwrap_err(), WebhookError::Mismatch);
}

#[path = "../../fuzz/checks/webhook.rs"]
mod checks;

#[test]
fn the_corpus_of_the_fuzz_target_holds() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus/webhook");
    let mut count = 0;
    for file in fs::read_dir(corpus).unwrap() {
        checks::webhook(&fs::read(file.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 0);
}

proptest! {
    #[test]
    fn no_other_header_or_body_is_accepted(header in "(t=)?[0-9tv=, +-]{0,20}(v1=)?[0-9a-fA-F=,]{0,70}", flip in 0..BODY.len(), bit in 0..8_u32) {
        prop_assert!(verify(&header, BODY).is_err());
        let good = verifier().test_header(now(), BODY);
        let mut body = BODY.to_vec();
        body[flip] ^= 1 << bit;
        prop_assert_eq!(verify(&good, &body).unwrap_err(), WebhookError::Mismatch);
    }

    #[test]
    fn any_body_is_an_event_or_an_error(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        checks::webhook(&body);
    }
}

#[test]
fn every_documented_event_is_known() {
    for name in EventKind::KNOWN {
        let event = event(&json!({"event": name, "data": {}}));
        assert_eq!(event.kind(), &EventKind::from(*name));
        assert_eq!((event.kind().as_str(), event.kind().to_string()), (*name, (*name).to_owned()));
        assert!(!matches!(event.kind(), EventKind::Other { .. }));
    }
}

#[test]
fn the_document_of_the_receiver_lists_the_same_events() {
    let document = include_str!("../../openapi/webhooks/webhooks.yaml");
    let is_name = |word: &&str| {
        word.contains('.')
            && !word.ends_with('.')
            && word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_' | b'.'))
    };
    let lists =
        document.lines().filter(|line| line.contains("enum: [") || line.starts_with("            - "));
    let words = lists.flat_map(|line| line.split(|c: char| " [],{}".contains(c)));
    let listed: BTreeSet<&str> = words.filter(is_name).collect();
    assert_eq!(listed, EventKind::KNOWN.iter().copied().collect());
}

#[test]
fn the_documented_payloads_are_read() {
    let card = json!({"id": "card_1", "customer_id": "cust_1", "brand": "VISA",
        "masked_number": "**** **** **** 1234", "balance": 10.5, "currency": "USD"});
    let created = event(&json!({"event": "card.created", "data": {"card": card}}));
    assert_eq!((created.card_id(), created.customer_id()), (Some("card_1"), Some("cust_1")));
    assert_eq!(created.card().unwrap().last4(), Some("1234"));
    assert_eq!(created.currency().map(ToString::to_string).as_deref(), Some("USD"));
    assert_eq!(created.replay_key(), "card.created:card_1");

    for data in [
        json!({"transaction_id": "txn_1", "card_id": ID, "amount": 25, "currency": "USD", "fee_amount": 0}),
        json!({"transactionId": "txn_1", "cardId": ID, "amount": "25.00", "currency": "usd", "feeAmount": "0"}),
        // The name in snake case wins, unless it says nothing.
        json!({"transaction_id": "txn_1", "transactionId": "txn_2", "card_id": null, "cardId": ID, "amount": 25,
            "currency": "USD", "fee_amount": 0}),
    ] {
        for name in ["card.fund", "card.withdraw", "card.withdraw.failed"] {
            let funded = event(&json!({"event": name, "data": data}));
            assert_eq!((funded.transaction_id(), funded.card_id()), (Some("txn_1"), Some(ID)), "{data}");
            assert_eq!(
                (funded.amount(), funded.fee_amount()),
                (Some(Amount::from_cents(2500)), Some(Amount::ZERO))
            );
            assert_eq!(funded.currency().unwrap().as_str(), "USD");
            assert_eq!(funded.replay_key(), format!("{name}:txn_1"));
            assert_eq!(funded.data().expose(), &data, "the payload is kept as it came");
        }
    }
    let collected = event(&json!({"event": "payment.collect", "data": {"transaction_id": ID, "amount": 1000,
        "currency": "XAF", "operator": "mtn", "phone_number": "2376", "initiated_at": "2025-01-08T12:00:00.000Z"}}));
    assert_eq!(collected.initiated_at(), Some("2025-01-08T12:00:00Z".parse().unwrap()));
    assert_eq!(collected.data().expose()["phone_number"], "2376");
    assert_eq!(collected.currency().unwrap().as_str(), "XAF");
}

#[test]
fn two_events_have_two_keys_unless_they_can_only_be_one() {
    let key = |name: &str, data: &Value| event(&json!({"event": name, "data": data})).replay_key();
    for name in EventKind::KNOWN.iter().chain(&["card.painted"]) {
        for subject in ["card_id", "wallet_id", "customer_id"] {
            let of = |amount: u32| key(name, &json!({subject: "it", "amount": amount}));
            let happens_once = matches!(
                (*name, subject),
                ("card.created" | "card.terminated", "card_id") | ("customer.created", "customer_id")
            );
            assert_eq!(of(1) == of(2), happens_once, "{name} {subject}");
            assert_eq!(of(1), of(1), "a repetition has the same key");
        }
        let of = |amount: u32| key(name, &json!({"transaction_id": "it", "card_id": "c", "amount": amount}));
        assert_eq!(of(1), of(2), "{name}");
    }
}

#[test]
fn unknown_and_incomplete_events_are_kept_whole() {
    for data in
        [json!(null), json!([1, {"cardId": 2}]), json!("text"), json!({"card": 7, "amount": []}), json!({})]
    {
        for name in ["card.painted", "card.terminated", "transaction.terminated"] {
            let event = event(&json!({"event": name, "data": data}));
            assert_eq!((event.kind().as_str(), event.data().expose()), (name, &data));
            assert_eq!((event.card_id(), event.amount()), (None, None));
            // Nothing but the body tells two of them apart.
            let key = event.replay_key();
            assert!(key.starts_with(&format!("{name}:")) && key.len() == name.len() + 1 + 64, "{key}");
        }
    }
    let absent = Event::from_unverified(br#"{"event": "card.created"}"#).unwrap();
    assert!(absent.data().expose().is_null() && absent.card().is_none());
    let marked = Event::from_unverified("\u{feff}{\"event\": \"card.fund\", \"data\": {}}".as_bytes());
    assert_eq!(marked.unwrap().kind(), &EventKind::CardFund);
    for empty in [json!({"card_id": ""}), json!({"transaction_id": "", "card_id": null})] {
        let event = event(&json!({"event": "card.fund", "data": empty}));
        assert_eq!((event.card_id(), event.transaction_id()), (None, None));
    }
}

#[test]
fn a_body_that_is_no_event_is_an_error_with_its_place() {
    for (body, place) in [
        (&b""[..], "."),
        (b"{", "."),
        (b"[]", "."),
        (b"null", "."),
        (b"\xff", "."),
        (b"{}", "."),
        (br#"{"event": 7}"#, "event"),
        (br#"{"event": null, "data": {}}"#, "event"),
        (br#"{"event": "a", "event": "b"}"#, "."),
        (br#"{"event": "card.fund", "data": {}} {}"#, "."),
        (br#"{"event": "card.created", "data": {"card": {"id": 7}}}"#, "data.card.id"),
        (br#"{"event": "card.created", "data": {"card": []}}"#, "data.card"),
        (br#"{"event": "card.fund", "data": {"amount": "many"}}"#, "data.amount"),
        (br#"{"event": "card.fund", "data": {"amount": 1e300}}"#, "data.amount"),
        (br#"{"event": "card.withdraw", "data": {"cardId": {}}}"#, "data.card_id"),
        (br#"{"event": "payment.collect", "data": {"initiated_at": "yesterday"}}"#, "data.initiated_at"),
    ] {
        let error = Event::from_unverified(body).unwrap_err();
        let text = String::from_utf8_lossy(body);
        assert_eq!(error, WebhookError::Body { pointer: place.to_owned() }, "{text}");
    }
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(Event::from_unverified(format!(r#"{{"event": "x", "data": {deep}}}"#).as_bytes()).is_err());
}

#[test]
fn debug_of_an_event_shows_no_payload() {
    let number = ["4000", "0012", "3456", "7899"].concat();
    let event = event(&json!({"event": "payment.collect", "data": {"transaction_id": number, "amount": 1,
        "phone_number": "2376", "card": {"id": number, "number": number, (concat!("c", "vv")): "739"}}}));
    let shown = format!("{event:?}");
    assert!(!shown.contains(&number) && !shown.contains("2376") && !shown.contains("739"), "{shown}");
    let odd = Event::from_unverified(format!(r#"{{"event": "{number}"}}"#).as_bytes()).unwrap();
    assert!(!format!("{odd:?} {}", odd.kind()).contains(&number));
}

/// A `card.created` for a card of a customer.
fn created(card: &str, customer: &str) -> Event {
    event(
        &json!({"event": "card.created", "data": {"card": {"id": card, "customer_id": customer, "brand": "VISA"}}}),
    )
}

#[tokio::test]
async fn an_event_settles_an_exclusive_issue_that_the_list_lacks() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let prepared = client.prepare_issue(NewCard::new(ID, "VISA")).await.unwrap().exclusive().unwrap();
    let IssueOutcome::Undecided(doubt) = prepared.patience(Duration::ZERO).send().await else {
        panic!("no card is new")
    };
    let handle = doubt.into_handle();
    for (card, customer) in [("new", "another"), ("card_new", "cust_1"), ("old", ID), ("", ID)] {
        let event = created(card, customer);
        assert!(!handle.is_announced_by(&event), "{card} {customer}");
        let outcome = handle.clone().settle_with_event(&client, &event).await;
        let IssueOutcome::Undecided(doubt) = outcome else { panic!("{card} {customer}: {outcome:?}") };
        assert!(doubt.candidates().is_empty(), "{card} {customer}");
    }
    let funded = event(&json!({"event": "card.fund", "data": {"card": {"id": "new", "customer_id": ID}}}));
    assert!(handle.clone().settle_with_event(&client, &funded).await.is_undecided());

    let event = created("new", ID);
    assert!(handle.is_announced_by(&event));
    // Another new card contradicts the declaration, and a list that can't be read might have one.
    server.answer(Operation::GetCustomerCards, cards(&["old", "newer"]));
    let outcome = handle.clone().settle_with_event(&client, &event).await;
    let IssueOutcome::Undecided(doubt) = outcome else { panic!("{outcome:?}") };
    assert_eq!(doubt.candidates().len(), 2);
    server.answer(Operation::GetCustomerCards, Answer::refusal(400, "no"));
    let outcome = handle.clone().settle_with_event(&client, &event).await;
    let IssueOutcome::Undecided(doubt) = outcome else { panic!("{outcome:?}") };
    assert_eq!((doubt.candidates().len(), doubt.reason().is_some()), (1, true));
    for listed in [&["old"][..], &["old", "new"]] {
        server.answer(Operation::GetCustomerCards, cards(listed));
        let outcome = handle.clone().settle_with_event(&client, &event).await;
        assert_eq!(outcome.issued().unwrap().id, "new");
    }
    assert!(client.open_issues().is_empty());
}

#[tokio::test]
async fn an_event_is_a_candidate_of_an_issue_that_is_not_exclusive_and_of_one_issue_only() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let issue = async || {
        let prepared = client.prepare_issue(NewCard::new(ID, "VISA")).await.unwrap();
        let IssueOutcome::Undecided(doubt) = prepared.patience(Duration::ZERO).send().await else {
            panic!("no card is new")
        };
        doubt.into_handle()
    };
    let (first, second) = (issue().await, issue().await);
    let event = created("new", ID);
    let outcome = first.settle_with_event(&client, &event).await;
    let IssueOutcome::Undecided(doubt) = outcome else { panic!("it isn't exclusive") };
    assert_eq!(doubt.accept_candidate(&client).unwrap().id, "new");
    let outcome = second.settle_with_event(&client, &event).await;
    let IssueOutcome::Undecided(doubt) = outcome else { panic!("the card is another issue's") };
    assert!(doubt.candidates().is_empty());
}

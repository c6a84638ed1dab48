//! Issuing a card: what is certain is said, what isn't is kept, and nothing is sent twice. (The simulation in
//! `src/issue` does the same thousands of times, with everything going wrong.)

use std::time::Duration;

use cartevo::jiff::SignedDuration;
use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{Error, IssueHandle, IssueOutcome, NewCard};
use serde_json::{Value, json};

use crate::ID;

/// The list of these cards.
pub(crate) fn cards(ids: &[&str]) -> Answer {
    let rows: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
    Answer::json(200, json!({"data": rows}).to_string())
}

fn created(id: &str) -> Answer {
    let body = json!({"status": "success", "message": "", "card": {"id": id}, "autoFilledFields": []});
    Answer::json(201, body.to_string())
}

/// A server with one old card that answers so when another is to be issued.
pub(crate) async fn server(answer: Answer) -> MockServer {
    let server = MockServer::start().await;
    server.answer(Operation::GetCustomerCards, cards(&["old"]));
    server.answer(Operation::CreateCard, answer);
    server
}

fn card() -> NewCard {
    NewCard::new(ID, "VISA").name_on_card("ADA EXAMPLE")
}

fn requests(server: &MockServer) -> usize {
    server.requests_to(Operation::CreateCard).len()
}

#[tokio::test]
async fn an_answer_with_a_card_is_the_card() {
    let server = server(created("new")).await;
    let client = server.client();
    assert_eq!(client.issue_card(card()).await.issued().unwrap().id, "new");
    assert_eq!(requests(&server), 1);
    assert!(client.open_issues().is_empty());
}

#[tokio::test]
async fn refusals_that_come_before_the_issuer_mean_no_card() {
    let refusals = [
        (
            400,
            json!({"message": "Card creation failed: Insufficient balance. Required: $11, Available: $3.50"}),
        ),
        (400, json!({"message": "Card creation failed: Maximum 5 cards allowed per customer"})),
        (400, json!({"message": "Customer KYC not approved"})),
        (400, json!({"message": ["brand must be a string"]})),
        (401, json!({"message": "Unauthorized"})),
        (403, json!({"message": "Forbidden"})),
        (404, json!({"message": "Customer not found"})),
        (429, json!({"message": "Too many requests"})),
    ];
    for (status, body) in refusals {
        let server = server(Answer::json(status, body.to_string())).await;
        let client = server.client();
        let outcome = client.issue_card(card()).await;
        let IssueOutcome::NotIssued(error) = outcome else { panic!("{body}: {outcome:?}") };
        assert_eq!((error.status(), requests(&server)), (Some(status), 1));
        assert!(client.open_issues().is_empty());
    }
}

#[tokio::test]
async fn everything_else_is_a_doubt() {
    let answers = [
        Answer::refusal(500, "Internal server error"),
        Answer::refusal(503, "Issuance temporarily unavailable"),
        Answer::text(502, "<html>"),
        Answer::refusal(408, "Timeout"),
        Answer::refusal(400, "Une erreur est survenue"),
        Answer::refusal(400, "Card creation failed: Failed to create card: Insufficient balance"),
        Answer::refusal(400, "Insufficient balance, or something else"),
        Answer::refusal(422, "Card issuer rejected: no"),
        Answer::json(200, r#"{"status": "error", "code": 500, "message": "Out of order"}"#),
        Answer::json(201, r#"{"status": "success", "card": 7}"#),
        Answer::status(201),
        Answer::status(302),
        created("old"),
        created("new").lost(),
        created("new").dropped(),
        created("new").truncated(4),
    ];
    for answer in answers {
        let server = server(answer.clone()).await;
        let client = server.client();
        let outcome = client.issue_card(card()).await;
        let IssueOutcome::Undecided(doubt) = outcome else { panic!("{answer:?}: {outcome:?}") };
        assert!(doubt.candidates().is_empty() && requests(&server) <= 1, "{answer:?}");
        assert_eq!(client.open_issues(), [doubt.into_handle()], "{answer:?}");
    }
}

#[tokio::test]
async fn a_request_that_was_not_sent_issued_no_card() {
    let server = server(created("new")).await;
    server.answer(Operation::CreateToken, Answer::status(503));
    let client = server.client_builder().credentials("client_1", "key").build().unwrap();
    let outcome = client.issue_card(card()).await;
    assert!(matches!(outcome, IssueOutcome::NotIssued(Error::Server { .. })), "{outcome:?}");
    assert_eq!(requests(&server), 0);
}

#[tokio::test]
async fn an_exclusive_doubt_is_settled_by_the_one_card_that_is_new() {
    let server = server(Answer::status(500)).await;
    let prepared = server.client().prepare_issue(card()).await.unwrap().exclusive().unwrap();
    // It isn't there at once.
    server.answer_next(Operation::GetCustomerCards, cards(&["old"]));
    server.answer_next(Operation::GetCustomerCards, Answer::status(404));
    server.answer(Operation::GetCustomerCards, cards(&["new", "old", "new"]));
    assert_eq!(prepared.send().await.issued().unwrap().id, "new");
    assert_eq!(requests(&server), 1);
}

#[tokio::test]
async fn two_new_cards_are_never_guessed_at() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let prepared = client.prepare_issue(card()).await.unwrap().exclusive().unwrap();
    server.answer(Operation::GetCustomerCards, cards(&["old", "new", "newer"]));
    let IssueOutcome::Undecided(doubt) = prepared.send().await else { panic!("a guess") };
    assert_eq!(doubt.candidates().len(), 2);
    let doubt = doubt.accept_candidate(&client).unwrap_err();
    // The caller has one of them on its books.
    let outcome = doubt.into_handle().rule_out("newer").settle(&client).await;
    assert_eq!(outcome.issued().unwrap().id, "new");
}

#[tokio::test]
async fn a_card_of_another_brand_is_no_candidate_and_ends_the_exclusivity() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let prepared = client.prepare_issue(card()).await.unwrap().exclusive().unwrap();
    let other = r#"{"data": [{"id": "old"}, {"id": "new", "brand": "MASTERCARD"}]}"#;
    server.answer(Operation::GetCustomerCards, Answer::json(200, other));
    let IssueOutcome::Undecided(doubt) = prepared.send().await else { panic!("a guess") };
    assert!(doubt.candidates().is_empty());
    let both = r#"{"data": [{"id": "new", "brand": "MASTERCARD"}, {"id": "ours", "brand": "visa"}]}"#;
    server.answer(Operation::GetCustomerCards, Answer::json(200, both));
    let IssueOutcome::Undecided(doubt) = doubt.into_handle().settle(&client).await else { panic!("a guess") };
    assert_eq!(doubt.accept_candidate(&client).unwrap().id, "ours");
}

#[tokio::test]
async fn one_candidate_counts_if_the_caller_says_so() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let prepared = client.prepare_issue(card()).await.unwrap();
    server.answer(Operation::GetCustomerCards, cards(&["new", "old"]));
    let IssueOutcome::Undecided(doubt) = prepared.send().await else { panic!("a guess") };
    assert!(matches!(doubt.reason(), Some(Error::Server { .. })));
    assert_eq!(doubt.accept_candidate(&client).unwrap().id, "new");
    assert!(client.open_issues().is_empty());
}

#[tokio::test]
async fn a_stored_handle_settles_after_a_restart_and_can_do_no_more() {
    let server = server(created("new").lost()).await;
    let prepared = server.client().prepare_issue(card()).await.unwrap().exclusive().unwrap();
    let stored = serde_json::to_string(&prepared).unwrap();
    assert!(!stored.contains("ADA"), "nothing personal is stored");
    drop(prepared);

    let client = server.client();
    server.answer(Operation::GetCustomerCards, cards(&["old"]));
    let handle: IssueHandle = serde_json::from_str(&stored).unwrap();
    assert!(handle.clone().settle(&client).await.is_undecided());
    server.answer(Operation::GetCustomerCards, cards(&["old", "new"]));
    assert_eq!(handle.settle(&client).await.issued().unwrap().id, "new");
    assert_eq!(requests(&server), 0);
    let later = stored.replacen("\"version\":1", "\"version\":2", 1);
    assert!(serde_json::from_str::<IssueHandle>(&later).is_err());
}

#[tokio::test]
async fn a_prepared_issue_that_is_dropped_has_done_nothing() {
    let server = server(created("new")).await;
    let client = server.client();
    let prepared = client.prepare_issue(card()).await.unwrap();
    assert_eq!(client.open_issues(), [prepared.handle().clone()]);
    drop(prepared);
    assert!(client.open_issues().is_empty());
    assert_eq!(requests(&server), 0);
}

#[tokio::test]
async fn a_dropped_future_leaves_its_handle_with_the_client() {
    let server = server(created("new").silent()).await;
    let client = server.client();
    let mut issuing = Box::pin(client.issue_card(card()));
    while requests(&server) == 0 {
        tokio::select! {
            outcome = &mut issuing => panic!("nothing was answered: {outcome:?}"),
            () = tokio::task::yield_now() => {}
        }
    }
    drop(issuing);
    let open = client.open_issues();
    assert_eq!((open.len(), requests(&server)), (1, 1));
    assert_eq!(open[0].customer_id(), ID);
    client.close_issue(&open[0]);
    assert!(client.open_issues().is_empty());
}

#[tokio::test]
async fn exclusive_means_that_nothing_else_is_open() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let first = client.prepare_issue(card()).await.unwrap();
    let second = client.prepare_issue(card()).await.unwrap();
    let error = second.exclusive().unwrap_err();
    assert!(matches!(error, Error::InvalidInput { field: "exclusive", .. }), "{error:?}");
    let first = first.exclusive().unwrap();
    let error = client.prepare_issue(card()).await.unwrap_err();
    assert!(matches!(error, Error::InvalidInput { field: "customer_id", .. }), "{error:?}");
    // It stays so while the first is undecided.
    let IssueOutcome::Undecided(doubt) = first.send().await else { panic!("a guess") };
    client.prepare_issue(card()).await.unwrap_err();
    client.close_issue(doubt.handle());
    assert!(client.prepare_issue(card()).await.is_ok());
}

#[tokio::test]
async fn a_card_just_issued_is_not_taken_for_the_next_one() {
    let server = server(created("first")).await;
    let client = server.client();
    assert_eq!(client.issue_card(card()).await.issued().unwrap().id, "first");
    // The list lags behind: it lacks the first card when the second is prepared, and has it when that is settled.
    let prepared = client.prepare_issue(card()).await.unwrap().exclusive().unwrap();
    server.answer(Operation::CreateCard, Answer::status(500));
    server.answer(Operation::GetCustomerCards, cards(&["old", "first"]));
    let IssueOutcome::Undecided(doubt) = prepared.patience(Duration::ZERO).send().await else {
        panic!("the first card is no other's")
    };
    assert!(doubt.candidates().is_empty());
    server.answer(Operation::GetCustomerCards, cards(&["old", "first", "second"]));
    let handle = doubt.into_handle();
    assert_eq!(handle.clone().settle(&client).await.issued().unwrap().id, "second");
    assert_eq!(handle.settle(&client).await.issued().unwrap().id, "second", "however often it is asked");
}

#[tokio::test]
async fn a_card_on_the_books_is_ruled_out_before_anything_is_sent() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let prepared = client.prepare_issue(card()).await.unwrap().exclusive().unwrap().rule_out("booked");
    assert!(client.open_issues().contains(prepared.handle()));
    server.answer(Operation::GetCustomerCards, cards(&["old", "booked"]));
    assert!(prepared.patience(Duration::ZERO).send().await.is_undecided());
}

#[tokio::test]
async fn a_card_that_is_older_than_the_request_is_a_candidate_at_most() {
    for (minutes, issued) in [(60, false), (16, false), (14, true), (-60, true)] {
        let server = server(Answer::status(500)).await;
        let client = server.client();
        let prepared = client.prepare_issue(card()).await.unwrap().exclusive().unwrap();
        let at = prepared.handle().prepared_at() - SignedDuration::from_mins(minutes);
        let rows = json!({"data": [{"id": "old"}, {"id": "new", "created_at": at.to_string()}]});
        server.answer(Operation::GetCustomerCards, Answer::json(200, rows.to_string()));
        match prepared.patience(Duration::ZERO).send().await {
            IssueOutcome::Issued(card) => assert!(issued && card.id == "new", "{minutes}"),
            IssueOutcome::Undecided(doubt) => assert!(!issued && doubt.candidates().len() == 1, "{minutes}"),
            outcome => panic!("{outcome:?}"),
        }
    }
}

#[tokio::test]
async fn nothing_is_sent_while_the_customers_cards_can_not_be_read() {
    let server = server(created("new")).await;
    for failure in
        [Answer::status(500), Answer::status(401), Answer::json(200, "{"), Answer::status(200).lost()]
    {
        server.answer(Operation::GetCustomerCards, failure);
        let client = server.client();
        assert!(client.prepare_issue(card()).await.is_err());
        assert!(matches!(client.issue_card(card()).await, IssueOutcome::NotIssued(_)));
        assert!(client.open_issues().is_empty());
    }
    assert_eq!(requests(&server), 0);
}

#[tokio::test]
async fn one_card_is_not_the_answer_to_two_requests() {
    let server = server(created("new")).await;
    let client = server.client();
    let first = client.prepare_issue(card()).await.unwrap();
    let second = client.prepare_issue(card()).await.unwrap().patience(Duration::ZERO);
    assert_eq!(first.send().await.issued().unwrap().id, "new");
    server.answer(Operation::GetCustomerCards, cards(&["old", "new"]));
    let IssueOutcome::Undecided(doubt) = second.send().await else { panic!("one card for two") };
    assert!(doubt.candidates().is_empty());
}

//! Issues that must stay undecided, although a response seems conclusive.

use std::time::Duration;

use cartevo::testing::{Answer, MockServer, Operation, VirtualTime};
use cartevo::{Client, ClosingPolicy, Error, IssueHandle, IssueOutcome, NewCard, Undecided};
use serde_json::json;

use crate::ID;
use crate::issuing::{cards, server};

fn card() -> NewCard {
    NewCard::new(ID, "VISA")
}

async fn outcome(server: &MockServer, client: &Client) -> IssueOutcome {
    let prepared = client.prepare_issue(card()).await.unwrap().patience(Duration::ZERO);
    let outcome = prepared.send().await;
    assert_eq!(server.requests_to(Operation::CreateCard).len(), 1);
    outcome
}

#[tokio::test]
async fn a_contradictory_response_leaves_the_outcome_undecided() {
    let failed = "Card creation failed: Failed to create card: no answer";
    for (status, body) in [
        // The known message of a check together with one that says nothing about the card.
        (400, json!({"message": [failed]})),
        (400, json!({"message": ["brand must be a string", failed]})),
        (400, json!({"message": ["brand must be a string", "Card creation failed: something new"]})),
        (400, json!({"message": []})),
        // A refusal with a success status, with or without a card.
        (200, json!({"status": "error", "message": ["Customer not found", failed]})),
        (200, json!({"status": "error", "message": "Customer not found", "card": {"id": "new"}})),
        (200, json!({"success": false, "message": "Customer not found", "data": {"card": {"id": "new"}}})),
        (200, json!({"status": "ERROR", "message": "", "card": {"id": "new"}, "autoFilledFields": []})),
        (200, json!({"statusCode": 500, "message": "", "card": {"id": "new"}, "autoFilledFields": []})),
        (201, json!({"status": "success", "message": "", "card": {"id": ""}, "autoFilledFields": []})),
    ] {
        let server = server(Answer::json(status, body.to_string())).await;
        let outcome = outcome(&server, &server.client()).await;
        assert!(outcome.is_undecided(), "{body}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_candidate_of_two_issues_is_accepted_for_only_one() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let first = client.prepare_issue(card()).await.unwrap().patience(Duration::ZERO);
    let second = client.prepare_issue(card()).await.unwrap().patience(Duration::ZERO);
    server.answer(Operation::GetCustomerCards, cards(&["old", "new"]));
    let (IssueOutcome::Undecided(first), IssueOutcome::Undecided(second)) =
        (first.send().await, second.send().await)
    else {
        panic!("two issues are open")
    };
    assert_eq!(first.accept_candidate(&client).unwrap().id, "new");
    let undecided = second.accept_candidate(&client).unwrap_err();
    assert!(undecided.candidates().is_empty());
    assert_eq!(client.open_issues(), [undecided.into_handle()]);
}

#[tokio::test]
async fn two_restored_issues_of_one_customer_stay_undecided() {
    let server = server(Answer::status(500)).await;
    let stored = |id: &str| -> IssueHandle {
        let handle = json!({"version": 1, "id": id, "customer_id": ID, "brand": "VISA", "known": ["old"],
            "exclusive": true, "prepared_at": "2026-11-20T10:00:00Z"});
        serde_json::from_value(handle).unwrap()
    };
    let client = server.client();
    assert!(stored("a").settle(&client).await.is_undecided());
    server.answer(Operation::GetCustomerCards, cards(&["old", "new"]));
    let IssueOutcome::Undecided(undecided) = stored("b").settle(&client).await else {
        panic!("two issues are open")
    };
    assert_eq!(undecided.candidates().len(), 1);
    assert!(stored("a").settle(&client).await.is_undecided());
    // The caller learns the outcome of one issue, which settles the other.
    client.close_issue(&stored("a"));
    assert_eq!(undecided.into_handle().settle(&client).await.issued().unwrap().id, "new");
}

#[tokio::test]
async fn only_a_response_of_the_api_proves_that_a_customer_has_no_cards() {
    for answer in [
        Answer::text(404, "<html>nginx</html>"),
        Answer::status(404),
        Answer::refusal(404, "Cannot GET /customers/a/cards"),
        Answer::json(404, r#"{"message": "no Route matched with those values"}"#),
        Answer::json(404, r#"{"message": "Not Found"}"#),
        Answer::json(404, r#"{"detail": "Not Found"}"#),
        Answer::json(404, r#"{"statusCode": 404, "message": "Resource not found"}"#),
        Answer::json(404, r#"{"statusCode": 404, "error": "Not Found", "message": "Not Found"}"#),
        Answer::json(404, r#"{"statusCode": 404, "error": "Not Found", "message": "not found"}"#),
        Answer::json(
            404,
            r#"{"statusCode": 404, "error": "Not Found", "message": "Route GET:/customers/a/cards not found"}"#,
        ),
        Answer::json(404, r#"{"statusCode": 404, "error": "Not Found", "message": []}"#),
        Answer::json(404, r#"{"statusCode": 502, "error": "Not Found", "message": "No cards"}"#),
        Answer::json(404, r#"{"success": false, "message": "No cards"}"#),
        Answer::json(200, r#"{"statusCode": 404, "error": "Not Found", "message": "Customer not found"}"#),
        Answer::json(200, r#"{"success": false, "message": "busy", "data": []}"#),
        Answer::json(200, r#"{"status": "error", "code": 500, "message": "busy", "data": []}"#),
        Answer::json(200, r#"{"statusCode": 503, "message": "busy", "data": []}"#),
    ] {
        let server = server(Answer::status(500)).await;
        server.answer(Operation::GetCustomerCards, answer.clone());
        let outcome = server.client().issue_card(card()).await;
        assert!(matches!(outcome, IssueOutcome::NotIssued(_)), "{answer:?}: {outcome:?}");
        assert!(server.requests_to(Operation::CreateCard).is_empty(), "{answer:?}");
    }
    for answer in [
        Answer::refusal(404, "Customer not found"),
        Answer::refusal(400, "Customer not found"),
        Answer::json(
            404,
            r#"{"statusCode": 404, "error": "Not Found", "message": "Aucune carte pour ce client"}"#,
        ),
        Answer::json(
            404,
            r#"{"success": false, "statusCode": 404, "message": "No cards for this customer"}"#,
        ),
        Answer::json(200, r#"{"success": true, "statusCode": 200, "data": []}"#),
    ] {
        let server = server(Answer::status(500)).await;
        server.answer(Operation::GetCustomerCards, answer.clone());
        assert!(server.client().prepare_issue(card()).await.is_ok(), "{answer:?}");
    }
}

#[tokio::test]
async fn cards_of_other_customers_and_cards_without_an_id_are_not_candidates() {
    for row in [json!({"id": "new", "customer_id": "another"}), json!({"id": ""})] {
        let server = server(Answer::status(500)).await;
        let client = server.client();
        let prepared = client.prepare_issue(card()).await.unwrap().exclusive().unwrap();
        let rows = json!({"data": [{"id": "old"}, row]});
        server.answer(Operation::GetCustomerCards, Answer::json(200, rows.to_string()));
        let IssueOutcome::Undecided(undecided) = prepared.patience(Duration::ZERO).send().await else {
            panic!("no card matches")
        };
        assert!(undecided.candidates().is_empty());
    }
}

#[tokio::test]
async fn a_refusal_with_a_success_status_is_an_error_for_reads() {
    for (body, kind) in [
        (r#"{"statusCode": 404, "message": "Customer not found", "error": "Not Found"}"#, "not_found"),
        (r#"{"statusCode": 503, "message": "busy", "data": []}"#, "server"),
        (r#"{"success": false, "message": "no", "data": []}"#, "unexpected"),
        (r#"{"status": "error", "code": 404, "message": "no", "data": []}"#, "not_found"),
    ] {
        let server = server(Answer::status(500)).await;
        server.answer(Operation::GetCustomerCards, Answer::json(200, body));
        let error =
            server.client().customer_cards(ID, &cartevo::CustomerCardsQuery::new()).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (kind, Some(200)), "{body}");
        assert!(!matches!(error, Error::Decode { .. }));
    }
}

/// An undecided issue of a customer without a new card.
async fn doubt(server: &MockServer, client: &Client) -> Box<Undecided> {
    server.answer(Operation::CreateCard, Answer::status(500));
    let prepared = client.prepare_issue(card()).await.unwrap().exclusive().unwrap();
    match prepared.patience(Duration::ZERO).send().await {
        IssueOutcome::Undecided(doubt) => doubt,
        outcome => panic!("{outcome:?}"),
    }
}

/// Reads once more, after the handle was stored.
async fn settle(doubt: Box<Undecided>, client: &Client) -> Box<Undecided> {
    let stored = serde_json::to_string(doubt.handle()).unwrap();
    let handle: IssueHandle = serde_json::from_str(&stored).unwrap();
    match handle.settle(client).await {
        IssueOutcome::Undecided(doubt) => doubt,
        outcome => panic!("{outcome:?}"),
    }
}

#[tokio::test]
async fn a_policy_closes_an_issue_after_its_time_and_its_reads() {
    let server = server(Answer::status(500)).await;
    let time = VirtualTime::new();
    let client = server.client_builder().environment(time.clone()).build().unwrap();
    let policy = ClosingPolicy::after(Duration::from_secs(600));
    let doubt = doubt(&server, &client).await;
    // One read, and no time.
    let doubt = doubt.close_under(policy, &client).unwrap_err();
    let doubt = doubt.close_under(ClosingPolicy::after(Duration::ZERO), &client).unwrap_err();
    time.advance(Duration::from_secs(599));
    let doubt = settle(settle(doubt, &client).await, &client).await;
    // Three reads, but too early.
    let doubt = doubt.close_under(policy, &client).unwrap_err();
    time.advance(Duration::from_secs(1));
    assert!(doubt.clone().close_under(policy.reads(4), &client).is_err());
    assert!(client.prepare_issue(card()).await.is_err(), "it is exclusive");
    let handle = doubt.close_under(policy, &client).unwrap();
    assert!(client.open_issues().is_empty());
    assert!(client.prepare_issue(card()).await.is_ok());
    // A late card shows that the policy was wrong.
    server.answer(Operation::GetCustomerCards, cards(&["old", "late"]));
    assert_eq!(handle.settle(&client).await.issued().unwrap().id, "late");
}

#[tokio::test]
async fn reads_that_show_nothing_do_not_count_and_a_card_once_seen_is_not_forgotten() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let policy = ClosingPolicy::after(Duration::ZERO).reads(0);
    // The server couldn't ask the card issuer, and then not even list its own.
    for answers in [vec![Answer::refusal(400, "no")], vec![Answer::refusal(400, "no"); 2]] {
        let prepared = client.prepare_issue(card()).await.unwrap();
        for answer in answers {
            server.answer_next(Operation::GetCustomerCards, answer);
        }
        let IssueOutcome::Undecided(doubt) = prepared.patience(Duration::ZERO).send().await else {
            panic!("no card is new")
        };
        assert!(doubt.close_under(policy, &client).is_err());
    }
    let client = server.client();
    server.answer(Operation::GetCustomerCards, cards(&["old"]));
    let doubt = doubt(&server, &client).await;
    // A card of another brand is no candidate, but it is there.
    let other = json!({"data": [{"id": "old"}, {"id": "other", "brand": "MASTERCARD"}]});
    server.answer(Operation::GetCustomerCards, Answer::json(200, other.to_string()));
    let doubt = settle(doubt, &client).await;
    assert!(doubt.candidates().is_empty());
    let doubt = doubt.close_under(policy, &client).unwrap_err();
    server.answer(Operation::GetCustomerCards, cards(&["old"]));
    let doubt = settle(doubt, &client).await;
    let doubt = doubt.close_under(policy, &client).unwrap_err();
    // The caller knows whose it is.
    let IssueOutcome::Undecided(doubt) = doubt.into_handle().rule_out("other").settle(&client).await else {
        panic!("no card is new")
    };
    assert!(doubt.close_under(policy, &client).is_ok());
}

#[tokio::test]
async fn a_handle_that_was_never_settled_is_not_closed_however_old_it_is() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let stored = json!({"version": 1, "id": "a", "customer_id": ID, "brand": "VISA", "known": ["old"],
        "exclusive": true, "prepared_at": "2020-11-20T10:00:00Z"});
    let handle: IssueHandle = serde_json::from_value(stored.clone()).unwrap();
    assert_eq!(serde_json::to_value(&handle).unwrap(), stored, "nothing is added before a read");
    let IssueOutcome::Undecided(doubt) = handle.settle(&client).await else { panic!("no card is new") };
    // Its request may have been sent a moment ago.
    assert!(doubt.close_under(ClosingPolicy::after(Duration::from_secs(60)).reads(1), &client).is_err());
}

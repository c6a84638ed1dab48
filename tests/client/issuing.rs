//! Issuing a card: the outcomes, and that no request is sent twice. The simulation in `src/issue` checks the same with
//! random failures.

use std::time::Duration;

use cartevo::jiff::SignedDuration;
use cartevo::testing::{Answer, MockServer, Operation, SentRequest};
use cartevo::{Error, IssueHandle, IssueOutcome, NewCard};
use serde_json::{Value, json};

use crate::ID;

/// A response with these cards.
pub(crate) fn cards(ids: &[&str]) -> Answer {
    let rows: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
    Answer::json(200, json!({"data": rows}).to_string())
}

fn created(id: &str) -> Answer {
    let body = json!({"status": "success", "message": "", "card": {"id": id}, "autoFilledFields": []});
    Answer::json(201, body.to_string())
}

/// A server that has one card, `old`, and sends this response to a request for another one.
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
async fn a_response_with_a_card_is_issued() {
    let server = server(created("new")).await;
    let client = server.client();
    assert_eq!(client.issue_card(card()).await.issued().unwrap().id, "new");
    assert_eq!(requests(&server), 1);
    assert!(client.open_issues().is_empty());
}

#[tokio::test]
async fn refusals_before_the_issuer_is_called_are_not_issued() {
    let refusals = [
        (
            400,
            json!({"message": "Card creation failed: Insufficient balance. Required: $11, Available: $3.50"}),
        ),
        (400, json!({"message": "Card creation failed: Maximum 5 cards allowed per customer"})),
        (400, json!({"message": "Customer KYC not approved"})),
        (400, json!({"message": ["brand must be a string"], "statusCode": 400, "error": "Bad Request"})),
        (401, json!({"message": "Unauthorized", "statusCode": 401})),
        (401, json!({"success": false, "statusCode": 401, "message": "Jeton expiré"})),
        (403, json!({"message": "Forbidden", "statusCode": 403})),
        (403, json!({"message": "Forbidden resource", "statusCode": 403, "error": "Forbidden"})),
        (403, json!({"message": "Access denied to customer"})),
        (404, json!({"message": "Customer not found"})),
        (429, json!({"message": "Too many requests", "statusCode": 429})),
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
async fn every_other_failure_is_undecided() {
    let answers = [
        Answer::refusal(500, "Internal server error"),
        Answer::refusal(503, "Issuance temporarily unavailable"),
        Answer::text(502, "<html>"),
        Answer::refusal(408, "Timeout"),
        Answer::refusal(400, "Une erreur est survenue"),
        Answer::refusal(400, "Card creation failed: Failed to create card: Insufficient balance"),
        Answer::refusal(400, "Insufficient balance, or something else"),
        Answer::refusal(422, "Card issuer rejected: no"),
        // Something between the client and the server may refuse a request after it has forwarded it.
        Answer::status(401),
        Answer::text(403, "<html>blocked</html>"),
        Answer::json(403, r#"{"message": "Forbidden"}"#),
        Answer::json(403, r#"{"statusCode": 403, "message": "Out of call volume quota"}"#),
        Answer::json(403, r#"{"statusCode": 401, "message": "Unauthorized"}"#),
        Answer::json(404, r#"{"message": "no Route matched with those values"}"#),
        Answer::json(404, r#"{"statusCode": 404, "message": "Wallet not found", "error": "Not Found"}"#),
        Answer::json(429, r#"{"message": "Limit Exceeded"}"#),
        Answer::json(400, r#"{"message": ["something odd"]}"#),
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
        let IssueOutcome::Undecided(undecided) = outcome else { panic!("{answer:?}: {outcome:?}") };
        assert!(undecided.candidates().is_empty() && requests(&server) <= 1, "{answer:?}");
        assert_eq!(client.open_issues(), [undecided.into_handle()], "{answer:?}");
    }
}

#[tokio::test]
async fn a_card_that_does_not_match_the_request_is_not_issued_by_it() {
    for card in [
        json!({"id": "new", "customer_id": "another"}),
        json!({"id": "new", "brand": "MASTERCARD"}),
        json!({"id": "new", "brand": "mastercard"}),
        json!({"id": "new", "status": "FAILED"}),
        json!({"id": "new", "status": "failed"}),
        json!({"id": "new", "status": "TERMINATED"}),
    ] {
        for body in [
            json!({"status": "success", "message": "", "card": card, "autoFilledFields": []}),
            json!({"success": true, "statusCode": 201, "message": "",
                "data": {"card": card, "auto_filled_fields": []}}),
        ] {
            let server = server(Answer::json(201, body.to_string())).await;
            let client = server.client();
            let prepared = client.prepare_issue(self::card()).await.unwrap().exclusive().unwrap();
            let outcome = prepared.patience(Duration::ZERO).send().await;
            assert!(outcome.is_undecided(), "{body}: {outcome:?}");
            // Neither is such a card in the list.
            let rows = json!({"data": [{"id": "old"}, card]});
            server.answer(Operation::GetCustomerCards, Answer::json(200, rows.to_string()));
            let handle = client.open_issues().remove(0);
            assert!(handle.settle(&client).await.is_undecided(), "{body}");
        }
    }
    for card in [
        json!({"id": "new", "customer_id": ID, "brand": "visa", "status": "PENDING"}),
        json!({"id": "new", "brand": "Visa", "status": "active"}),
        json!({"id": "new", "brand": "VERVE", "status": "UNHEARD_OF"}),
    ] {
        let body = json!({"status": "success", "message": "", "card": card, "autoFilledFields": []});
        let server = server(Answer::json(201, body.to_string())).await;
        let outcome = server.client().issue_card(self::card()).await;
        assert_eq!(outcome.issued().map(|card| card.id).as_deref(), Some("new"), "{body}");
    }
}

#[tokio::test]
async fn preparing_and_settling_ask_the_card_issuer_for_cards_that_the_server_does_not_list() {
    for patience in [Duration::ZERO, Duration::from_secs(60)] {
        let server = server(Answer::status(500)).await;
        let prepared = server.client().prepare_issue(card()).await.unwrap().patience(patience);
        assert!(prepared.send().await.is_undecided());
        let synced = |request: &SentRequest| request.query.contains(&("sync".to_owned(), "true".to_owned()));
        let reads = server.requests_to(Operation::GetCustomerCards);
        assert!(synced(&reads[0]) && synced(&reads[reads.len() - 1]), "{patience:?}");
    }
}

#[tokio::test]
async fn settling_falls_back_to_the_list_of_the_server() {
    let server = server(Answer::status(500)).await;
    let prepared = server.client().prepare_issue(card()).await.unwrap().exclusive().unwrap();
    server.answer_next(Operation::GetCustomerCards, Answer::refusal(400, "no"));
    server.answer(Operation::GetCustomerCards, cards(&["old", "new"]));
    let outcome = prepared.patience(Duration::ZERO).send().await;
    assert_eq!(outcome.issued().unwrap().id, "new");
}

#[tokio::test]
async fn a_request_that_was_not_sent_is_not_issued() {
    let server = server(created("new")).await;
    server.answer(Operation::CreateToken, Answer::status(503));
    let client = server.client_builder().credentials("client_1", "key").build().unwrap();
    let outcome = client.issue_card(card()).await;
    assert!(matches!(outcome, IssueOutcome::NotIssued(Error::Server { .. })), "{outcome:?}");
    assert_eq!(requests(&server), 0);
}

#[tokio::test]
async fn an_exclusive_issue_settles_with_the_only_new_card() {
    let server = server(Answer::status(500)).await;
    let prepared = server.client().prepare_issue(card()).await.unwrap().exclusive().unwrap();
    // The card appears with a delay.
    server.answer_next(Operation::GetCustomerCards, cards(&["old"]));
    server.answer_next(Operation::GetCustomerCards, Answer::status(404));
    server.answer(Operation::GetCustomerCards, cards(&["new", "old", "new"]));
    assert_eq!(prepared.send().await.issued().unwrap().id, "new");
    assert_eq!(requests(&server), 1);
}

#[tokio::test]
async fn two_new_cards_leave_the_outcome_undecided() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let prepared = client.prepare_issue(card()).await.unwrap().exclusive().unwrap();
    server.answer(Operation::GetCustomerCards, cards(&["old", "new", "newer"]));
    let IssueOutcome::Undecided(undecided) = prepared.send().await else { panic!("two cards are new") };
    assert_eq!(undecided.candidates().len(), 2);
    let undecided = undecided.accept_candidate(&client).unwrap_err();
    // The caller's records attribute one of them to another issue.
    let outcome = undecided.into_handle().rule_out("newer").settle(&client).await;
    assert_eq!(outcome.issued().unwrap().id, "new");
}

#[tokio::test]
async fn a_card_of_another_brand_is_not_a_candidate_and_disproves_exclusivity() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let prepared = client.prepare_issue(card()).await.unwrap().exclusive().unwrap();
    let other = r#"{"data": [{"id": "old"}, {"id": "new", "brand": "MASTERCARD"}]}"#;
    server.answer(Operation::GetCustomerCards, Answer::json(200, other));
    let IssueOutcome::Undecided(undecided) = prepared.send().await else { panic!("no card matches") };
    assert!(undecided.candidates().is_empty());
    let both = r#"{"data": [{"id": "new", "brand": "MASTERCARD"}, {"id": "ours", "brand": "visa"}]}"#;
    server.answer(Operation::GetCustomerCards, Answer::json(200, both));
    let outcome = undecided.into_handle().settle(&client).await;
    let IssueOutcome::Undecided(undecided) = outcome else { panic!("two cards are new") };
    assert_eq!(undecided.accept_candidate(&client).unwrap().id, "ours");
}

#[tokio::test]
async fn the_caller_can_accept_a_single_candidate() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let prepared = client.prepare_issue(card()).await.unwrap();
    server.answer(Operation::GetCustomerCards, cards(&["new", "old"]));
    let IssueOutcome::Undecided(undecided) = prepared.send().await else { panic!("it isn't exclusive") };
    assert!(matches!(undecided.reason(), Some(Error::Server { .. })));
    assert_eq!(undecided.accept_candidate(&client).unwrap().id, "new");
    assert!(client.open_issues().is_empty());
}

#[tokio::test]
async fn a_stored_handle_settles_after_a_restart_without_sending() {
    let server = server(created("new").lost()).await;
    let prepared = server.client().prepare_issue(card()).await.unwrap().exclusive().unwrap();
    let stored = serde_json::to_string(&prepared).unwrap();
    assert!(!stored.contains("ADA"), "the handle contains personal data");
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
async fn dropping_a_prepared_issue_sends_nothing() {
    let server = server(created("new")).await;
    let client = server.client();
    let prepared = client.prepare_issue(card()).await.unwrap();
    assert_eq!(client.open_issues(), [prepared.handle().clone()]);
    drop(prepared);
    assert!(client.open_issues().is_empty());
    assert_eq!(requests(&server), 0);
}

#[tokio::test]
async fn a_dropped_future_leaves_an_open_issue() {
    let server = server(created("new").silent()).await;
    let client = server.client();
    let mut issuing = Box::pin(client.issue_card(card()));
    while requests(&server) == 0 {
        tokio::select! {
            outcome = &mut issuing => panic!("the server sends no response: {outcome:?}"),
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
async fn an_exclusive_issue_excludes_other_open_issues() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let first = client.prepare_issue(card()).await.unwrap();
    let second = client.prepare_issue(card()).await.unwrap();
    let error = second.exclusive().unwrap_err();
    let Error::IssueOpen { handle } = &error else { panic!("{error:?}") };
    assert_eq!((&**handle, error.kind(), error.is_retryable()), (first.handle(), "issue_open", false));
    let first = first.exclusive().unwrap();
    let error = client.prepare_issue(card()).await.unwrap_err();
    let Error::IssueOpen { handle } = error else { panic!("{error:?}") };
    assert!(handle.id() == first.handle().id() && handle.is_exclusive());
    // It remains exclusive while it is undecided.
    let IssueOutcome::Undecided(undecided) = first.send().await else { panic!("no card is new") };
    client.prepare_issue(card()).await.unwrap_err();
    client.close_issue(undecided.handle());
    assert!(client.prepare_issue(card()).await.is_ok());
}

#[tokio::test]
async fn a_card_of_an_earlier_issue_is_not_attributed_to_the_next_one() {
    let server = server(created("first")).await;
    let client = server.client();
    assert_eq!(client.issue_card(card()).await.issued().unwrap().id, "first");
    // The list of cards is stale: it lacks the first card when the second issue is prepared, but not when it is settled.
    let prepared = client.prepare_issue(card()).await.unwrap().exclusive().unwrap();
    server.answer(Operation::CreateCard, Answer::status(500));
    server.answer(Operation::GetCustomerCards, cards(&["old", "first"]));
    let IssueOutcome::Undecided(undecided) = prepared.patience(Duration::ZERO).send().await else {
        panic!("the card belongs to the first issue")
    };
    assert!(undecided.candidates().is_empty());
    server.answer(Operation::GetCustomerCards, cards(&["old", "first", "second"]));
    let handle = undecided.into_handle();
    assert_eq!(handle.clone().settle(&client).await.issued().unwrap().id, "second");
    assert_eq!(handle.settle(&client).await.issued().unwrap().id, "second", "settling is idempotent");
}

#[tokio::test]
async fn a_recorded_card_can_be_ruled_out_before_the_request_is_sent() {
    let server = server(Answer::status(500)).await;
    let client = server.client();
    let prepared = client.prepare_issue(card()).await.unwrap().exclusive().unwrap().rule_out("recorded");
    assert!(client.open_issues().contains(prepared.handle()));
    server.answer(Operation::GetCustomerCards, cards(&["old", "recorded"]));
    assert!(prepared.patience(Duration::ZERO).send().await.is_undecided());
}

#[tokio::test]
async fn a_card_that_predates_the_request_is_only_a_candidate() {
    for (minutes, issued) in [(60, false), (16, false), (14, true), (-60, true)] {
        let server = server(Answer::status(500)).await;
        let client = server.client();
        let prepared = client.prepare_issue(card()).await.unwrap().exclusive().unwrap();
        let at = prepared.handle().prepared_at() - SignedDuration::from_mins(minutes);
        let rows = json!({"data": [{"id": "old"}, {"id": "new", "created_at": at.to_string()}]});
        server.answer(Operation::GetCustomerCards, Answer::json(200, rows.to_string()));
        match prepared.patience(Duration::ZERO).send().await {
            IssueOutcome::Issued(card) => assert!(issued && card.id == "new", "{minutes}"),
            IssueOutcome::Undecided(undecided) => {
                assert!(!issued && undecided.candidates().len() == 1, "{minutes}");
            }
            IssueOutcome::NotIssued(error) => panic!("{error:?}"),
        }
    }
}

#[tokio::test]
async fn nothing_is_sent_unless_the_customers_cards_can_be_read() {
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
async fn one_card_is_not_the_result_of_two_issues() {
    let server = server(created("new")).await;
    let client = server.client();
    let first = client.prepare_issue(card()).await.unwrap();
    let second = client.prepare_issue(card()).await.unwrap().patience(Duration::ZERO);
    assert_eq!(first.send().await.issued().unwrap().id, "new");
    server.answer(Operation::GetCustomerCards, cards(&["old", "new"]));
    let IssueOutcome::Undecided(undecided) = second.send().await else {
        panic!("the card belongs to the first issue")
    };
    assert!(undecided.candidates().is_empty());
}

#[tokio::test]
async fn an_issue_refused_for_its_token_can_be_repeated_if_there_will_be_a_new_token() {
    let unauthorized = || Answer::refusal(401, "Unauthorized");
    let server = server(unauthorized()).await;
    let renewing = server.client_builder().credentials("client_1", "key").build().unwrap();
    let IssueOutcome::NotIssued(error) = renewing.issue_card(card()).await else { panic!("it was refused") };
    assert!(matches!(error, Error::Unauthorized { .. }) && error.is_retryable(), "{error:?}");
    // The same token would be refused again.
    let fixed = server.client_builder().token("fixed").build().unwrap();
    let IssueOutcome::NotIssued(error) = fixed.issue_card(card()).await else { panic!("it was refused") };
    assert!(matches!(error, Error::Unauthorized { .. }) && !error.is_retryable(), "{error:?}");
    // Credentials that are refused are no matter of the token, and neither is a read that was repeated.
    server.answer(Operation::GetCustomerCards, unauthorized());
    let IssueOutcome::NotIssued(error) = renewing.issue_card(card()).await else { panic!("it was refused") };
    assert!(!error.is_retryable(), "{error:?}");
    server.answer(Operation::CreateToken, unauthorized());
    let client = server.client_builder().credentials("client_1", "key").build().unwrap();
    let IssueOutcome::NotIssued(error) = client.issue_card(card()).await else { panic!("it was refused") };
    assert!(!error.is_retryable(), "{error:?}");
    // Something in between may have refused what it had forwarded.
    server.answer(Operation::GetCustomerCards, cards(&["old"]));
    server.answer(Operation::CreateToken, Answer::token("t", 3600));
    server.answer(Operation::CreateCard, Answer::text(401, "<html>"));
    let error = client.create_card(&card()).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized { .. }) && !error.is_retryable(), "{error:?}");
}

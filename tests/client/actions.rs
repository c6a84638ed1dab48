//! Moving money and changing cards: the outcomes, and that nothing is sent twice without a key. The simulations in
//! `src/action` check the same with thousands of seeds.

use std::time::Duration;

use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{
    ActionHandle, ActionKind, ActionOutcome, ActionRecord, Amount, CardStatus, Client, ClosingPolicy, Error,
    Freeze, NewPayment, NotDone, PreparedAction, Termination, Unfreeze, WalletDeposit, WalletFunding,
};
use serde_json::{Value, json};

use crate::ID;

fn amount() -> Amount {
    Amount::from_cents(5_000)
}

fn card(status: &str, balance: i64) -> Answer {
    Answer::json(200, json!({"data": {"id": ID, "status": status, "balance": balance}}).to_string())
}

/// Transactions of the card: id, type, amount and status.
fn transactions(rows: &[(&str, &str, i64, &str)]) -> Answer {
    let row = |(id, kind, amount, status): &(&str, &str, i64, &str)| {
        json!({"id": id, "category": "CARD", "type": kind, "amount": amount, "status": status, "currency": "USD",
            "description": "", "created_at": "2026-11-20T10:00:00Z"})
    };
    let rows: Vec<Value> = rows.iter().map(row).collect();
    let total = rows.len();
    let meta = json!({"page": 0, "limit": 100, "total": total, "totalPages": 1});
    Answer::json(200, json!({"data": rows, "meta": meta}).to_string())
}

/// A server with a card of 100 USD that was funded once.
async fn server() -> MockServer {
    let server = MockServer::start().await;
    server.answer(Operation::GetCard, card("ACTIVE", 100));
    server.answer(Operation::GetCardTransactions, transactions(&[("old", "FUND", 50, "SUCCESS")]));
    server
}

async fn fund(client: &Client) -> PreparedAction {
    client.prepare_fund_card(ID, amount()).await.unwrap()
}

fn undecided(outcome: ActionOutcome) -> cartevo::UndecidedAction {
    match outcome {
        ActionOutcome::Undecided(undecided) => *undecided,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_response_that_matches_the_request_is_the_outcome() {
    let server = server().await;
    let client = server.client();
    let outcome = fund(&client).await.send().await;
    let ActionOutcome::Done(record) = outcome else { panic!("{outcome:?}") };
    let ActionRecord::Movement(movement) = *record else { panic!("{record:?}") };
    assert_eq!((movement.amount, movement.card_id.as_str()), (amount(), ID));
    assert_eq!(server.requests_to(Operation::FundCard).len(), 1);
    assert!(client.open_actions().is_empty());
}

#[tokio::test]
async fn an_exclusive_funding_without_a_response_is_settled_by_transaction_and_balance() {
    let server = server().await;
    server.answer(Operation::FundCard, Answer::status(200).lost());
    let client = server.client();
    let prepared = fund(&client).await.exclusive().unwrap();
    let stored = serde_json::to_string(&prepared).unwrap();
    server.answer(Operation::GetCard, card("ACTIVE", 150));
    let after = [
        ("old", "FUND", 50, "SUCCESS"),
        ("new", "FUNDING", 50, "SUCCESS"),
        ("pay", "AUTHORIZATION", 50, "FAILED"),
    ];
    server.answer(Operation::GetCardTransactions, transactions(&after));
    assert_eq!(prepared.send().await.done().unwrap().transaction_id(), Some("new"));
    // After a crash another process finds the same, and reads with `sync`.
    let handle: ActionHandle = serde_json::from_str(&stored).unwrap();
    assert_eq!(serde_json::to_string(&handle).unwrap(), stored);
    let record = handle.settle(&server.client()).await.done().unwrap();
    assert_eq!(record.transaction_id(), Some("new"));
    assert_eq!(server.requests_to(Operation::FundCard).len(), 1);
    let reads = server.requests_to(Operation::GetCardTransactions);
    assert!(reads.iter().all(|read| read.query.contains(&("sync".to_owned(), "true".to_owned()))));
}

#[tokio::test]
async fn evidence_with_another_explanation_leaves_a_funding_undecided() {
    let one = ("new", "FUND", 50, "SUCCESS");
    for (why, exclusive, rows, balance, candidates) in [
        ("not exclusive", false, vec![one], 150, 1),
        ("two of the same amount", true, vec![one, ("other", "FUND", 50, "SUCCESS")], 200, 2),
        ("another funding", true, vec![one, ("other", "FUND", 20, "SUCCESS")], 170, 1),
        ("a failed one", true, vec![("new", "FUND", 50, "FAILED")], 100, 1),
        ("a pending one", true, vec![("new", "FUND", 50, "PENDING")], 150, 1),
        ("another amount", true, vec![("new", "FUND", 49, "SUCCESS")], 149, 0),
        ("a withdrawal", true, vec![("new", "WITHDRAW", 50, "SUCCESS")], 150, 0),
        ("the balance is as it was", true, vec![one], 100, 1),
        ("the card was used", true, vec![one, ("pay", "AUTHORIZATION", 7, "SUCCESS")], 143, 1),
        ("nothing", true, vec![], 150, 0),
    ] {
        let server = server().await;
        server.answer(Operation::FundCard, Answer::status(500));
        let client = server.client();
        let mut prepared = fund(&client).await;
        if exclusive {
            prepared = prepared.exclusive().unwrap();
        }
        server.answer(Operation::GetCard, card("ACTIVE", balance));
        server.answer(
            Operation::GetCardTransactions,
            transactions(&[&[("old", "FUND", 50, "SUCCESS")], rows.as_slice()].concat()),
        );
        let doubt = undecided(prepared.send().await);
        assert_eq!(doubt.candidates().len(), candidates, "{why}");
        assert_eq!(doubt.reason().and_then(Error::status), Some(500), "{why}");
        assert_eq!(client.open_actions(), [doubt.into_handle()], "{why}");
        assert_eq!(server.requests_to(Operation::FundCard).len(), 1, "{why}");
    }
}

#[tokio::test]
async fn a_response_that_contradicts_the_request_is_a_doubt() {
    for data in [
        json!({"transaction_id": "t", "card_id": "another", "amount": 50}),
        json!({"transaction_id": "t", "card_id": ID, "amount": 51}),
        json!({"transaction_id": "", "card_id": ID, "amount": 50}),
        json!({"transaction_id": "old", "card_id": ID, "amount": 50}),
    ] {
        let server = server().await;
        server.answer(Operation::FundCard, Answer::json(200, json!({"data": data}).to_string()));
        let client = server.client();
        assert!(fund(&client).await.send().await.is_undecided(), "{data}");
    }
}

#[tokio::test]
async fn only_a_refusal_before_anything_was_done_is_not_done() {
    for (status, message, is_certain) in [
        (400, "Card funding failed: Insufficient balance. Required: $50, Available: $10", true),
        (400, "Insufficient wallet balance", true),
        (401, "Unauthorized", true),
        (429, "Too many requests", true),
        (400, "Card funding failed: Failed to create funding transaction", false),
        (400, "Card funding failed: Failed to fund card: timeout", false),
        (409, "Conflict", false),
        (500, "Internal server error", false),
    ] {
        let server = server().await;
        server.answer(Operation::FundCard, Answer::refusal(status, message));
        let client = server.client();
        let outcome = fund(&client).await.send().await;
        let is_refused = matches!(outcome, ActionOutcome::NotDone(NotDone::Refused(_)));
        assert_eq!((is_refused, outcome.is_undecided()), (is_certain, !is_certain), "{message}: {outcome:?}");
        assert_eq!(client.open_actions().is_empty(), is_certain, "{message}");
    }
}

#[tokio::test]
async fn a_withdrawal_without_a_wallet_may_have_left_the_card() {
    let server = server().await;
    server.answer(
        Operation::WithdrawFromCard,
        Answer::refusal(400, "Card withdrawal failed: USD wallet not found"),
    );
    let client = server.client();
    let prepared = client.prepare_withdraw_from_card(ID, amount()).await.unwrap().exclusive().unwrap();
    server.answer(Operation::GetCard, card("ACTIVE", 50));
    // The server marks what the card issuer has done as failed.
    server.answer(Operation::GetCardTransactions, transactions(&[("new", "WITHDRAW", 50, "FAILED")]));
    let doubt = undecided(prepared.send().await);
    assert_eq!(doubt.candidates().len(), 1);
    assert_eq!(doubt.accept_candidate(&client).unwrap().transaction_id(), Some("new"));
    assert!(client.open_actions().is_empty());
}

#[tokio::test]
async fn actions_of_one_card_at_once_or_within_a_minute_are_not_exclusive() {
    let server = server().await;
    let client = server.client();
    let first = fund(&client).await;
    let second = client.prepare_withdraw_from_card(ID, amount()).await.unwrap();
    let open = first.handle().clone();
    let Err(Error::ActionConflict { handle }) = second.exclusive() else { panic!("another is open") };
    assert_eq!(*handle, open);
    // Its status is another matter.
    assert!(client.prepare_freeze_card(ID, Freeze::new()).await.unwrap().exclusive().is_ok());
    assert!(first.send().await.done().is_some());
    // It may show up late.
    let Err(Error::ActionConflict { handle }) = fund(&client).await.exclusive() else {
        panic!("it has just ended")
    };
    assert_eq!(handle.id(), open.id());
    let exclusive = client.prepare_fund_card("another", amount()).await.unwrap().exclusive().unwrap();
    let error = client.prepare_fund_card("another", amount()).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), ("action_conflict", cartevo::Delivery::NotSent));
    drop(exclusive);
    assert!(client.prepare_fund_card("another", amount()).await.is_ok());
}

#[tokio::test]
async fn two_stored_handles_of_one_card_stay_undecided() {
    let server = server().await;
    server.answer(Operation::GetCard, card("ACTIVE", 150));
    server.answer(Operation::GetCardTransactions, transactions(&[("new", "FUND", 50, "SUCCESS")]));
    let stored = |id: &str| -> ActionHandle {
        let handle = json!({"version": 1, "id": id, "exclusive": true, "prepared_at": "2026-11-20T10:00:00Z",
            "subject": {"fundCard": {"card_id": ID, "amount": 50, "balance": 100, "known": []}}});
        serde_json::from_value(handle).unwrap()
    };
    let client = server.client();
    server.answer_next(Operation::GetCardTransactions, transactions(&[]));
    undecided(stored("a").settle(&client).await);
    let doubt = undecided(stored("b").settle(&client).await);
    assert_eq!(doubt.candidates().len(), 1);
    // What one of them accepts is not the other's.
    assert!(doubt.accept_candidate(&client).is_ok());
    let doubt = undecided(stored("a").settle(&client).await);
    assert!(doubt.candidates().is_empty());
    // Alone it is settled.
    assert!(stored("c").settle(&server.client()).await.done().is_some());
}

#[tokio::test]
async fn a_status_is_evidence_if_nothing_else_sets_it() {
    for (exclusive, status, is_done) in [
        (true, "FROZEN", true),
        (false, "FROZEN", false),
        (true, "ACTIVE", false),
        (true, "TERMINATED", false),
    ] {
        let server = server().await;
        server.answer(Operation::FreezeCard, Answer::status(502));
        let client = server.client();
        let mut prepared = client.prepare_freeze_card(ID, Freeze::new()).await.unwrap();
        if exclusive {
            prepared = prepared.exclusive().unwrap();
        }
        server.answer(Operation::GetCard, card(status, 100));
        let outcome = prepared.send().await;
        assert_eq!(outcome.done().is_some(), is_done, "{exclusive} {status}");
        assert_eq!(server.requests_to(Operation::FreezeCard).len(), 1);
    }
}

#[tokio::test]
async fn a_terminated_card_is_terminated_whoever_did_it() {
    let server = server().await;
    server.answer(Operation::TerminateCard, Answer::status(500));
    let client = server.client();
    let prepared = client.prepare_terminate_card(ID, Termination::new()).await.unwrap();
    server.answer(Operation::GetCard, card("TERMINATED", 0));
    let Some(ActionRecord::CardChange(change)) = prepared.send().await.done() else {
        panic!("it is terminated")
    };
    assert_eq!(
        (change.card_status, change.previous_status),
        (CardStatus::Terminated, Some(CardStatus::Active))
    );
}

#[tokio::test]
async fn a_change_to_the_same_status_is_not_prepared() {
    let server = server().await;
    let client = server.client();
    let error = client.prepare_unfreeze_card(ID, Unfreeze::new()).await.unwrap_err();
    assert_eq!(error.kind(), "invalid_input");
    assert!(client.open_actions().is_empty());
    // A gateway's 404 is no card.
    server.answer(
        Operation::GetCard,
        Answer::json(404, r#"{"message": "no Route matched with those values"}"#),
    );
    assert!(client.prepare_freeze_card(ID, Freeze::new()).await.is_err());
}

fn payment(id: &str, external_id: &str, amount: i64, status: &str) -> Value {
    json!({"transaction_id": id, "external_id": external_id, "amount": amount, "currency": "XAF", "status": status,
        "type": "COLLECTION"})
}

fn payments(payments: &[Value]) -> Answer {
    let meta = json!({"page": 1, "limit": 100, "total": payments.len(), "totalPages": 1});
    Answer::json(200, json!({"data": payments, "pagination": meta}).to_string())
}

fn new_payment() -> NewPayment {
    NewPayment::new("mtn", "CM", "237670000000", Amount::from_cents(100_000), "XAF")
}

#[tokio::test]
async fn a_payment_that_never_arrived_is_sent_again_with_its_key() {
    let server = MockServer::start().await;
    server.answer_next(Operation::CollectPayment, Answer::status(200).lost());
    server.answer(Operation::GetPayments, payments(&[]));
    let client = server.client();
    let prepared = client.prepare_collect(new_payment()).await.unwrap();
    let key = prepared.handle().key().unwrap().to_owned();
    assert!(key.len() >= 32, "a random key");
    assert!(!serde_json::to_string(&prepared).unwrap().contains("237670000000"), "no personal data");
    let doubt = undecided(prepared.send().await);
    let sent = server.requests_to(Operation::CollectPayment);
    assert!(
        sent.len() > 1 && sent.iter().all(|request| request.body["external_id"] == key.as_str()),
        "{sent:?}"
    );
    // The stored handle only reads.
    server.answer(Operation::GetPayments, payments(&[payment("p", &key, 1000, "SUCCESS")]));
    let record = doubt.into_handle().settle(&client).await.done().unwrap();
    assert_eq!(record.transaction_id(), Some("p"));
    assert_eq!(server.requests_to(Operation::CollectPayment).len(), sent.len());
}

#[tokio::test]
async fn a_refusal_of_the_second_attempt_says_nothing_about_the_first() {
    let server = MockServer::start().await;
    server.answer_next(Operation::PayOut, Answer::status(504));
    server.answer(Operation::PayOut, Answer::refusal(400, "Insufficient wallet balance"));
    server.answer(Operation::GetPayments, payments(&[]));
    let prepared = server.client().prepare_pay_out(new_payment()).await.unwrap();
    assert!(prepared.send().await.is_undecided());
}

#[tokio::test]
async fn a_payment_is_known_by_its_whole_key_and_done_in_the_end() {
    let mine = |status| payment("p", "order-1", 1000, status);
    for (why, listed, expected) in [
        ("it succeeded", vec![payment("q", "order-10", 1000, "SUCCESS"), mine("SUCCESS")], "done"),
        ("it failed", vec![mine("FAILED")], "not done"),
        ("it is on its way", vec![mine("PENDING")], "undecided"),
        ("a status that nobody knows", vec![mine("ON_HOLD")], "undecided"),
        ("a longer key", vec![payment("q", "order-10", 1000, "SUCCESS")], "undecided"),
        ("another amount", vec![payment("p", "order-1", 999, "SUCCESS")], "undecided"),
        ("two of one key", vec![mine("SUCCESS"), payment("q", "order-1", 1000, "FAILED")], "undecided"),
    ] {
        let server = MockServer::start().await;
        server.answer(Operation::CollectPayment, Answer::status(502));
        server.answer(Operation::GetPayments, payments(&listed));
        let client = server.client();
        let prepared = client.prepare_collect(new_payment().external_id("order-1")).await.unwrap();
        let outcome = match prepared.send().await {
            ActionOutcome::Done(_) => "done",
            ActionOutcome::NotDone(NotDone::Failed(_)) => "not done",
            ActionOutcome::NotDone(NotDone::Refused(error)) => panic!("{error}"),
            ActionOutcome::Undecided(_) => "undecided",
        };
        assert_eq!(outcome, expected, "{why}");
        let sent = server.requests_to(Operation::CollectPayment).len();
        assert_eq!(sent, if why == "a longer key" { 3 } else { 1 }, "{why}");
    }
}

#[tokio::test]
async fn the_funding_of_a_wallet_is_known_by_its_reference() {
    let row = |reference: &str, status: &str| {
        json!({"id": "t", "category": "WALLET", "type": "FUND", "amount": 5000, "currency": "XAF", "status": status,
            "reference": reference, "created_at": "2026-11-20T10:00:00Z"})
    };
    let list = |row: Value| Answer::json(200, json!({"data": [row]}).to_string());
    let server = MockServer::start().await;
    server.answer(Operation::FundWallet, Answer::status(200).lost());
    let funding = WalletFunding::new("wallet-1", Amount::from_cents(500_000), "XAF").transaction_id("key-1");
    let client = server.client();
    for (row, is_done) in
        [(row("key-1", "SUCCESS"), true), (row("key-12", "SUCCESS"), false), (row("key-1", "PENDING"), false)]
    {
        server.answer(Operation::GetWalletTransactions, list(row));
        let prepared = client.prepare_fund_wallet(funding.clone()).await.unwrap();
        assert_eq!(prepared.send().await.done().is_some(), is_done);
    }
}

fn deposit() -> WalletDeposit {
    WalletDeposit::new("wallet-1", "XAF", Amount::from_cents(1_000_000))
        .destination("wallet-2", "USD", Amount::from_cents(1_630))
        .rate("0.00163".parse().unwrap())
}

#[tokio::test]
async fn a_deposit_is_settled_by_what_the_receiving_wallet_got() {
    let row = |id: &str, kind: &str, after: f64| {
        json!({"id": id, "category": "WALLET", "type": kind, "amount": 16.3, "currency": "USD", "status": "SUCCESS",
            "wallet_balance_before": 100, "wallet_balance_after": after, "created_at": "2026-11-20T10:00:00Z"})
    };
    let list = |rows: &[Value]| Answer::json(200, json!({"data": rows}).to_string());
    for (rows, is_done) in [
        (vec![row("new", "DEPOSIT", 116.3)], true),
        (vec![row("new", "DEPOSIT", 116.3), row("another", "TRANSFER", 116.3)], false),
        (vec![row("new", "DEPOSIT", 117.3)], false),
        (vec![row("new", "FUND", 116.3)], false),
        (vec![], false),
    ] {
        let server = MockServer::start().await;
        server.answer(Operation::GetWalletTransactions, list(&[]));
        server.answer(Operation::DepositToWallet, Answer::status(500));
        let client = server.client();
        let prepared = client.prepare_deposit(deposit()).await.unwrap().exclusive().unwrap();
        server.answer(Operation::GetWalletTransactions, list(&rows));
        assert_eq!(prepared.send().await.done().is_some(), is_done, "{rows:?}");
        assert_eq!(server.requests_to(Operation::DepositToWallet).len(), 1);
    }
}

#[tokio::test]
async fn an_action_is_closed_under_a_policy_only_without_a_candidate() {
    let server = server().await;
    server.answer(Operation::FundCard, Answer::status(500));
    let client = server.client();
    let doubt = undecided(fund(&client).await.send().await);
    let handle = doubt.close_under(ClosingPolicy::after(Duration::from_secs(60)), &client).unwrap();
    assert!(client.open_actions().is_empty());
    // It was done after all.
    server.answer(Operation::GetCardTransactions, transactions(&[("new", "FUND", 50, "SUCCESS")]));
    let doubt = undecided(handle.settle(&client).await);
    assert_eq!(doubt.candidates().len(), 1);
    assert!(doubt.close_under(ClosingPolicy::after(Duration::ZERO).reads(1), &client).is_err());
}

#[tokio::test]
async fn nothing_is_prepared_from_a_list_that_is_not_whole() {
    let server = server().await;
    let body = json!({"data": [], "meta": {"page": 0, "limit": 100, "total": 3, "totalPages": 1}});
    server.answer(Operation::GetCardTransactions, Answer::json(200, body.to_string()));
    let error = server.client().prepare_fund_card(ID, amount()).await.unwrap_err();
    assert_eq!(error.kind(), "incomplete_list");
}

#[tokio::test]
async fn every_kind_has_a_name_and_futures_move_between_threads() {
    let server = server().await;
    let client = server.client();
    let handle = tokio::spawn(async move { fund(&client).await.handle().clone() }).await.unwrap();
    assert_eq!((handle.kind(), handle.kind().to_string().as_str()), (ActionKind::FundCard, "fundCard"));
    assert_eq!(handle.target(), Some(ID));
    assert!(!format!("{handle:?}").contains("50"), "amounts are not logged");
}

#[tokio::test]
async fn a_deposit_is_not_done_by_a_response_that_says_nothing() {
    for body in ["{}", r#"{"data": null}"#, r#"{"status": "ok"}"#] {
        let server = MockServer::start().await;
        server.answer(Operation::GetWalletTransactions, Answer::json(200, r#"{"data": []}"#));
        server.answer(Operation::DepositToWallet, Answer::json(200, body));
        let prepared = server.client().prepare_deposit(deposit()).await.unwrap();
        assert!(prepared.send().await.is_undecided(), "{body}");
    }
}

#[tokio::test]
async fn a_refusal_says_nothing_about_another_action_with_the_same_key() {
    let server = MockServer::start().await;
    server.answer(Operation::GetPayments, payments(&[]));
    server.answer_next(Operation::PayOut, Answer::status(504));
    server.answer(Operation::PayOut, Answer::refusal(401, "Unauthorized"));
    let client = server.client();
    let pay = || client.prepare_pay_out(new_payment().external_id("salary-1"));
    let patience = Duration::ZERO;
    let first = undecided(pay().await.unwrap().patience(patience).send().await);
    assert!(pay().await.unwrap().patience(patience).send().await.is_undecided());
    client.close_action(first.handle());
    client.open_actions().iter().for_each(|handle| client.close_action(handle));
    assert!(matches!(pay().await.unwrap().send().await, ActionOutcome::NotDone(NotDone::Refused(_))));
}

#[tokio::test]
async fn a_payment_without_a_type_may_be_of_the_other_kind() {
    let server = MockServer::start().await;
    let mut listed = payment("p", "order-1", 1000, "SUCCESS");
    listed.as_object_mut().unwrap().remove("type");
    server.answer(Operation::GetPayments, payments(&[listed]));
    server.answer(Operation::CollectPayment, Answer::status(502));
    let prepared = server.client().prepare_collect(new_payment().external_id("order-1")).await.unwrap();
    assert_eq!(undecided(prepared.send().await).candidates().len(), 1);
}

#[tokio::test]
async fn a_withdrawal_that_was_only_asked_for_is_not_done_yet() {
    let server = server().await;
    let data = json!({"transaction_id": "t", "card_id": ID, "withdrawn_amount": 50, "processing_mode": "by_webhook"});
    server.answer(Operation::WithdrawFromCard, Answer::json(201, json!({"data": data}).to_string()));
    let prepared = server.client().prepare_withdraw_from_card(ID, amount()).await.unwrap();
    assert!(prepared.send().await.is_undecided());
}

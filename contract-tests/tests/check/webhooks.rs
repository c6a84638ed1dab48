//! Deliveries of webhooks, against the document of their receiver.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::path::Path;

use assert_cmd::Command;
use serde_json::{Value, json};

fn check(event: &Value) -> (i32, String) {
    let delivery = json!({"request": {"method": "POST", "url": "https://receiver.example.com/webhooks/cartevo",
            "headers": {"content-type": "application/json", "x-cartevo-signature": format!("t=1,v1={}", "0".repeat(64))},
            "body": event},
        "response": {"status": 204, "headers": {}, "body": null}});
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/webhooks/webhooks.yaml");
    let folder = tempfile::tempdir().unwrap();
    let output = Command::cargo_bin("cartevo-contract")
        .unwrap()
        .current_dir(folder.path())
        .args(["check", "-", "--format", "concise", "--spec"])
        .arg(document)
        .write_stdin(delivery.to_string())
        .output()
        .unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn documented_deliveries_are_clean() {
    let card = json!({"id": "card_a", "customer_id": "cust_a", "brand": "VISA", "masked_number": "**** **** **** 1234",
        "balance": 10.5, "currency": "USD"});
    for event in [
        json!({"event": "card.created", "data": {"card": card}}),
        json!({"event": "card.fund", "data": {"transaction_id": "a", "card_id": "b", "amount": 25, "currency": "USD", "fee_amount": 0}}),
        json!({"event": "card.withdraw", "data": {"transaction_id": "a", "card_id": "b", "amount": 25}}),
        json!({"event": "payment.collect", "data": {"transaction_id": "a", "amount": 1000, "currency": "XAF",
            "operator": "mtn", "phone_number": "237", "initiated_at": "2025-01-08T12:00:00.000Z"}}),
        json!({"event": "customer.created", "data": {"anything": [1]}}),
        json!({"event": "card.terminated", "data": null}),
    ] {
        let (code, found) = check(&event);
        assert_eq!(
            (code, found.lines().filter(|line| line.contains("error")).count()),
            (0, 0),
            "{event}: {found}"
        );
    }
}

#[test]
fn deliveries_that_drift_are_findings() {
    for (event, rule) in [
        (json!({"event": "card.fund", "data": {"amount": "25.00"}}), "C204"),
        (
            json!({"event": "card.created", "data": {"card": {"id": "a", "customer_id": "b", "tier": 1}}}),
            "C205",
        ),
        (json!({"event": "card.painted", "data": {}}), "C204"),
        (json!({"data": {}}), "C204"),
    ] {
        let (code, found) = check(&event);
        assert!(code == 1 && found.contains(rule), "{event}: {code} {found}");
    }
}

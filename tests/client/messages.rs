//! Messages of servers: what is shown of them, and that errors are told apart by them all the same.

use std::error::Error as _;

use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{Error, NewCard, ServerMessage};
use serde_json::{Value, json};

use crate::{ID, get_customer, messages};

/// Texts with data that no list of forms would find.
const STRANGERS: [&str; 15] = [
    "Card 4000 then 0012 then 3456 then 7899 refused",
    "4000 / 0012 / 3456 / 78 99",
    "first six 400000, last four 7899, middle 123456",
    "four zero zero zero",
    concat!("C", "VV 739"),
    concat!("C", "VV 739 is wrong"),
    "Amara Okafor is not approved",
    "amara.okafor@example.com exists",
    "Customer not found: Amara Okafor",
    "Amara Okafor: Customer not found",
    concat!("Customer not found\nC", "VV 739"),
    "+237 699 12 34",
    "Invalid brand 739",
    "\u{202e}dnuof ton remotsuC",
    " Customer not found",
];

fn shown(error: &Error) -> Vec<Option<&str>> {
    error.messages().iter().map(ServerMessage::shown).collect()
}

/// Every text that the crate makes of an error.
fn texts(error: &Error) -> Vec<String> {
    assert!(error.source().is_none(), "the source of an error may contain its text");
    let failed = || -> Result<(), Error> { Err(error.clone()) };
    let panicked = std::panic::catch_unwind(|| failed().unwrap()).unwrap_err();
    let panicked = panicked.downcast_ref::<String>().cloned().unwrap();
    vec![error.to_string(), format!("{error:?}"), format!("{error:#?}"), panicked]
}

async fn refusal(status: u16, message: Value) -> Error {
    get_customer(status, &json!({"message": message}).to_string()).await.unwrap_err()
}

#[tokio::test]
async fn a_message_that_the_document_does_not_know_is_not_shown() {
    for message in STRANGERS {
        for (status, body) in [
            (400, json!({"message": message})),
            (401, json!({"message": [message, "brand must be a string", message]})),
            (404, json!({"error": message})),
            (500, json!({"error": {"code": message, "message": message}})),
            (200, json!({"status": "error", "message": message, "error": {"message": message}})),
        ] {
            let error = get_customer(status, &body.to_string()).await.unwrap_err();
            for text in texts(&error) {
                assert!(text.contains("[message withheld]"), "{text}");
                for piece in
                    ["4000", "7899", "123456", "739", "Amara", "amara", "four", "237", "remotsuC", message]
                {
                    assert!(!text.contains(piece), "{piece} is in {text}");
                }
            }
            let one_line = message.replace('\n', " ");
            assert!(messages(&error).contains(&one_line), "{:?}", messages(&error));
        }
    }
}

#[tokio::test]
async fn messages_that_the_document_knows_are_shown() {
    for known in [
        "Customer not found",
        "Unauthorized",
        "brand must be a string",
        "brand must be one of the following values: VISA, MASTERCARD, visa, mastercard",
        "property name_on_card should not exist",
        "Card creation failed: Insufficient balance. Required: $1021.50, Available: $10.25",
        "Card creation failed: Insufficient balance. Required: $2, Available: $-1.5",
        "Card creation failed: Maximum 5 cards allowed per customer",
    ] {
        let error = refusal(400, json!(known)).await;
        assert_eq!(shown(&error), [Some(known)]);
        assert!(texts(&error).iter().all(|text| text.contains(known)), "{error}");
    }
    // In the document's words.
    assert_eq!(shown(&refusal(500, json!("Internal server error")).await), [Some("Internal Server Error")]);
}

#[tokio::test]
async fn parts_of_a_known_message_are_shown_in_their_form_only() {
    let balance = |required: &str, available: &str| {
        format!("Card creation failed: Insufficient balance. Required: ${required}, Available: ${available}")
    };
    let cases = [
        (
            concat!("Card issuer rejected: C", "VV 739").to_owned(),
            "Card issuer rejected: [withheld]".to_owned(),
        ),
        (
            "Card creation failed: Failed to create card: Amara Okafor".to_owned(),
            "Card creation failed: Failed to create card: [withheld]".to_owned(),
        ),
        (
            "property amara_okafor should not exist".to_owned(),
            "property [withheld] should not exist".to_owned(),
        ),
        (balance("40000012", "34567899"), balance("[withheld]", "[withheld]")),
        (balance("400000.12", "345678.99"), balance("400000.12", "[withheld]")),
        (balance(concat!("C", "VV 739"), "1"), balance("[withheld]", "1")),
        (balance("4\n0", "1,5"), balance("[withheld]", "[withheld]")),
    ];
    for (message, expected) in cases {
        assert_eq!(shown(&refusal(400, json!(message)).await), [Some(expected.as_str())]);
    }
    // The parts of several messages don't add up to a number either.
    let pieces: Vec<String> =
        ["40000", "01234", "56789", "9"].iter().map(|piece| balance(piece, "0")).collect();
    let error = refusal(400, json!(pieces)).await;
    let digits = error.to_string().chars().skip_while(|c| *c != ':').filter(char::is_ascii_digit).count();
    assert!(digits < 12 + "400".len(), "{error}");
}

#[tokio::test]
async fn errors_are_told_apart_by_messages_that_are_not_shown() {
    let server = MockServer::start().await;
    let client = server.client();
    for (message, kind) in [
        ("Card creation failed: Minimum card funding amount is 7 USD", "invalid_request"),
        (concat!("Card issuer rejected: C", "VV 739 of Amara"), "issuer_rejected"),
        ("Access denied to customer", "forbidden"),
        (
            "Card creation failed: Insufficient balance. Required: $123456789, Available: $1",
            "insufficient_balance",
        ),
    ] {
        server.answer(Operation::CreateCard, Answer::refusal(400, message));
        let error = client.create_card(&NewCard::new(ID, "VISA")).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{message}");
        assert!(!error.to_string().contains("739") && !error.to_string().contains("123456789"), "{error}");
    }
}

//! A list that arrives in pieces is the list that arrives as a whole.

use std::ops::ControlFlow;

use proptest::collection::vec;
use proptest::prelude::*;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::decoder::RowDecoder;
use super::{ListResponse, Places, RowQueue};
use crate::answer::Answered;
use crate::body::Body;
use crate::connection::{Intake, Reply};
use crate::error::Error;
use crate::generated::{operations, types};
use crate::response::ResponseInfo;

/// A response of any form, with a list in one of several places.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(transparent)]
struct Any(Value);

impl ListResponse for Any {
    type Row = Value;
    const PLACES: Places = &[&["data"], &["transactions"], &["data", "cards"]];

    fn rows(&mut self) -> &mut Vec<Value> {
        let places = ["/data", "/transactions", "/data/cards"];
        let place = places.into_iter().find(|place| self.0.pointer(place).is_some_and(Value::is_array));
        self.0.pointer_mut(place.unwrap()).and_then(Value::as_array_mut).unwrap()
    }
}

/// What comes of a response in pieces of these lengths, the last of which repeats: the rows, and the rest or an error.
fn pieces<R: ListResponse>(body: &[u8], lengths: &[usize]) -> (Vec<R::Row>, Result<R, Error>) {
    let queue = RowQueue::unbounded();
    let mut rows = RowDecoder::<R>::new(queue.clone());
    let (mut rest, mut kept) = (body, Body::default());
    let last = lengths.last().copied().unwrap_or(1).max(1);
    let mut lengths = lengths.iter().copied().chain(std::iter::repeat(last));
    rows.start();
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(lengths.next().unwrap_or(1).min(rest.len()));
        rest = if rows.take(chunk, &mut kept) == ControlFlow::Break(()) { &[] } else { after };
    }
    let reply = Reply { status: StatusCode::OK, headers: HeaderMap::new(), body: kept };
    let operation = &operations::GET_CARD_TRANSACTIONS;
    let call = Answered { operation, info: ResponseInfo::default(), span: tracing::Span::none() };
    let result = rows.decode(&reply, call).map(|answer| answer.map(|value| value).into_inner());
    (queue.take(), result)
}

/// What comes of a response in pieces, with the rows in their place.
fn joined(body: &[u8], lengths: &[usize]) -> Result<Value, Error> {
    let (mut rows, rest) = pieces::<Any>(body, lengths);
    let mut whole = rest?;
    if !rows.is_empty() {
        whole.rows().append(&mut rows);
    }
    Ok(whole.0)
}

/// Texts that look like JSON.
fn text() -> impl Strategy<Value = String> {
    let parts = [
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "data",
        "cards",
        "é",
        "\u{1f4b3}",
        "\n",
        "a",
        " ",
        "\u{0}",
    ];
    vec(proptest::sample::select(parts.to_vec()), 0..6).prop_map(|parts| parts.concat())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((prop_oneof![text(), Just("data".to_owned())], inner), 0..4)
                .prop_map(|members| Value::from(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A response with a list in one of its places, or in none.
fn response() -> impl Strategy<Value = Value> {
    (0..5, vec(value(), 0..5), value(), value()).prop_map(|(form, rows, before, after)| match form {
        0 => json!({"data": rows, "meta": after, "a": before}),
        1 => json!({"a": before, "transactions": rows, "z": after}),
        2 => json!({"a": before, "data": {"a": before, "cards": rows, "z": after}, "z": after}),
        3 => json!({"a": {"data": rows}, "z": [{"data": rows}, after]}),
        _ => before,
    })
}

/// The JSON text of a value: compact, or with white space.
fn written(value: &Value, pretty: bool) -> Vec<u8> {
    if pretty { serde_json::to_vec_pretty(value) } else { serde_json::to_vec(value) }.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn any_pieces_give_what_the_whole_gives(
        response in response(),
        pretty: bool,
        lengths in vec(1_usize..9, 0..20),
    ) {
        let body = written(&response, pretty);
        let result = joined(&body, &lengths);
        // A short response can be a refusal, which is the same for both.
        if !matches!(result, Err(ref error) if error.kind() != "decode") {
            prop_assert_eq!(result.unwrap(), response);
        }
    }

    #[test]
    fn what_is_wrong_as_a_whole_is_wrong_in_pieces(
        response in response(),
        edits in vec((any::<prop::sample::Index>(), proptest::sample::select(b"{}[],:\"\\ 1ax".to_vec())), 0..4),
        cut in any::<prop::sample::Index>(),
        is_cut: bool,
        lengths in vec(1_usize..9, 0..20),
    ) {
        let mut body = written(&response, false);
        for (at, byte) in edits {
            let at = at.index(body.len());
            body[at] = byte;
        }
        if is_cut {
            body.truncate(cut.index(body.len()));
        }
        let (all_rows, at_once) = pieces::<Any>(&body, &[body.len()]);
        let (rows, result) = pieces::<Any>(&body, &lengths);
        // However it is cut, the rows and the error are the same.
        prop_assert_eq!(&rows, &all_rows);
        prop_assert_eq!(format!("{:?}", result), format!("{:?}", at_once));
        let is_repeated = matches!(&result, Err(Error::Decode { expected: "one list", .. }));
        if !is_repeated {
            let decodes = result.is_ok() || matches!(&result, Err(error) if error.kind() != "decode");
            prop_assert_eq!(decodes, serde_json::from_slice::<Value>(&body).is_ok());
        }
    }
}

fn decode_error(body: &str) -> (usize, String) {
    let results = [1, 2, 7, body.len()].map(|length| pieces::<Any>(body.as_bytes(), &[length]));
    let [(rows, Err(error)), others @ ..] = results else { panic!("{body} decodes") };
    for (other, result) in others {
        assert_eq!((other.len(), result.unwrap_err().to_string()), (rows.len(), error.to_string()));
    }
    (rows.len(), error.to_string())
}

#[test]
fn the_rows_before_an_error_are_given_and_the_error_names_its_place() {
    for (body, rows, place) in [
        (r#"{"data":[1,2,{"a":}],"meta":{}}"#, 2, "data[2]"),
        (r#"{"data":[1,2 3]}"#, 2, "data[2]"),
        (r#"{"data":[1,,3]}"#, 1, "data[1]"),
        (r#"{"data":[1,]}"#, 1, "data[1]"),
        (r#"{"data":[,1]}"#, 0, "data[0]"),
        (r#"{"data":[1}"#, 1, "data[1]"),
        (r#"{"data":[{"a":1],2]}"#, 0, "data[0]"),
        (r#"{"data":{"cards":[1,tru]}}"#, 1, "data.cards[1]"),
        (r#"{"transactions":[1,"a	b"]}"#, 1, "transactions[1]"),
        (r#"{"data":[1,2],"data":[3]}"#, 2, "data"),
        (r#"{"data":[1,2],"transactions":[3]}"#, 2, "transactions"),
        (r#"{"data":[1,2"#, 1, "truncated"),
        (r#"{"data":[1,"2"#, 1, "truncated"),
        (r#"{"data":[1,2],"#, 2, "truncated"),
        (r#"{"data":[1,2]} {}"#, 2, "several"),
    ] {
        let (given, error) = decode_error(body);
        assert_eq!(given, rows, "{body}: {error}");
        assert!(error.contains(place), "{body}: {error}");
    }
}

#[test]
fn a_list_is_found_whatever_its_name_is_written_like() {
    for body in [
        r#"{"d\u0061ta":[1,2]}"#,
        "\u{feff}{\"data\":[1,2]}",
        "{ \"data\" :\r\n\t[ 1 , 2 ] }",
        r#"{"x":"\"data\":[","data":[1,2]}"#,
        r#"{"x":{"data":[3]},"data":[1,2]}"#,
        r#"{"data":null,"transactions":[1,2]}"#,
    ] {
        for length in [1, 3, body.len()] {
            let (rows, rest) = pieces::<Any>(body.as_bytes(), &[length]);
            assert_eq!((rows, rest.is_ok()), (vec![json!(1), json!(2)], true), "{body}");
        }
    }
}

/// Whether the rows of a response are found in each place that its type reads.
fn finds_rows<R: ListResponse>(row: &Value) {
    for place in R::PLACES {
        let list = place.iter().rev().fold(json!([row, row]), |value, name| json!({*name: value}));
        let mut body = json!({"success": true, "meta": {"limit": 2, "total": 2}});
        body.as_object_mut().unwrap().extend(list.as_object().unwrap().clone());
        let body = body.to_string();
        let whole = serde_json::from_str::<R>(&body).map(|mut whole| whole.rows().len());
        assert_eq!(whole.map_err(|error| error.to_string()), Ok(2), "{place:?} is a place of the type");
        let (rows, rest) = pieces::<R>(body.as_bytes(), &[5]);
        assert_eq!((rows.len(), rest.ok().map(|mut rest| rest.rows().len())), (2, Some(0)), "{place:?}");
    }
}

#[test]
fn the_rows_of_every_list_of_the_api_are_found() {
    let transaction = json!({"id": "t", "category": "CARD", "type": "FUND", "status": "SUCCESS", "amount": 1,
        "description": "", "created_at": "2026-04-09T09:42:11Z"});
    let customer = json!({"id": "c", "first_name": "A", "last_name": "B"});
    let payment = json!({"transaction_id": "p", "status": "SUCCESS", "amount": 1, "currency": "XAF"});
    finds_rows::<types::GetCustomersResponse>(&customer);
    finds_rows::<types::GetCustomerCardsResponse>(&json!({"id": "c"}));
    finds_rows::<types::GetCustomerTransactionsResponse>(&transaction);
    finds_rows::<types::GetCardTransactionsResponse>(&transaction);
    finds_rows::<types::GetCardsResponse>(&json!({"id": "c"}));
    finds_rows::<types::GetWalletsResponse>(&json!({"id": "w"}));
    finds_rows::<types::PaymentsEnvelope>(&payment);
}

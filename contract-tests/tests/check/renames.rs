//! Renames that no extension of the spec tells of: found where names, values and absence agree, and nowhere else.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::io::Cursor;

use contract_core::exchange::{Entry, Reader};
use contract_core::findings::Summary;
use contract_core::judgement::{Coverage, Outcome, Sources};
use contract_core::rules::{Level, Levels};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;
use serde_json::{Value, json};

mod likely;
mod moved;

fn spec(schema: &Value) -> Spec {
    let spec = json!({"openapi": "3.0.3", "paths": {"/x": {"get": {"operationId": "getX", "responses": {
        "200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}}}}});
    Spec::from_text(spec.to_string(), "api.json").unwrap()
}

fn summary(spec: &Spec, bodies: &[Value]) -> Summary {
    let line = |body: &Value| {
        json!({"request": {"method": "GET", "url": "/x"}, "response": {"status": 200, "body": body}})
            .to_string()
    };
    let text = bodies.iter().map(line).collect::<Vec<_>>().join("\n");
    let mut reader = Reader::from_stream(Box::new(Cursor::new(text)), "-").unwrap();
    let (mut checker, mut summary) = (Checker::new(spec), Summary::new(5));
    while let Some(entry) = reader.next_entry() {
        let Entry::Exchange(exchange) = entry else { panic!("unread") };
        summary.begin(0, exchange.locator);
        let operation = checker.check(&exchange, &mut |observation| summary.observe(observation));
        summary.end(operation.unwrap(), exchange.response.status);
    }
    summary.learn(checker.learned());
    summary
}

fn sources<'a>(spec: &'a Spec, levels: &'a Levels) -> Sources<'a> {
    Sources { spec, ledger: None, levels, coverage: Coverage::default(), presence: None }
}

/// `code pointer`, and ` < declared place` where there is one; sorted.
fn said(spec: &Spec, summary: &Summary, levels: &Levels) -> Vec<String> {
    let report = Outcome::new(summary, &[], sources(spec, levels));
    let mut lines: Vec<String> = report
        .findings
        .iter()
        .map(|finding| {
            let from = finding.renamed_from.as_ref().map(|from| format!(" < {from}")).unwrap_or_default();
            format!("{} {}{from}", finding.rule.code, finding.pointer)
        })
        .collect();
    lines.sort();
    lines
}

fn check(schema: &Value, bodies: &[Value]) -> Vec<String> {
    let spec = spec(schema);
    said(&spec, &summary(&spec, bodies), &Levels::default())
}

fn message(schema: &Value, bodies: &[Value], code: &str) -> String {
    let spec = spec(schema);
    let levels = Levels::default();
    let summary = summary(&spec, bodies);
    let report = Outcome::new(&summary, &[], sources(&spec, &levels));
    report.findings.iter().find(|finding| finding.rule.code == code).unwrap().message.clone()
}

fn help(schema: &Value, bodies: &[Value], code: &str) -> String {
    let spec = spec(schema);
    let levels = Levels::default();
    let summary = summary(&spec, bodies);
    let report = Outcome::new(&summary, &[], sources(&spec, &levels));
    report.findings.iter().find(|finding| finding.rule.code == code).unwrap().help.clone()
}

fn object(required: &[&str], properties: &Value) -> Value {
    let base = json!({"type": "object", "properties": properties});
    if required.is_empty() {
        return base;
    }
    let mut base = base;
    base["required"] = json!(required);
    base
}

fn uuid(at: usize) -> String {
    format!("7f0c16d6-3f2b-4a39-9f0e-{at:012}")
}

fn card() -> Value {
    object(
        &["id", "masked_pan"],
        &json!({"id": {"type": "string", "format": "uuid"}, "masked_pan": {"type": "string"},
        "brand": {"type": "string", "enum": ["VISA", "MASTERCARD"]}, "nick": {"type": "string"}}),
    )
}

#[test]
fn ten_thousand_renamed_are_one_finding() {
    let schema = object(&["data"], &json!({"data": {"type": "array", "items": card()}}));
    let body = |at: usize| {
        json!({"data": [{"id": uuid(at), "masked_number": "411111******1111", "brand": "VISA"},
            {"id": uuid(at + 1), "masked_number": "550000******0004"}]})
    };
    let bodies: Vec<Value> = (0..10_000).map(body).collect();
    let spec = spec(&schema);
    let summary = summary(&spec, &bodies);
    let levels = Levels::default();
    let report = Outcome::new(&summary, &[], sources(&spec, &levels));
    let [finding] = report.findings.as_slice() else { panic!("{:?}", report.findings) };
    assert_eq!((finding.rule.code, finding.count, finding.of), ("C105", 10_000, 10_000));
    assert_eq!(finding.pointer, "/data/*/masked_number");
    assert_eq!(finding.renamed_from.as_deref(), Some("/data/*/masked_pan"));
    assert_eq!(finding.found.as_deref(), Some("masked_number"));
    assert!(finding.site.as_ref().unwrap().pointer.ends_with("/masked_pan"));
    for part in
        ["seen instead of it in 10000 of 10000 exchanges", "both names have `masked`", "missing only there"]
    {
        assert!(finding.message.contains(part), "{}", finding.message);
    }
}

#[test]
fn a_rename_in_some_exchanges_is_counted_in_those() {
    let mut bodies = vec![json!({"id": uuid(1), "masked_pan": "411111******1111"}); 7];
    bodies.extend(vec![json!({"id": uuid(2), "masked_number": "411111******1111"}); 4]);
    assert_eq!(check(&card(), &bodies), ["C105 /masked_number < /masked_pan"]);
    let said = message(&card(), &bodies, "C105");
    assert!(said.contains("4 of 11 exchanges") && said.contains("both masked numbers"), "{said}");
}

#[test]
fn optional_fields_are_renamed_too() {
    let schema = object(
        &["id"],
        &json!({"id": {"type": "integer"}, "masked_pan": {"type": "string"}, "nick": {"type": "string"}}),
    );
    let renamed = vec![json!({"id": 7, "masked_number": "411111******1111"}); 5];
    assert_eq!(check(&schema, &renamed), ["C105 /masked_number < /masked_pan"]);
    let mut mixed = renamed;
    mixed.extend(vec![json!({"id": 7, "masked_pan": "411111******1111", "nick": "x"}); 5]);
    assert_eq!(check(&schema, &mixed), ["C105 /masked_number < /masked_pan"]);
}

#[test]
fn a_change_of_style_is_a_rename_even_once() {
    for (declared, came) in [
        ("auto_filled_fields", "autoFilledFields"),
        ("autoFilledFields", "auto_filled_fields"),
        ("customer-id", "CustomerID"),
    ] {
        let schema = object(
            &[],
            &json!({declared: {"type": "array", "items": {"type": "string"}}, "other": {"type": "string"}}),
        );
        let bodies = [json!({came: ["a"], "other": "x"})];
        assert_eq!(check(&schema, &bodies), [format!("C105 /{came} < /{declared}")]);
    }
}

#[test]
fn envelopes_are_renamed_and_moved() {
    let person = object(
        &["id", "name"],
        &json!({"id": {"type": "integer"}, "name": {"type": "string"}, "age": {"type": "integer"}}),
    );
    let inner = json!({"id": 1, "name": "Ann"});
    let enveloped = object(&["data"], &json!({"success": {"type": "boolean"}, "data": person}));
    let optional = object(&[], &json!({"success": {"type": "boolean"}, "data": person}));
    for schema in [&enveloped, &optional] {
        assert_eq!(check(schema, &[json!({"success": true, "result": inner})]), ["C105 /result < /data"]);
    }
    let many = object(&["data"], &json!({"data": {"type": "array", "items": person}}));
    assert_eq!(check(&many, &[json!({"result": [inner, inner]})]), ["C105 /result < /data"]);

    let deep = object(
        &["data"],
        &json!({"success": {"type": "boolean"}, "data": object(&["card"], &json!({"card": person}))}),
    );
    assert_eq!(check(&deep, &[json!({"success": true, "card": inner})]), ["C105 /card < /data/card"]);
    let flat = object(&["card"], &json!({"success": {"type": "boolean"}, "card": person}));
    assert_eq!(
        check(&flat, &[json!({"success": true, "data": {"card": inner}})]),
        ["C105 /data/card < /card"]
    );

    assert_eq!(check(&enveloped, std::slice::from_ref(&inner)), ["C105  < /data"], "the envelope is gone");
    assert_eq!(check(&person, &[json!({"data": inner})]), ["C105 /data < "], "an envelope has come");
    assert!(
        message(&enveloped, std::slice::from_ref(&inner), "C105")
            .contains("the value of `/data` was received at the body itself")
    );
}

#[test]
fn values_alike_make_up_for_names_that_are_not() {
    let schema = object(
        &["transaction_id"],
        &json!({"transaction_id": {"type": "string", "format": "uuid"}, "memo": {"type": "string"}}),
    );
    let bodies: Vec<Value> = (0..41).map(|at| json!({"ref": uuid(at), "memo": "x"})).collect();
    assert_eq!(check(&schema, &bodies), ["C105 /ref < /transaction_id"]);
    let said = message(&schema, &bodies, "C105");
    assert!(said.contains("seen instead of it in 41 of 41 exchanges; both uuid"), "{said}");

    let schema = object(&["brand"], &json!({"brand": {"type": "string", "enum": ["VISA", "MASTERCARD"]}}));
    let bodies = vec![json!({"scheme": "VISA"}), json!({"scheme": "MASTERCARD"}), json!({"scheme": "VISA"})];
    assert_eq!(check(&schema, &bodies), ["C105 /scheme < /brand"]);
}

/// A name that is gone and one that came, and no rename.
#[test]
fn coincidences_are_not_renames() {
    let text = || json!({"type": "string"});
    let schema = |required: &[&str]| {
        object(
            required,
            &json!({"id": {"type": "integer"}, "name": text(), "created_at": {"type": "string", "format": "date-time"}, "customer_id": text()}),
        )
    };
    let none = |required: &[&str], bodies: Vec<Value>, expected: &[&str]| {
        assert_eq!(check(&schema(required), &bodies), expected, "{bodies:?}");
    };
    // Optional, never seen, and nothing in common but the type.
    none(&[], vec![json!({"id": 1, "currency": "USD"}); 20], &["C104 /currency"]);
    // Required and gone, but the values are of another kind.
    none(&["name"], vec![json!({"id": 1, "score": 7}); 20], &["C103 /name", "C104 /score"]);
    none(&["name"], vec![json!({"id": 1, "request": uuid(1)}); 20], &["C103 /name", "C104 /request"]);
    none(
        &["created_at"],
        vec![json!({"id": 1, "created_by": "ann"}); 20],
        &["C103 /created_at", "C104 /created_by"],
    );
    // The same word in both names, and values that are not alike.
    none(&[], vec![json!({"id": 1, "customer_name": "Ann Lee"}); 20], &["C104 /customer_name"]);
    // Both there at times.
    let mut both = vec![json!({"id": 1, "fullName": "Ann Lee"}); 10];
    both.push(json!({"id": 1, "fullName": "Ann Lee", "name": "Ann"}));
    none(&["name"], both, &["C103 /name", "C104 /fullName"]);
    // Not in the same objects.
    let apart = vec![
        json!({"id": 1}),
        json!({"id": 1, "name": "Ann", "title": "Dr"}),
        json!({"id": 2}),
        json!({"id": 1, "name": "Bob", "title": "Mx"}),
    ];
    none(&["name"], apart, &["C103 /name", "C104 /title"]);
    // Missing mostly without it.
    let mut mostly = vec![json!({"id": 1}); 20];
    mostly.push(json!({"id": 1, "nickname": "Ann"}));
    none(&["name"], mostly, &["C103 /name", "C104 /nickname"]);
    // A new object that happens to have an id.
    none(&[], vec![json!({"id": 1, "owner": {"id": 3, "login": "x"}}); 5], &["C104 /owner"]);
    // Null says nothing about what a value is like.
    none(&["name"], vec![json!({"id": 1, "extra": null}); 5], &["C103 /name", "C104 /extra"]);
    // Numbered names are different things.
    let lines = object(&["line1"], &json!({"line1": text(), "line2": text()}));
    assert_eq!(check(&lines, &vec![json!({"line2": "x", "line3": "y"}); 5]), ["C103 /line1", "C104 /line3"]);
}

#[test]
fn objects_with_other_members_are_not_renamed() {
    let person = object(&["id", "name"], &json!({"id": {"type": "integer"}, "name": {"type": "string"}}));
    let schema = object(&["data"], &json!({"data": person}));
    let bodies = vec![json!({"links": {"next": "x", "prev": "y"}}); 5];
    assert_eq!(check(&schema, &bodies), ["C103 /data", "C104 /links"]);
    let errors = vec![json!({"error": {"code": "x", "message": "y"}}); 5];
    assert_eq!(check(&schema, &errors), ["C103 /data", "C104 /error", "C129 /error"]);
    let lifted = vec![json!({"id": 3}); 5];
    let optional = object(&[], &json!({"data": person}));
    assert_eq!(check(&optional, &lifted), ["C104 /id"], "one plain name inside of an optional object");
}

#[test]
fn what_is_not_clear_stays_two_findings_with_a_remark() {
    let date = || json!({"type": "string", "format": "date-time"});
    let schema = object(&["created_at", "updated_at"], &json!({"created_at": date(), "updated_at": date()}));
    let time = "2026-01-02T03:04:05Z";
    let bodies = vec![json!({"inserted": time, "changed": time}); 5];
    assert_eq!(
        check(&schema, &bodies),
        ["C103 /created_at", "C103 /updated_at", "C104 /changed", "C104 /inserted"]
    );
    assert!(!message(&schema, &bodies, "C104").contains("perhaps"), "a remark is no headline");
    let said = help(&schema, &bodies, "C104");
    assert!(
        said.starts_with("perhaps it is `") && said.contains("` under another name (both date-time"),
        "{said}"
    );

    let both = vec![json!({"created_on": time, "updated_on": time}); 5];
    assert_eq!(
        check(&schema, &both),
        ["C105 /created_on < /created_at", "C105 /updated_on < /updated_at"],
        "names tell which is which"
    );
}

#[test]
fn the_missing_name_is_still_said_where_nothing_came_instead() {
    let mut bodies = vec![json!({"id": uuid(2), "maskedPan": "411111******1111"}); 9];
    bodies.push(json!({"id": uuid(1)}));
    assert_eq!(check(&card(), &bodies), ["C103 /masked_pan", "C105 /maskedPan < /masked_pan"]);
}

#[test]
fn the_rule_is_off_by_flag_and_then_nothing_is_lost() {
    let spec = spec(&card());
    let summary = summary(&spec, &vec![json!({"id": uuid(2), "masked_number": "411111******1111"}); 4]);
    let mut levels = Levels::default();
    levels.set("renamed-property", Level::Allow).unwrap();
    assert_eq!(said(&spec, &summary, &levels), ["C103 /masked_pan", "C104 /masked_number"]);
}

#[test]
fn order_and_split_make_no_difference() {
    let schema = object(&["data"], &json!({"data": {"type": "array", "items": card()}}));
    let item = |at: usize| match at % 5 {
        0 => json!({"id": uuid(at), "masked_pan": "411111******1111", "brand": "VISA"}),
        1 => json!({"id": uuid(at), "masked_number": "411111******1111", "nick": "x"}),
        2 => json!({"id": uuid(at), "masked_number": null, "Brand": "VISA"}),
        3 => {
            json!({"id": uuid(at), "masked_number": "411111******1111", "Brand": "OTHER", format!("z{at}"): 1})
        }
        _ => json!({"uid": uuid(at), "masked_pan": "411111******1111"}),
    };
    let bodies: Vec<Value> = (0..200).map(|at| json!({"data": [item(at), item(at * 7 + 1)]})).collect();
    let spec = spec(&schema);
    let levels = Levels::default();
    let whole = said(&spec, &summary(&spec, &bodies), &levels);
    assert!(whole.iter().any(|line| line.starts_with("C105")), "{whole:?}");
    let mut turned = bodies.clone();
    turned.reverse();
    assert_eq!(said(&spec, &summary(&spec, &turned), &levels), whole);
    for split in [1, 63, 150] {
        let (first, second) = bodies.split_at(split);
        let mut merged = summary(&spec, second);
        merged.merge(summary(&spec, first));
        assert_eq!(said(&spec, &merged, &levels), whole);
    }
}

#[test]
fn a_name_in_another_style_is_a_rename_even_with_another_type() {
    let bodies: Vec<Value> = (0..9).map(|at| json!({"id": uuid(at), "maskedPan": 4})).collect();
    assert_eq!(check(&card(), &bodies), ["C105 /maskedPan < /masked_pan"]);
    assert!(
        message(&card(), &bodies, "C105").contains("although its values do not match the declared schema")
    );
}

#[test]
fn many_values_that_are_all_listed_are_enough_for_an_optional_name() {
    let body = |at: usize| {
        let brand = if at.is_multiple_of(2) { "VISA" } else { "MASTERCARD" };
        json!({"id": uuid(at), "masked_pan": "x", "network": brand})
    };
    let bodies: Vec<Value> = (0..20).map(body).collect();
    assert_eq!(check(&card(), &bodies), ["C105 /network < /brand"]);
    // A few may be so by chance.
    assert_eq!(check(&card(), &bodies[..3]), ["C104 /network"]);
}

/// `code found`, and ` < declared place`, of requests that send these bodies and are answered with a status.
fn sent(bodies: &[Value], status: u16) -> Vec<String> {
    let schema = object(
        &["customerId", "brand"],
        &json!({"customerId": {"type": "string", "format": "uuid"}, "brand": {"type": "string", "enum": ["VISA", "MASTERCARD"]},
        "nickName": {"type": "string"}}),
    );
    let spec = json!({"openapi": "3.0.3", "paths": {"/x": {"post": {"operationId": "postX",
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"default": {"description": "any"}}}}}});
    let spec = Spec::from_text(spec.to_string(), "api.json").unwrap();
    let (mut checker, mut summary) = (Checker::new(&spec), Summary::new(5));
    let line = |body: &Value| {
        let request = json!({"method": "POST", "url": "/x", "headers": {"content-type": "application/json"}, "body": body});
        json!({"request": request, "response": {"status": status}}).to_string()
    };
    let text = bodies.iter().map(line).collect::<Vec<_>>().join("\n");
    let mut reader = Reader::from_stream(Box::new(Cursor::new(text)), "-").unwrap();
    while let Some(Entry::Exchange(exchange)) = reader.next_entry() {
        summary.begin(0, exchange.locator);
        checker.check(&exchange, &mut |observation| summary.observe(observation));
        summary.end("postX", status);
    }
    summary.learn(checker.learned());
    said(&spec, &summary, &Levels::default()).into_iter().filter(|line| line.starts_with("C2")).collect()
}

#[test]
fn what_is_sent_under_another_name_is_one_finding_too() {
    let body = |at: usize| json!({"customer_id": uuid(at), "brand": "VISA", "nick_name": "Ann"});
    let bodies: Vec<Value> = (0..5).map(body).collect();
    assert_eq!(sent(&bodies, 201), ["C205 /customer_id < /customerId", "C205 /nick_name < /nickName"]);
    // What the server refused teaches nothing about names.
    assert_eq!(sent(&bodies, 400), ["C204 /customerId", "C205 /customer_id", "C205 /nick_name"]);
}

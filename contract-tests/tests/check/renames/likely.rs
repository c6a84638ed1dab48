//! "Likely" needs evidence: a name that is required or stopped, several exchanges, values alike in more than type.
//! A new field beside an optional one that was not sent has none of the first.

use contract_core::judgement::Outcome;
use contract_core::rules::Levels;
use serde_json::{Value, json};

use super::{check, help, message, object, sent, sources, summary, uuid};

const DATE: &str = "2026-01-02T03:04:05Z";

fn text() -> Value {
    json!({"type": "string"})
}

fn date() -> Value {
    json!({"type": "string", "format": "date-time"})
}

fn id() -> Value {
    json!({"type": "string", "format": "uuid"})
}

fn amount() -> Value {
    object(&["amount", "currency"], &json!({"amount": {"type": "integer"}, "currency": text()}))
}

/// Asserts that both bodies and lists of them, once and often, show no rename.
fn is_none(properties: &Value, body: &Value) {
    let schema = object(&[], properties);
    let list = object(&[], &json!({"data": {"type": "array", "items": schema}}));
    let nested = object(&[], &json!({"data": schema}));
    for count in [1, 3, 20] {
        for (schema, body) in [
            (&schema, body.clone()),
            (&list, json!({"data": [body, body, body]})),
            (&nested, json!({"data": body})),
        ] {
            let said = check(schema, &vec![body.clone(); count]);
            assert!(said.iter().all(|line| line.starts_with("C104")), "{count} of {body}: {said:?}");
        }
    }
}

#[test]
fn a_new_field_beside_an_optional_one_that_was_not_sent_is_no_rename() {
    let money = amount();
    let address = object(&["line", "city"], &json!({"line": text(), "city": text(), "country": text()}));
    let iso = json!({"type": "string", "enum": ["DE", "FR", "USA"]});
    for (properties, body) in [
        (
            json!({"monthly_estimated_revenue": money}),
            json!({"annual_revenue": {"amount": 1, "currency": "usd", "fiscal_year_end": "2026"}}),
        ),
        (json!({"monthly_revenue": money}), json!({"annual_revenue": {"amount": 1, "currency": "usd"}})),
        (json!({"billing_address": address}), json!({"shipping_address": {"line": "a", "city": "b"}})),
        (json!({"bill_to": address}), json!({"ship_to": {"line": "a", "city": "b"}})),
        (json!({"captured_at": date()}), json!({"refunded_at": DATE})),
        (
            json!({"support_email": {"type": "string", "format": "email"}}),
            json!({"billing_email": "a@b.example"}),
        ),
        (
            json!({"receipt_url": {"type": "string", "format": "uri"}}),
            json!({"refund_url": "https://a.example/b"}),
        ),
        (json!({"customer_id": id()}), json!({"merchant_id": uuid(1)})),
        (json!({"billing_country": iso}), json!({"shipping_country": "USA"})),
        (json!({"min_amount": {"type": "integer"}}), json!({"max_amount": 7})),
        (json!({"line": text()}), json!({"lane": "left"})),
        (json!({"name": text()}), json!({"names": "Ann"})),
        (json!({"tax_amounts": {"type": "array", "items": money}}), json!({"discount_amounts": []})),
        (json!({"verified": {"type": "boolean"}}), json!({"verifies": true})),
        (
            json!({"name": text(), "city": text(), "zip": text()}),
            json!({"shipping_name": "Ann", "shipping_city": "Rome", "shipping_zip": "1"}),
        ),
        (
            json!({"billing_name": text(), "billing_city": text()}),
            json!({"shipping_name": "Ann", "shipping_city": "Rome"}),
        ),
        (
            json!({"limits": object(&[], &json!({"enabled": {"type": "boolean"}}))}),
            json!({"pricing": {"enabled": true}}),
        ),
        (
            json!({"id": text(), "name": text(), "type": text()}),
            json!({"owner": {"id": "1", "name": "Ann", "type": "x"}}),
        ),
        (
            json!({"order": object(&[], &json!({"total": money})), "fee": money}),
            json!({"total": {"amount": 1, "currency": "usd"}}),
        ),
    ] {
        is_none(&properties, &body);
    }
}

/// The same enum in two names that share their last word says which type they have and not which field.
#[test]
fn many_listed_values_of_a_sibling_are_no_rename() {
    let country = json!({"type": "string", "enum": ["DEU", "FRA", "USA"]});
    let schema = object(&[], &json!({"billing_country": country}));
    assert_eq!(check(&schema, &vec![json!({"shipping_country": "USA"}); 20]), ["C104 /shipping_country"]);
}

#[test]
fn an_amount_or_address_says_nothing_about_its_field() {
    let money = amount();
    let schema = object(&["fee"], &json!({"fee": money, "total": money}));
    let bodies =
        vec![json!({"total": {"amount": 2, "currency": "usd"}, "tip": {"amount": 1, "currency": "usd"}}); 5];
    assert_eq!(check(&schema, &bodies), ["C103 /fee", "C104 /tip"]);
    // The only object of its kind is another thing.
    let schema = object(&["fee"], &json!({"fee": money}));
    assert_eq!(
        check(&schema, &vec![json!({"tip": {"amount": 1, "currency": "usd"}}); 5]),
        ["C105 /tip < /fee"]
    );
}

#[test]
fn the_same_members_are_said_only_if_there_are_no_others() {
    let schema = object(&["price"], &json!({"price": amount()}));
    let same = vec![json!({"cost": {"amount": 1, "currency": "usd"}}); 3];
    assert!(message(&schema, &same, "C105").contains("; the same members;"));
    let more = vec![json!({"prices": {"amount": 1, "currency": "usd", "more": 1}}); 3];
    let said = message(&schema, &more, "C105");
    assert!(said.contains("; most of the same members;"), "{said}");
    let plan = object(
        &["plan"],
        &json!({"plan": text(), "price": text(), "quantity": {"type": "integer"}, "rates": text()}),
    );
    let schema = object(&["plans"], &json!({"plans": {"type": "array", "items": plan}}));
    let drifted =
        json!({"items": [{"plan": "a", "price": "b", "quantity": 1, "rates": "x", "metadata": {}}]});
    assert_eq!(check(&schema, &vec![drifted.clone(); 3]), ["C105 /items < /plans"]);
    assert_eq!(check(&schema, &[drifted]), ["C103 /plans", "C104 /items"]);
    let schema = object(&["price"], &json!({"price": amount()}));
    let one = [json!({"cost": {"amount": 1, "currency": "usd"}})];
    assert_eq!(check(&schema, &one), ["C103 /price", "C104 /cost"]);
}

#[test]
fn a_name_that_stopped_was_renamed() {
    let schema = object(
        &["id"],
        &json!({"id": {"type": "integer"}, "phoneCountryCode": text(), "state": {"type": "string", "enum": ["automatic", "manual"]}}),
    );
    let old = json!({"id": 1, "phoneCountryCode": "DE", "state": "manual"});
    let new = json!({"id": 1, "countryCode": "FR", "collection": "automatic"});
    let both = |times: usize| [vec![old.clone(); times], vec![new.clone(); times]].concat();
    let renamed = ["C105 /collection < /state", "C105 /countryCode < /phoneCountryCode"];
    assert_eq!(check(&schema, &both(3)), renamed);
    assert!(message(&schema, &both(3), "C105").contains("was present elsewhere, never together with it"));
    assert_eq!(check(&schema, &both(1)), ["C104 /collection", "C104 /countryCode"], "seen once");
    assert_eq!(
        check(&schema, &vec![new.clone(); 5]),
        ["C104 /collection", "C104 /countryCode"],
        "never seen before"
    );
    // Where many have neither, the two names are two fields.
    let mut neither = both(3);
    neither.extend(vec![json!({"id": 1}); 6]);
    assert_eq!(check(&schema, &neither), ["C104 /collection", "C104 /countryCode"]);
    let mut together = both(3);
    together.push(json!({"id": 1, "countryCode": "DE", "phoneCountryCode": "FR", "state": "manual", "collection": "manual"}));
    assert_eq!(check(&schema, &together), ["C104 /collection", "C104 /countryCode"]);
}

/// Of each object there is one or the other, and they are two fields all the same.
#[test]
fn alternatives_are_no_renames() {
    let schema =
        object(&["id"], &json!({"id": {"type": "integer"}, "approved_at": date(), "created_by_user": id()}));
    let approved = json!({"id": 1, "approved_at": DATE, "created_by_user": uuid(1)});
    let declined = json!({"id": 1, "declined_at": DATE, "created_by_admin": uuid(2)});
    let bodies = [vec![approved; 5], vec![declined; 5]].concat();
    assert_eq!(check(&schema, &bodies), ["C104 /created_by_admin", "C104 /declined_at"]);
}

#[test]
fn a_name_that_stopped_in_another_place_of_its_schema_counts() {
    let properties = json!({"masked_pan": text()});
    let schema = json!({"openapi": "3.0.3", "paths": {"/x": {"get": {"operationId": "getX", "responses": {
        "200": {"description": "ok", "content": {"application/json": {"schema": object(&[], &json!({
            "old": {"$ref": "#/components/schemas/Card"}, "new": {"$ref": "#/components/schemas/Card"}}))}}}}}}},
        "components": {"schemas": {"Card": object(&[], &properties)}}});
    let spec = contract_core::spec::Spec::from_text(schema.to_string(), "api.json").unwrap();
    let body = json!({"old": {"masked_pan": "411111******1111"}, "new": {"masked_no": "411111******1111"}});
    let (summary, levels) = (summary(&spec, &vec![body; 3]), Levels::default());
    assert_eq!(super::said(&spec, &summary, &levels), ["C105 /new/masked_no < /new/masked_pan"]);
}

#[test]
fn siblings_that_changed_in_the_same_way_help_each_other() {
    let number = || json!({"type": "integer"});
    let schema = object(
        &["network_fees", "net_total", "id"],
        &json!({"network_fees": number(), "net_total": number(), "other_fees": number(), "id": text(), "memo": text()}),
    );
    let both = [json!({"id": "1", "network_fees_amount": 1, "net_total_amount": 2})];
    assert_eq!(
        check(&schema, &both),
        ["C105 /net_total_amount < /net_total", "C105 /network_fees_amount < /network_fees"]
    );
    assert!(message(&schema, &both, "C105").contains("changed in the same way"));
    // One without a sibling is a remark.
    let one = [json!({"id": "1", "network_fees_amount": 1, "net_total": 2})];
    assert_eq!(check(&schema, &one), ["C103 /network_fees", "C104 /network_fees_amount"]);
    let said = help(&schema, &one, "C104");
    assert!(said.starts_with("perhaps it is `network_fees` under another name ("), "{said}");
    // An optional one is told by two that are required.
    let all = [json!({"id": "1", "network_fees_amount": 1, "net_total_amount": 2, "other_fees_amount": 3})];
    assert_eq!(check(&schema, &all).len(), 3);
    // Another change is no help.
    let other = [json!({"id": "1", "network_fees_amount": 1, "total_of_net": 2})];
    assert!(check(&schema, &other).contains(&"C104 /network_fees_amount".to_owned()));
}

#[test]
fn a_letter_in_a_short_word_is_no_evidence() {
    for (declared, came) in
        [("line", "lane"), ("paid", "page"), ("debit", "debits_"), ("inflow", "inflew"), ("stated", "states")]
    {
        let schema = object(&[declared], &json!({declared: text(), "id": text()}));
        let said = check(&schema, &[json!({"id": "1", came: "x"})]);
        assert!(!said.iter().any(|line| line.starts_with("C105")), "{came}: {said:?}");
    }
    let schema = object(&["received"], &json!({"received": date()}));
    assert_eq!(check(&schema, &[json!({"recieved": DATE})]), ["C105 /recieved < /received"]);
}

#[test]
fn one_exchange_is_at_most_likely() {
    for (schema, body) in [
        (object(&["created_at"], &json!({"created_at": date()})), json!({"createdAt": DATE})),
        (object(&["created_at"], &json!({"created_at": date()})), json!({"created_on": DATE})),
        (
            object(&["card"], &json!({"card": amount()})),
            json!({"data": {"card": {"amount": 1, "currency": "usd"}}}),
        ),
    ] {
        let once = message(&schema, std::slice::from_ref(&body), "C105");
        assert!(once.contains(", likely renamed"), "{once}");
        let list = object(&[], &json!({"data": {"type": "array", "items": schema}}));
        let many = message(&list, &[json!({"data": vec![body.clone(); 30]})], "C105");
        assert!(many.contains(", likely renamed"), "thirty objects are one exchange: {many}");
        let often = message(&schema, &vec![body; 10], "C105");
        assert!(often.contains("very likely") || often.contains("almost certainly"), "{often}");
    }
}

#[test]
fn null_is_no_value() {
    let schema =
        object(&["tax_amounts"], &json!({"tax_amounts": {"type": "array", "items": text()}, "id": text()}));
    let bodies = vec![json!({"id": "1", "tax_total": null}); 5];
    assert_eq!(check(&schema, &bodies), ["C103 /tax_amounts", "C104 /tax_total"]);
    assert!(!help(&schema, &bodies, "C104").contains("perhaps"));
}

/// One member is not "the same members", however many objects have it.
#[test]
fn objects_with_one_member_are_not_the_same() {
    let entity = object(&[], &json!({"type": text(), "name": text()}));
    let schema = object(&["id"], &json!({"id": text(), "legal_entity": entity}));
    let old = json!({"id": "1", "legal_entity": {"type": "x", "name": "Ann"}});
    let bodies = [vec![old; 3], vec![json!({"id": "1", "controller": {"type": "x"}}); 3]].concat();
    assert_eq!(check(&schema, &bodies), ["C104 /controller"]);
    let required = object(&["legal_entity"], &json!({"legal_entity": entity}));
    let bodies = vec![json!({"controller": {"type": "x"}}); 5];
    assert_eq!(check(&required, &bodies), ["C103 /legal_entity", "C104 /controller"]);
}

/// Names that a missing object declares are new here if they are common ones or without a value.
#[test]
fn names_of_a_missing_object_may_be_new_ones() {
    let coupon = object(&[], &json!({"currency": text(), "metadata": {"type": "object"}, "memo": text()}));
    let schema = object(&["id"], &json!({"id": text(), "coupon": coupon}));
    let old = json!({"id": "1", "coupon": {"currency": "usd", "memo": "x"}});
    for new in [
        json!({"id": "1", "currency": "usd", "metadata": {}}),
        json!({"id": "1", "currency": null, "metadata": null, "memo": null}),
    ] {
        let bodies = [vec![old.clone(); 3], vec![new; 3]].concat();
        let said = check(&schema, &bodies);
        assert!(said.iter().all(|line| line.starts_with("C104")), "{said:?}");
    }
}

#[test]
fn two_candidates_are_none() {
    let schema = object(&["transaction_id"], &json!({"transaction_id": id()}));
    let bodies = vec![json!({"ref": uuid(1), "trace": uuid(2)}); 5];
    assert_eq!(check(&schema, &bodies), ["C103 /transaction_id", "C104 /ref", "C104 /trace"]);
    let schema =
        object(&["transaction_id", "request_id"], &json!({"transaction_id": id(), "request_id": id()}));
    let bodies = vec![json!({"ref": uuid(1)}); 5];
    assert_eq!(check(&schema, &bodies), ["C103 /request_id", "C103 /transaction_id", "C104 /ref"]);
}

#[test]
fn swapped_names_are_no_renames() {
    let schema = object(&["first", "last"], &json!({"first": {"type": "integer"}, "last": text()}));
    let said = check(&schema, &vec![json!({"first": "x", "last": 1}); 5]);
    assert!(said.iter().all(|line| !line.starts_with("C105")), "{said:?}");
}

#[test]
fn what_is_sent_needs_the_same_evidence() {
    let body = |at: usize| json!({"holder": uuid(at), "brand": "VISA"});
    assert_eq!(sent(&[body(1)], 201), ["C204 /customerId", "C205 /holder"]);
    let bodies: Vec<Value> = (0..3).map(body).collect();
    assert_eq!(sent(&bodies, 201), ["C205 /holder < /customerId"]);
    let beside: Vec<Value> =
        (0..9).map(|at| json!({"customerId": uuid(at), "brand": "VISA", "lastName": "Ann"})).collect();
    assert_eq!(sent(&beside, 201), ["C205 /lastName"]);
}

/// A reader is led to a line, whatever the document is made of.
#[test]
fn the_place_in_the_spec_is_never_zero() {
    let parts = [
        object(&["created_at"], &json!({"created_at": date()})),
        json!({"allOf": [object(&["created_at"], &json!({"created_at": date()})), object(&[], &json!({"id": text()}))]}),
        json!({"anyOf": [object(&["created_at"], &json!({"created_at": date()}))]}),
        json!({"type": "object", "required": ["created_at"], "properties": {"created_at": {"$ref": "#/components/schemas/Date"}}}),
        json!({"type": "object", "required": ["created_at"], "properties": {"created_at": {"type": "object"}}}),
        json!({"type": "object", "required": ["created_at"], "properties": {"created_at": {}}}),
    ];
    for part in parts {
        for schema in [
            part.clone(),
            json!({"$ref": "#/components/schemas/Thing"}),
            object(&["data"], &json!({"data": part})),
        ] {
            let document = json!({"openapi": "3.0.3", "paths": {"/x": {"get": {"operationId": "getX", "responses": {
                "200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}}}},
                "components": {"schemas": {"Date": date(), "Thing": part}}});
            let spec = contract_core::spec::Spec::from_text(document.to_string(), "api.json").unwrap();
            for body in [
                json!({"createdAt": DATE}),
                json!({"data": {"created_at": DATE}}),
                json!({"created_at": DATE}),
            ] {
                for body in [body.clone(), json!({"data": body}), json!({"result": body})] {
                    let (summary, levels) = (summary(&spec, std::slice::from_ref(&body)), Levels::default());
                    let report = Outcome::new(&summary, &[], sources(&spec, &levels));
                    for finding in report.findings.iter().filter(|finding| finding.renamed_from.is_some()) {
                        let site = finding.site.as_ref().unwrap();
                        assert!(site.place.line > 0 && site.place.column > 0, "{schema} {body}: {site:?}");
                    }
                }
            }
        }
    }
}

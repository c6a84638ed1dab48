//! Objects that came further up or further in, and names that are the declared ones but for a version or for vowels.

use contract_core::findings::{Grounds, Key, conclusions};
use contract_core::judgement::Outcome;
use contract_core::rules::Levels;
use serde_json::{Value, json};

use super::{check, message, object, sources, spec, summary, uuid};

fn card() -> Value {
    let properties = json!({"id": {"type": "string", "format": "uuid"}, "brand": {"type": "string"}, "last4": {"type": "string"}});
    object(&["id", "brand"], &properties)
}

fn one_card() -> Value {
    json!({"id": uuid(1), "brand": "VISA", "last4": "1111"})
}

#[test]
fn an_object_moved_by_two_levels_is_found_even_once() {
    let inner = object(&["card"], &json!({"card": card()}));
    let data = object(&["result"], &json!({"result": inner}));
    let deep = object(&["data"], &json!({"data": data}));
    assert_eq!(check(&deep, &[json!({"card": one_card()})]), ["C105 /card < /data/result/card"]);

    let flat = object(&["card"], &json!({"card": card()}));
    assert_eq!(
        check(&flat, &[json!({"data": {"result": {"card": one_card()}}})]),
        ["C105 /data/result/card < /card"]
    );
    let many = object(&["cards"], &json!({"cards": {"type": "array", "items": card()}}));
    assert_eq!(
        check(&many, &[json!({"data": {"result": {"cards": [one_card()]}}})]),
        ["C105 /data/result/cards < /cards"]
    );
}

#[test]
fn an_optional_object_that_moved_is_known_by_its_members() {
    let schema = object(&["id"], &json!({"id": {"type": "integer"}, "card": card()}));
    assert_eq!(
        check(&schema, &[json!({"id": 1, "data": {"card": one_card()}})]),
        ["C105 /data/card < /card"]
    );
    assert_eq!(
        check(&schema, &[json!({"id": 1, "data": {"result": {"card": one_card()}}})]),
        ["C105 /data/result/card < /card"]
    );
    let wrapped =
        object(&["id"], &json!({"id": {"type": "integer"}, "data": object(&[], &json!({"card": card()}))}));
    assert_eq!(check(&wrapped, &[json!({"id": 1, "card": one_card()})]), ["C105 /card < /data/card"]);
}

#[test]
fn a_new_object_that_shares_a_name_with_a_declared_one_has_not_moved() {
    let schema = object(
        &["id"],
        &json!({"id": {"type": "integer"}, "card": card(), "name": {"type": "string"}, "url": {"type": "string"}}),
    );
    for came in [
        json!({"card": "none"}),
        json!({"card": {"number": "x", "brand": "VISA"}}),
        json!({"card": {}}),
        json!({"owner": {"name": "Ann", "url": "x"}}),
        json!({"owner": {"name": "Ann"}, "target": {"url": "x"}}),
    ] {
        let bodies = vec![json!({"id": 1, "extra": came}); 5];
        assert_eq!(check(&schema, &bodies), ["C104 /extra"], "{came}");
    }
}

#[test]
fn a_version_behind_a_name_is_the_same_name() {
    let schema = object(
        &["type", "name"],
        &json!({"type": {"type": "string"}, "name": {"type": "string"}, "id": {"type": "string"}}),
    );
    let bodies = [json!({"type_v2": "person", "name_v2": "Ann Lee", "id": "1"})];
    assert_eq!(check(&schema, &bodies), ["C105 /name_v2 < /name", "C105 /type_v2 < /type"]);
    assert!(message(&schema, &bodies, "C105").contains("the same name with a version"));
}

#[test]
fn one_exchange_is_enough_where_a_required_name_is_gone_and_names_and_values_are_alike() {
    let schema = object(
        &["currency", "account"],
        &json!({"currency": {"type": "string", "minLength": 3, "maxLength": 3}, "account": {"type": "string", "format": "uuid"}}),
    );
    assert_eq!(
        check(&schema, &[json!({"ccy": "USD", "holder": uuid(3)})]),
        ["C103 /account", "C104 /holder", "C105 /ccy < /currency"],
        "another id may have come once"
    );
    assert_eq!(
        check(&schema, &vec![json!({"ccy": "USD", "holder": uuid(3)}); 3]),
        ["C105 /ccy < /currency", "C105 /holder < /account"]
    );
    // Values of another kind are another field's.
    assert_eq!(
        check(&schema, &[json!({"currency": "USD", "holder": "Ann Lee"})]),
        ["C103 /account", "C104 /holder"]
    );
}

fn voucher() -> Value {
    object(
        &["id", "percent"],
        &json!({"id": {"type": "string", "format": "uuid"}, "percent": {"type": "number"}}),
    )
}

fn one_voucher() -> Value {
    json!({"id": uuid(1), "percent": 5})
}

/// What is beside a moved property in an object that nobody declared is no less undeclared than before.
#[test]
fn the_rest_of_an_undeclared_object_is_undeclared() {
    let schema = object(&["id", "voucher"], &json!({"id": {"type": "string"}, "voucher": voucher()}));
    let check = |offer: Value| check(&schema, &[json!({"id": "x", "offer": offer})]);
    assert_eq!(
        check(json!({"voucher": one_voucher(), "kind": "spring", "limits": {"a": 1}})),
        ["C104 /offer", "C105 /offer/voucher < /voucher"]
    );
    assert_eq!(
        check(json!({"now": {"voucher": one_voucher(), "kind": "spring"}})),
        ["C104 /offer", "C105 /offer/now/voucher < /voucher"]
    );
    assert_eq!(
        check(json!({"now": {"voucher": one_voucher()}, "kind": "spring"})),
        ["C104 /offer", "C105 /offer/now/voucher < /voucher"]
    );
    // A name that is declared where it was, and came there, did not move.
    assert_eq!(
        check(json!({"voucher": one_voucher(), "id": "y"})),
        ["C104 /offer", "C105 /offer/voucher < /voucher"]
    );
    assert_eq!(check(json!({"voucher": one_voucher()})), ["C105 /offer/voucher < /voucher"]);
    assert_eq!(check(json!({"now": {"voucher": one_voucher()}})), ["C105 /offer/now/voucher < /voucher"]);
}

#[test]
fn the_rest_is_told_with_what_moved() {
    let schema = object(&["voucher"], &json!({"voucher": voucher()}));
    let bodies = [json!({"offer": {"voucher": one_voucher(), "kind": "spring"}})];
    assert_eq!(
        message(&schema, &bodies, "C104"),
        "`offer` was received; the spec does not declare it; it holds more than what moved into it from `/voucher`"
    );
}

#[test]
fn an_envelope_that_holds_more_is_undeclared_too() {
    let bodies = [json!({"data": {"id": uuid(1), "percent": 5, "page": 1}})];
    assert_eq!(check(&voucher(), &bodies), ["C104 /data", "C105 /data < "]);
    let mut some = vec![json!({"data": {"id": uuid(1), "percent": 5}}); 4];
    assert_eq!(check(&voucher(), &some), ["C105 /data < "]);
    some.extend(bodies);
    assert_eq!(check(&voucher(), &some), ["C104 /data", "C105 /data < "]);
}

#[test]
fn a_settled_rest_hides_nothing_that_moved() {
    let spec = spec(&object(&["voucher"], &json!({"voucher": voucher()})));
    let summary = summary(&spec, &[json!({"offer": {"voucher": one_voucher(), "kind": "spring"}})]);
    let levels = Levels::default();
    let settles_rest = |key: &Key, _: &[String]| key.rule.code == "C104" && key.pointer == "/offer";
    let grounds = Grounds { spec: &spec, levels: &levels, is_settled: &settles_rest };
    let mut said: Vec<String> = conclusions(&summary, grounds)
        .iter()
        .map(|group| format!("{} {}", group.key.rule.code, group.key.pointer))
        .collect();
    said.sort();
    assert_eq!(said, ["C104 /offer", "C105 /offer/voucher"]);
}

/// A reader is led to the declaration, wherever the name came and however many did.
#[test]
fn what_moved_has_a_place_in_the_spec() {
    let text = || json!({"type": "string"});
    let flat = object(&["id", "name"], &json!({"id": text(), "name": text(), "note": text()}));
    let inner = json!({"id": "1", "name": "Ann"});
    let optional = object(&[], &json!({"id": text(), "name": text(), "note": text()}));
    let lifted = object(&["data"], &json!({"data": flat}));
    let one = object(&["id"], &json!({"id": text()}));
    for (schema, body) in [
        (&flat, json!({"data": inner})),
        (&flat, json!({"data": {"result": inner}})),
        (&optional, json!({"data": {"id": "1", "name": "Ann", "note": "x"}})),
        (&lifted, inner.clone()),
        (&one, json!({"data": {"id": "1"}})),
        (&one, json!({"data": {"result": {"id": "1"}}})),
    ] {
        let spec = spec(schema);
        let (summary, levels) = (summary(&spec, std::slice::from_ref(&body)), Levels::default());
        let report = Outcome::new(&summary, &[], sources(&spec, &levels));
        for finding in &report.findings {
            let site = finding.site.as_ref().unwrap();
            assert!(site.place.line > 0 && site.place.column > 0, "{body}: {site:?}");
        }
    }
}

//! Objects that came further up or further in, and names that are the declared ones but for a version or for vowels.

use serde_json::{Value, json};

use super::{check, message, object, uuid};

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
fn one_exchange_is_enough_where_a_required_name_is_gone_and_the_values_are_alike() {
    let schema = object(
        &["currency", "account"],
        &json!({"currency": {"type": "string", "minLength": 3, "maxLength": 3}, "account": {"type": "string", "format": "uuid"}}),
    );
    assert_eq!(
        check(&schema, &[json!({"ccy": "USD", "holder": uuid(3)})]),
        ["C105 /ccy < /currency", "C105 /holder < /account"]
    );
    // Values of another kind are another field's.
    assert_eq!(
        check(&schema, &[json!({"currency": "USD", "holder": "Ann Lee"})]),
        ["C103 /account", "C104 /holder"]
    );
}

//! One place of a schema that cannot be checked makes nothing else unusable, and an exchange that reaches it gets a finding.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use contract_core::spec::Spec;
use serde_json::{Value, json};

use crate::judged::{code_pointer_found, observe};

/// A document with the components, whose answer is the first of them.
fn spec(components: &str) -> Spec {
    let first = components.split_once(':').unwrap().0.trim();
    let text = format!(
        "openapi: 3.0.3
paths:
  /crew:
    post:
      parameters: [{{name: rank, in: query, schema: {{type: string, pattern: '('}}}}]
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/{first}'}}}}}}}}
      responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{first}'}}}}}}}}}}
components:
  schemas:
{components}"
    );
    Spec::from_text(text, "api.yaml").unwrap()
}

/// `code pointer found` of what is observed for the exchange.
pub(crate) fn exchanged(spec: &Spec, url: &str, request: &Value, response: &Value) -> Vec<String> {
    let exchange = json!({"request": {"method": "POST", "url": url, "headers": {"content-type": "application/json"}, "body": request},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": response}});
    observed(spec, &exchange)
}

fn observed(spec: &Spec, exchange: &Value) -> Vec<String> {
    observe(spec, exchange, code_pointer_found)
}

fn answered(components: &str, body: &Value) -> Vec<String> {
    exchanged(&spec(components), "/crew", &Value::Null, body)
}

#[test]
fn the_other_keywords_of_a_schema_are_checked() {
    let crew = "    Crew: {type: object, properties: {name: {type: string, pattern: '[z-a]', maxLength: 3}, age: {type: integer}}}\n";
    assert_eq!(answered(crew, &json!({"age": "x"})), ["C106 /age string"]);
    assert_eq!(answered(crew, &json!({"name": "Ann"})), ["C146 /name pattern"]);
    assert_eq!(answered(crew, &json!({"name": "Anne"})), ["C113 /name maxLength", "C146 /name pattern"]);
}

#[test]
fn a_keyword_that_cannot_be_read_makes_nothing_unchecked_but_itself() {
    for (keyword, wrong, right) in [
        ("minLength: '3'", json!(7), json!("x")),
        ("maxLength: -1", json!(7), json!("x")),
        ("required: true", json!(7), json!("x")),
        ("required: [1]", json!(7), json!("x")),
        ("enum: x", json!(7), json!("x")),
        ("format: 5", json!(7), json!("x")),
        ("multipleOf: 0", json!(7), json!("x")),
        ("uniqueItems: 'yes'", json!(7), json!("x")),
        ("exclusiveMinimum: 5", json!(7), json!("x")),
        ("properties: []", json!(7), json!("x")),
        ("allOf: {}", json!(7), json!("x")),
        ("nullable: 'true'", json!(7), Value::Null),
        ("discriminator: kind", json!(7), json!("x")),
    ] {
        let name = keyword.split(':').next().unwrap();
        let crew = format!("    Crew: {{type: object, properties: {{mate: {{type: string, {keyword}}}}}}}\n");
        let unchecked = format!("C146 /mate {name}");
        assert_eq!(answered(&crew, &json!({"mate": right})), std::slice::from_ref(&unchecked), "{keyword}");
        assert_eq!(answered(&crew, &json!({"mate": wrong})), ["C106 /mate number", &unchecked], "{keyword}");
        let cautions = spec(&crew).cautions;
        let caution = cautions.iter().find(|caution| caution.place.line != 5).unwrap().to_string();
        assert!(caution.contains(&format!("`{name}`")) && caution.ends_with("is not checked"), "{caution}");
    }
    let title = "    Crew: {type: object, title: 5, deprecated: 'yes', properties: {age: {type: integer}}}\n";
    assert_eq!(answered(title, &json!({"age": "x"})), ["C106 /age string"], "annotations check nothing");
}

#[test]
fn what_cannot_be_read_may_declare_any_property() {
    for part in ["{$ref: '#/components/schemas/Nobody'}", "{properties: []}", "[]", "{allOf: [[]]}"] {
        let crew = format!(
            "    Crew: {{allOf: [{part}, {{type: object, properties: {{age: {{type: integer}}}}}}]}}\n"
        );
        let found = answered(&crew, &json!({"age": "x", "name": "Ann"}));
        assert!(found.contains(&"C106 /age string".to_owned()), "{part}: {found:?}");
        assert!(!found.iter().any(|code| code.starts_with("C104")), "{part}: {found:?}");
    }
}

#[test]
fn every_reason_is_told_where_it_is_reached() {
    for (schema, reason) in [
        ("{$ref: '#/components/schemas/Nobody'}", "reference"),
        ("{$ref: 'https://crew.example/crew.yaml#/Crew'}", "reference"),
        ("{$ref: '#/components/schemas/Echo'}", "reference"),
        ("{allOf: [{$ref: '#/components/schemas/Self'}]}", "circle"),
        ("{not: {not: {$ref: '#/components/schemas/Crew/properties/mate'}}}", "circle"),
        ("{type: [string, 'null']}", "type"),
        ("{type: captain}", "type"),
        ("[]", "schema"),
    ] {
        let crew = format!(
            "    Crew: {{type: object, properties: {{mate: {schema}, ship: {{type: string}}}}}}
    Echo: {{$ref: '#/components/schemas/Echo'}}
    Self: {{allOf: [{{$ref: '#/components/schemas/Self'}}]}}\n"
        );
        assert_eq!(
            answered(&crew, &json!({"mate": "x", "ship": 1})),
            [format!("C146 /mate {reason}"), "C106 /ship number".into()],
            "{schema}"
        );
        assert_eq!(answered(&crew, &json!({"ship": "x"})), Vec::<String>::new(), "{schema}");
    }
}

#[test]
fn what_is_not_checked_decides_nothing() {
    let crew = |name: &str| {
        format!("    Crew: {{type: object, properties: {{name: {name}, age: {{type: integer}}}}}}\n")
    };
    let not = crew("{not: {type: object, properties: {a: {type: string, pattern: '('}}}}");
    assert_eq!(answered(&not, &json!({"name": {"a": "x"}})), ["C146 /name pattern"]);
    for keyword in ["oneOf", "anyOf"] {
        let either = crew(&format!(
            "{{{keyword}: [{{type: string, pattern: '('}}, {{type: string, maxLength: 3}}, {{type: integer}}]}}"
        ));
        assert_eq!(answered(&either, &json!({"name": "Ann"})), ["C146 /name pattern"], "{keyword}");
        assert_eq!(answered(&either, &json!({"name": "Anne"})), ["C146 /name pattern"], "{keyword}");
        assert_eq!(answered(&either, &json!({"name": 7})), Vec::<String>::new(), "{keyword}");
        assert!(!answered(&either, &json!({"name": true})).is_empty(), "{keyword}");
    }
}

#[test]
fn requests_and_parameters_are_told_too() {
    let crew = "    Crew: {type: object, properties: {name: {type: string, pattern: ')'}}}\n";
    let found = exchanged(&spec(crew), "/crew?rank=mate", &json!({"name": "Ann"}), &json!({}));
    assert_eq!(found, ["C146 /rank pattern", "C146 /name pattern"]);
}

/// Parents that list their heirs, who extend them.
const DOWN_AND_UP: &str = "    Boat:
      type: object
      required: [kind]
      properties: {kind: {type: string}}
      oneOf: [{$ref: '#/components/schemas/Sloop'}, {$ref: '#/components/schemas/Ferry'}]
    Sloop: {allOf: [{$ref: '#/components/schemas/Boat'}, {type: object, required: [masts], properties: {masts: {type: integer}}}]}
    Ferry: {allOf: [{$ref: '#/components/schemas/Boat'}, {type: object, required: [decks], properties: {decks: {type: integer}}}]}
";

#[test]
fn a_parent_may_list_its_heirs() {
    let with_discriminator = DOWN_AND_UP.replace(
        "      oneOf",
        "      discriminator: {propertyName: kind, mapping: {sloop: Sloop, ferry: Ferry}}\n      oneOf",
    );
    let heir_first = format!("{}{DOWN_AND_UP}", "    Any: {$ref: '#/components/schemas/Ferry'}\n");
    for components in [DOWN_AND_UP, &with_discriminator, &DOWN_AND_UP.replace("oneOf", "anyOf"), &heir_first]
    {
        assert!(
            spec(components).cautions.iter().all(|caution| caution.place.line == 5),
            "the parameter only"
        );
        assert_eq!(
            answered(components, &json!({"kind": "ferry", "decks": 2})),
            Vec::<String>::new(),
            "{components}"
        );
        let found = answered(components, &json!({"kind": "ferry", "decks": 2, "sails": 1}));
        assert_eq!(found, ["C104 /sails sails"], "{components}");
        assert!(!answered(components, &json!({"decks": 2})).is_empty(), "{components}");
        assert!(!answered(components, &json!({"kind": "ferry", "decks": "two"})).is_empty(), "{components}");
    }
}

#[test]
fn deep_values_of_circular_schemas_take_no_exponential_time() {
    let terms = "    Term: {oneOf: [{$ref: '#/components/schemas/Sum'}, {$ref: '#/components/schemas/One'}]}
    Sum: {allOf: [{$ref: '#/components/schemas/Term'}, {type: object, required: [left, right], properties: {left: {$ref: '#/components/schemas/Term'}, right: {$ref: '#/components/schemas/Term'}}}]}
    One: {allOf: [{$ref: '#/components/schemas/Term'}, {type: object, required: [one], properties: {one: {type: integer}}}]}
";
    let deep = (0..60).fold(json!({"one": 1}), |below, _| json!({"left": below, "right": {"one": 2}}));
    assert_eq!(answered(terms, &deep), Vec::<String>::new());
}

#[test]
fn heirs_of_heirs_are_told_apart() {
    let boats = "    Boat: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Yacht: {allOf: [{$ref: '#/components/schemas/Boat'}, {type: object, properties: {sails: {type: integer}}}]}
    Racer: {allOf: [{$ref: '#/components/schemas/Yacht'}, {type: object, required: [number], properties: {number: {type: integer}}}]}
    Record: {allOf: [{$ref: '#/components/schemas/Racer'}, {type: object, properties: {knots: {type: number}}}]}
";
    assert_eq!(answered(boats, &json!({"kind": "Racer", "sails": 2, "number": 7})), Vec::<String>::new());
    assert_eq!(answered(boats, &json!({"kind": "Record", "number": 7, "knots": 30.5})), Vec::<String>::new());
    assert_eq!(answered(boats, &json!({"kind": "Racer", "number": "7"})), ["C106 /number string"]);
    assert_eq!(answered(boats, &json!({"kind": "Yacht", "number": 7})), ["C104 /number number"]);
}

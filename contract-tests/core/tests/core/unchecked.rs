//! One place that cannot be checked makes nothing else unusable, and an exchange that reaches it gets a finding.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::io::Cursor;

use contract_core::exchange::{Entry, Reader};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;
use serde_json::{Value, json};

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
fn exchanged(spec: &Spec, url: &str, request: &Value, response: &Value) -> Vec<String> {
    let exchange = json!({"request": {"method": "POST", "url": url, "headers": {"content-type": "application/json"}, "body": request},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": response}});
    observed(spec, &exchange)
}

fn observed(spec: &Spec, exchange: &Value) -> Vec<String> {
    let mut reader = Reader::from_stream(Box::new(Cursor::new(exchange.to_string())), "-").unwrap();
    let Some(Entry::Exchange(exchange)) = reader.next_entry() else { panic!("unread") };
    let mut found = Vec::new();
    Checker::new(spec).check(&exchange, &mut |o| {
        found.push(
            format!("{} {} {}", o.rule.code, o.pointer, o.found.unwrap_or_default()).trim_end().to_owned(),
        );
    });
    found
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

/// A document with these entries of `paths`, and components that are broken.
fn ship(paths: &str) -> Spec {
    let text = format!(
        "openapi: 3.0.3
paths:
{paths}
components:
  parameters: {{Deck: {{in: query, schema: {{type: string}}}}, Keel: [], Oar: {{$ref: '#/components/parameters/Oar'}}}}
  responses: {{Log: {{description: x, content: [a]}}, Map: 7}}
  requestBodies: {{Load: {{required: 'yes', content: {{}}}}}}
  headers: {{Wind: {{required: 1, schema: {{type: string}}}}}}
"
    );
    Spec::from_text(text, "api.yaml").unwrap()
}

/// An operation with these members, whose answer is an object.
fn sail(members: &str) -> Spec {
    ship(&format!(
        "  /sail:
    post:
      operationId: sail
      {members}
      responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{type: object, properties: {{knots: {{type: integer}}}}}}}}}}}}}}"
    ))
}

/// An operation with these responses.
fn answering(responses: &str) -> Spec {
    ship(&format!("  /sail:\n    post:\n      {responses}"))
}

fn cautions(spec: &Spec) -> Vec<String> {
    spec.cautions.iter().map(ToString::to_string).collect()
}

#[test]
fn a_broken_parameter_makes_only_itself_unusable() {
    for (parameter, place, told, found) in [
        ("{$ref: '#/components/parameters/Nobody'}", "api.yaml:6:", "leads nowhere", "C146  parameter"),
        ("{$ref: '#/components/parameters/Oar'}", "api.yaml:9:", "leads back to itself", "C146  parameter"),
        ("{$ref: '#/components/parameters/Keel'}", "api.yaml:9:", "has to be a map", "C146  parameter"),
        ("{$ref: '#/components/parameters/Deck'}", "api.yaml:9:", "has no `name`", "C146  parameter"),
        ("{$ref: 'https://sea.example/p.yaml#/Deck'}", "api.yaml:6:", "outside", "C146  parameter"),
        ("{in: query, schema: {type: string}}", "api.yaml:6:", "has no `name`", "C146  parameter"),
        ("7", "api.yaml:6:", "has to be a map", "C146  parameter"),
        ("null", "api.yaml:6:", "has no `name`", "C146  parameter"),
        ("{name: deck, schema: {type: string}}", "api.yaml:6:", "where it is", "C146 /deck parameter"),
        (
            "{name: deck, in: body, schema: {type: string}}",
            "api.yaml:6:",
            "where it is",
            "C146 /deck parameter",
        ),
        ("{name: deck, in: [query]}", "api.yaml:6:", "has to be a string", "C146 /deck parameter"),
        (
            "{name: deck, in: query}",
            "api.yaml:6:",
            "neither `schema` nor `content`",
            "C146 /deck declaration",
        ),
        ("{name: deck, in: query, content: {}}", "api.yaml:6:", "neither", "C146 /deck declaration"),
        (
            "{name: deck, in: query, content: {application/json: 7}}",
            "api.yaml:6:",
            "a map",
            "C146 /deck declaration",
        ),
        (
            "{name: deck, in: query, style: wild, schema: {type: string}}",
            "api.yaml:6:",
            "style: wild",
            "C146 /deck declaration",
        ),
        (
            "{name: deck, in: query, style: 1, schema: {type: string}}",
            "api.yaml:6:",
            "a string",
            "C146 /deck declaration",
        ),
        (
            "{name: deck, in: query, explode: 'no', schema: {type: string}}",
            "api.yaml:6:",
            "true or false",
            "C146 /deck declaration",
        ),
        (
            "{name: deck, in: query, required: 'no', schema: {type: string}}",
            "api.yaml:6:",
            "true or false",
            "C146 /deck declaration",
        ),
        ("{name: deck, in: query, schema: 7}", "api.yaml:6:", "has to be a map", "C146 /deck schema"),
    ] {
        let spec =
            sail(&format!("parameters: [{parameter}, {{name: crew, in: query, schema: {{type: integer}}}}]"));
        let told_here = cautions(&spec);
        assert!(
            told_here.iter().any(|caution| caution.starts_with(place) && caution.contains(told)),
            "{parameter}: {told_here:?}"
        );
        let mut seen = exchanged(&spec, "/sail?deck=main&crew=x", &Value::Null, &json!({"knots": "x"}));
        seen.sort();
        assert_eq!(seen, ["C106 /knots string", found, "C202 /crew crew"], "{parameter}");
    }
}

#[test]
fn a_parameter_that_cannot_be_read_is_told_only_where_it_is_sent() {
    let spec = sail(
        "parameters: [{name: deck, in: query, required: 'no'}, {name: x, in: header, style: deepObject, schema: {}}]",
    );
    assert_eq!(exchanged(&spec, "/sail", &Value::Null, &json!({})), Vec::<String>::new());
    assert_eq!(cautions(&spec).len(), 2);
}

#[test]
fn other_undeclared_parameters_are_found_beside_a_lost_one_with_a_name() {
    let spec = sail("parameters: [{name: deck, in: body}]");
    let found = exchanged(&spec, "/sail?deck=1&port=2", &Value::Null, &json!({}));
    assert_eq!(found, ["C146 /deck parameter", "C203 /port port"]);
}

#[test]
fn a_broken_list_of_parameters_or_body_is_told() {
    for (members, found) in [
        (
            "parameters: {deck: {in: query}}\n      requestBody: {content: {application/json: {}}}",
            "C146  parameter",
        ),
        ("requestBody: {$ref: '#/components/requestBodies/Nobody'}", "C146  reference"),
        ("requestBody: {$ref: '#/components/requestBodies/Load'}", "C146  declaration"),
        ("requestBody: 7", "C146  declaration"),
        ("requestBody: null", "C146  declaration"),
        ("requestBody: {content: [a]}", "C146  declaration"),
        ("requestBody: {content: {application/json: [a]}}", "C146  declaration"),
    ] {
        let spec = sail(members);
        assert!(!spec.cautions.is_empty(), "{members}");
        let seen = exchanged(&spec, "/sail", &json!({"deck": 1}), &json!({"knots": "x"}));
        assert_eq!(seen, [found, "C106 /knots string"], "{members}");
    }
}

#[test]
fn a_broken_response_is_told_where_it_is_answered() {
    let others = "'404': {description: none}";
    for (responses, told) in [
        (
            format!("responses: {{'200': {{$ref: '#/components/responses/Nobody'}}, {others}}}"),
            "leads nowhere",
        ),
        (
            format!("responses: {{'200': {{$ref: '#/components/responses/Map'}}, {others}}}"),
            "has to be a map",
        ),
        (
            format!("responses: {{'200': {{$ref: '#/components/responses/Log'}}, {others}}}"),
            "has to be a map",
        ),
        (format!("responses: {{'200': [], {others}}}"), "has to be a map"),
        (format!("responses: {{'200': {{description: x, headers: []}}, {others}}}"), "has to be a map"),
        (
            format!("responses: {{2XX: {{description: x}}, 2xx: {{description: y}}, {others}}}"),
            "second response",
        ),
        (format!("responses: {{20X: {{description: x}}, {others}}}"), "not a status"),
        (
            format!("responses: {{20x: {{description: x}}, 2XX: {{description: y}}, {others}}}"),
            "not a status",
        ),
        (format!("responses: {{ok: {{description: x}}, {others}}}"), "not a status"),
        (
            format!("responses: {{Default: {{description: x}}, default: {{description: x}}, {others}}}"),
            "not a status",
        ),
        ("responses: []".into(), "has to be a map"),
        ("responses: null".into(), "has to be a map"),
        ("operationId: sail".into(), "declares no `responses`"),
    ] {
        let spec = answering(&responses);
        let told_here = cautions(&spec);
        assert!(told_here.iter().any(|caution| caution.contains(told)), "{responses}: {told_here:?}");
        let found = exchanged(&spec, "/sail", &Value::Null, &json!({"knots": 1}));
        assert_eq!(found, ["C146  response"], "{responses}");
    }
}

#[test]
fn a_status_that_is_declared_is_checked_beside_odd_ones() {
    for odd in ["20X", "40X", "ok", "2000"] {
        let spec = answering(&format!(
            "responses: {{{odd}: {{description: x}}, '200': {{description: y, content: {{application/json: {{schema: {{type: array}}}}}}}}}}"
        ));
        assert_eq!(exchanged(&spec, "/sail", &Value::Null, &json!({})), ["C106  object"], "{odd}");
    }
    for odd in ["40X", "ok", "2000", "success", "'404 Not Found'"] {
        let spec =
            answering(&format!("responses: {{{odd}: {{description: x}}, default: {{description: y}}}}"));
        assert_eq!(cautions(&spec).len(), 1, "{odd}");
        assert_eq!(exchanged(&spec, "/sail", &Value::Null, &json!({})), ["C117"], "{odd}");
    }
    for odd in ["20X", "'200 OK'", "'200, 201'", "DEFAULT"] {
        let spec =
            answering(&format!("responses: {{{odd}: {{description: x}}, default: {{description: y}}}}"));
        assert_eq!(exchanged(&spec, "/sail", &Value::Null, &json!({})), ["C146  response"], "{odd}");
    }
}

#[test]
fn a_broken_header_or_media_type_is_told_with_its_place() {
    let answer = json!({"request": {"method": "POST", "url": "/sail", "headers": {}},
        "response": {"status": 200, "headers": {"content-type": "application/json", "wind": "n"}, "body": {}}});
    for (response, found) in [
        ("headers: {Wind: {$ref: '#/components/headers/Nobody'}}", "C146 /Wind reference"),
        ("headers: {Wind: {$ref: '#/components/headers/Wind'}}", "C146 /Wind declaration"),
        ("headers: {Wind: 7}", "C146 /Wind declaration"),
        ("headers: {Wind: {schema: 7}}", "C146 /Wind schema"),
    ] {
        let spec = answering(&format!(
            "responses: {{'200': {{description: x, {response}, content: {{application/json: {{}}}}}}}}"
        ));
        assert!(!spec.cautions.is_empty(), "{response}");
        assert_eq!(observed(&spec, &answer), [found], "{response}");
    }
    for media_type in ["7", "[a]", "{$ref: '#/nowhere'}"] {
        let spec = answering(&format!(
            "responses: {{'200': {{description: x, content: {{application/json: {media_type}}}}}}}"
        ));
        assert!(!spec.cautions.is_empty(), "{media_type}");
        assert_eq!(observed(&spec, &answer), ["C146  declaration"], "{media_type}");
    }
}

#[test]
fn a_broken_path_or_operation_is_told_where_it_is_asked_for() {
    let fine = "  /fine:\n    post: {responses: {'200': {description: x}}}\n";
    for (path, told) in [
        ("  /sail: {$ref: '#/components/nobody'}", "leads nowhere"),
        ("  /sail: {$ref: 'https://sea.example/paths.yaml'}", "outside"),
        ("  /sail: [post]", "has to be a map"),
        ("  /sail: {post: 7}", "has to be a map"),
        ("  /sail: {post: null}", "has to be a map"),
        ("  /sail: {post: {$ref: '#/paths/~1fine/get'}}", "leads nowhere"),
        ("  /sail: {post: {$ref: '#/openapi'}}", "an operation has to be a map"),
    ] {
        for paths in [path.to_owned(), format!("{fine}{path}")] {
            let spec = ship(&paths);
            assert!(cautions(&spec).iter().any(|caution| caution.contains(told)), "{path}");
            let found = exchanged(&spec, "/sail", &Value::Null, &json!({}));
            assert_eq!(found, ["C146  operation"], "{path}");
        }
    }
}

#[test]
fn oddities_that_leave_no_doubt_are_told_and_checked() {
    let answer = "responses: {'200': {description: x, content: {application/json: {schema: {type: array}}}}}";
    let wrong = ["C106  object"];
    for (paths, url, told) in [
        (format!("  sail: {{post: {{{answer}}}}}"), "/sail", "does not start with `/`"),
        (format!("  /sail: {{post: {{operationId: 7, {answer}}}}}"), "/sail", "has to be a string"),
        (format!("  /sail: {{servers: 7, post: {{{answer}}}}}"), "/sail", "has to be a list"),
        (
            format!("  /sail: {{servers: [{{description: x}}, {{url: /v1}}], post: {{{answer}}}}}"),
            "/v1/sail",
            "has no `url`",
        ),
        (
            format!(
                "  /row: {{post: {{operationId: go, {answer}}}}}\n  /sail: {{post: {{operationId: go, {answer}}}}}"
            ),
            "/sail",
            "api.yaml:4:11: a second operation has the operationId `go`; it is called `POST /sail`",
        ),
        (
            format!(
                "  /sail: {{post: {{parameters: [{{name: f, in: query, x-multi-segment: 7, schema: {{}}}}], {answer}}}}}"
            ),
            "/sail",
            "of others",
        ),
    ] {
        let spec = ship(&paths);
        assert!(cautions(&spec).iter().any(|caution| caution.contains(told)), "{:?}", cautions(&spec));
        assert_eq!(exchanged(&spec, url, &Value::Null, &json!({})), wrong, "{paths}");
        let ids: std::collections::HashSet<_> =
            spec.operations.iter().map(|operation| &operation.id).collect();
        assert_eq!(ids.len(), spec.operations.len());
    }
}

#[test]
fn a_broken_component_is_told_once() {
    let operation = "{parameters: [{$ref: '#/components/parameters/Deck'}], responses: {'200': {$ref: '#/components/responses/Map'}}}";
    let spec = ship(&format!("  /a: {{get: {operation}, put: {operation}}}\n  /b: {{get: {operation}}}"));
    assert_eq!(cautions(&spec).len(), 2, "{:?}", cautions(&spec));
}

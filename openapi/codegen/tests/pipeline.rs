//! What the steps of `build.rs` make of a small spec, and what they say of a wrong one.

#![allow(clippy::expect_used, clippy::panic, reason = "tests may panic")]

use cartevo_codegen::mistake::Failure;
use cartevo_codegen::read::Document;
use cartevo_codegen::{bindings, code, finish, lint, slim};
use cartevo_extensions::{Extension as _, Sensitivity};

const SPEC: &str = include_str!("pipeline/spec.yaml");

/// The bindings and the code a spec becomes.
fn build(text: &str) -> Result<(String, String), Failure> {
    let document = Document::parse("spec.yaml", text)?;
    lint::lint(&document)?;
    let slim = slim::slim(&document)?;
    let code = finish::finish(code::client(&slim)?, &slim.model)?;
    Ok((bindings::lines(&code, &slim.model), prettyplease::unparse(&code)))
}

/// The spec with one place changed.
fn with(old: &str, new: &str) -> String {
    assert_eq!(SPEC.matches(old).count(), 1, "`{old}` names one place of the spec");
    SPEC.replace(old, new)
}

/// What the build says of the spec with one place changed.
fn complaint(old: &str, new: &str) -> String {
    build(&with(old, new)).expect_err("the spec is wrong").to_string().trim_end().to_owned()
}

#[test]
fn bindings_name_every_type_field_value_and_operation() {
    let (bindings, _) = build(SPEC).expect("the spec is right");
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pipeline/bindings.lock");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(golden, &bindings).expect("the golden file can be written");
    }
    let expected = std::fs::read_to_string(golden).expect("the golden file can be read");
    assert_eq!(bindings, expected, "UPDATE_GOLDEN=1 accepts the difference");
}

#[test]
fn no_operation_sends_the_version_of_the_spec() {
    let (_, code) = build(SPEC).expect("the spec is right");
    assert!(!code.contains("api-version"));
}

#[test]
fn a_secret_of_an_answer_is_not_serialised_and_one_of_a_request_only_through_the_private_path() {
    let (_, code) = build(SPEC).expect("the spec is right");
    let lines: Vec<&str> = code.lines().map(str::trim).collect();
    let before =
        |field: &str| lines.iter().position(|line| line.starts_with(field)).map(|index| lines[index - 1]);
    assert_eq!(before("pub number:"), Some("#[serde(skip_serializing)]"));
    assert_eq!(before("pub raw:"), Some("#[serde(skip_serializing)]"));
    assert_eq!(before("pub pin:"), Some("#[serde(serialize_with = \"crate::secret::serialize\")]"));
}

#[test]
fn a_new_value_of_an_enum_is_one_new_line() {
    let (before, _) = build(SPEC).expect("the spec is right");
    let (after, _) =
        build(&with("[VISA, CROSS-BORDER]", "[VISA, CROSS-BORDER, AMEX]")).expect("the spec is right");
    let new: Vec<&str> = after.lines().filter(|line| !before.contains(line)).collect();
    assert_eq!(new, ["value Brand::Amex = \"AMEX\""]);
}

#[test]
fn a_file_that_is_no_yaml_is_refused_with_its_place() {
    let text = build("openapi: 3.0.3\npaths: [\n").expect_err("this is no YAML").to_string();
    assert!(text.starts_with("spec.yaml:") && text.contains("Fix the YAML"), "{text}");
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    let text = complaint(
        "        brand: {$ref: '#/components/schemas/Brand'}\n        balance:",
        "        brand: {}\n        brand: {}\n        balance:",
    );
    assert_eq!(
        text,
        "spec.yaml:109:9: invalid YAML: duplicate mapping key: brand. Fix the YAML; keys of a mapping have to be unique."
    );
}

/// What is replaced, by what, and what the build says. The messages are golden on purpose: they are read by whoever
/// has to remedy the spec.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "openapi: 3.0.3",
        "openapi: 3.1.0",
        "spec.yaml:2:1: the document is not OpenAPI 3.0. Use `openapi: 3.0.3` and convert the document.",
    ),
    (
        "operationId: createCard",
        "operationId: get_card",
        "spec.yaml:35:7: `get_card` can't become the name of a method. Use camelCase: a lower-case letter, then letters and digits.",
    ),
    (
        "operationId: createCard",
        "operationId: getCARD",
        "spec.yaml:35:7: `getCARD` and `getCard` both become the method `get_card` in Rust. Rename one of them.",
    ),
    (
        "      x-effect: issue\n",
        "",
        "spec.yaml:34:5: the operation has no `x-effect`. Add `x-effect: read`, `write`, `issue` or `money`.",
    ),
    (
        "x-effect: issue",
        "x-effect: issues",
        "spec.yaml:36:7: the effect is unknown. Use `read`, `write`, `issue` or `money`.",
    ),
    (
        "        '201':",
        "        '202': {description: Later.}\n        '201':",
        "spec.yaml:43:7: the operation has different responses for success, but the client decodes only one. Use one schema for every 2xx status; alternatives are branches of it.",
    ),
    (
        "        '201':",
        "        '2XX':",
        "spec.yaml:44:9: a success response has a single status. Use a status such as `200`, not a range.",
    ),
    (
        "/cards/{id}:",
        "/cards/{number}:",
        "spec.yaml:8:5: the path has `{number}`, but no such parameter is declared. Add a parameter of that name with `in: path`, `required: true` and a typed schema.",
    ),
    (
        "schema: {type: string, format: uuid, x-sensitivity: id}",
        "schema: {x-sensitivity: id}",
        "spec.yaml:7:9: the path parameter `id` has no type. Add a `type` to its `schema`.",
    ),
    (
        "name: sync, in: query",
        "name: sync, in: header",
        "spec.yaml:13:11: the client can't send a parameter in `header`. Declare it in `path` or `query`.",
    ),
    (
        "schema: {type: boolean, default: false, x-sensitivity: public}",
        "schema: {type: array, items: {type: string, x-sensitivity: public}}",
        "spec.yaml:13:11: the client sends only single values as parameters, but `sync` has several. Use a scalar type in its `schema`.",
    ),
    (
        "schema: {$ref: '#/components/schemas/Failure'}",
        "schema: {$ref: 'common.yaml#/Envelope'}",
        "spec.yaml:61:20: `$ref: common.yaml#/Envelope` refers to another file, and the client is generated from one. Move its target to `components` of this document, or bundle the files.",
    ),
    (
        "schema: {$ref: '#/components/schemas/Failure'}",
        "schema: {$ref: '#/components/schemas/Gone'}",
        "spec.yaml:61:20: `$ref: #/components/schemas/Gone` has no target. Refer to an existing component, or add it.",
    ),
    (
        "x-correction: K-002",
        "x-correction: K-2",
        "spec.yaml:30:25: `K-2` is not the id of a correction. Use `K-` and three digits, as in the ledger.",
    ),
    (
        "pattern: '^[0-9]+$'",
        "pattern: '(?=x)y'",
        "spec.yaml:90:26: the pattern can't be matched without backtracking (look-around, including look-ahead and look-behind, is not supported). Avoid look-around and back-references.",
    ),
    (
        "description: What a new card needs.",
        "description: \"What it needs:\\n\\n    let x = 1;\"",
        "spec.yaml:75:7: the description has an indented or fenced block, which rustdoc would run as a test. Write it as prose, with `code` inline.",
    ),
    (
        "holder: {type: string, minLength: 1, x-sensitivity: personal}",
        "holder: {type: string}",
        "spec.yaml:113:9: the value has no `x-sensitivity`. Add `x-sensitivity: {sensitivities}.",
    ),
    (
        "holder: {type: string, minLength: 1, x-sensitivity: personal}",
        "holder: {type: integer, x-sensitivity: secret}",
        "spec.yaml:113:9: a value with sensitivity `secret` has to be a string, because the client keeps it in a `Secret`. Declare it as `type: string`, or choose another sensitivity.",
    ),
    (
        "holder: {type: string, minLength: 1, x-sensitivity: personal}",
        "holder: {type: string, x-rust-type: {}, x-sensitivity: id}",
        "spec.yaml:113:32: `x-rust-type` ties the spec to one language. Remove it; the Rust type follows from `format`, `x-sensitivity` and `x-amount`.",
    ),
    (
        "holder: {type: string, minLength: 1, x-sensitivity: personal}",
        "created_at: {type: string, x-sensitivity: id}",
        "spec.yaml:114:9: the properties `createdAt` and `created_at` both become the field `created_at` in Rust. If they are names of the same property, add `x-alias-of: created_at`; otherwise rename one.",
    ),
    (
        "x-alias-of: masked_pan",
        "x-alias-of: maskedpan",
        "spec.yaml:106:57: `masked_number` is an alias of `maskedpan`, which neither this object nor a sibling branch declares. Use the name of a declared property, or declare it.",
    ),
    (
        "x-alias-of: data",
        "x-alias-of: date",
        "spec.yaml:29:25: `card` is an alias of `date`, which neither this object nor a sibling branch declares. Use the name of a declared property, or declare it.",
    ),
    (
        "        - required: [masked_pan]\n",
        "        - properties: {}\n",
        "spec.yaml:100:7: `anyOf` may only require one of several properties. Use only `required` in its branches, or `oneOf` with mutually exclusive branches.",
    ),
    (
        "brand: {$ref: '#/components/schemas/Brand'}\n        pin",
        "brand: {type: string, x-extensible-enum: [A], x-sensitivity: public}\n        pin",
        "spec.yaml:78:31: an open enum needs a name. Move it to `components/schemas` and refer to it.",
    ),
    (
        "[VISA, CROSS-BORDER]",
        "[CROSS-BORDER, CROSS_BORDER]",
        "spec.yaml:84:41: `CROSS_BORDER` and `CROSS-BORDER` both become the variant `CrossBorder` in Rust. Remove one of them.",
    ),
    (
        "    Row:\n",
        "    card:\n      type: object\n      properties: {}\n    Row:\n",
        "spec.yaml:121:5: the schemas `card` and `Card` both become the type `Card` in Rust. Rename one of them.",
    ),
    (
        "- required: [number, brand]",
        "- required: [number, colour]",
        "spec.yaml:124:30: `colour` is required, but not declared. Declare it under `properties`, or remove it from `required`.",
    ),
    (
        "- required: [number, brand]",
        "- properties: {colour: {type: string, x-sensitivity: id}}",
        "spec.yaml:124:24: `colour` is not declared by the object that this one refines, so the client would lose it. Declare it there and only refine it here.",
    ),
    (
        "    Row:\n",
        "    Loop: {$ref: '#/components/schemas/Loop'}\n    Row:\n",
        "spec.yaml:121:12: `$ref: #/components/schemas/Loop` refers to itself. Define the component.",
    ),
    (
        "additionalProperties: true, x-sensitivity: secret}",
        "additionalProperties: true}",
        "spec.yaml:120:9: the object has no `x-sensitivity`. Add `x-sensitivity: secret`, or its `properties`.",
    ),
    (
        "x-alias-of: masked_pan",
        "x-alias-off: masked_pan",
        "spec.yaml:106:57: `x-alias-off` is unknown. Fix its spelling, or remove it; the extensions are described at the top of the spec.",
    ),
];

#[test]
fn every_mistake_names_its_place_and_the_remedy() {
    let mut wrong = Vec::new();
    let sensitivities = Sensitivity::list();
    let sensitivities = sensitivities.strip_prefix('`').expect("a list starts with a value");
    for &(old, new, expected) in MISTAKES {
        let expected = expected.replace("{sensitivities}", sensitivities);
        let said = complaint(old, new);
        // The first mistake in the file; others may follow from it.
        if said.lines().next() != Some(&expected) {
            wrong.push(format!("`{new}`\n  expected {expected}\n  said     {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_file() {
    let text = with("operationId: createCard", "operationId: get_card")
        .replace("x-correction: K-002", "x-correction: K-2");
    let said = build(&text).expect_err("the spec is wrong").to_string();
    let places: Vec<&str> = said.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(places, ["spec.yaml:30:25", "spec.yaml:35:7"]);
}

#[test]
fn branches_that_disagree_have_no_type() {
    let old = "success: {type: boolean, x-sensitivity: public}";
    let branch = "card:\n                        deprecated: true";
    let text = with(
        branch,
        &format!("success: {{type: integer, x-sensitivity: public}}\n                      {branch}"),
    );
    assert!(text.contains(old));
    let said = build(&text).expect_err("the spec is wrong").to_string();
    assert_eq!(
        said,
        "slim: `GetCardResponse` has no Rust type: its branches declare `success` with different types. Use the same type in its branches, or mark it `x-amount` or `x-expiry-year`"
    );
}

#[test]
fn two_objects_of_one_name_are_refused_rather_than_mixed_up() {
    let text = with(
        "    Row:\n",
        "    CardLimits: {type: object, properties: {weekly: {type: boolean, x-sensitivity: public}}}\n    Row:\n",
    );
    let text = text.replace(
        "tags: {type: array, items: {type: string, x-sensitivity: public}}",
        "tags: {$ref: '#/components/schemas/CardLimits'}",
    );
    assert_eq!(
        build(&text).expect_err("the spec is wrong").to_string(),
        "slim: two different objects would both become the type `CardLimits`. Make them components"
    );
}

/// The client of a spec with one operation of each effect. The crate's own tests send its requests.
#[test]
fn effects_become_a_table_that_the_retries_go_by() {
    let (bindings, code) = build(include_str!("pipeline/money.yaml")).expect("the spec is right");
    for effect in ["changeThing: write", "fundThing: money", "getThing: read", "issueThing: issue"] {
        assert!(bindings.contains(&format!("effect {effect}\n")), "{effect}");
    }
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pipeline/money.rs");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(golden, &code).expect("the golden file can be written");
    }
    let expected = std::fs::read_to_string(golden).expect("the golden file can be read");
    assert_eq!(code, expected, "UPDATE_GOLDEN=1 accepts the difference");
}

/// An operation that answers with each of the forms that differ by the age of a server.
const FORMS: &str = "
openapi: 3.0.3
info: {title: Forms, version: '1'}
paths:
  /things:
    get:
      operationId: getThings
      x-effect: read
      responses:
        '200': &things
          description: The things.
          content:
            application/json:
              schema:
                oneOf:
                  - type: object
                    required: [success, data]
                    properties:
                      success: {type: boolean, x-sensitivity: public}
                      data: {$ref: '#/components/schemas/Things'}
                  - type: object
                    required: [data]
                    not: {required: [success]}
                    properties:
                      data: {type: array, items: {$ref: '#/components/schemas/Thing'}}
                  - type: object
                    x-refusal: true
                    required: [code]
                    properties:
                      code: {type: integer, x-sensitivity: public}
        '201': *things
  /files:
    post:
      operationId: sendFile
      x-effect: write
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                file: {type: string, format: binary, x-sensitivity: personal}
      responses:
        '200': {description: It was kept.}
components:
  schemas:
    Things:
      type: object
      required: [count, things]
      properties:
        count: {type: integer, x-sensitivity: public}
        things: {type: array, items: {$ref: '#/components/schemas/Thing'}}
    Thing:
      type: object
      required: [done]
      properties:
        done:
          oneOf:
            - {type: boolean, x-sensitivity: public}
            - {type: string, enum: ['true', 'false'], x-sensitivity: public}
        colour: {$ref: '#/components/schemas/Colour'}
    Colour:
      type: string
      x-extensible-enum: [RED, red]
      x-sensitivity: public
";

#[test]
fn forms_of_different_servers_become_one_type() {
    let (bindings, code) = build(FORMS).expect("the spec is right");
    for line in [
        "field GetThingsResponse.data: Things = \"data\"",
        "field Things.count: Option<i64> = \"count\"",
        "field Things.things: Vec<Thing> = \"things\"",
        "field Thing.done: bool = \"done\"",
        "value Colour::Red = \"RED\"",
        "operation sendFile: POST /files",
    ] {
        assert!(bindings.lines().any(|found| found == line), "{line}\n{bindings}");
    }
    assert!(!bindings.contains("success") && !bindings.contains("code") && !bindings.contains("Colour::red"));
    assert_eq!(code.matches("fn from_list").count(), 1);
}

#[test]
fn a_list_that_no_object_has_is_no_form_of_an_object() {
    let wrong = FORMS.replace(
        "data: {type: array, items: {$ref: '#/components/schemas/Thing'}}",
        "data: {type: array, items: {type: string, x-sensitivity: id}}",
    );
    let said = build(&wrong).expect_err("the forms have nothing in common").to_string();
    assert!(said.contains("its branches declare `data` with different types"), "{said}");
}

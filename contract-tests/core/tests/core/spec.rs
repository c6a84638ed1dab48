//! Loading specs: what is read, where it is, and how mistakes are reported.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use contract_core::spec::{Additional, Effect, ParameterIn, Sensitivity, Spec, Step, Type};

const PETS: &str = r##"openapi: 3.0.3
info: {title: Pets, version: "1"}
servers:
  - url: https://api.example/v1
  - url: https://{region}.example/{stage}/api
paths:
  /pets/{petId}:
    parameters:
      - {name: petId, in: path, required: true, schema: {type: string}}
    get:
      operationId: getPet
      x-effect: read
      parameters:
        - {name: verbose, in: query, schema: {type: boolean}}
      responses:
        200:
          description: a pet
          headers:
            X-Rate: {required: true, schema: {type: integer}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Pet"}
        4XX: {description: error}
        default: {description: other}
  /pets/mine:
    get:
      operationId: getMine
      responses: {"200": {description: ok}}
  /files/{name}.{ext}:
    get:
      responses: {"200": {description: ok}}
components:
  schemas:
    Pet:
      type: object
      required: [id]
      properties:
        id: {type: string, x-sensitivity: id}
        parent: {$ref: "#/components/schemas/Pet"}
        tags: {type: object, additionalProperties: {type: string, x-sensitivity: public}}
        owner:
          oneOf:
            - {$ref: "#/components/schemas/Person"}
            - {type: object, title: Shelter, properties: {name: {type: string, x-sensitivity: public}}}
    Person:
      type: object
      properties: {name: {type: string, x-sensitivity: personal}}
"##;

fn load(text: &str) -> Spec {
    Spec::from_text(text.to_owned(), "api.yaml").unwrap()
}

fn caution(text: &str) -> String {
    load(text).cautions[0].to_string()
}

fn error(text: &str) -> String {
    Spec::from_text(text.to_owned(), "api.yaml").unwrap_err().to_string()
}

fn with_schema(schema: &str) -> String {
    format!(
        "openapi: 3.0.3\npaths:\n  /x:\n    get:\n      responses:\n        '200':\n          description: ok\n          content:\n            application/json:\n              schema: {schema}\ncomponents: {{schemas: {{A: {{$ref: '#/components/schemas/B'}}, B: {{$ref: '#/components/schemas/A'}}, Loop: {{allOf: [{{$ref: '#/components/schemas/Loop'}}]}}}}}}\n"
    )
}

#[test]
fn reads_operations_and_where_they_are() {
    let spec = load(PETS);
    let operation = spec.operation("getPet").unwrap();
    assert_eq!((operation.method.as_str(), operation.path.as_str()), ("GET", "/pets/{petId}"));
    assert_eq!(operation.effect, Some(Effect::Read));
    assert_eq!(operation.site.place.line, 10);
    let parameters: Vec<_> = operation.parameters.iter().map(|p| (p.name.as_str(), p.location)).collect();
    assert_eq!(parameters, [("verbose", ParameterIn::Query), ("petId", ParameterIn::Path)]);
    assert_eq!(operation.response(200).unwrap().headers[0].name, "X-Rate");
    assert_eq!(operation.response(404).unwrap().site.place.line, 23);
    assert_eq!(operation.response(500).unwrap().site.place.line, 24);
    assert!(spec.operation("GET /files/{name}.{ext}").is_some());
}

#[test]
fn finds_operations_whatever_the_host_and_base() {
    let spec = load(PETS);
    let found = |method: &str, url: &str| {
        let found = spec.match_operation(method, url)?;
        let parameters: Vec<String> = found.path_parameters.iter().map(|(k, v)| format!("{k}={v}")).collect();
        Some(format!(
            "{} {} {}",
            found.operation.of(&spec.operations).unwrap().id,
            parameters.join(","),
            found.query
        ))
    };
    let pet = Some("getPet petId=7 ".to_owned());
    assert_eq!(found("GET", "https://api.example/v1/pets/7"), pet);
    assert_eq!(found("get", "http://localhost:8080/pets/7"), pet);
    assert_eq!(found("GET", "/pets/7/"), pet);
    assert_eq!(found("GET", "/v1/pets/7#top"), pet);
    assert_eq!(found("GET", "https://eu.example/beta/api/pets/7"), pet);
    assert_eq!(found("GET", "//other/pets/7"), pet);
    assert_eq!(found("GET", "/pets/a%2Fb%20c?x=http://y/z"), Some("getPet petId=a/b c x=http://y/z".into()));
    assert_eq!(found("GET", "/pets/mine"), Some("getMine  ".into()), "concrete before templated");
    assert_eq!(found("GET", "/files/a.b.txt").as_deref(), Some("GET /files/{name}.{ext} name=a,ext=b.txt "));
    assert_eq!(found("POST", "/pets/7"), None);
    assert_eq!(found("GET", "/v2/pets/7"), None);
    assert_eq!(spec.path_of("https://x/v1/pets/9"), Some("/pets/{petId}"));
}

#[test]
fn compiles_schemas_that_refer_to_themselves() {
    let spec = load(PETS);
    let pet =
        spec.operation("getPet").unwrap().response(200).unwrap().content_for(None).unwrap().schema.unwrap();
    let schema = spec.schema(pet);
    assert_eq!((schema.kind, schema.name.as_deref()), (Some(Type::Object), Some("Pet")));
    assert_eq!(schema.property("parent").unwrap().schema, pet);
    let tags = spec.schema(schema.property("tags").unwrap().schema);
    assert!(matches!(tags.additional, Additional::Schema(_)));
    assert_eq!(tags.site.pointer, "/components/schemas/Pet/properties/tags");
}

#[test]
fn the_strictest_of_all_branches_is_found_without_a_body() {
    let spec = load(PETS);
    let pet = spec.operation("getPet").unwrap().response(200).unwrap().content[0].schema.unwrap();
    let owner = spec.below(&[pet], Step::Property("owner"));
    let name = spec.below(&owner, Step::Property("name"));
    assert_eq!(name.len(), 2);
    assert_eq!(spec.sensitivity(&name), Sensitivity::Personal);
    let tag = spec.below(&spec.below(&[pet], Step::Property("tags")), Step::Property("anything"));
    assert_eq!(spec.sensitivity(&tag), Sensitivity::Public);
    assert_eq!(spec.sensitivity(&spec.below(&[pet], Step::Property("unknown"))), Sensitivity::Secret);
    assert!(spec.below(&[pet], Step::Item).is_empty());
}

#[test]
fn json_documents_are_read_too() {
    let text = "{\"openapi\": \"3.0.0\", \"paths\": {\n  \"/a\": {\"get\": {\"responses\": {\"200\": {\"description\": \"\\ud83d\\ude00\"}}}}}}";
    assert_eq!(load(text).operations[0].site.place.line, 2);
    let twice = text.replace("\"paths\"", "\"openapi\": \"3.0.0\", \"paths\"");
    assert!(error(&twice).contains("duplicate key `openapi`"));
}

#[test]
fn columns_of_json_are_those_of_yaml() {
    let text = r#"{"openapi": "3.0.0", "é": "😀", "paths": {"/a": {"get": {"responses":
        {"200": {"description": "ö", "content": {"application/json": {"schema": {"type": "strnig"}}}}}}}}}"#;
    for json in [text.to_owned(), text.replace('\n', "")] {
        // The comment lets the reader of YAML have it, one line further down.
        let as_yaml = caution(&format!("# YAML\n{json}"));
        let line = json.lines().count();
        let moved = |from: usize| format!("api.yaml:{from}:");
        assert_eq!(caution(&json).replacen(&moved(line), &moved(line + 1), 1), as_yaml);
    }
}

#[test]
fn mistakes_are_errors_with_place_and_remedy() {
    for (text, place, what) in [
        ("a: 1\na: 2\n".to_owned(), "api.yaml:2:1", "uplicate"),
        ("a: [\n".to_owned(), "api.yaml:", ""),
        ("openapi: 3.1.0\npaths: {}".to_owned(), "api.yaml:1:1", "no operations"),
        ("openapi: 3.3.0\npaths: {}".to_owned(), "api.yaml:1:1", "OpenAPI 3.3.0"),
        ("openapi: 4.0.0\npaths: {}".to_owned(), "api.yaml:1:1", "OpenAPI 4.0.0"),
        ("swagger: '2.0'\n".to_owned(), "api.yaml:1:1", "Swagger 2"),
        ("hello".to_owned(), "api.yaml:1:1", "not an OpenAPI"),
        ("openapi: 3.0.3\npaths: {}\n".to_owned(), "api.yaml:1:1", "no operations"),
        ("a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\n".to_owned(), "api.yaml:", ""),
        ("[".repeat(400), "api.yaml:", ""),
        ("{\n  \"a\": 1,\n  \"b\": @x\n}".to_owned(), "api.yaml:3:8", "this is not JSON: expected"),
        ("\u{feff} {\"a\": @}".to_owned(), "api.yaml:1:8", "this is not JSON: expected a value"),
        ("{\"a\": [1, 2".to_owned(), "api.yaml:1:12", "this is not JSON: the text is cut off"),
        ("{\"a\": 1, \"a\": 2}".to_owned(), "api.yaml:1:10", "duplicate key `a`"),
        ("{a: 1, a: 2}".to_owned(), "api.yaml:1:8", "uplicate"),
        ("{a: [1".to_owned(), "api.yaml:1:", "unclosed"),
    ] {
        let error = Spec::from_text(text, "api.yaml").unwrap_err();
        let message = error.to_string();
        assert!(message.starts_with(place) && message.contains(what), "{place} {what}: {message}");
        assert!(!error.help.is_empty(), "{message}");
    }
}

#[test]
fn a_mapping_with_a_quoted_key_may_be_yaml() {
    let text = "{\"openapi\": 3.0.3, paths: {/x: {get: {responses: {default: {description: d}}}}}}";
    assert_eq!(load(text).operations.len(), 1);
}

#[test]
fn a_file_as_a_whole_has_no_line() {
    let said = Spec::load(std::path::Path::new("no/such.yaml"), "no/such.yaml").unwrap_err().to_string();
    assert!(said.starts_with("no/such.yaml: cannot read the spec: "), "{said}");
}

#[test]
fn what_cannot_be_compiled_at_one_place_is_a_caution() {
    for (schema, place, what) in [
        ("{$ref: 'other.yaml#/X'}", "api.yaml:10:24", "was not read from a folder"),
        ("{$ref: '#/components/schemas/Nope'}", "api.yaml:10:24", "leads nowhere"),
        ("{$ref: '#/components/schemas/A'}", "api.yaml:11:", "leads back to itself"),
        ("{$ref: '#/components/schemas/Loop'}", "api.yaml:11:", "contains itself"),
        ("{type: strnig}", "api.yaml:10:24", "does not exist"),
        ("{type: [string, 'null']}", "api.yaml:10:24", "list of types"),
        ("{type: string, pattern: '('}", "api.yaml:10:38", "regular expression"),
        ("{type: integer, exclusiveMinimum: 3}", "api.yaml:10:39", "OpenAPI 3.1"),
        ("{type: string, x-sensitivity: loud}", "api.yaml:10:38", "x-sensitivity"),
        ("{type: string, x-mask: 'yyyy-mm-dd'}", "api.yaml:10:38", "extension of others"),
        ("{type: string, x-mask: {a: 1}}", "api.yaml:10:38", "extension of others"),
        ("{type: string, x-alias-of: [1]}", "api.yaml:10:38", "extension of others"),
        ("{type: string, x-extensible-enum: true}", "api.yaml:10:38", "extension of others"),
        ("{type: string, x-known-texts: [1]}", "api.yaml:10:38", "extension of others"),
        ("{type: string, x-correction: 7}", "api.yaml:10:38", "extension of others"),
        ("7", "api.yaml:10:15", "has to be a map"),
        ("{not: {not: 7}}", "api.yaml:10:30", "has to be a map"),
    ] {
        let spec = load(&with_schema(schema));
        let cautions: Vec<String> = spec.cautions.iter().map(ToString::to_string).collect();
        let is_told = |caution: &String| caution.starts_with(place) && caution.contains(what);
        assert!(cautions.iter().any(is_told), "{schema}: {cautions:?}");
    }
}

#[test]
fn endless_chains_are_cut() {
    let chain: Vec<String> = (0..100)
        .map(|at| format!("C{at}: {{allOf: [{{$ref: '#/components/schemas/C{}'}}]}}", at + 1))
        .collect();
    let text = with_schema("{$ref: '#/components/schemas/C0'}").replace(
        "components: {schemas: {",
        &format!("components: {{schemas: {{{}, C100: {{type: string}}, ", chain.join(", ")),
    );
    let cautions = load(&text).cautions;
    assert!(
        cautions.iter().any(|caution| caution.to_string().contains("more than 64 schemas")),
        "{cautions:?}"
    );
    assert!(load(&text.replace("C0'", "C60'")).cautions.is_empty());
}

#[test]
fn what_is_not_checked_is_said() {
    let spec = load(&with_schema("{type: object, patternProperties: {}, x-mine: 1}"));
    assert_eq!(spec.cautions.len(), 1);
    assert!(spec.cautions[0].to_string().starts_with("api.yaml:10:38: `patternProperties`"));
}

#[test]
fn a_last_parameter_may_hold_slashes_where_the_spec_says_so() {
    let spec = Spec::from_text(
        "openapi: 3.0.3
servers: [{url: 'https://h/v1'}]
paths:
  /files/{path}:
    get: {operationId: getFile, parameters: [{name: path, in: path, required: true, x-multi-segment: true, schema: {type: string}}], responses: {default: {description: x}}}
  /files/a/b:
    get: {operationId: getAb, responses: {default: {description: x}}}
  /users/{id}:
    get: {operationId: getUser, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {default: {description: x}}}
"
        .into(),
        "api.yaml",
    )
    .unwrap();
    let found = |url: &str| {
        let found = spec.match_operation("get", url)?;
        let value = found.path_parameters.first().map(|(_, value)| value.to_string()).unwrap_or_default();
        Some(format!("{} {value}", found.operation.of(&spec.operations).unwrap().id))
    };
    for (url, expected) in [
        ("/files/x", Some("getFile x")),
        ("/v1/files/x/y%20z/t.txt", Some("getFile x/y z/t.txt")),
        ("/files/", Some("getFile ")),
        ("/files", None),
        ("/files/a/b", Some("getAb ")),
        ("/users/1/cards", None),
    ] {
        assert_eq!(found(url).as_deref(), expected, "{url}");
    }
}

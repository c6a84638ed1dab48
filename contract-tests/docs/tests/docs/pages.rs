//! Pages as others write them: several operations on one page, labels in bold, requests as they are sent, examples inside
//! of fields. The pages are invented.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use contract_core::rules::Level;
use contract_docs::{Dialect, contradictions, model::Claim, read_page};

const SEVERAL: &str = "\
# Boats API

Base URL: `https://api.boats.example/v1`

## List boats

```http
GET /boats?limit=5 HTTP/1.1
Host: api.boats.example
```

**Query parameters**:

| Parameter | Type | Required | Description |
|---|---|---|---|
| `limit` | integer | No | Results per page (default: 20, max: 100) |

### Response

```json
{\"data\": [{\"id\": \"b1\", \"length\": 9.5}]}
```

## Get a boat

**Endpoint:** `GET /boats/:id`

### Path parameters

| Name | Type | Description |
|---|---|---|
| id | string | Which one |

Example:

```http
GET /boats/b1
```

**Response**:

| Field | Type | Description |
|---|---|---|
| length | number | Metres |

## DELETE /boats/{id}

Returns `204 No Content`.

### Errors

| Code | Meaning |
|---|---|
| 404 | No such boat |

# About us

| Name | Type |
|---|---|
| office | string |
";

const FIELDS: &str = "\
---
api: 'POST /boats'
---
<ParamField body=\"name\" type=\"string\" required>
  What it is called
</ParamField>
<ParamField body=\"crew\" type=\"object\">
  Who is on it.
  ```json Example
  {\"captain\": \"Ahab\", \"cook\": \"Dough-Boy\"}
  ```
  <ResponseField name=\"captain\" type=\"string\">Who steers</ResponseField>
</ParamField>
<ResponseField name=\"id\" type=\"string\">The id</ResponseField>
<ResponseExample>
```json 200
{\"id\": \"b1\", \"name\": \"Pequod\", \"length\": 32, \"made_at\": \"2026-05-09T10:15:00.000Z\"}
```
</ResponseExample>
";

fn claims(page: &str) -> Vec<Claim> {
    let read = read_page("page", page, Dialect::MARKDOWN);
    assert_eq!(read.unexplained, [], "every line is explained");
    read.claims
}

fn said(page: &str) -> Vec<String> {
    let line = |claim: &Claim| {
        let operation = claim.operation.as_deref().unwrap_or("-");
        let place = if claim.pointer.is_empty() { "-" } else { &claim.pointer };
        format!("{operation} {} {place} {:?} {}", claim.location.word(), claim.predicate, claim.text())
    };
    claims(page).iter().map(line).collect()
}

#[test]
fn each_operation_of_a_page_has_what_stands_below_it() {
    let said = said(SEVERAL);
    for expected in [
        "GET /boats request - Path GET /boats",
        "GET /boats query limit Type integer",
        "GET /boats query limit Default 20",
        "GET /boats response-body /data/*/id Type string",
        "GET /boats/{id} path id Type string",
        "GET /boats/{id} response-body /length Type number",
        "DELETE /boats/{id} status - Status 204",
        "DELETE /boats/{id} status - Status 404",
    ] {
        assert!(said.contains(&expected.to_owned()), "no {expected} in {said:#?}");
    }
    let operations: std::collections::BTreeSet<String> = said
        .iter()
        .map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .filter(|name| name != "- unplaced")
        .collect();
    assert_eq!(
        operations.len(),
        3,
        "a call with values is no operation of its own, and the rest is about none: {said:#?}"
    );
    assert!(!said.iter().any(|line| line.contains("office") && !line.starts_with("- unplaced")), "{said:#?}");
    let statuses = claims(SEVERAL);
    let listed = statuses.iter().find(|claim| claim.pointer == "/data/*/id").unwrap();
    assert_eq!(listed.status, None, "the 204 of one operation is not the status of another");
}

#[test]
fn an_example_inside_of_a_field_is_neither_request_nor_answer() {
    let said = said(FIELDS);
    assert!(said.contains(&"POST /boats request-body /crew/captain Type string".to_owned()), "{said:#?}");
    assert!(!said.iter().any(|line| line.contains("cook")), "{said:#?}");
    let found = contradictions(&claims(FIELDS), None);
    let failing: Vec<&str> = found
        .iter()
        .filter(|found| found.contradiction.as_ref().unwrap().level != Level::Note)
        .map(|f| f.message.as_str())
        .collect();
    assert_eq!(failing, [""; 0], "a list that leaves out more than it has is merely shorter");
}

#[test]
fn a_bare_date_is_no_format() {
    let table = |word: &str| {
        format!(
            "# Get a boat\n\nGET /boats/{{id}}\n\n## Response\n\n| Field | Type |\n|---|---|\n| made_at | {word} |\n\n```json\n{{\"made_at\": \"2026-05-09T10:15:00.000Z\"}}\n```\n"
        )
    };
    let forms = |word: &str| contradictions(&claims(&table(word)), None).len();
    assert_eq!(forms("date"), 0);
    assert_eq!(forms("string<date>"), 1);
}

#[test]
fn a_list_that_is_folded_up_lacks_nothing() {
    let page = "GET\n/\nboats\nList boats\ncurl --request GET \\\n  --url https://api.boats.example/v1/boats\n{\n  \"ok\": true,\n  \"code\": 200,\n  \"data\": {\n    \"berth\": \"A\"\n  }\n}\n\nResponse\n\n200 - application/json\n\nok\nboolean\ncode\ninteger\ndata\nobject\n";
    let read = read_page("page", page, Dialect::TEXT);
    assert_eq!(read.unexplained, []);
    assert!(read.claims.iter().any(|claim| claim.pointer == "/data/berth"), "{:#?}", read.claims);
    let found = contradictions(&read.claims, None);
    assert_eq!(found.iter().map(|found| found.message.as_str()).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_path_that_ends_a_sentence_and_a_hidden_address_mislead_nobody() {
    let page = "POST\n/\nboats\nMake a boat\ncurl --request POST \\\n  --url https://api.boats.example/v1/boats \\\n  --form [email protected] \\\n  --form name=x\n\nBody\n\nmultipart/form-data\nemail\nstring<email>\nrequired\nname\nstring\nrequired\n\nRelated\n\nGET /boats/{id}.\n";
    let read = read_page("page", page, Dialect::TEXT);
    assert!(
        read.claims.iter().all(|claim| claim.operation.as_deref() == Some("POST /boats")),
        "{:#?}",
        read.claims
    );
    let found = contradictions(&read.claims, None);
    assert_eq!(found.iter().map(|found| found.message.as_str()).collect::<Vec<_>>(), [""; 0]);
}

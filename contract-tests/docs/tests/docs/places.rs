//! A claim has the operation and the place that the structure of its page shows, or none. All pages are invented.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use crate::said::{found, has, lacks, said, said_in};
use contract_docs::Dialect;

#[test]
fn code_above_the_line_that_names_the_operation_belongs_to_it() {
    let page = "# Ferries\n\n## Show a ferry\n\n```shell\ncurl \"https://api.ferries.example/v1/ferries/7\" -H \"Authorization: Bearer T\"\n```\n\n\
        > The above command returns JSON like this:\n\n```json\n{ \"decks\": 3 }\n```\n\n### HTTP Request\n\n`GET https://api.ferries.example/v1/ferries/:id`\n\n\
        ## Paint a ferry\n\n```shell\ncurl -X PATCH \"https://api.ferries.example/v1/ferries/7\" -d '{ \"hull\": \"RED\" }'\n```\n\n### HTTP Request\n\n\
        `PATCH https://api.ferries.example/v1/ferries/:id`\n";
    let said = said(page);
    has(
        &said,
        &[
            "GET /v1/ferries/{id} header Authorization auth Bearer",
            "GET /v1/ferries/{id} response-body /decks type number",
            "PATCH /v1/ferries/{id} request-body /hull type string",
        ],
    );
    assert_eq!(found(page), [""; 0]);
    let html = "<!doctype html><body><h2>Show a ferry</h2><pre>curl https://api.ferries.example/ferries/:id -H 'X-Key: k'</pre>\
        <h3>HTTP Request</h3><p><code>GET /ferries/:id</code></p><h2>Paint a ferry</h2>\
        <pre>curl https://api.ferries.example/ferries/:id -d hull=RED -X PATCH</pre><p><code>PATCH /ferries/:id</code></p></body>";
    let said = said_in(html, Dialect::HTML);
    has(
        &said,
        &["GET /ferries/{id} header X-Key exists true", "PATCH /ferries/{id} request-body /hull exists true"],
    );
}

#[test]
fn a_command_to_another_path_is_not_about_this_operation() {
    let page = "# Board a ferry\n\n`POST /ferries/{id}/board`\n\n## Example\n\n```bash\ncurl -X POST https://api.ferries.example/login -H 'X-Pier: 4' -d '{\"user\": \"u\"}'\n```\n";
    lacks(&said(page), &["X-Pier", "/user", "login"]);
    let page = "# Ferries\n\n## List ferries\n\n`GET /ferries`\n\n## Board a ferry\n\n`POST /ferries/{id}/board`\n\n```bash\ncurl $BASE/ferries -H 'X-Pier: 4'\n```\n";
    has(&said(page), &["GET /ferries header X-Pier exists true"]);
}

#[test]
fn an_operation_that_cannot_be_read_ends_the_one_before() {
    let page = "`GET /ferries`\n\n| Parameter | Type | Required |\n|---|---|---|\n| deck | integer | no |\n\n`GET ferries/all`\n\n\
        | Parameter | Type | Required |\n|---|---|---|\n| pier | integer | no |\n";
    let said = said(page);
    has(&said, &["GET /ferries query deck type integer", "- unplaced /pier type integer"]);
}

#[test]
fn sections_about_errors_webhooks_and_parts_are_not_the_request() {
    let page = "---\napi: \"POST https://api.ferries.example/v1/ferries\"\n---\n\n## Body\n\n<ParamField body=\"hull\" type=\"string\" required>The hull.</ParamField>\n\n\
        ## Errors\n\n### Payload validation\n\n```json BAD_HULL\n{ \"status\": \"error\", \"code\": \"BAD_HULL\" }\n```\n\n\
        ## Webhook payload\n\n```json\n{ \"event\": \"made\" }\n```\n\n| Field | Type |\n|---|---|\n| sent_at | string |\n";
    let said = said(page);
    has(
        &said,
        &[
            "POST /v1/ferries response-body 4XX /code type string",
            "POST /v1/ferries unplaced /webhook-payload/sent_at type string",
        ],
    );
    lacks(&said, &["request-body /status", "request-body /code", "/event"]);
    assert_eq!(found(page), [""; 0]);
    let nested = "# Make a ferry\n\n`POST /ferries`\n\n## Request body\n\n| Field | Type |\n|---|---|\n| hull | string |\n\n### The mast\n\n\
        | Field | Type |\n|---|---|\n| hull | number |\n\n```json\n{ \"hull\": 3 }\n```\n";
    has(
        &self::said(nested),
        &[
            "POST /ferries request-body /hull type string",
            "POST /ferries unplaced /the-mast/hull type number",
        ],
    );
    assert_eq!(found(nested), [""; 0]);
    let error = "# Make a ferry\n\n`POST /ferries`\n\n## Payload\n\n```json\n{ \"success\": false, \"message\": \"no\" }\n```\n";
    lacks(&self::said(error), &["/success"]);
}

#[test]
fn fields_of_errors_are_not_those_of_the_good_answer() {
    let page = "# Make a ferry\n\n`POST /ferries`\n\n## Response\n\n```json\n{ \"id\": 7 }\n```\n\n## Errors\n\nAll errors are alike:\n\n\
        | Property | Type |\n|---|---|\n| `reason` | Integer |\n";
    has(&said(page), &["POST /ferries response-body 4XX /reason type integer"]);
}

#[test]
fn tables_of_objects_beside_an_operation_have_no_place_and_are_not_merged() {
    let page = "# Ferries\n\n## The ferry object\n\n| Attribute | Type |\n|---|---|\n| id | number |\n| price | number |\n\n\
        ## The short pier object\n\n| Attribute | Type |\n|---|---|\n| id | number |\n| price | string |\n\n## List ferries\n\n`GET /ferries`\n";
    let said = said(page);
    has(
        &said,
        &[
            "- unplaced /the-ferry-object/price type number",
            "- unplaced /the-short-pier-object/price type string",
        ],
    );
    assert_eq!(found(page), [""; 0]);
}

#[test]
fn servers_of_environments_are_no_contradiction() {
    let page = |sandbox: &str, heading: &str, other: &str| {
        format!(
            "---\napi: \"POST /v1/ferries\"\n---\n\n### {heading}\n\n```bash\ncurl -X POST \"https://{sandbox}/v1/ferries\"\n```\n\n\
             ### {other}\n\n```bash\ncurl -X POST \"https://api.ferries.example/v1/ferries\"\n```\n"
        )
    };
    assert_eq!(found(&page("sandbox.ferries.example", "Sandbox", "Production")), [""; 0]);
    assert_eq!(found(&page("one.ferries.example", "Sandbox environment", "Live")), [""; 0]);
    assert_eq!(found(&page("api-staging.ferries.example", "Example", "Another")), [""; 0]);
    assert_eq!(found(&page("two.ferries.example", "Example", "Another")).len(), 1);
}

#[test]
fn names_are_joined_to_the_names_around_them_once() {
    let page = |inner: &str| {
        format!(
            "---\napi: \"GET /ferries/{{id}}\"\n---\n\n<ResponseField name=\"data\" type=\"object\">\n  <Expandable>\n    \
             <ResponseField name=\"{inner}\" type=\"integer\">How many.</ResponseField>\n  </Expandable>\n</ResponseField>\n"
        )
    };
    for (inner, pointer) in [
        ("data.decks", "/data/decks"),
        ("decks", "/data/decks"),
        ("data.hull.decks", "/data/hull/decks"),
        ("{deck}", "/data/*"),
        ("database", "/data/database"),
    ] {
        has(&said(&page(inner)), &[&format!("GET /ferries/{{id}} response-body {pointer} type integer")]);
    }
    let list = page("data.decks").replace("type=\"object\"", "type=\"object[]\"");
    has(&said(&list), &["GET /ferries/{id} response-body /data/*/decks type integer"]);
    let map = page("{deck}")
        + "\n<ResponseExample>\n```json 200\n{ \"data\": { \"upper\": 1, \"lower\": 2 } }\n```\n</ResponseExample>\n";
    assert_eq!(found(&map), [""; 0]);
}

#[test]
fn parameters_of_a_get_are_never_in_its_body() {
    let page = "# List piers\n\n> `GET https://api.ferries.example/v1/ferries/{id}/piers`\n\n## Request parameters\n\n\
        | Parameter | Required | Type | Description |\n|---|---|---|---|\n| id | yes | string | The ferry. |\n| limit | no | integer | How many. Defaults to 25. |\n";
    has(
        &said(page),
        &[
            "GET /v1/ferries/{id}/piers path id required true",
            "GET /v1/ferries/{id}/piers query limit default 25",
        ],
    );
    let page = "# List piers\n\n`GET /piers`\n\n**Request Parameters**\n\n| name | type | description | default |\n|---|---|---|---|\n\
        | limit | query | (optional) How many | 100 |\n| ferry | path | (required) The ferry | |\n";
    has(&said(page), &["GET /piers query limit required false", "GET /piers path ferry required true"]);
}

#[test]
fn an_announced_list_may_stand_under_a_heading() {
    let page = "# Make a ferry\n\n`POST /ferries`\n\n## Notification\n\nWe send you the following parameters:\n\n#### The ferry\n\n\
        | Property | Type |\n|---|---|\n| `id` | String |\n";
    assert_eq!(found(page), [""; 0]);
    has(&said(page), &["POST /ferries unplaced /the-ferry/id type string"]);
    let nothing = "# Make a ferry\n\n`POST /ferries`\n\n## Response\n\nThe answer has these fields:\n\n## Errors\n\nNone.\n";
    assert_eq!(found(nothing).len(), 1);
}

#[test]
fn two_commands_of_a_section_are_two_operations() {
    let page = "# Ferries\n\n## Pin a ferry\n\n* `POST /ferries/pin.json` pins it.\n* `DELETE /ferries/pin.json` unpins it.\n\n\
        ```shell\ncurl -X POST https://api.ferries.example/ferries/pin.json\n```\n\n```shell\ncurl -X DELETE https://api.ferries.example/ferries/pin.json\n```\n";
    assert_eq!(found(page), [""; 0]);
}

#[test]
fn alternatives_of_a_schema_have_names_as_well() {
    let page = "---\napi: {\"method\":\"post\",\"path\":\"/ferries\",\"requestBody\":{\"content\":{\"application/json\":{\"schema\":{\"oneOf\":[{\"type\":\"object\",\"properties\":{\"hull\":{\"type\":\"string\"}}},{\"type\":\"object\",\"properties\":{\"decks\":{\"type\":\"integer\"}}}]},\"example\":{\"decks\":3}}}}}\n---\n";
    has(&said(page), &["POST /ferries request-body /decks exists true"]);
    assert_eq!(found(page), [""; 0]);
}

#[test]
fn a_list_of_the_members_of_an_item_is_placed_by_the_sample() {
    let fields = ["hull", "decks", "beam"]
        .map(|name| format!("<ResponseField name=\"{name}\" type=\"string\">It</ResponseField>\n"))
        .concat();
    let page = format!(
        "---\napi: \"GET /ferries\"\n---\n\n## Response\n\n{fields}\n<ResponseExample>\n```json 200\n{{ \"items\": [{{ \"hull\": \"a\", \"decks\": \"b\", \"beam\": \"c\" }}], \"page\": 1, \"more\": true, \"next\": 2, \"total\": 3 }}\n```\n</ResponseExample>\n"
    );
    has(&said(&page), &["GET /ferries response-body 200 /items/*/hull type string"]);
    assert_eq!(found(&page), [""; 0]);
}

#[test]
fn a_component_whose_title_names_a_failed_status_is_about_errors() {
    let page = |open: &str, close: &str| {
        format!(
            "---\napi: GET /ferries\n---\n\n<ResponseField name=\"decks\" type=\"integer\">All decks.</ResponseField>\n\n\
             {open}\n  <ResponseField name=\"reason\" type=\"string\">Why.</ResponseField>\n\n| Field | Type |\n|---|---|\n| `hint` | string |\n{close}\n\n\
             <ResponseField name=\"hull\" type=\"string\" />\n"
        )
    };
    for (open, close) in [
        ("<Tab title=\"400\">", "</Tab>"),
        ("<Accordion title=\"404 Not found\">", "</Accordion>"),
        ("<Panel label=\"422 - Invalid\">", "</Panel>"),
        ("{% tab title=\"400: Bad Request\" %}", "{% endtab %}"),
        ("<Tabs><Tab title=\"200\"></Tab><Tab title=\"500\">", "</Tab></Tabs>"),
        ("<Tab title=\"Errors\">", "</Tab>"),
        ("<Tab title=\"Erreurs\">", "</Tab>"),
    ] {
        let said = said(&page(open, close));
        let of = |name: &str| said.iter().find(|claim| claim.contains(name)).cloned().unwrap_or_default();
        assert!(!of("/reason type").is_empty() && !of("/hint type").is_empty(), "{open}: {said:#?}");
        let status =
            |name: &str| of(name).contains("response-body 4") || of(name).contains("response-body 5");
        assert!(status("/reason type") && status("/hint type"), "{open}: {said:#?}");
        assert!(!status("/decks type") && !status("/hull type"), "{open}: {said:#?}");
    }
}

#[test]
fn what_is_not_sure_contradicts_nothing() {
    let table = |row: &str| {
        format!("| Field | Type | Description |\n|---|---|---|\n| `hull` | string | The hull. |\n{row}\n")
    };
    let sent = |body: &str| {
        format!("\n```bash\ncurl -X POST https://api.ferries.example/ferries -d '{body}'\n```\n")
    };
    let head = "# Make a ferry\n\n`POST /ferries`\n\n";
    for page in [
        // Keys that are not shown are not one key.
        format!("{head}## Body\n\n{}{}", table("| `decks` | integer | Decks. |"), sent("{\"hull\":\"a\",\"decks\":1,\"sizes[beam][0]\":2,\"sizes[length][0]\":3}")),
        // A table whose place is not shown may list the name.
        format!("{head}## Body\n\n{}\n## Rows\n\n| Name | Type |\n|---|---|\n| `beam` | integer |\n{}", table(""), sent("{\"hull\":\"a\",\"beam\":3}")),
        // The names of fields are no values.
        format!("{head}## Body\n\n{}{}", table("| `decks` | string | How many. At least one of `decks` or `hull` is required |"), sent("{\"hull\":\"a\",\"decks\":\"3\"}")),
        // Nor are the greatest values of some kinds.
        format!("{head}## Body\n\n{}\n### Example\n\n```json\n{{\"hull\":\"a\",\"most\":\"7\"}}\n```\n", table("| `most` | string | The most <ul><li>`OAK`: \"15\"</li><li>`ELM`: \"20\"</li></ul> |")),
        // A table whose names are mostly no names lists nothing.
        format!("{head}Send these:\n\n| Parameter | Type |\n|---|---|\n| R\u{f6}mpfe | integer |\n| Wie viele Decks | integer |\n| beam | integer |\n{}", sent("{\"decks\":2,\"beam\":1,\"hull\":\"a\"}")),
        // Some of the values are not all of them.
        format!("{head}## Body\n\n{}\n### Example\n\n```json\n{{\"hull\":\"a\",\"tier\":\"5\"}}\n```\n", table("| `tier` | string | Common values: `0` (none), `1`, `2` |")),
        // A remark in brackets ends no list.
        format!("{head}## Body\n\n{}\n### Example\n\n```json\n{{\"hull\":\"a\",\"mode\":\"TINY\"}}\n```\n", table("| `mode` | string | `BIG`, `SMALL`(i.e. not big), `TINY` |")),
        // The same path is called with both methods.
        "---\napi: GET /ferries\n---\n\n# Find ferries\n\n```bash cURL\ncurl \"https://api.ferries.example/ferries?decks=2\"\n```\n\n\
         ```bash cURL (POST)\ncurl -X POST https://api.ferries.example/ferries -d '{\"decks\":2}'\n```\n".to_owned(),
        // A command may have a comment above it.
        "---\napi: GET /ferries\n---\n\n# Find ferries\n\n```bash\n# It's free:\ncurl \"https://api.ferries.example/v2/ferries?decks=2\"\n```\n\n\
         ```bash\ncurl -X POST https://api.ferries.example/v2/ferries -d '{\"decks\":2}'\n```\n".to_owned(),
        // The title of a note ends with it.
        format!("{head}<Warning>\n**Authentication**\n\nSend the key.\n</Warning>\n\nSend the port as a header:\n\n| **Parameter** | Type |\n|---|---|\n| `decks` | integer |\n{}", sent("{\"decks\":2}")),
        // What follows may stand under a heading of its own.
        "# Make a ferry\n\n`POST /ferries`\n\n## Hulls\n\nThere are two of them:\n\n## Of oak\n\nIt floats.\n".to_owned(),
        // The sample of one alternative is none of another.
        "---\napi: {\"method\":\"get\",\"path\":\"/ferries\",\"responses\":{\"200\":{\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\",\"properties\":{\"size\":{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"object\",\"properties\":{\"beam\":{\"type\":\"integer\"}}}]}}},\"example\":{\"size\":{\"beam\":3}}}}}}}\n---\n".to_owned(),
        "---\napi: {\"method\":\"get\",\"path\":\"/ferries\",\"responses\":{\"200\":{\"content\":{\"application/json\":{\"schema\":{\"anyOf\":[{\"type\":\"object\",\"properties\":{\"size\":{\"type\":\"string\"}}},{\"type\":\"object\",\"properties\":{\"size\":{\"type\":\"integer\"}}}]},\"example\":{\"size\":3}}}}}}\n---\n".to_owned(),
    ] {
        assert_eq!(found(&page), [""; 0], "{page}");
    }
}

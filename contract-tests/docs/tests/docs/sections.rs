//! What titles and sentences say of the lists and samples below them: errors, what is sent to others, another object. All pages
//! are invented.

use contract_docs::Dialect;

use crate::said::{found, found_in, has, lacks, said, said_in, unread_in};

const TEXT: &str = "POST\n/\nferries\nMake a ferry\n\nBody\n\nhull\nstring\nrequired\nThe hull.\n\n";

#[test]
fn a_title_in_a_text_ends_the_list_above_it() {
    for (rest, lacking) in [
        (
            "Errors\n\nPayload validation\n\n{\n  \"code\": \"INVALID\",\n  \"hull\": 3\n}\n",
            "request-body /code",
        ),
        (
            "Webhook\n\nWhen it is made, we send this to your URL:\n\n{\n  \"hull\": 3\n}\n",
            "/hull type number",
        ),
        (
            "Response\n\nid\nnumber\nThe id\n\nCrew object\n\nid\nstring\nThe id\n",
            "response-body /id type string",
        ),
        ("Errors\n\nhull\ninteger\nThe code.\n", "request-body /hull type integer"),
    ] {
        let page = format!("{TEXT}{rest}");
        has(&said_in(&page, Dialect::TEXT), &["POST /ferries request-body /hull required true"]);
        lacks(&said_in(&page, Dialect::TEXT), &[lacking]);
        assert_eq!(found_in(&page, Dialect::TEXT), [""; 0], "{rest}");
    }
}

#[test]
fn parameters_of_a_text_are_sent_where_the_method_sends_them() {
    let page = |verb: &str| {
        format!(
            "{verb}\n/\nferries\n/\n{{line}}\nFerries\n\nParameters\n\nline\nstring\nrequired\nThe line.\n\nlimit\ninteger\nHow many.\n"
        )
    };
    let read = said_in(&page("GET"), Dialect::TEXT);
    has(
        &read,
        &["GET /ferries/{line} path line type string", "GET /ferries/{line} query limit type integer"],
    );
    let sent = said_in(&page("POST"), Dialect::TEXT);
    has(
        &sent,
        &[
            "POST /ferries/{line} path line type string",
            "POST /ferries/{line} request-body /limit type integer",
        ],
    );
    // Without a title that places them, they have no place.
    let bare = page("GET").replace("Parameters\n\n", "");
    lacks(&said_in(&bare, Dialect::TEXT), &["response-body", "query"]);
}

#[test]
fn a_sentence_says_what_the_list_or_sample_below_it_is_of() {
    let page = |sentence: &str, below: &str| {
        format!(
            "# Make a ferry\n\n`POST /ferries`\n\n## Response\n\n```json\n{{ \"code\": \"A\" }}\n```\n\n{sentence}\n\n{below}\n"
        )
    };
    let table = "| Field | Type |\n|---|---|\n| code | integer |";
    let sample = "```json\n{ \"code\": 3 }\n```";
    for sentence in [
        "Errors have this form:",
        "If the payload is not valid,\nthe API answers:",
        "En cas d'\u{e9}chec, l'API renvoie :",
        "The customer is redirected to your page with these parameters:",
        "We call your URL with:",
        "Our server posts to `notify_url`:",
    ] {
        for below in [table, sample, &format!("#### The code\n\n{table}")] {
            assert_eq!(found(&page(sentence, below)), [""; 0], "{sentence} {below}");
        }
    }
    let errors = said(&page("Errors have this form:", table));
    has(&errors, &["POST /ferries response-body 4XX /code type integer"]);
    for sentence in ["It returns:", "If the call succeeds without errors, it returns:"] {
        assert_eq!(found(&page(sentence, table)).len(), 1, "{sentence}");
    }
}

#[test]
fn a_title_names_errors_in_other_words_and_languages() {
    for title in ["Failure", "When the body is invalid", "Problem details", "En cas d'\u{e9}chec", "Si falla"]
    {
        let page = format!(
            "# Make a ferry\n\n`POST /ferries`\n\n## Response\n\n| Field | Type |\n|---|---|\n| id | integer |\n\n### {title}\n\n\
             | Field | Type |\n|---|---|\n| id | string |\n"
        );
        has(&said(&page), &["POST /ferries response-body 4XX /id type string"]);
        assert_eq!(found(&page), [""; 0], "{title}");
    }
}

#[test]
fn a_second_object_of_a_response_has_no_place() {
    let table = |kind: &str| format!("| Field | Type |\n|---|---|\n| id | {kind} |\n");
    for (first, second) in [("### Ferry object\n\n", "### Crew object\n\n"), ("", "### The crew object\n\n")]
    {
        let page = format!(
            "# List ferries\n\n`GET /ferries`\n\n## Response\n\n{first}{}\n{second}{}",
            table("number"),
            table("string")
        );
        has(&said(&page), &["GET /ferries response-body /id type number"]);
        assert_eq!(found(&page), [""; 0], "{page}");
    }
    let components = "---\ntitle: Show\napi: GET /ferries\n---\n\n## Response\n\n<ResponseField name=\"id\" type=\"integer\">Id</ResponseField>\n\n\
        ### Crew\n\n<ResponseField name=\"id\" type=\"string\">Id</ResponseField>\n";
    assert_eq!(found(components), [""; 0]);
}

#[test]
fn a_place_is_stated_by_titles_of_columns_and_descriptions() {
    let page = |verb: &str, title: &str, words: &str| {
        format!(
            "# Paint a ferry\n\n`{verb} /ferries/{{id}}`\n\n## Parameters\n\n| {title} | Type | Description |\n|---|---|---|\n| dry_run | boolean | {words} |\n"
        )
    };
    for (verb, title, words, place) in [
        ("POST", "Name", "Query parameter. Only try", "query dry_run"),
        ("POST", "Name", "(header) Only try", "header dry_run"),
        ("POST", "Query parameter", "Only try", "query dry_run"),
        ("POST", "Header", "Only try", "header dry_run"),
        ("POST", "Name", "Only try", "request-body /dry_run"),
        ("GET", "Name", "Only try", "query dry_run"),
        ("GET", "Body field", "Only try", "unplaced /parameters/dry_run"),
    ] {
        let expected = format!("{verb} /ferries/{{id}} {place} type boolean");
        has(&said(&page(verb, title, words)), &[&expected]);
    }
    let body = page("GET", "Name", "Only try").replace("## Parameters", "## Body parameters");
    has(&said(&body), &["GET /ferries/{id} unplaced /body-parameters/dry_run type boolean"]);
}

#[test]
fn a_raw_request_with_values_is_about_the_operation_named_below_it() {
    let page = "# Ferries\n\n## Remove\n\n```http\nDELETE /v1/ferries/3 HTTP/1.1\n```\n\n```json\n{ \"gone\": true }\n```\n\n**Endpoint:** `DELETE /v1/ferries/{id}`\n\n\
        ## Make\n\n`POST /v1/ferries`\n";
    has(&said(page), &["DELETE /v1/ferries/{id} response-body /gone type boolean"]);
    lacks(&said(page), &["ferries/3"]);
}

#[test]
fn the_operations_of_redoc_begin_with_their_titles() {
    let text = "getList ferries\npostMake a ferry\nList ferries\nquery Parameters\nlimit\ninteger <int32>\nHow many\n\n\
        Responses\n200\nget/ferries\n\nMake a ferry\nRequest Body schema: application/json\nhull\nrequired\nstring\nThe hull\n\n\
        Responses\n201\npost/ferries\n";
    let from_text = said_in(text, Dialect::TEXT);
    has(
        &from_text,
        &["GET /ferries query limit type integer", "POST /ferries request-body /hull required true"],
    );
    let operation = |title: &str, part: &str, name: &str, verb: &str| {
        format!(
            "<div><h2>{title}</h2><h5>{part}</h5><table><tbody><tr><td kind=\"field\" title=\"{name}\"><span>{name}</span></td>\
             <td><div><span>string</span></div></td></tr></tbody></table>\n<div><button><span class=\"http-verb {verb}\">{verb}</span>\
             <span>/ferries</span></button></div></div>\n"
        )
    };
    let html = format!(
        "<!doctype html><html><body>{}{}</body></html>",
        operation("List ferries", "query Parameters", "line", "get"),
        operation("Make a ferry", "Request Body schema: application/json", "hull", "post")
    );
    let from_html = said_in(&html, Dialect::HTML);
    has(&from_html, &["GET /ferries query line type string", "POST /ferries request-body /hull type string"]);
}

#[test]
fn what_looks_like_words_may_state_something() {
    let page = |line: &str| format!("# Make a ferry\n\n`POST /ferries`\n\n{line}\n");
    for line in ["- hull string", "One of oak or tin", "Either oak or tin", "```\nhull\tstring\tyes\n```"] {
        assert_ne!(unread_in(&page(line), Dialect::MARKDOWN), [0; 0], "{line}");
    }
}

#[test]
fn a_status_in_a_fence_of_its_own_is_that_of_the_sample_below() {
    let page = "# Send a ferry\n\n`POST /ferries`\n\n**ferry** `string`\n\n##### **Response**\n\n```\n202 Accepted\ncontent-type: application/json\n```\nBody\n```json\n\
        { \"id\": 3, \"reason\": [ \"a\" ] }\n```\n\n```json\n400 Bad Request\n```\nBody\n```json\n{ \"reason\": \"no ferry\" }\n```\n";
    has(
        &said(page),
        &[
            "POST /ferries response-body 202 /id type number",
            "POST /ferries response-body 400 /reason type string",
        ],
    );
    lacks(&said(page), &["request-body"]);
    assert_eq!(found(page), [""; 0]);
}

#[test]
fn names_in_the_query_of_an_address_are_no_body() {
    let page = "# Ferries\n\n## Ask\n\n`POST /ferries`\n\n### HTTP Request\n\n`{token}/ferries?fields={fields}&count={count}`\n\n\
        Parameter | Required | Description\n--- | --- | ---\nfields | yes | Names\nlayout | yes | A name\n\n## Other\n\nWords.\n";
    has(
        &said(page),
        &[
            "POST /ferries query fields required true",
            "POST /ferries unplaced /http-request/layout required true",
        ],
    );
    lacks(&said(page), &["request-body"]);
}

#[test]
fn what_is_announced_may_stand_in_the_section_below() {
    let page = |below: &str| {
        format!(
            "# Ferries\n\n`GET /ferries`\n\n## Returned\n\nThe fields are listed below:\n\n## Response\n\n{below}\n"
        )
    };
    assert_eq!(found(&page("| Field | Type |\n|---|---|\n| id | string |")), [""; 0]);
    assert_eq!(found(&page("Words.")).len(), 1);
}

#[test]
fn a_list_of_the_items_is_no_list_of_the_body() {
    let page = "# Send\n\n`POST /ferries`\n\n## Request body\n\n| Field | Type | Required |\n|---|---|---|\n| ferries | array | yes |\n\n\
        Each item in `ferries` has:\n\n| Field | Type | Required |\n|---|---|---|\n| id | string | yes |\n\n```json\n{ \"ferries\": [ { \"id\": 3 } ] }\n```\n";
    has(
        &said(page),
        &["POST /ferries unplaced /id required true", "POST /ferries request-body /ferries/*/id type number"],
    );
    assert_eq!(found(page), [""; 0]);
}

#[test]
fn bold_words_above_a_list_name_something_else() {
    let table = |kind: &str| format!("| Field | Type |\n|---|---|\n| id | {kind} |\n\n");
    let page = format!(
        "# Make\n\n`POST /ferries`\n\n## Responses\n\n**400**\n\n{}**default**\n\n{}",
        table("string"),
        table("boolean")
    );
    has(&said(&page), &["POST /ferries response-body 400 /id type string"]);
    assert_eq!(found(&page), [""; 0]);
}

#[test]
fn errors_of_one_class_have_many_forms() {
    let page = "---\ntitle: Make\napi: POST /ferries\n---\n\n<ResponseExample>\n```json Validation error\n{\"hull\": 3}\n```\n</ResponseExample>\n\n\
        <Accordion title=\"Payload rejected\">\n```json\n{\"hull\": false}\n```\n</Accordion>\n";
    has(
        &said(page),
        &[
            "POST /ferries response-body 4XX /hull type number",
            "POST /ferries response-body 4XX /hull type boolean",
        ],
    );
    assert_eq!(found(page), [""; 0]);
}

#[test]
fn parameters_of_an_address_are_in_its_path_if_that_has_them() {
    let page = "# Paint\n\n## URL\n\n### Structure\n\n    PUT https://api.ferries.example/v2/ferries/{ferryId}?dry=true/false\n\n## Request\n\n### URI Parameters\n\n\
        | Name | Type | Req. |\n|---|---|---|\n| ferryId | string | Yes |\n| dry | string | Yes |\n";
    let read = said(page);
    lacks(&read, &["request-body", "path dry"]);
    has(&read, &["PUT /v2/ferries/{ferryId} path ferryId type string"]);
}

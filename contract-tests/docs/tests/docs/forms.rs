//! The forms in which people write pages: tables, samples, lists of values, components. All pages are invented.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use contract_docs::{Dialect, contradictions, model::Claim, read_page};

fn said_in(page: &str, dialect: Dialect) -> Vec<String> {
    let read = read_page("page", page, dialect);
    assert_eq!(read.unexplained, [], "every line is explained");
    let line = |claim: &Claim| {
        let (place, predicate) = (claim.location.word(), claim.predicate.word());
        format!("{place} {} {predicate} {}", claim.pointer, claim.text())
    };
    read.claims.iter().map(line).collect()
}

fn said(page: &str) -> Vec<String> {
    said_in(page, Dialect::MARKDOWN)
}

#[track_caller]
fn has(said: &[String], lines: &[&str]) {
    for line in lines {
        assert!(said.iter().any(|known| known == line), "no `{line}` in {said:#?}");
    }
}

fn found(page: &str) -> Vec<String> {
    let read = read_page("page", page, Dialect::MARKDOWN);
    contradictions(&read.claims, None).into_iter().map(|found| found.message).collect()
}

#[test]
fn cells_may_be_separated_by_tabs() {
    let rows =
        "Field\tType\tRequired\tDescription\nhull\tstring\tYes\tThe hull.\ndecks\tinteger\tNo\tHow many.\n";
    let expected = ["request-body /hull required true", "request-body /decks type integer"];
    has(&said_in(&format!("POST\n/\nferries\nMake a ferry\n\nBody\n\n{rows}"), Dialect::TEXT), &expected);
    has(&said(&format!("# Make a ferry\n\n`POST /ferries`\n\n## Body\n\n{rows}")), &expected);
}

#[test]
fn a_description_states_what_is_required() {
    let page = |words: &str| {
        format!(
            "# Make a ferry\n\n`POST /ferries`\n\n## Request body\n\n| Field | Type | Description |\n|---|---|---|\n| `hull` | String | {words} |\n"
        )
    };
    for (words, required) in [
        ("**Required.** The hull.", Some(true)),
        ("Required. The hull.", Some(true)),
        ("Optional. The hull.", Some(false)),
        ("The hull (optional)", Some(false)),
        ("_Required_ - The hull", Some(true)),
        ("Obligatoire. La coque.", Some(true)),
        ("(opcional) El casco", Some(false)),
        ("The hull. *Required*", Some(true)),
        ("Not required. The hull", Some(false)),
        ("Required if it floats.", None),
        ("The required hull", None),
    ] {
        let said = said(&page(words));
        for value in [true, false] {
            let line = format!("request-body /hull required {value}");
            assert_eq!(said.contains(&line), required == Some(value), "{words}: {said:#?}");
        }
    }
    let starred = page("The hull.").replace("| `hull` |", "| `hull`<br>required |");
    has(&said(&starred), &["request-body /hull required true"]);
}

#[test]
fn lists_of_values_are_read_in_every_form() {
    let page = |words: &str| {
        format!(
            "---\napi: \"GET /ferries\"\n---\n\n<ResponseField name=\"hull\" type=\"string\">\n  {words}\n</ResponseField>\n"
        )
    };
    for words in [
        "Possible values: `OAK`, `ELM`, or `ASH`.",
        "One of OAK, ELM, ASH",
        "**Possible values:**\n  - `OAK` - of oak\n  - `ELM` - of elm\n  - `ASH` - of ash",
        "**Values:** `OAK`, `ELM`, `ASH`",
        "The wood (\"OAK\", \"ELM\" or \"ASH\")",
        "Wood - `OAK`, `ELM`, `ASH`",
        "Valeurs possibles : `OAK`, `ELM` ou `ASH`",
        "Valores posibles: `OAK`, `ELM` o `ASH`",
    ] {
        let said = said(&page(words));
        let lines = ["OAK", "ELM", "ASH"].map(|value| format!("response-body /hull enum-member {value}"));
        has(&said, &lines.each_ref().map(String::as_str));
        assert_eq!(said.iter().filter(|line| line.contains("enum-member")).count(), 3, "{words}: {said:#?}");
    }
    assert!(!said(&page("See `mast` and `keel`.")).iter().any(|line| line.contains("enum-member")));
}

#[test]
fn a_value_outside_of_the_list_is_found_in_any_case() {
    let page = |value: &str| {
        format!(
            "---\napi: \"GET /ferries\"\n---\n\n<ResponseField name=\"side\" type=\"string\">Side (\"Port\" or \"Starboard\")</ResponseField>\n\n\
             <ResponseExample>\n```json 200\n{{ \"side\": \"{value}\" }}\n```\n</ResponseExample>\n"
        )
    };
    assert_eq!(found(&page("port")).len(), 1);
    assert_eq!(found(&page("Port")), [""; 0]);
    let free = page("anything").replace(" (\"Port\" or \"Starboard\")", "");
    assert!(
        !said(&free).iter().any(|line| line.contains("anything")),
        "no value is kept that no list is about"
    );
}

#[test]
fn samples_are_read_in_fences_of_other_languages() {
    let page = |fence: &str| {
        format!("# List ferries\n\n```\nGET /ferries\n```\n\n**Response:**\n\n```{fence}\n```\n")
    };
    for fence in [
        "javascript\n[\n  { \"decks\": 3 }\n]",
        "yaml\n[{ \"decks\": 3 }]",
        "shell\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n[{ \"decks\": 3 }]",
        "http\nHTTP/2 200\n\n[{ \"decks\": 3 }]",
    ] {
        has(&said(&page(fence)), &["response-body /*/decks type number"]);
    }
    let code = page("javascript\nconst ferry = { decks: 3 };");
    assert!(!said(&code).iter().any(|line| line.contains("decks")));
}

#[test]
fn a_raw_request_has_headers_and_a_body() {
    let page = "# Make a ferry\n\n```http\nPOST /ferries HTTP/1.1\nX-Pier: 4\n\n{ \"hull\": \"OAK\" }\n```\n";
    has(&said(page), &["header X-Pier exists true", "request-body /hull type string"]);
}

#[test]
fn a_media_type_is_no_name() {
    let page = "# List ferries\n\n`GET /ferries`\n\n**Response Body**\n\n| media type | data type | description |\n|---|---|---|\n| application/json | Ferries | The ferries. |\n";
    let said = said(page);
    has(&said, &["response-body  format application/json"]);
    assert!(!said.iter().any(|line| line.contains("/json exists")), "{said:#?}");
}

#[test]
fn a_table_of_html_may_be_indented_and_have_blank_lines() {
    let page = "# List ferries\n\n`GET /ferries`\n\n## Response\n\n<table>\n<thead>\n    <tr>\n        <th>Name</th>\n        <th>Type</th>\n    </tr>\n</thead>\n<tbody>\n    <tr>\n\
        \x20       <td>hull</td>\n\n        <td>STRING</td>\n    </tr>\n</tbody>\n</table>\n";
    has(&said(page), &["response-body /hull type string"]);
}

#[test]
fn operations_are_named_in_many_forms() {
    for (page, operation) in [
        ("# Make\n\n> `POST https://api.ferries.example/v1/ferries`\n", "POST /v1/ferries"),
        ("# Drop\n\n`DELETE \"https://api.ferries.example/v1/ferries/{id}\"`\n", "DELETE /v1/ferries/{id}"),
        (
            "<MethodEndpoint\n  method={\"post\"}\n  path={\"/ferries\"}\n>\n</MethodEndpoint>\n",
            "POST /ferries",
        ),
        ("<Endpoint method=\"GET\" url=\"/ferries\" />\n", "GET /ferries"),
        (
            "{% swagger method=\"get\" path=\"/ferries\" baseUrl=\"https://x\" %}\n{% endswagger %}\n",
            "GET /ferries",
        ),
        (
            "{% api-method method=\"post\" host=\"https://x\" path=\"/ferries\" %}\n{% endapi-method %}\n",
            "POST /ferries",
        ),
        ("## GET https://api.ferries.example/ferries\n", "GET /ferries"),
        ("# Show\n\n**URL** : `/ferries/{id}`\n\n**Method** : `GET`\n", "GET /ferries/{id}"),
    ] {
        has(&said(page), &[&format!("request  path {operation}")]);
    }
}

#[test]
fn a_page_of_commands_names_its_operations_by_them() {
    let page = "## List ferries\n\n```shell\n$ http \"https://api.ferries.example/ferries\" \"Authorization: Bearer $token\"\n```\n\n\
        ##### Request arguments\n\nParameter | Description\n--- | ---\n`limit`<br><span class=\"label\">Optional</span> | How many. Default: 30\n";
    has(&said(page), &["request  path GET /ferries", "query limit required false", "query limit default 30"]);
}

#[test]
fn components_of_gitbook_are_read() {
    let page = "{% api-method method=\"post\" path=\"/ferries\" %}\n{% api-method-body-parameters %}\n\
        {% api-method-parameter name=\"hull\" type=\"string\" required=true %}\nThe hull\n{% endapi-method-parameter %}\n{% endapi-method-body-parameters %}\n\
        {% api-method-response-example httpCode=200 %}\n```\n{ \"decks\": 3 }\n```\n{% endapi-method-response-example %}\n{% endapi-method %}\n\n\
        {% swagger method=\"get\" path=\"/ferries\" %}\n{% swagger-parameter in=\"query\" name=\"limit\" type=\"Integer\" required=\"false\" %}\nHow many\n{% endswagger-parameter %}\n{% endswagger %}\n";
    has(
        &said(page),
        &[
            "request-body /hull required true",
            "response-body /decks type number",
            "query limit type integer",
            "query limit required false",
        ],
    );
}

#[test]
fn pages_in_french_and_spanish_are_read() {
    let french = "# Cr\u{e9}er un ferry\n\n`POST /ferries`\n\n## Corps de la requ\u{ea}te\n\n| Champ | Type | Obligatoire | Description |\n|---|---|---|---|\n| coque | cha\u{ee}ne | Oui | La coque |\n\n\
        ## R\u{e9}ponse\n\n```json\n{ \"ponts\": 3 }\n```\n";
    has(
        &said(french),
        &[
            "request-body /coque required true",
            "request-body /coque type string",
            "response-body /ponts type number",
        ],
    );
    let spanish = "# Listar ferris\n\n`GET /ferries`\n\n## Par\u{e1}metros de consulta\n\n| Par\u{e1}metro | Tipo | Descripci\u{f3}n |\n|---|---|---|\n| limite | entero | Cu\u{e1}ntos. Por defecto: 20 |\n";
    has(&said(spanish), &["query limite type integer", "query limite default 20"]);
}

#[test]
fn indented_names_are_inside_of_the_name_above() {
    let page = "# Make a ferry\n\n`POST /ferries`\n\n## Parameters\n\n|Name|In|Type|Required|\n|---|---|---|---|\n|dry|query|boolean|false|\n|body|body|object|true|\n|\u{bb} hull|body|object|true|\n|\u{bb}\u{bb} wood|body|string|false|\n|\u{bb} crew|body|[object]|false|\n|\u{bb}\u{bb} name|body|string|false|\n";
    has(
        &said(page),
        &[
            "query dry type boolean",
            "request-body /hull type object",
            "request-body /hull/wood type string",
            "request-body /crew/*/name type string",
        ],
    );
}

#[test]
fn a_limit_that_is_sent_is_the_one_of_the_answer() {
    let page = |sent: u32| {
        format!(
            "---\napi: \"GET https://api.ferries.example/ferries\"\n---\n\n<RequestExample>\n```bash\ncurl 'https://api.ferries.example/ferries?limit={sent}'\n```\n</RequestExample>\n\n\
             <ResponseExample>\n```json 200\n{{ \"data\": [], \"page\": {{ \"limit\": 50 }} }}\n```\n</ResponseExample>\n"
        )
    };
    assert_eq!(found(&page(20)).len(), 1);
    assert_eq!(found(&page(50)), [""; 0]);
}

#[test]
fn an_operation_in_front_matter_is_the_best_source() {
    let page = "---\nid: list-ferries\napi: {\"method\":\"get\",\"path\":\"/ferries\",\"parameters\":[{\"name\":\"limit\",\"in\":\"query\",\"schema\":{\"type\":\"integer\",\"maximum\":50}}],\"responses\":{\"200\":{\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\",\"properties\":{\"decks\":{\"type\":[\"integer\",\"null\"]}}}}}}}}\n---\n";
    has(
        &said(page),
        &[
            "query limit type integer",
            "query limit bound max=50",
            "response-body /decks type integer",
            "response-body /decks nullable true",
        ],
    );
    let keys = "---\nname: Edit\nmethod: POST\nroute: /ferries/{id}/edit\n---\n";
    has(&said(keys), &["request  path POST /ferries/{id}/edit"]);
}

#[test]
fn headings_may_be_underlined_and_sentences_begin_with_the_operation() {
    let page = "Ferries\n=======\n\nList ferries\n------------\n\n* `GET /ferries.json` will return a list of ferries.\n\n###### Example JSON Response\n\n```json\n[{ \"decks\": 3 }]\n```\n\n\
        Make a ferry\n------------\n\n* `POST /ferries.json` makes one.\n\n###### Example JSON Request\n\n```json\n{ \"hull\": \"OAK\" }\n```\n";
    let read = read_page("page", page, Dialect::MARKDOWN);
    let of =
        |pointer: &str| read.claims.iter().find(|claim| claim.pointer == pointer).unwrap().operation.clone();
    assert_eq!(of("/*/decks").as_deref(), Some("GET /ferries.json"));
    assert_eq!(of("/hull").as_deref(), Some("POST /ferries.json"));
}

#[test]
fn calls_that_only_their_bodies_tell_apart_are_not_compared() {
    let page = "# Ferries\n\n## Make a ferry\n\n`POST /api`\n\n### Body\n\n| Field | Required |\n|---|---|\n| hull | yes |\n\n\
        ## Change a ferry\n\n`POST /api`\n\n### Body\n\n| Field | Required |\n|---|---|\n| hull | no |\n";
    assert_eq!(found(page), [""; 0]);
}

#[test]
fn the_end_of_a_box_announces_no_list() {
    let page = "# List ferries\n\n`GET /ferries`\n\n::: warning\nCareful.\n:::\n\n## Response\n\n```json\n{ \"decks\": 3 }\n```\n";
    assert_eq!(found(page), [""; 0]);
}

#[test]
fn a_rendered_reference_is_read_by_the_attributes_of_its_elements() {
    let redoc = "<!doctype html><html><body><div><h2>Make a ferry</h2><h5>Request Body schema: application/json</h5>\n\
        <table><tbody><tr><td kind=\"field\" title=\"hull\"><span>hull</span><div>required</div></td><td><div><span>string</span></div><div><p>The hull</p></div></td></tr>\n\
        <tr><td kind=\"field\" title=\"decks\"><span>decks</span></td><td><div><span>integer</span></div></td></tr></tbody></table>\n\
        <div><button><span type=\"post\" class=\"http-verb post\">post</span><span>/ferries</span></button></div>\n<h3>Request samples</h3>\n\
        <div class=\"redoc-json\"><code><button></button><span>{</span><ul><li><div><span>\"hull\"</span>: <span>&quot;oak&quot;</span><span>,</span></div></li><li><div><span>\"mast\"</span>: 1</div></li></ul><span>}</span></code></div></div></body></html>";
    has(
        &said_in(redoc, Dialect::HTML),
        &[
            "request  path POST /ferries",
            "request-body /hull type string",
            "request-body /hull required true",
            "request-body /decks type integer",
            "request-body /mast type number",
        ],
    );
    let swagger = "<!doctype html><body><span class=\"opblock-summary-method\">GET</span><span class=\"opblock-summary-path\" data-path=\"/ferries\"><a>/ferries</a></span>\n\
        <table><tr data-param-name=\"limit\" data-param-in=\"query\"><td>limit</td></tr></table></body>";
    has(&said_in(swagger, Dialect::HTML), &["request  path GET /ferries", "query limit exists true"]);
}

#[test]
fn the_text_of_redoc_is_read() {
    let page = "postMake a ferry\nMake a ferry\nRequest Body schema: application/json\nrequired\n\nhull\nrequired\nstring\n\nThe hull\ndecks\ninteger\n\nHow many\n\nResponses\n201\n\nMade\npost/ferries\n\
        https://api.ferries.example/ferries\n\nRequest samples\nPayload\nCopy\n{\n\"hull\": \"oak\"\n}\n\nResponse samples\n201\nCopy\n{\n\"id\": \"7\"\n}\n";
    let said = said_in(page, Dialect::TEXT);
    has(
        &said,
        &[
            "request  path POST /ferries",
            "request-body /hull type string",
            "request-body /hull required true",
            "request-body /decks type integer",
            "response-body /id type string",
        ],
    );
    assert!(!said.iter().any(|line| line.contains("/required")), "{said:#?}");
}

#[test]
fn a_column_that_says_what_is_required_may_be_called_status() {
    let page = |first: &str| {
        format!(
            "# Make a ferry\n\n`POST /ferries`\n\n## Request body\n\n| {first} | Type | Status | Description |\n|---|---|---|---|\n\
                 | hull | String | Required | The hull. |\n| decks | Integer | Optional | How many. |\n"
        )
    };
    for first in ["Field", "Parameter", "Thing"] {
        has(&said(&page(first)), &["request-body /hull required true", "request-body /decks required false"]);
    }
    // The other way round it is about answers.
    let answers =
        "# Make a ferry\n\n`POST /ferries`\n\n| Status | Meaning |\n|---|---|\n| 409 | Required twice |\n";
    has(&said(answers), &["status  status 409"]);
}

#[test]
fn a_legend_of_values_lists_no_fields() {
    for (value, first) in [("Value", "1"), ("Code", "`2`"), ("#", "DRAFT")] {
        let page = format!(
            "# Ferry states\n\n`GET /ferries`\n\n## Response\n\n| {value} | Name | Description |\n|---|---|---|\n| {first} | moored | In port. |\n"
        );
        let said = said(&page);
        assert!(!said.iter().any(|claim| claim.contains("moored")), "{said:#?}");
    }
}

#[test]
fn a_labelled_status_is_that_of_the_response_below_it() {
    let page = "# Show a ferry\n\n**URL** : `/ferries/:id`\n\n**Method** : `GET`\n\n## Success Response\n\n**Code** : `200 OK`\n\n**Content example**\n\n\
        ```json\n{\"decks\": 3}\n```\n\n## Error Response\n\n**Code** : `404 NOT FOUND`\n\n**Content** :\n\n```json\n{\"reason\": \"gone\"}\n```\n";
    let read = read_page("page", page, Dialect::MARKDOWN);
    let status = |pointer: &str| {
        let claim = read.claims.iter().find(|claim| claim.pointer == pointer).unwrap();
        claim.status.clone().unwrap_or_default()
    };
    assert_eq!((status("/decks").as_str(), status("/reason").as_str()), ("200", "404"));
    has(&said(page), &["status  status 200", "status  status 404"]);
}

#[test]
fn data_examples_are_sent() {
    let page = "# Make a ferry\n\n`POST /ferries`\n\n**Data example**\n\n```json\n{\"decks\": 3}\n```\n\n## Success Response\n\n**Content examples**\n\n```json\n{\"hull\": \"oak\"}\n```\n";
    has(&said(page), &["request-body /decks type number", "response-body /hull type string"]);
}

#[test]
fn samples_may_be_yaml() {
    let page = "# Make a ferry\n\n`POST /ferries`\n\n## Request body\n\n```yaml\nhull: oak\ndecks: 3\nsails:\n  - area: 9.5\n    torn: false\n```\n";
    has(
        &said(page),
        &[
            "request-body /hull type string",
            "request-body /decks type number",
            "request-body /sails/*/torn type boolean",
        ],
    );
    let read = read_page("page", page, Dialect::MARKDOWN);
    let line = |pointer: &str| read.claims.iter().find(|claim| claim.pointer == pointer).unwrap().line;
    assert_eq!((line("/hull"), line("/sails/*/torn")), (8, 12));
}

#[test]
fn marks_before_names_indent_them() {
    for (one, two) in
        [("&nbsp;&nbsp;", "&nbsp;&nbsp;&nbsp;&nbsp;**"), ("> ", ">> **"), (">", "> > **"), ("- ", "- - **")]
    {
        let page = format!(
            "# Show a ferry\n\n`GET /ferries/{{id}}`\n\n## Response\n\n| Field | Type |\n|---|---|\n| hull | object |\n\
             | {one}wood | object |\n| {two}age** | integer |\n"
        );
        has(
            &said(&page),
            &["response-body /hull/wood type object", "response-body /hull/wood/age type integer"],
        );
    }
}

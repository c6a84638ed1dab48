//! The shapes of lists and names: items, cells with lines, titles within tables, keys that stand for any. All pages are invented.

use contract_docs::Dialect;

use crate::said::{found, has, lacks, said, said_in, unread_in};

#[test]
fn items_with_a_type_are_fields() {
    let page = "# Show a ferry\n\n`GET /ferries/{id}`\n\n## Response\n\n- `data` (object): The ferry\n  - `data.decks` (integer): How many\n\
        \x20 - `crew` (array): All of them\n    - `name` (string, required)\n- **hull** *string* \u{2013} The hull. One of `OAK`, `TIN`\n\n\
        ```json\n{ \"data\": { \"decks\": \"3\", \"crew\": [ { \"name\": \"Gull\" } ] }, \"hull\": \"ELM\" }\n```\n";
    let read = said(page);
    for line in [
        "/data type object",
        "/data/decks type integer",
        "/data/crew/*/name required true",
        "/hull enum-member OAK",
    ] {
        has(&read, &[&format!("GET /ferries/{{id}} response-body {line}")]);
    }
    assert_eq!(found(page).len(), 2);
    let without = page.replace("## Response", "## Notes");
    has(&said(&without), &["GET /ferries/{id} unplaced /notes/data/decks type integer"]);
}

#[test]
fn cells_of_html_have_lines_and_titles() {
    let page = "<html><body><h1>Make</h1><p><code>POST /ferries</code></p><h2>Arguments</h2><table>\
        <tr><th>Argument</th><th>Type</th><th>Description</th></tr>\
        <tr><td>hull</td><td>string</td><td><strong>required</strong><br>The hull</td></tr>\
        <tr><td>note</td><td>string</td><td>optional<br/>\nA note</td></tr>\
        <tr><td colspan=\"3\">Crew</td></tr>\
        <tr><td>name</td><td>string</td><td>The name</td></tr></table></body></html>";
    let read = said_in(page, Dialect::HTML);
    has(
        &read,
        &[
            "POST /ferries request-body /hull required true",
            "POST /ferries request-body /note required false",
        ],
    );
    lacks(&read, &["Crew"]);
}

#[test]
fn a_table_may_be_code_or_have_many_tabs() {
    let rows = "Field\tType\tRequired\tDescription\nhull\tstring\tYes\tThe hull.\n";
    let html =
        format!("<html><body><h1>Make</h1><p>POST /ferries</p><h3>Body</h3><pre>{rows}</pre></body></html>");
    has(&said_in(&html, Dialect::HTML), &["POST /ferries request-body /hull required true"]);
    let wide = rows.replace('\t', "\t\t");
    let text = format!("POST\n/\nferries\nMake a ferry\n\nBody\n\n{wide}");
    has(&said_in(&text, Dialect::TEXT), &["POST /ferries request-body /hull required true"]);
}

#[test]
fn a_raw_response_in_a_text_has_a_status() {
    let page = "GET /ferries/{id}\n\nResponse:\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{\n  \"id\": 7\n}\n";
    has(
        &said_in(page, Dialect::TEXT),
        &["GET /ferries/{id} status 200  status 200", "GET /ferries/{id} response-body 200 /id type number"],
    );
}

#[test]
fn names_that_stand_for_any_key_are_no_names() {
    for name in ["{kind}", "<any>", "[key: string]", ":kind", "additionalProperties"] {
        let page = format!(
            "---\ntitle: Show\napi: GET /ferries\n---\n\n<ResponseField name=\"faults\" type=\"object\">\n<Expandable>\n\
             <ResponseField name=\"{name}\" type=\"integer\">How many.</ResponseField>\n</Expandable>\n</ResponseField>\n\n\
             <ResponseExample>\n```json 200\n{{ \"faults\": {{ \"scratch\": 1, \"dent\": 2 }} }}\n```\n</ResponseExample>\n"
        );
        assert_eq!(found(&page), [""; 0], "{name}");
        lacks(&said(&page), &["additionalProperties", "<key>"]);
    }
}

#[test]
fn names_in_brackets_are_inside_of_the_name_before() {
    for (name, pointer) in [
        ("crew[name]", "/crew/*"),
        ("crew[age]", "/crew/age"),
        ("crew[][age]", "/crew/*/age"),
        ("crew[0][age]", "/crew/*/age"),
    ] {
        let page = format!(
            "# Make a ferry\n\n`POST /ferries`\n\n## Body\n\n| Field | Type |\n|---|---|\n| {name} | integer |\n"
        );
        has(&said(&page), &[&format!("POST /ferries request-body {pointer} type integer")]);
    }
}

#[test]
fn a_slash_parts_names_only_between_spaces() {
    let page = |name: &str| {
        format!("# List\n\n`GET /ferries`\n\n**Headers**\n\n| Name | Value |\n|---|---|\n| {name} | 3 |\n")
    };
    lacks(&said(&page("X-Rate/Limit")), &["X-Rate", "Limit"]);
    assert_eq!(unread_in(&page("X-Rate/Limit"), Dialect::MARKDOWN), [9]);
    has(&said(&page("X-Rate / X-Limit")), &["GET /ferries header X-Limit exists true"]);
}

#[test]
fn dots_in_a_sample_are_no_member() {
    let page = "# Show\n\n`GET /ferries`\n\n```json\n{ \"id\": 3, \"...\": \"...\" }\n```\n";
    has(&said(page), &["GET /ferries response-body /id type number"]);
    lacks(&said(page), &["..."]);
}

#[test]
fn gitbook_marks_what_is_required() {
    let page = "## List\n\n<mark style=\"color:blue;\">`GET`</mark> `https://api.example.test/ferries`\n\n#### Query Parameters\n\n\
        | Name | Type |\n|---|---|\n| line<mark style=\"color:red;\">*</mark> | String |\n";
    has(&said(page), &["GET /ferries query line required true"]);
}

#[test]
fn a_list_that_goes_on_is_not_the_list_of_all_values() {
    for words in [
        "Possible values are `A1`, `A2`, and so on",
        "One of `A1`, `A2`, etc.",
        "Can be either `A1` or `A2` (deprecated: `A9`).",
    ] {
        let page = format!(
            "# Show\n\n`GET /ferries`\n\n## Response\n\n| Field | Type | Description |\n|---|---|---|\n| kind | string | {words} |\n\n\
             ```json\n{{ \"kind\": \"A9\" }}\n```\n"
        );
        assert_eq!(found(&page), [""; 0], "{words}");
        lacks(&said(&page), &["deprecated"]);
    }
}

#[test]
fn a_field_is_deprecated_if_its_own_description_says_so() {
    for (words, is_deprecated) in [
        ("Deprecated. Use `hull`.", true),
        ("**Deprecated**: use `hull`", true),
        ("The hull (deprecated)", true),
        ("The hull. This field is deprecated", true),
        ("The hull; replaces the deprecated `body`", false),
        ("`oak` is deprecated", false),
        ("Not deprecated", false),
    ] {
        let page = format!(
            "# Show\n\n`GET /ferries`\n\n## Response\n\n| Field | Type | Description |\n|---|---|---|\n| kind | string | {words} |\n"
        );
        let read = said(&page).iter().any(|line| line.ends_with("/kind deprecated true"));
        assert_eq!(read, is_deprecated, "{words}");
    }
}

#[test]
fn a_sample_of_words_about_values_shows_their_types() {
    let page = "# Show\n\n`GET /ferries`\n\n## Response\n\n```json\n{ \"decks\": \"integer, how many\", \"name\": \"string, its name\", \"note\": \"free text\" }\n```\n\n\
        ```json\n{ \"decks\": 3, \"name\": \"Gull\", \"note\": 4 }\n```\n";
    has(
        &said(page),
        &["GET /ferries response-body /decks type integer", "GET /ferries response-body /name type string"],
    );
    assert_eq!(found(page), [""; 0]);
}

#[test]
fn values_of_one_list_may_have_several_types() {
    let page = "# Set\n\n`POST /ferries`\n\n## Body\n\n```json\n[ { \"id\": \"a\", \"value\": true }, { \"id\": \"b\", \"value\": \"red\" } ]\n```\n";
    has(
        &said(page),
        &["POST /ferries request-body /*/value exists true", "POST /ferries request-body /*/id type string"],
    );
    assert_eq!(found(page), [""; 0]);
}

#[test]
fn indented_names_may_repeat_the_names_around_them() {
    let page = "# Show\n\n`GET /ferries`\n\n## Response\n\n| Field | Type |\n|---|---|\n| data | object |\n| &nbsp;&nbsp;data.decks | integer |\n| \u{21b3} owner | object |\n\
        | \u{21b3} \u{21b3} owner.name | string |\n";
    has(
        &said(page),
        &[
            "GET /ferries response-body /data/decks type integer",
            "GET /ferries response-body /data/owner/name type string",
        ],
    );
}

#[test]
fn a_description_may_begin_with_the_type() {
    let page = "# Make\n\n`POST /ferries`\n\n## Body\n\n| Field | Description |\n|---|---|\n| hull | string, required. The hull |\n| note | integer (optional) |\n| mast | The mast, string |\n";
    has(
        &said(page),
        &[
            "POST /ferries request-body /hull required true",
            "POST /ferries request-body /note type integer",
            "POST /ferries request-body /mast exists true",
        ],
    );
}

#[test]
fn a_part_of_a_name_may_stand_for_any_key() {
    let page = "<html><body><h1>Show</h1><p><code>GET /ferries</code></p><h3>Response</h3><table><tr><th>Field</th><th>Type</th></tr>\
        <tr><td>fares.&lt;line&gt;</td><td>number</td></tr><tr><td>fares.{line}.note</td><td>string</td></tr></table></body></html>";
    has(
        &said_in(page, Dialect::HTML),
        &[
            "GET /ferries response-body /fares/* type number",
            "GET /ferries response-body /fares/*/note type string",
        ],
    );
}

#[test]
fn a_label_in_bold_is_no_name() {
    let page = "# Show\n\n`GET /ferries`\n\n**QUERY PARAMS**\n\n---\n\n**paginate**  `boolean`\n\nIt has pages.\n\n**Type**: string\n\n- **Required**: yes\n- **Default** string\n";
    let read = said(page);
    lacks(&read, &["Type", "Required", "Default"]);
}

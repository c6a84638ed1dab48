//! Names of strangers do nothing in any format.

use std::fs;

use contract_core::harmless::is_harmful;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{Said, folder, formats, run_with};

/// What a stranger would like to have in a report.
const NAMES: [&str; 11] = [
    "\u{1b}[2J\u{1b}]0;owned\u{7}",
    "::error::owned",
    "##[set-env name=PATH]owned",
    "a\n::warning::owned\r\n",
    "<script>owned()</script>",
    "`|` | owned | ` \\| \\",
    "[owned](javascript:owned) ![x](//owned) @owned",
    "\u{202e}denwo\u{2066}\u{200b}",
    "]]>\"'&amp;owned\u{fffe}",
    "%0A::error::owned%",
    "ow\u{ad}ned\u{61c}\u{180e}\u{200d}\u{fe0f}\u{fff9}\u{e0041}\u{e0100}",
];

/// A spec, a ledger and a file of traffic full of such names.
fn hostile() -> TempDir {
    let property = |name: &str| (name.to_owned(), json!({"type": "integer"}));
    let properties: serde_json::Map<String, Value> = NAMES.into_iter().map(property).collect();
    let schema = json!({
        "type": "object", "required": NAMES, "properties": properties,
    });
    let with_enum = json!({"type": "string", "enum": NAMES});
    let response = |schema: &Value| json!({"200": {"description": "", "content": {"application/json": {"schema": schema}}}});
    let mut paths = serde_json::Map::new();
    for (number, name) in NAMES.into_iter().enumerate() {
        let get = json!({"operationId": name, "responses": response(if number % 2 == 0 { &schema } else { &with_enum })});
        paths.insert(format!("/p{number}"), json!({"get": get}));
    }
    let spec =
        json!({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths}).to_string();
    let exchange = |path: &str, body: Value| {
        json!({"request": {"method": "GET", "url": path},
            "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": body}})
        .to_string()
            + "\n"
    };
    let undeclared: serde_json::Map<String, Value> =
        NAMES.into_iter().map(|name| (format!("{name}+"), json!("x"))).collect();
    let mut traffic = String::new();
    for (number, name) in NAMES.into_iter().enumerate() {
        traffic += &exchange(&format!("/p{number}"), Value::Object(undeclared.clone()));
        traffic += &exchange(&format!("/p{number}/{}", name.replace(['\n', '\r'], "")), json!(1));
    }
    let text = NAMES.concat();
    let correction = json!({
        "id": text, "rule": "missing-required", "operations": NAMES, "in": "response-body",
        "pointer": "/{found}", "found": [NAMES[0]], "docs": NAMES, "evidence": NAMES,
        "decision": text, "reason": text, "decided_by": text,
    });
    let correction: toml::Table = serde_json::from_value(correction).unwrap();
    let ledger = toml::to_string(&toml::Table::from_iter([(
        "correction".to_owned(),
        toml::Value::Array(vec![toml::Value::Table(correction)]),
    )]))
    .unwrap();
    let made = folder(&[("spec.json", &spec), ("corrections.toml", &ledger)]);
    // A name of a file, too, as far as a file can be called that.
    fs::create_dir(made.path().join("traffic")).unwrap();
    fs::write(made.path().join("traffic/\u{1b}[31m::error::`|`<b>\u{202e}.ndjson"), traffic).unwrap();
    made
}

fn check(format: &str) -> Said {
    let made = hostile();
    let step = made.path().join("step.md");
    let said = run_with(
        made.path(),
        &[
            "check",
            "traffic",
            "--spec",
            "spec.json",
            "--corrections",
            "corrections.toml",
            "-v",
            "--format",
            format,
        ],
        &[("GITHUB_STEP_SUMMARY", step.to_str().unwrap())],
    );
    assert_eq!(said.exit, 1, "{format}: {}", said.stderr);
    assert!(said.out.contains("owned") || format == "github", "{format} does not show the names at all");
    said
}

#[test]
fn no_format_steers_a_terminal_or_turns_text_around() {
    for format in formats() {
        let said = check(format);
        // Our own, which keeps GitHub from calling somebody.
        let out = said.out.replace("@\u{200b}", "@");
        for c in out.chars().chain(said.stderr.chars()).filter(|c| *c != '\n') {
            assert!(!c.is_control(), "{format}: {c:?}");
            // What programs read keeps the names as they are, in JSON's escapes or as they stand.
            let is_for_people = !matches!(format, "summary" | "json");
            assert!(!(is_for_people && is_harmful(c)), "{format}: {c:?}");
        }
    }
}

#[test]
fn workflow_commands_are_ours_only() {
    for format in formats() {
        let said = check(format);
        for line in said.out.lines().chain(said.stderr.lines()) {
            let is_ours = format == "github" && line.starts_with("::error file=spec.json,line=");
            let is_command = line.trim_start().starts_with("::");
            assert!(!is_command || is_ours || line.starts_with("::error title=C120"), "{format}: {line}");
            assert!(format != "github" || !line.contains("##["), "{line}");
        }
    }
    let said = check("github");
    for line in said.out.lines().filter(|line| line.starts_with("::")) {
        let (properties, message) = line.trim_start_matches(':').split_once("::").unwrap();
        assert!(properties.split(',').all(|property| property.contains('=')), "{line}");
        assert!(!message.contains('\r'));
    }
}

#[test]
fn xml_stays_xml() {
    let said = check("junit");
    let document = roxmltree::Document::parse(&said.out).unwrap();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let known = ["testsuites", "testsuite", "testcase", "failure", "skipped", "error", "system-out"];
        assert!(known.contains(&node.tag_name().name()), "{}", node.tag_name().name());
    }
    assert!(said.out.contains("&lt;script&gt;"));
}

#[test]
fn json_stays_json() {
    for format in ["json", "sarif", "summary"] {
        let document: Value = serde_json::from_str(&check(format).out).unwrap();
        assert!(document.is_object(), "{format}");
    }
}

#[test]
fn a_page_has_the_elements_it_would_have_anyway() {
    let page = check("html").out;
    let known = [
        "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1", "h2", "h3",
        "h4", "dl", "div", "dt", "dd", "nav", "ul", "li", "span", "main", "section", "article", "code",
        "wbr", "pre", "mark", "svg", "rect", "table", "caption", "thead", "tbody", "tr", "th", "td",
        "strong",
    ];
    let body = page.split_once("</style>").unwrap().1;
    for tag in body.split('<').skip(1) {
        let tag = tag.split_once('>').unwrap_or_else(|| panic!("an open bracket: {tag}")).0;
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        assert!(known.contains(&name), "<{tag}>");
        assert!(!tag.contains("owned"), "<{tag}>");
    }
}

#[test]
fn markdown_keeps_its_tables() {
    let said = check("markdown");
    let mut columns = 0;
    for line in said.out.lines() {
        if !line.starts_with('|') {
            columns = 0;
            continue;
        }
        let bars = bars(line);
        assert!(columns == 0 || columns == bars, "{bars} bars instead of {columns}: {line}");
        columns = bars;
    }
    // Read as GitHub does: no HTML, links or images, and nobody is called.
    for event in Parser::new_ext(&said.out, Options::ENABLE_TABLES) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML: {html}"),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                panic!("a link: {dest_url}")
            }
            Event::Text(text) => assert!(!text.contains("@owned"), "{text}"),
            _ => {}
        }
    }
}

/// Bars that end a cell.
fn bars(line: &str) -> usize {
    let mut count = 0;
    let mut escaped = false;
    for c in line.chars() {
        count += usize::from(c == '|' && !escaped);
        escaped = c == '\\' && !escaped;
    }
    count
}

#[test]
fn errors_about_files_of_strangers_do_nothing_either() {
    let made = hostile();
    let document = json!({"version": "summary-v1", "\u{1b}[2J\n::error::owned": 1}).to_string();
    fs::write(made.path().join("summary"), &document).unwrap();
    fs::write(made.path().join("baseline"), json!({"findings": [], "version": [document]}).to_string())
        .unwrap();
    for arguments in [
        &["merge", "summary", "--spec", "spec.json"][..],
        &["check", "traffic", "--spec", "spec.json", "--baseline", "baseline"],
    ] {
        let said = run_with(made.path(), arguments, &[]);
        assert_eq!(said.exit, 2);
        assert!(said.stderr.chars().all(|c| !is_harmful(c) || c == '\n'), "{:?}", said.stderr);
        assert!(said.stderr.lines().all(|line| !line.trim_start().starts_with("::")), "{}", said.stderr);
    }
}

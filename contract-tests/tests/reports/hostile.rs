//! Names of strangers do nothing in any format.

use std::fs;

use contract_core::harmless::is_harmful;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::example::{folder, formats, run_with};
use crate::program::Ran;

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

fn check(format: &str) -> Ran {
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
    assert_eq!(said.code, 1, "{format}: {}", said.stderr);
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
            assert!(!line.contains("##["), "{line}");
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
        assert_eq!(said.code, 2);
        assert!(said.stderr.chars().all(|c| !is_harmful(c) || c == '\n'), "{:?}", said.stderr);
        assert!(said.stderr.lines().all(|line| !line.trim_start().starts_with("::")), "{}", said.stderr);
    }
}

/// Every command that shows names, each in every format that it has.
fn commands() -> Vec<Vec<&'static str>> {
    let with_spec = |args: &[&'static str]| [args, &["--spec", "spec.json"]].concat();
    let mut commands = vec![
        with_spec(&["coverage", "traffic", "-v"]),
        with_spec(&["coverage", "traffic", "-v", "--format", "json"]),
        with_spec(&["mutate", "traffic", "-v", "--time-limit", "2"]),
        with_spec(&["mutate", "traffic", "-v", "--time-limit", "2", "--format", "json"]),
        with_spec(&["ledger", "list", "--corrections", "corrections.toml"]),
        with_spec(&["ledger", "verify", "traffic", "--corrections", "corrections.toml"]),
    ];
    for format in formats() {
        commands.push(with_spec(&[
            "check",
            "traffic",
            "-v",
            "--corrections",
            "corrections.toml",
            "--format",
            format,
        ]));
    }
    commands
}

#[test]
fn no_command_steers_a_terminal_or_a_build_server() {
    let made = hostile();
    for args in commands() {
        let said = run_with(made.path(), &args, &[]);
        let out = said.out.replace("@\u{200b}", "@");
        for text in [&out, &said.stderr] {
            let harmful = text.chars().find(|c| *c != '\n' && is_harmful(*c));
            assert!(harmful.is_none() && !text.contains("##["), "{args:?}: {harmful:?}");
            let is_command = |line: &str| line.trim_start().starts_with("::");
            assert!(args.contains(&"github") || !text.lines().any(is_command), "{args:?}");
        }
        if args.contains(&"json") {
            // An escape means the same, so programs see the names as they are.
            assert!(serde_json::from_str::<Value>(&said.out).is_ok(), "{args:?}: {}", said.out);
        }
    }
}

/// A file may be called anything.
#[test]
fn names_of_files_start_no_line() {
    const NAME: &str = "a\n::error file=x::owned##[error]\u{202e}\u{ad}";
    let made = hostile();
    for ending in ["txt", "ndjson", "yaml", "md", "har"] {
        fs::write(made.path().join(format!("{NAME}.{ending}")), "{}\n").unwrap();
    }
    let file = |ending: &str| format!("{NAME}.{ending}");
    let (text, lines, yaml, page) = (file("txt"), file("ndjson"), file("yaml"), file("md"));
    for args in [
        &["check", "--spec", "spec.json", &text][..],
        &["check", "--spec", "spec.json", &lines],
        &["check", "--spec", &yaml, &lines],
        &["check", "--spec", "spec.json", "traffic", "--baseline", &text],
        &["check", "--spec", "spec.json", "--corrections", &text, "traffic"],
        &["check", "--spec", "spec.json", "traffic", "--format", &format!("json={NAME}/x")],
        &["coverage", "--spec", "spec.json", &lines],
        &["mutate", "--spec", "spec.json", &lines],
        &["merge", "--spec", "spec.json", &text],
        &["merge", "--spec", "spec.json", "no such\n::error::owned"],
        &["docs", "claims", &page],
        &["docs", "claims", &text],
        &["docs", "lock", &page, "--lock", &text],
        &["docs", "status", "--lock", &text],
        &["docs", "diff", &page, "--lock", &text],
        &["scan", &text],
        &["scan", "no such\n::error::owned"],
        &["explain", "x\n::error::owned"],
        &["--x\n::error::owned"],
        &["check", "--format", "x\n::error::owned##[error]"],
        &["man", "--folder", "x\n::error::owned"],
    ] {
        let said = run_with(made.path(), args, &[]);
        for text in [&said.out, &said.stderr] {
            assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{args:?}: {text}");
            let harmful = text.chars().find(|c| *c != '\n' && is_harmful(*c));
            assert!(harmful.is_none() && !text.contains("##["), "{args:?}: {harmful:?} {text}");
        }
    }
}

/// A card number in a name of a summary, a baseline or a spec is in no report.
#[test]
fn card_numbers_in_files_of_strangers_are_not_repeated() {
    let digits = [4, 5, 3, 9, 5, 7, 8, 7, 6, 3, 6, 2, 1, 4, 8];
    let number: String =
        digits.iter().chain(&[card_data::check_digit(&digits)]).map(ToString::to_string).collect();
    let made = folder(&[]);
    let spec = json!({"openapi": "3.0.3", "info": {"title": number, "version": "1"}, "paths": {"/a": {"get": {
        "operationId": format!("get-{number}"), "description": number, "responses": {"200": {"description": number,
        "content": {"application/json": {"schema": {"type": "object", "required": [number, "zzname"], "properties": {
            (number.as_str()): {"type": "integer", "enum": [number.parse::<u64>().unwrap()], "default": number},
            "zzname": {"type": "string", "enum": [number, "x"]}}}}}}}}}}});
    fs::write(made.path().join("spec.json"), serde_json::to_string_pretty(&spec).unwrap()).unwrap();
    let exchange = json!({"request": {"method": "GET", "url": "/a"}, "response": {"status": 200,
        "headers": {"content-type": "application/json"}, "body": {"zzother": 1}}});
    fs::write(made.path().join("t.ndjson"), format!("{exchange}\n")).unwrap();
    let summary =
        run_with(made.path(), &["check", "t.ndjson", "--spec", "spec.json", "--format", "summary"], &[]);
    fs::write(made.path().join("s.json"), summary.out.replace("zzother", &number)).unwrap();
    fs::write(made.path().join("body.json"), format!("\"{number}\"")).unwrap();
    fs::write(
        made.path().join("list.json"),
        format!("{{\"version\":\"json-v1\",\"findings\":\"{number}\"}}"),
    )
    .unwrap();
    let step = made.path().join("step.md");
    let mut runs: Vec<Vec<String>> = Vec::new();
    let words = |line: &str| line.split(' ').map(str::to_owned).collect();
    for format in formats() {
        runs.push(words(&format!(
            "check t.ndjson -v --spec spec.json --format {format} --format {format}=report"
        )));
        runs.push(words(&format!(
            "merge s.json --spec spec.json --format {format} --format {format}=report"
        )));
    }
    for line in [
        "check t.ndjson --spec spec.json --baseline body.json",
        "check t.ndjson --spec spec.json --baseline list.json",
        "merge body.json --spec spec.json",
        "coverage t.ndjson -v --spec spec.json",
        "coverage t.ndjson -v --spec spec.json --format json",
        "mutate t.ndjson -v --spec spec.json",
        "mutate t.ndjson -v --spec spec.json --format json",
    ] {
        runs.push(words(line));
    }
    for args in runs {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let said = run_with(made.path(), &args, &[("GITHUB_STEP_SUMMARY", step.to_str().unwrap())]);
        let files =
            ["report", "step.md"].map(|file| fs::read_to_string(made.path().join(file)).unwrap_or_default());
        for text in [&said.out, &said.stderr].into_iter().chain(&files) {
            assert!(!text.contains(&number), "{args:?}: {text}");
        }
        if ["json", "sarif", "summary"].iter().any(|format| args.contains(format)) {
            assert!(serde_json::from_str::<Value>(&said.out).is_ok(), "{args:?}: {}", said.out);
        }
    }
}

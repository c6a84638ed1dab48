//! Findings with one cause are shown once, with their places.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::example::folder;
use crate::program::run;

const SPEC: &str = r##"openapi: 3.0.3
info: {title: Cards, version: "1"}
paths:
  /cards:
    get:
      operationId: listCards
      responses:
        "200":
          description: cards
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Card"}}
    post:
      operationId: createCard
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Card"}}}}
      responses:
        "200": {$ref: "#/components/responses/Card"}
  /cards/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
    get:
      operationId: getCard
      responses:
        "200": {$ref: "#/components/responses/Card"}
    delete:
      operationId: closeCard
      responses:
        "204": {description: closed}
  /gold:
    get:
      operationId: getGold
      responses:
        "200":
          description: a card and more
          content:
            application/json:
              schema:
                allOf:
                  - {$ref: "#/components/schemas/Card"}
                  - {type: object, properties: {lounge: {type: boolean}}}
  /account:
    get:
      operationId: getAccount
      responses:
        "200":
          description: an account
          content: {application/json: {schema: {$ref: "#/components/schemas/Account"}}}
  /tree:
    get:
      operationId: getTree
      responses:
        "200":
          description: a tree
          content: {application/json: {schema: {$ref: "#/components/schemas/Tree"}}}
components:
  responses:
    Card:
      description: a card
      content: {application/json: {schema: {$ref: "#/components/schemas/Card"}}}
  schemas:
    Date: {type: string, format: date}
    Card:
      type: object
      properties:
        limit: {type: number}
        state: {type: string, enum: [open, closed], x-sensitivity: public}
        closed: {$ref: "#/components/schemas/Date"}
        opened: {$ref: "#/components/schemas/Date"}
    Account:
      type: object
      properties:
        limit: {type: number}
        closed: {$ref: "#/components/schemas/Date"}
    Tree:
      type: object
      properties:
        weight: {type: number}
        below: {type: array, items: {$ref: "#/components/schemas/Tree"}}
"##;

fn exchange(method: &str, path: &str, sent: &Value, body: &Value) -> String {
    let headers = json!({"content-type": "application/json"});
    let request = json!({"method": method, "url": path, "headers": headers, "body": sent});
    let status = if method == "DELETE" { 204 } else { 200 };
    json!({"request": request, "response": {"status": status, "headers": headers, "body": body}}).to_string()
}

fn get(path: &str, body: &Value) -> String {
    exchange("GET", path, &Value::Null, body)
}

/// The causes in a JSON report: the places of each, as operation and pointer.
fn causes(report: &str) -> BTreeMap<String, BTreeSet<String>> {
    let report: Value = serde_json::from_str(report).unwrap();
    let mut causes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for finding in report["findings"].as_array().unwrap().iter().filter(|f| f["severity"] != "note") {
        let place = format!(
            "{} {} {} {}",
            finding["rule"].as_str().unwrap(),
            finding["operation"].as_str().unwrap(),
            finding["pointer"].as_str().unwrap(),
            finding["found"].as_str().unwrap_or("-")
        );
        causes.entry(finding["cause"].as_str().unwrap().to_owned()).or_default().insert(place);
    }
    causes
}

fn check(at: &Path, spec: &str, more: &[&str]) -> String {
    let said = run(at, &[&["check", "t.ndjson", "--spec", spec], more].concat());
    assert!(said.code < 2, "{}", said.stderr);
    said.out
}

/// The places of each cause, without the ids.
fn grouped(traffic: &[String]) -> BTreeSet<Vec<String>> {
    let made = folder(&[("spec.yaml", SPEC), ("t.ndjson", &traffic.join("\n"))]);
    let causes = causes(&check(made.path(), "spec.yaml", &["--format", "json"]));
    causes.into_values().map(|places| places.into_iter().collect()).collect()
}

fn expected(causes: &[&[&str]]) -> BTreeSet<Vec<String>> {
    causes.iter().map(|places| places.iter().map(|place| (*place).to_owned()).collect()).collect()
}

/// Drift of every kind that is grouped in a way of its own.
fn drift() -> Vec<String> {
    vec![
        get("/cards", &json!([{"limit": "1"}, {"limit": "2", "colour": 1}])),
        get("/cards/1", &json!({"limit": "1", "colour": 1})),
        get("/gold", &json!({"limit": "1", "lounge": true})),
        get("/account", &json!({"limit": "1"})),
        exchange("POST", "/cards", &json!({"limit": "1"}), &json!({"limit": "1"})),
        get("/cards/x", &json!({"state": "lost"})),
        exchange("DELETE", "/cards/x", &Value::Null, &Value::Null),
        get("/cards", &json!([{"state": "stolen"}, {"state": "lost"}])),
        get("/tree", &json!({"weight": "1", "below": [{"weight": "1", "below": [{"weight": "1"}]}]})),
    ]
}

/// Statuses, a media type and a parameter that two operations lack.
fn undeclared() -> Vec<String> {
    let answer = |path: &str, status: u16| {
        let mut exchange: Value =
            serde_json::from_str(&get(&format!("{path}?trace=1"), &json!("x"))).unwrap();
        exchange["response"]["status"] = json!(status);
        exchange["response"]["headers"] = json!({"content-type": "text/html"});
        exchange.to_string()
    };
    ["/cards", "/cards/1"]
        .into_iter()
        .flat_map(|path| [200, 429, 503].map(|status| answer(path, status)))
        .collect()
}

#[test]
fn a_property_of_a_component_is_one_cause_wherever_it_is_reached() {
    let list = get("/cards", &json!([{"limit": "1"}]));
    let single = get("/cards/1", &json!({"limit": "1"}));
    let part = get("/gold", &json!({"limit": "1"}));
    let other = get("/account", &json!({"limit": "1"}));
    let both = expected(&[
        &["C106 getCard /limit string", "C106 getGold /limit string", "C106 listCards /*/limit string"],
        &["C106 getAccount /limit string"],
    ]);
    assert_eq!(grouped(&[list, single, part, other]), both);
}

#[test]
fn a_property_of_two_components_is_two_causes_even_if_both_share_a_schema() {
    let traffic = [
        get("/cards/1", &json!({"closed": null, "opened": null})),
        get("/cards", &json!([{"closed": null}])),
        get("/account", &json!({"closed": null})),
    ];
    let by_property = expected(&[
        &["C123 getCard /closed null", "C123 listCards /*/closed null"],
        &["C123 getCard /opened null"],
        &["C123 getAccount /closed null"],
    ]);
    assert_eq!(grouped(&traffic), by_property);
    // What is wrong with the value is a matter of the shared schema.
    let traffic = [get("/cards/1", &json!({"opened": "soon"})), get("/account", &json!({"closed": "never"}))];
    assert_eq!(
        grouped(&traffic),
        expected(&[&["C112 getAccount /closed date", "C112 getCard /opened date"]])
    );
}

#[test]
fn a_request_and_a_response_are_two_causes() {
    let traffic = [exchange("POST", "/cards", &json!({"limit": "1"}), &json!({"limit": "1"}))];
    let sides = expected(&[&["C204 createCard /limit string"], &["C106 createCard /limit string"]]);
    assert_eq!(grouped(&traffic), sides);
}

#[test]
fn a_parameter_of_a_path_is_one_cause_for_all_its_operations() {
    let traffic = [get("/cards/x", &json!({})), exchange("DELETE", "/cards/y", &Value::Null, &Value::Null)];
    assert_eq!(grouped(&traffic), expected(&[&["C202 closeCard /id id", "C202 getCard /id id"]]));
}

#[test]
fn each_value_and_each_name_is_a_cause() {
    let traffic = [
        get("/cards/1", &json!({"state": "lost", "colour": 1})),
        get("/cards", &json!([{"state": "lost"}, {"state": "stolen", "colour": 1, "shape": 1}])),
    ];
    let each = expected(&[
        &["C111 getCard /state lost", "C111 listCards /*/state lost"],
        &["C111 listCards /*/state stolen"],
        &["C104 getCard /colour colour", "C104 listCards /*/colour colour"],
        &["C104 listCards /*/shape shape"],
    ]);
    assert_eq!(grouped(&traffic), each);
}

#[test]
fn what_no_operation_declares_is_one_cause_by_its_name() {
    let found = grouped(&undeclared());
    for cause in [
        ["C101 getCard  429", "C101 listCards  429"],
        ["C101 getCard  503", "C101 listCards  503"],
        ["C102 getCard  text/html", "C102 listCards  text/html"],
        ["C203 getCard /trace trace", "C203 listCards /trace trace"],
    ] {
        assert!(found.contains(cause.map(str::to_owned).as_slice()), "{cause:?} {found:?}");
    }
}

#[test]
fn a_recursive_schema_is_one_cause_at_every_depth() {
    let traffic =
        [get("/tree", &json!({"weight": "1", "below": [{"weight": "1", "below": [{"weight": "1"}]}]}))];
    let depths = expected(&[&[
        "C106 getTree /below/*/below/*/weight string",
        "C106 getTree /below/*/weight string",
        "C106 getTree /weight string",
    ]]);
    assert_eq!(grouped(&traffic), depths);
}

#[test]
fn ids_depend_on_neither_order_nor_numbers_nor_the_name_of_the_spec() {
    let mut traffic = drift();
    let made = folder(&[("spec.yaml", SPEC), ("t.ndjson", &traffic.join("\n"))]);
    let all = causes(&check(made.path(), "spec.yaml", &["--format", "json"]));
    traffic.reverse();
    traffic.extend(traffic.clone());
    let commented = format!("# a comment moves all lines\n{SPEC}");
    let made = folder(&[("other.yaml", &commented), ("t.ndjson", &traffic.join("\n"))]);
    assert_eq!(causes(&check(made.path(), "other.yaml", &["--format", "json"])), all);
    let made = folder(&[("spec.yaml", SPEC), ("t.ndjson", &traffic[..3].join("\n"))]);
    let some = causes(&check(made.path(), "spec.yaml", &["--format", "json"]));
    assert!(!some.is_empty() && some.keys().all(|id| all.contains_key(id)));
}

#[test]
fn every_report_for_people_has_each_cause_once() {
    let made = folder(&[("spec.yaml", SPEC), ("t.ndjson", &drift().join("\n"))]);
    let at = made.path();
    let report = check(at, "spec.yaml", &["--format", "json"]);
    let number = causes(&report).len();
    let findings: Value = serde_json::from_str(&report).unwrap();
    let places = findings["summary"]["findings"].as_u64().unwrap();
    assert!(number < 10 && places > 13, "{number} {places}");

    let text = check(at, "spec.yaml", &[]);
    assert_eq!(text.lines().filter(|line| line.starts_with("error[")).count(), number);
    assert!(text.contains(&format!("{places} findings of {number} causes, ")), "{text}");
    let github = check(at, "spec.yaml", &["--format", "github"]);
    assert_eq!(github.lines().filter(|line| line.starts_with("::error ")).count(), number);
    let markdown = check(at, "spec.yaml", &["--format", "markdown"]);
    let errors = markdown.split("\n## ").find(|section| section.starts_with("Errors")).unwrap();
    assert_eq!(errors.lines().filter(|line| line.starts_with("| C")).count(), number);
    let html = check(at, "spec.yaml", &["--format", "html"]);
    assert_eq!(html.matches("<article class=\"finding error\">").count(), number);
    let junit = check(at, "spec.yaml", &["--format", "junit"]);
    assert_eq!(junit.matches("<failure ").count(), number);
    let sarif: Value = serde_json::from_str(&check(at, "spec.yaml", &["--format", "sarif"])).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let listed = findings["findings"].as_array().unwrap();
    assert_eq!(results.len(), listed.len());
    for (result, finding) in results.iter().zip(listed) {
        assert_eq!(result["properties"]["cause"], finding["cause"]);
    }
    // Each place is named in each report.
    for finding in listed.iter().filter(|finding| finding["severity"] != "note") {
        let fingerprint = finding["fingerprint"].as_str().unwrap();
        for report in [&text, &github, &markdown, &html, &junit] {
            assert!(report.contains(fingerprint), "{fingerprint}: {report}");
        }
    }
}

#[test]
fn the_worst_cause_comes_first() {
    let once = get("/cards/1", &json!({"state": "lost"}));
    let thrice = get("/account", &json!({"limit": "1"}));
    let made = folder(&[("spec.yaml", SPEC), ("t.ndjson", &[once, thrice.clone(), thrice].join("\n"))]);
    let text = check(made.path(), "spec.yaml", &["-W", "wrong-type"]);
    let titles: Vec<&str> = text.lines().filter(|line| line.contains("[C1")).take(2).collect();
    assert!(titles[0].starts_with("error[C111]") && titles[1].starts_with("warning[C106]"), "{text}");
}

#[test]
fn a_settled_place_of_an_open_cause_is_shown_as_settled() {
    let list = get("/cards", &json!([{"limit": "1"}]));
    let single = get("/cards/1", &json!({"limit": "1"}));
    let ledger = "[[correction]]\nid = \"K-001\"\nrule = \"wrong-type\"\noperations = [\"getCard\"]\nin = \"response-body\"\npointer = \"/limit\"\nfound = \"string\"\nreason = \"why not\"\nreview_by = 2099-01-01\n";
    let made =
        folder(&[("spec.yaml", SPEC), ("t.ndjson", &[list, single].join("\n")), ("ledger.toml", ledger)]);
    for format in ["text", "markdown", "html", "github", "junit"] {
        let said = check(made.path(), "spec.yaml", &["--corrections", "ledger.toml", "--format", format]);
        let said = said.replace('`', "");
        assert!(said.contains("settled by K-001"), "{format}: {said}");
        assert!(said.contains("listCards") && said.contains("getCard"), "{format}: {said}");
    }
    let text = check(made.path(), "spec.yaml", &["--corrections", "ledger.toml"]);
    assert!(text.contains("1 finding of 1 cause, ") && text.contains("1 finding settled by 1 correction"));
}

#[test]
fn a_baseline_hides_places_and_a_merge_has_the_causes_of_one_run() {
    let traffic = drift();
    let made = folder(&[("spec.yaml", SPEC), ("t.ndjson", &traffic[1..].join("\n"))]);
    check(made.path(), "spec.yaml", &["--format", "json=before.json"]);
    let made_again = folder(&[("spec.yaml", SPEC), ("t.ndjson", &traffic.join("\n"))]);
    let baseline = made.path().join("before.json");
    let text = check(made_again.path(), "spec.yaml", &["--baseline", baseline.to_str().unwrap()]);
    assert!(text.contains("\n2 findings of 2 causes, "), "{text}");

    let whole = check(made_again.path(), "spec.yaml", &["--format", "json"]);
    for part in ["1/2", "2/2"] {
        let summary = format!("summary=part{}", &part[..1]);
        check(made_again.path(), "spec.yaml", &["--shard", part, "--format", &summary]);
    }
    let merged =
        run(made_again.path(), &["merge", "part1", "part2", "--spec", "spec.yaml", "--format", "json"]);
    assert_eq!(causes(&merged.out), causes(&whole));
}

#[test]
fn the_command_that_a_report_names_works_and_settles_the_whole_cause() {
    let traffic = [drift(), undeclared()].concat().join("\n");
    let made = folder(&[("the spec.yaml", SPEC), ("t.ndjson", &traffic)]);
    let text = check(made.path(), "the spec.yaml", &[]);
    let hint =
        text.lines().find_map(|line| line.strip_prefix("help: `cartevo-contract ledger suggest ")).unwrap();
    assert!(hint.starts_with("FINGERPRINT t.ndjson --spec 'the spec.yaml'` "), "{hint}");
    let mut ledger = String::new();
    let all = causes(&check(made.path(), "the spec.yaml", &["--format", "json"]));
    for id in all.keys() {
        let named = ["ledger", "suggest", id, "t.ndjson", "--spec", "the spec.yaml"];
        let said = run(made.path(), &named);
        assert_eq!(said.code, 0, "{}", said.stderr);
        assert!(!said.stderr.contains("ledger verify") && !said.stderr.contains("import"), "{}", said.stderr);
        assert_eq!(said.out.matches("[[correction]]").count(), 1, "{}", said.out);
        let next = ledger.matches("[[correction]]").count() + 1;
        writeln!(ledger, "{}", said.out.replace("K-001", &format!("K-{next:03}"))).unwrap();
    }
    std::fs::write(made.path().join("ledger.toml"), ledger.replace("TODO: ", "because ")).unwrap();
    let settled = check(made.path(), "the spec.yaml", &["--corrections", "ledger.toml"]);
    assert!(settled.contains("\n0 findings, "), "{settled}");
}

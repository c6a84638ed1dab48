//! The docs, as they are locked, against what was recorded: findings, and the fields of the reports.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use serde_json::{Value, json};

use crate::program::Folder;

const SPEC: &str = r#"openapi: 3.0.3
info: {title: Pets, version: "1"}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: a pet
          content:
            application/json:
              schema:
                type: object
                required: [id]
                properties:
                  id: {type: string}
                  name: {type: string}
                  owner: {type: object, properties: {id: {type: string}}}
                  chip: {type: string}
"#;

const PAGE: &str = "# Get a pet\n\nGET /pets/{id}\n\n## Response\n\n200 - application/json\n\n\
    | Field | Type | Required | Description |\n|---|---|---|---|\n| id | string | Yes | The id |\n\
    | name | string | Yes | What it is called |\n| ears | integer | No | How many |\n\n\
    ```json\n{\"id\": \"x\", \"name\": \"y\"}\n```\n\nThe `owner` block is not included.\n";

struct Project(Folder);

impl Project {
    fn new(locked: bool) -> Self {
        let project = Self(Folder::new());
        project.write("openapi/pets.yaml", SPEC);
        project.write("docs/get-pet.md", PAGE);
        for (name, body) in
            [("one", json!({"id": "a", "name": "b"})), ("two", json!({"id": "a", "owner": {"id": "c"}}))]
        {
            let exchange = json!({"request": {"method": "GET", "url": "/pets/7", "headers": {}, "body": null},
                "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": body}});
            project
                .write(&format!("contract-tests/recordings/getPet/200/{name}.json"), &exchange.to_string());
        }
        if locked {
            assert_eq!(project.run(&["docs", "lock", "docs"]).1, 0);
        }
        project
    }

    fn write(&self, file: &str, text: &str) {
        self.0.write(file, text);
    }

    fn run(&self, args: &[&str]) -> (String, i32) {
        let ran = self.0.run(args);
        (ran.out, ran.code)
    }

    fn findings(&self) -> Vec<String> {
        let report: Value = serde_json::from_str(&self.run(&["check", "--format", "json"]).0).unwrap();
        let all = report["findings"].as_array().unwrap().iter().filter(|f| f["severity"] != "note");
        all.map(|f| {
            let text = |key: &str| f[key].as_str().unwrap().to_owned();
            format!("{} {} {}: {}", text("rule"), text("in"), text("pointer"), text("message"))
        })
        .collect()
    }
}

#[test]
fn what_the_docs_promise_or_deny_is_held_against_what_came() {
    let findings = Project::new(true).findings();
    assert_eq!(
        findings,
        [
            "C303 response-body /name: the docs say that `name` is always present (get-pet:12); it is in 1 of 2 objects",
            "C303 response-body /owner: the docs say that `owner` is omitted (get-pet:19); it is in 1 of 2 objects",
        ]
    );
    assert_eq!(
        Project::new(false).findings(),
        Vec::<String>::new(),
        "without a lock nothing is said of the docs"
    );
}

#[test]
fn a_body_that_the_docs_do_not_speak_of_has_no_columns_for_them() {
    let project = Project::new(true);
    let refused = "        \"404\":
          description: no pet
          content:
            application/json: {schema: {type: object, properties: {error: {type: string}}}}
";
    project.write("openapi/pets.yaml", &format!("{SPEC}{refused}"));
    let exchange = json!({"request": {"method": "GET", "url": "/pets/7"},
        "response": {"status": 404, "headers": {"content-type": "application/json"}, "body": {"error": "x"}}});
    project.write("contract-tests/recordings/getPet/404/none.json", &exchange.to_string());
    let (html, _) = project.run(&["check", "--format", "html"]);
    let table = html.split_once("<caption>Response 404 ").unwrap().1.split_once("</table>").unwrap().0;
    assert!(table.starts_with("<span class=\"count\">not in the docs</span>"), "{table}");
    assert!(!table.contains("Docs: ") && !table.contains("<td></td>"), "{table}");
    assert_eq!(html.matches("Docs: samples").count(), 1);
}

#[test]
fn reports_put_docs_spec_and_traffic_side_by_side() {
    let (markdown, _) = Project::new(true).run(&["check", "--format", "markdown"]);
    let row = |place: &str| {
        let found = markdown.lines().find(|line| line.contains(&format!("| `{place}` |")));
        found
            .unwrap_or_else(|| panic!("no {place} in {markdown}"))
            .split(" | ")
            .skip(2)
            .collect::<Vec<_>>()
            .join(" | ")
    };
    assert_eq!(row("/id"), "string `get-pet:16` | string, required `get-pet:11` | string | 2 of 2 | agree |");
    assert_eq!(
        row("/name"),
        "string `get-pet:16` | string, required `get-pet:12` | string | 1 of 2 | traffic differs |"
    );
    assert_eq!(row("/owner"), " | omitted `get-pet:19` | object | 1 of 2 | traffic differs |");
    assert_eq!(row("/owner/id"), " |  | string | 1 of 1 | not in the docs |");
    assert_eq!(row("/chip"), " |  | string | 0 of 2 | spec only |");
    assert_eq!(row("/ears"), " | integer, optional `get-pet:13` | not declared | 0 of 0 | docs only |");

    let (html, _) = Project::new(true).run(&["check", "--format", "html"]);
    assert!(html.contains("Docs: samples") && html.contains("traffic differs"), "{html}");
    for format in ["html", "markdown"] {
        let (report, _) = Project::new(false).run(&["check", "--format", format]);
        assert!(!report.contains("Docs: samples") && !report.contains("docs only"), "{report}");
    }
}

#[test]
fn a_finding_names_the_claims_that_say_otherwise_and_its_draft_cites_them() {
    let project = Project::new(true);
    let exchange = json!({"request": {"method": "GET", "url": "/pets/7", "headers": {}, "body": null},
        "response": {"status": 200, "headers": {"content-type": "application/json"},
            "body": {"name": 7, "Chip": "a", "owner": {}}}});
    project.write("contract-tests/recordings/getPet/200/three.json", &exchange.to_string());

    let (text, _) = project.run(&["check"]);
    let after = |title: &str| {
        let finding = text.split("\n\n").find(|finding| finding.contains(title)).unwrap();
        finding.lines().find(|line| line.contains("the docs have")).map(|line| line.trim().to_owned())
    };
    assert_eq!(
        after("/name is a number").unwrap(),
        "= note: the docs have type string (get-pet:12, get-pet:16)",
        "{text}"
    );
    assert_eq!(
        after("the required property `id` is missing").unwrap(),
        "= note: the docs have `id` as required (get-pet:11)"
    );
    assert_eq!(after("`Chip`"), None, "the docs say nothing of `chip`");

    let report: Value = serde_json::from_str(&project.run(&["check", "--format", "json"]).0).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let wrong_type = findings.iter().find(|finding| finding["rule"] == "C106").unwrap();
    let claims: Vec<&str> =
        wrong_type["claims"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert_eq!(claims.len(), 2);

    let (draft, code) = project.run(&["ledger", "suggest", wrong_type["fingerprint"].as_str().unwrap()]);
    assert_eq!(code, 0);
    assert!(draft.contains(&format!("docs = [\n  \"{}\",\n  \"{}\",\n]", claims[0], claims[1])), "{draft}");
}

#[test]
fn the_draft_for_what_the_docs_get_wrong_settles_it_once_somebody_signs_it() {
    let project = Project::new(true);
    let day = ["--today", "2026-11-20"];
    let report: Value = serde_json::from_str(&project.run(&["check", "--format", "json"]).0).unwrap();
    let about_docs =
        report["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == "C303");
    let fingerprints: Vec<&str> =
        about_docs.map(|finding| finding["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(fingerprints.len(), 2);
    let mut ledger = String::new();
    for (number, fingerprint) in fingerprints.iter().enumerate() {
        let (draft, code) = project.run(&[&["ledger", "suggest", fingerprint][..], &day].concat());
        assert!(code == 0 && draft.contains("docs = [\"get-pet#"), "{draft}");
        ledger.push_str(&draft.replace("K-001", &format!("K-{number:03}")).replace("TODO: ", "because "));
    }
    project.write("openapi/corrections.toml", &ledger);
    let (verified, code) = project.run(&[&["ledger", "verify"][..], &day].concat());
    assert_eq!(code, 0, "{verified}");
    let (checked, code) = project.run(&[&["check"][..], &day].concat());
    assert!(code == 0 && checked.contains("2 findings settled by 2 corrections"), "{checked}");
}

//! Citations of the ledger are claims of `docs.lock`: they outlive rewording and reordering, and nothing else.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;

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
                properties:
                  name: {type: string}
                  nick: {type: string, deprecated: true, x-alias-of: name, x-correction: K-001}
"#;

const PAGE: &str = "# Get a pet\n\nGET /pets/{id}\n\nAnswers with one pet.\n\n## Response\n\n200 - application/json\n\n\
    | Field | Type | Description |\n| --- | --- | --- |\n| name | string | What it is called |\n| born | string | When |\n";

struct Project(Folder);

impl Project {
    /// A project whose ledger cites `citation`, with the page locked.
    fn citing(citation: impl Fn(&Value) -> String) -> Self {
        let project = Self(Folder::new());
        project.write("openapi/pets.yaml", SPEC);
        project.write("docs/get-pet.md", PAGE);
        let exchange = json!({"request": {"method": "GET", "url": "/pets/7", "headers": {}, "body": null},
            "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": {"nick": "x"}}});
        project.write("contract-tests/recordings/getPet/200/nick.json", &exchange.to_string());
        let (said, _) = project.run(&["docs", "claims", "docs", "--no-spec", "--format", "json"]);
        let claims: Value = serde_json::from_str(&said).unwrap();
        let is_cited = |claim: &&Value| claim["pointer"] == "/name" && claim["predicate"] == "type";
        let claim = claims["claims"].as_array().unwrap().iter().find(is_cited).unwrap();
        project.write(
            "openapi/corrections.toml",
            &format!(
                "[[correction]]\nid = 'K-001'\nrule = 'renamed-property'\noperations = ['getPet']\nin = 'response-body'\n\
                 pointer = '/nick'\nfound = 'nick'\ndocs = ['{}']\n\
                 evidence = ['contract-tests/recordings/getPet/200/nick.json']\ndecision = 'x'\nreason = 'y'\n\
                 decided_by = 'z'\nreview_by = 2027-01-01\n",
                citation(claim)
            ),
        );
        project
    }

    fn by_id() -> Self {
        Self::citing(|claim| claim["id"].as_str().unwrap().to_owned())
    }

    fn write(&self, file: &str, text: &str) {
        self.0.write(file, text);
    }

    fn run(&self, args: &[&str]) -> (String, i32) {
        self.0.run(args).said()
    }

    /// The page is read again, and the exchanges are checked.
    fn relocked(&self, page: &str) -> (String, i32) {
        self.write("docs/get-pet.md", page);
        let (said, code) = self.run(&["docs", "lock", "docs"]);
        assert_eq!(code, 0, "{said}");
        self.run(&["check", "--today", "2026-11-20"])
    }
}

#[test]
fn a_citation_outlives_rewording_and_reordering() {
    let project = Project::by_id();
    assert_eq!(
        project.run(&["check", "--today", "2026-11-20"]).1,
        0,
        "nothing is locked: the form has to do"
    );
    assert_eq!(project.relocked(PAGE).1, 0);
    let name = "| name | string | What it is called |\n";
    let born = "| born | string | When |\n";
    for page in [
        PAGE.replace("Answers with one pet.", "This answers with a pet.\n\nSee the others, too."),
        PAGE.replace("What it is called", "Its name"),
        PAGE.replace(&format!("{name}{born}"), &format!("{born}{name}")),
        PAGE.replace(born, &format!("| ears | integer | How many |\n{born}")),
    ] {
        assert_ne!(page, PAGE);
        let (said, code) = project.relocked(&page);
        assert_eq!(code, 0, "{said}");
    }
}

#[test]
fn a_claim_that_is_gone_fails_the_check() {
    let project = Project::by_id();
    let (said, code) = project.relocked(&PAGE.replace("| name |", "| title |"));
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("C404") && said.contains("refers to no claim of the docs"), "{said}");
    let (said, code) = project.run(&["ledger", "verify", "--today", "2026-11-20"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("C404"), "{said}");
    let (said, code) = project.run(&["ledger", "prune"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("nothing to remove"), "a citation is mended, not the correction removed: {said}");
    let (said, _) = project.run(&["ledger", "show", "K-001"]);
    assert!(said.contains("no such claim"), "{said}");
    assert_eq!(project.relocked(PAGE).1, 0, "and it is there again");
}

#[test]
fn a_line_can_be_cited_as_well() {
    let project = Project::citing(|_| "get-pet:13".to_owned());
    assert_eq!(project.relocked(PAGE).1, 0);
    let (said, _) = project.run(&["ledger", "show", "K-001"]);
    assert!(said.contains("get-pet:13  ") && said.contains("/name  type \"string\""), "{said}");
    let (said, code) = project.relocked("# Get a pet\n\nGET /pets/{id}\n");
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("refers to no line of the docs"), "{said}");
}

#[test]
fn a_lock_that_cannot_be_read_is_no_lock_that_says_nothing() {
    let project = Project::by_id();
    project.write("openapi/docs.lock", "version = 1\n");
    let (said, code) = project.run(&["check"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("openapi/docs.lock") && said.contains("help:"), "{said}");
}

#[test]
fn the_lock_names_no_path_of_one_machine() {
    let project = Project::by_id();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("get-pet.md"), PAGE).unwrap();
    let folder = elsewhere.path().to_str().unwrap();
    let lock = || fs::read_to_string(project.0.path().join("openapi/docs.lock")).unwrap();

    assert_eq!(project.run(&["docs", "lock", "docs"]).1, 0);
    assert!(lock().contains("address = \"docs/get-pet.md\""), "{}", lock());
    assert_eq!(project.run(&["docs", "status"]).1, 0);

    assert_eq!(project.run(&["docs", "lock", folder]).1, 0);
    assert!(!lock().contains("address"), "{}", lock());
    let (said, code) = project.run(&["docs", "status"]);
    assert!(code == 2 && said.contains("has no address for the page get-pet"), "{said}");
    assert_eq!(project.run(&["docs", "status", folder]).1, 0);

    let url = "https://docs.example/api";
    let named = format!("get-pet={url}/pet-by-id");
    assert_eq!(project.run(&["docs", "lock", folder, "--address", url]).1, 0);
    assert!(lock().contains("address = \"https://docs.example/api/get-pet\""), "{}", lock());
    assert_eq!(project.run(&["docs", "lock", folder, "--address", url, "--address", &named]).1, 0);
    assert!(lock().contains("address = \"https://docs.example/api/pet-by-id\""), "{}", lock());
    for wrong in ["pets", "get-pet=pets", "get-cat=https://docs.example/cat"] {
        let (said, code) = project.run(&["docs", "lock", folder, "--address", wrong]);
        assert!(code == 2 && said.contains("help:"), "{wrong}: {said}");
    }
}

#[test]
fn every_citation_of_this_repository_is_a_claim() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let lock = contract_docs::Lock::load(&root.join("openapi/docs.lock"), "docs.lock").unwrap();
    let ledger =
        contract_core::ledger::Ledger::load(&root.join("openapi/corrections.toml"), "corrections.toml")
            .unwrap();
    let citations: Vec<&String> = ledger.corrections.iter().flat_map(|entry| &entry.docs).collect();
    assert!(citations.len() > 100);
    for citation in citations {
        assert!(citation.contains('#') && lock.cited(citation).len() == 1, "{citation}");
    }
}

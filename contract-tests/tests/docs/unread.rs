//! What was not read is said: lines that were not understood, and pages of which nothing was read.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::run;

/// Two versions of a page in a folder of their own.
struct Page {
    folder: TempDir,
    name: &'static str,
}

impl Page {
    fn new(name: &'static str, old: &str, new: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (side, text) in [("old", old), ("new", new)] {
            fs::create_dir(folder.path().join(side)).unwrap();
            fs::write(folder.path().join(side).join(name), text).unwrap();
        }
        Self { folder, name }
    }

    fn run(&self, args: &[&str]) -> (String, i32) {
        run(self.folder.path(), &[&["docs"], args].concat()).said()
    }

    fn side(&self, side: &str) -> String {
        format!("{side}/{}", self.name)
    }

    fn diff(&self) -> (String, i32) {
        self.run(&["diff", "--no-spec", &self.side("old"), &self.side("new")])
    }

    fn lock(&self, side: &str) -> (String, i32) {
        self.run(&["lock", "--lock", "docs.lock", &self.side(side)])
    }

    fn status(&self, side: &str) -> (String, i32) {
        self.run(&["status", "--lock", "docs.lock", &self.side(side)])
    }
}

const FERRIES: &str = "\
# Ferries

## The ferry object

| What | Meaning |
| --- | --- |
| decks (number) | How many decks |

## List ferries

`GET https://api.ferries.example/v1/ferries`

## Show a ferry

`GET https://api.ferries.example/v1/ferries/:id`

Returns the ferry. A `draft` ferry is not returned.
";

#[test]
fn words_beside_a_claim_are_no_cosmetic_change_as_well() {
    let table = |words: &str| {
        format!("# Make a ferry\n\n`POST /ferries`\n\n| Key | Kind |\n| --- | --- |\n| hull | {words} |\n")
    };
    let page = Page::new("ferries.md", &table("wood, 3 cm"), &table("wood, 4 cm"));
    let (said, exit) = page.diff();
    assert!(said.contains("0 cosmetic changes, 1 unread"), "{said}");
    assert_eq!(exit, 2);
}

#[test]
fn a_changed_line_that_was_not_understood_is_never_cosmetic() {
    for (from, to) in [
        ("decks (number)", "decks (string)"),
        (
            "| decks (number) | How many decks |",
            "| decks (number) | How many decks |\n| beam | number | How wide |",
        ),
        ("| decks (number) | How many decks |\n", ""),
        ("A `draft` ferry is not returned.", "A `draft` ferry is returned."),
    ] {
        let page = Page::new("ferries.md", FERRIES, &FERRIES.replace(from, to));
        let (said, exit) = page.diff();
        assert_eq!(exit, 2, "{to}: {said}");
        assert!(said.contains("unread: ferries:") && !said.contains("cosmetic: "), "{to}: {said}");
        assert!(!said.contains("the spec"), "no spec was given, so none is blamed: {said}");
        assert_eq!(page.lock("old").1, 0);
        let (said, exit) = page.status("new");
        assert_eq!(exit, 2, "{to}: {said}");
        assert!(said.contains("read it yourself"), "{to}: {said}");
        assert_eq!(page.status("old").1, 0, "{to}");
    }
}

#[test]
fn plain_words_are_cosmetic_and_say_nothing() {
    for (from, to) in [
        ("Returns the ferry.", "Gives you the ferry."),
        ("# Ferries", "# All ferries"),
        ("\n## List", "\n\n\n## List"),
    ] {
        let page = Page::new("ferries.md", FERRIES, &FERRIES.replace(from, to));
        let (said, exit) = page.diff();
        let touches_unread = from.starts_with("Returns");
        assert_eq!(exit, if touches_unread { 2 } else { 0 }, "{to}: {said}");
    }
    let old = "# Show a ferry\n\n`GET /ferries/{id}`\n\nReturns the ferry.\n";
    let page = Page::new("ferry.md", old, &old.replace("Returns", "Gives you"));
    assert_eq!(page.diff().1, 0);
    assert_eq!(page.lock("old").1, 0);
    let (said, exit) = page.status("new");
    assert_eq!(exit, 0, "{said}");
    assert!(said.contains("the wording changed, but no claim did"), "{said}");
}

#[test]
fn words_beside_a_claim_that_may_state_something_are_not_cosmetic() {
    let old = "# List ferries\n\n`GET /ferries`\n\n## Query parameters\n\n| Name | Type | Rank | Description |\n|---|---|---|---|\n\
        | decks | integer | first | How many, like `GRAND` |\n";
    for (from, to, wanted) in [
        ("`GRAND`", "`SMALL`", 2),
        ("| first |", "| `1st` |", 2),
        ("How many, like", "The number of decks, like", 0),
    ] {
        let page = Page::new("list-ferries.md", old, &old.replace(from, to));
        let (said, exit) = page.diff();
        assert_eq!(exit, wanted, "{to}: {said}");
        assert_eq!(page.lock("old").1, 0);
        assert_eq!(page.status("new").1, wanted, "{to}");
    }
}

#[test]
fn a_page_of_which_nothing_was_read_is_an_error() {
    let shell = "<!doctype html><html><head><title>Ferries</title></head><body><div id=\"app\"></div>\
        <noscript>Switch on scripts.</noscript><script src=\"/app.js\"></script></body></html>";
    let foreign = "# List ferries\n\n```\nferries list --deck 2\n```\n";
    for (name, text) in [
        ("shell.html", shell),
        ("empty.md", ""),
        ("blank.txt", "\n\n \n"),
        ("empty.html", ""),
        ("foreign.md", foreign),
        ("waiting.html", "<!doctype html><body><p>Loading...</p></body>"),
    ] {
        let page = Page::new(name, text, text);
        let claims = page.run(&["claims", "--no-spec", &page.side("new")]);
        for (what, (said, exit)) in [("claims", claims), ("lock", page.lock("new"))] {
            assert_eq!(exit, 2, "{what} {name}: {said}");
            assert!(said.contains("nothing was read"), "{what} {name}: {said}");
        }
        assert!(!page.folder.path().join("docs.lock").exists(), "{name}");
    }
}

#[test]
fn a_page_that_turns_into_a_shell_is_not_up_to_date() {
    let page =
        Page::new("ferries.html", "<!doctype html><p>GET /ferries</p>", "<!doctype html><div id=root></div>");
    assert_eq!(page.lock("old"), ("wrote docs.lock: 1 pages, 1 claims\n".to_owned(), 0));
    let (said, exit) = page.status("new");
    assert_eq!(exit, 2, "{said}");
    assert!(said.contains("nothing was read"), "{said}");
    assert_eq!(page.diff().1, 2);
}

#[test]
fn prose_that_is_understood_is_no_error() {
    let text = "# Welcome\n\nThis is a guide to the ferries.\n\nIt begins at the harbour of the city.\n\nWe hope that you like it.\n";
    let page = Page::new("welcome.md", text, text);
    assert_eq!(page.run(&["claims", "--no-spec", &page.side("new")]).1, 0);
}

#[test]
fn the_lines_of_a_page_without_line_breaks_are_told_apart() {
    let old = "<!doctype html><body><p>GET /ferries</p><p>It is sorted by `decks`.</p><script>let a = 1;</script></body>";
    let page = Page::new("ferries.html", old, &old.replace("`decks`", "`beam`"));
    let (said, exit) = page.diff();
    assert_eq!(exit, 2, "{said}");
    let page = Page::new("ferries.html", old, &old.replace("let a = 1", "let a = 2"));
    let (said, exit) = page.diff();
    assert_eq!(exit, 0, "a script is no text: {said}");
}

#[test]
fn the_last_line_says_how_much_was_understood() {
    let page = Page::new("ferries.md", FERRIES, FERRIES);
    let (said, _) = page.run(&["claims", "--no-spec", &page.side("old")]);
    assert_eq!(said.lines().last(), Some("5 lines look like facts; 2 of them became claims"), "{said}");
    let (said, _) = page.run(&["claims", "--no-spec", "--format", "json", &page.side("old")]);
    let document: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&document["lines"]["facts"], &document["lines"]["claimed"]), (&5.into(), &2.into()));
    assert_eq!(document["unread"].as_array().unwrap().len(), 3, "{document:#}");
}

#[test]
fn front_matter_and_components_are_no_decoration() {
    let old = "---\ntitle: Ferries\nmethod: POST\nroute: /ferries\nparameters:\n  - name: decks\n    type: integer\n---\n\n\
        <Panel><Item schema={{\"type\":\"string\"}}>hull</Item></Panel>\n";
    for (from, to, wanted) in [
        ("type: integer", "type: string", 2),
        ("{\"type\":\"string\"}", "{\"type\":\"number\"}", 2),
        ("title: Ferries", "title: All ferries", 0),
    ] {
        let page = Page::new("ferries.mdx", old, &old.replace(from, to));
        let (said, exit) = page.diff();
        assert_eq!(exit, wanted, "{to}: {said}");
    }
}

#[test]
fn a_guide_beside_a_reference_is_locked_without_a_claim() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join("docs").join(name), text).unwrap();
    let docs = |args: &[&str]| run(folder.path(), &[&["docs"], args].concat()).said();
    fs::create_dir(folder.path().join("docs")).unwrap();
    write("ferries.md", "# List ferries\n\n`GET /ferries`\n");
    write("guide.md", "# A guide\n\n```js\nferries.sail(3)\n```\n");
    let (said, exit) = docs(&["lock", "--lock", "docs.lock", "docs"]);
    assert_eq!(exit, 2, "{said}");
    assert!(said.contains("wrote docs.lock: 2 pages, 1 claims"), "{said}");
    assert!(said.contains("guide: nothing was read"), "{said}");
    let (said, exit) = docs(&["status", "--lock", "docs.lock", "docs"]);
    assert_eq!(exit, 2, "{said}");

    // What a page said is not lost because it says nothing now.
    let before = fs::read_to_string(folder.path().join("docs.lock")).unwrap();
    write("ferries.md", "<div id=root></div>\n");
    write("guide.md", "# A guide\n\n`GET /guides`\n");
    let (said, exit) = docs(&["lock", "--lock", "docs.lock", "docs"]);
    assert_eq!(exit, 2, "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("docs.lock")).unwrap(), before, "{said}");
}

#[test]
fn headings_and_what_is_taken_from_elsewhere_are_no_decoration() {
    let old = "# Ferries\n\n`GET /ferries`\n\n## Required parameters\n\n<<< @/snippets/ferries.md\n\n<FerryFields />\n\n\
        <include src=\"ferries.md\"></include>\n\n### Limit of 100 ferries\n\n## What it returns\n\n<div align=\"left\">Words.</div>\n";
    for (from, to, wanted) in [
        ("Required parameters", "Optional parameters", 2),
        ("<<< @/snippets/ferries.md", "<<< @/snippets/boats.md", 2),
        ("<FerryFields />", "<BoatFields />", 2),
        ("src=\"ferries.md\"", "src=\"boats.md\"", 2),
        ("Limit of 100 ferries", "Limit of 50 ferries", 2),
        ("What it returns", "What comes back", 0),
        ("align=\"left\"", "align=\"right\"", 0),
    ] {
        let page = Page::new("ferries.mdx", old, &old.replace(from, to));
        let (said, exit) = page.diff();
        assert_eq!(exit, wanted, "{to}: {said}");
    }
}

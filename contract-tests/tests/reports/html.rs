//! The page: nothing on it runs or is loaded, and it says what a reader looks for.

use std::fmt::Write as _;
use std::fs;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::example::{cards, folder};
use crate::program::run;

fn page() -> String {
    fs::read_to_string(cards().join("expected.html")).unwrap()
}

#[test]
fn nothing_runs_and_nothing_is_loaded() {
    let page = page();
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">"
    );
    assert!(page.contains(&policy));
    // The policy counts from where it stands.
    assert!(page.find("Content-Security-Policy") < page.find("<style>"));
    for refused in [
        "<script",
        "javascript:",
        " style=",
        " onload",
        " onclick",
        "<img",
        "<link",
        "http://",
        "https://",
        "url(",
    ] {
        assert!(!page.contains(refused), "{refused}");
    }
    assert_eq!(page.matches("<style>").count(), 1);
}

#[test]
fn it_can_be_read_without_seeing_it() {
    let page = page();
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    for landmark in
        ["<header", "<nav aria-label=\"Sections\">", "<main id=\"main\">", "<title>API contract: 10 findings"]
    {
        assert_eq!(page.matches(landmark).count(), 1, "{landmark}");
    }
    for id in ["findings", "settled", "fields", "notes"] {
        assert!(page.contains(&format!("<section id=\"{id}\" aria-labelledby=\"{id}-title\">")), "{id}");
        assert!(page.contains(&format!("<h2 id=\"{id}-title\">")), "{id}");
        assert!(page.contains(&format!("<a href=\"#{id}\">")), "{id}");
    }
    assert_eq!(page.matches("<table").count(), page.matches("<caption").count());
    // A wide table scrolls by itself, also by keyboard, and not the page with it.
    let scrolls = page.matches("<div class=\"scroll\" role=\"group\" aria-label=\"").count();
    assert!(scrolls > 0 && scrolls == page.matches("<table class=\"fields").count());
    // Every bar is a drawing of a number that stands beside it.
    assert_eq!(page.matches("<svg").count(), page.matches("aria-hidden=\"true\"").count());
    assert_eq!(page.matches("</svg><span class=\"of\">").count(), page.matches("<svg").count());
}

#[test]
fn fields_are_listed_with_what_spec_and_traffic_say() {
    let page = page();
    let row = |place: &str| {
        let start = page.find(&format!("<th scope=\"row\"><code>{place}</code>")).unwrap();
        page[start..].split_once("</tr>").unwrap().0.to_owned()
    };
    let plain = row("/<wbr>data/<wbr>*/<wbr>masked_number");
    assert!(plain.contains("docs differ: K-001") && plain.contains("6 of 19"), "{plain}");
    let undeclared = row("/<wbr>data/<wbr>*/<wbr>issuer");
    assert!(undeclared.contains("not declared") && undeclared.contains("4 of 14 exchanges"), "{undeclared}");
    let never = row("/<wbr>data/<wbr>*/<wbr>limits/<wbr>monthly");
    assert!(never.contains("never") && never.contains("0 of 3"), "{never}");
    assert!(row("/<wbr>meta/<wbr>next").contains("string or null"));
    assert!(row("/<wbr>data/<wbr>*/<wbr>id").contains("required"));
}

#[test]
fn texts_can_be_told_from_what_is_behind_them() {
    let page = page();
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let (light, rest) = style.split_once("@media (prefers-color-scheme: dark)").unwrap();
    let dark = rest.split_once("* { box-sizing").unwrap().0;
    for (name, scheme) in [("light", light), ("dark", dark)] {
        for (text, behind) in [
            ("text", "ground"),
            ("text", "raised"),
            ("quiet", "ground"),
            ("quiet", "raised"),
            ("link", "ground"),
            ("error", "ground"),
            ("error", "raised"),
            ("error", "error-ground"),
            ("warning", "ground"),
            ("warning", "raised"),
            ("warning", "warning-ground"),
            ("good", "raised"),
            ("good", "good-ground"),
            ("note", "raised"),
            ("note", "note-ground"),
            ("text", "warning-ground"),
        ] {
            let contrast = contrast(&color(scheme, text), &color(scheme, behind));
            assert!(contrast >= 4.5, "{name}: {text} on {behind} has a contrast of {contrast:.2}");
        }
        let bar = contrast(&color(scheme, "seen"), &color(scheme, "track"));
        assert!(bar >= 3.0, "{name}: bars have a contrast of {bar:.2}");
    }
}

/// Red, green and blue of a custom property, from 0 to 1.
fn color(scheme: &str, name: &str) -> [f64; 3] {
    let value = scheme.split_once(&format!("--{name}: #")).unwrap().1;
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&value[at..at + 2], 16).unwrap()) / 255.0)
}

/// The contrast ratio of WCAG 2.
fn contrast(one: &[f64; 3], other: &[f64; 3]) -> f64 {
    let luminance = |color: &[f64; 3]| {
        let linear =
            |value: f64| if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
        0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2])
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// A document in which everything contains everything, and traffic with drift in each of many operations.
fn entangled() -> (String, String) {
    let names: Vec<String> = (0..20).map(|number| format!("Thing{number}")).collect();
    let property = |name: &String| {
        (
            format!("a_rather_long_name_of_the_property_{name}"),
            json!({"$ref": format!("#/components/schemas/{name}")}),
        )
    };
    let mut properties: serde_json::Map<String, Value> = names.iter().map(property).collect();
    for number in 0..10 {
        properties.insert(format!("a_number_with_a_long_name_{number}"), json!({"type": "integer"}));
    }
    let thing = json!({"type": "object", "properties": properties});
    let schemas: serde_json::Map<String, Value> =
        names.iter().map(|name| (name.clone(), thing.clone())).collect();
    let mut paths = serde_json::Map::new();
    let mut traffic = String::new();
    let inner: serde_json::Map<String, Value> =
        (0..10).map(|number| (format!("a_number_with_a_long_name_{number}"), json!("drift"))).collect();
    let body: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| (format!("a_rather_long_name_of_the_property_{name}"), json!(inner.clone())))
        .collect();
    for number in 0..40 {
        let schema = json!({"$ref": format!("#/components/schemas/Thing{}", number % 20)});
        let answer = json!({"description": "d", "content": {"application/json": {"schema": schema}}});
        paths.insert(format!("/{number}"), json!({"get": {"responses": {"200": answer}}}));
        let exchange = json!({"request": {"method": "GET", "url": format!("/{number}")},
            "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": body}});
        writeln!(traffic, "{exchange}").unwrap();
    }
    let spec = json!({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths,
        "components": {"schemas": schemas}});
    (spec.to_string(), traffic)
}

#[test]
fn the_page_of_a_large_recursive_document_is_below_a_megabyte() {
    let (spec, traffic) = entangled();
    let made = folder(&[("spec.json", &spec), ("t.ndjson", &traffic)]);
    let said = run(made.path(), &["check", "t.ndjson", "--spec", "spec.json", "--format", "html"]);
    assert_eq!(said.code, 1, "{}", said.stderr);
    assert!(said.out.len() < 1_000_000, "{}", said.out.len());
    for left_out in ["operations left out to keep this page small", "causes left out to keep this page small"]
    {
        assert!(said.out.contains(left_out), "{left_out}");
    }
    assert!(said.out.ends_with("</main>\n</body>\n</html>\n"));
}

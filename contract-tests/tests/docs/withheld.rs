//! Card data on a page: no subcommand of `docs` shows or writes it.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use card_data::{Detector, check_digit};
use cartevo_contract::report::ReportFormat;
use strum::VariantArray as _;

const SPEC: &str = r#"openapi: 3.0.3
info: {title: t, version: "1"}
servers: [{url: https://api.example.com/v1}]
paths:
  /boats/{id}:
    get:
      operationId: getBoat
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: x, content: {application/json: {schema: {type: object, properties: {
          flag: {type: string, default: NL}, total: {type: integer}}}}}}
"#;

fn number() -> String {
    let digits = [4, 5, 3, 9, 5, 7, 8, 7, 6, 3, 6, 2, 1, 4, 8];
    digits.iter().chain(&[check_digit(&digits)]).map(ToString::to_string).collect()
}

/// The number in the forms that a page may have it in.
fn forms() -> Vec<String> {
    let number = number();
    let grouped = |by: &str| [&number[..4], &number[4..8], &number[8..12], &number[12..]].join(by);
    let each = |form: &dyn Fn(u8) -> String| number.bytes().map(form).collect::<Vec<_>>().concat();
    vec![
        number.clone(),
        grouped(" "),
        grouped("-"),
        grouped("."),
        format!("{number}.0"),
        format!("{number}.50"),
        format!("{}.{}e15", &number[..1], &number[1..]),
        each(&|byte| format!("{byte:02x}")),
        each(&|byte| format!("%{byte:02x}")),
    ]
}

/// A page that has the text wherever a page can have a text.
fn page(text: &str) -> String {
    format!(
        "# {text}\n\nGET /boats/{{id}}/{text}\n\nReturns {text} or `{text}`, status {text}.\n\n## Query parameters\n\n\
         | Parameter | Type | Required | Description |\n| --- | --- | --- | --- |\n\
         | `amount` | integer | No | Default is {text}. |\n| `flag` | string | No | One of `NL`, `{text}`. Default `{text}`. |\n\
         | `size` | integer | No | At least {text}, at most {text}, e.g. {text}. |\n| `{text}` | string | No | {text} |\n\
         | `cvv` | string | No | Default `817`. One of `817`, `818`. |\n\n\
         ## Headers\n\n| Header | Type | Description |\n| --- | --- | --- |\n| `X-{text}` | string | {text} |\n\n\
         ## Response 200\n\n```json\n{{\"statusCode\":\"{text}\",\"flag\":\"{text}\",\"total\":\"{text}\",\"{text}\":[\"{text}\",{{\"status\":\"{text}\"}}]}}\n```\n\n\
         ## Errors\n\n| Status | Message |\n| --- | --- |\n| 404 | \"Boat {text} not found\" |\n"
    )
}

/// The same with numbers of JSON.
fn numeric(text: &str) -> String {
    page("x").replace(
        "\"statusCode\":\"x\",\"flag\":\"x\",\"total\":\"x\"",
        &format!("\"statusCode\":{text},\"flag\":{text},\"total\":{text}"),
    )
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    command.current_dir(folder).env_remove("GITHUB_STEP_SUMMARY").args(args).output().unwrap()
}

fn assert_clean(what: &str, form: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    assert!(!text.contains(&number()) && !text.contains(form), "{what}, {form}: {text}");
    // A hash has any three digits by chance.
    let is_hash = |word: &&str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut words = text.split('"').filter(|word| !is_hash(word));
    assert!(!words.any(|word| word.contains("817")), "{what}: {text}");
    let found = Detector::default().search(bytes);
    assert!(found.is_clean(), "{what}, {form}: {:?} {text}", found.findings);
}

#[test]
fn no_subcommand_shows_or_writes_card_data() {
    for (round, form) in forms().iter().enumerate() {
        let made = tempfile::tempdir().unwrap();
        let folder = made.path();
        for name in ["openapi", "old", "new"] {
            fs::create_dir(folder.join(name)).unwrap();
        }
        fs::write(folder.join("openapi/api.yaml"), SPEC).unwrap();
        let is_number = form.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e'))
            && form.bytes().filter(|byte| *byte == b'.').count() < 2;
        let text = if round % 2 == 1 || !is_number { page(form) } else { numeric(form) };
        fs::write(folder.join("old/get-boat.md"), &text).unwrap();
        fs::write(folder.join("new/get-boat.md"), text.replace(form.as_str(), "7")).unwrap();
        let formats = ReportFormat::VARIANTS.iter().map(|format| format.as_str());
        for format in formats.filter(|format| *format != "summary") {
            let output = run(
                folder,
                &["docs", "claims", "old", "--format", format, "--format", &format!("{format}=report")],
            );
            assert_clean(
                format,
                form,
                &[output.stdout, output.stderr, fs::read(folder.join("report")).unwrap_or_default()].concat(),
            );
        }
        let mut all = Vec::new();
        for args in [
            &["docs", "lock", "old", "--lock", "openapi/docs.lock"][..],
            &["docs", "status", "new"],
            &["docs", "diff", "new"],
            &["docs", "diff", "old/get-boat.md", "new/get-boat.md"],
            &["docs", "diff", "new/get-boat.md", "old/get-boat.md", "--format", "json"],
            &["docs", "lock", "new", "--lock", "openapi/docs.lock"],
            &["docs", "diff", "old", "--format", "json"],
        ] {
            let output = run(folder, args);
            assert!(output.status.code().is_some_and(|code| code < 6), "{args:?}");
            all.push((args.join(" "), [output.stdout, output.stderr].concat()));
            all.push(("the lock".to_owned(), fs::read(folder.join("openapi/docs.lock")).unwrap_or_default()));
        }
        for (what, bytes) in all {
            assert_clean(&what, form, &bytes);
        }
    }
}

/// A lock that somebody else wrote is a page of a stranger too.
#[test]
fn a_lock_with_card_data_is_not_repeated() {
    let made = tempfile::tempdir().unwrap();
    fs::create_dir(made.path().join("openapi")).unwrap();
    fs::write(made.path().join("openapi/api.yaml"), SPEC).unwrap();
    fs::write(made.path().join("get-boat.md"), page("7")).unwrap();
    assert!(
        run(made.path(), &["docs", "lock", "get-boat.md", "--lock", "openapi/docs.lock"]).status.success()
    );
    let lock = made.path().join("openapi/docs.lock");
    let text = fs::read_to_string(&lock).unwrap().replace("value = 7", &format!("value = {}", number()));
    assert!(text.contains(&number()), "{text}");
    fs::write(&lock, text).unwrap();
    for args in [
        &["docs", "diff", "get-boat.md"][..],
        &["docs", "diff", "get-boat.md", "--format", "json"],
        &["docs", "status", "get-boat.md"],
    ] {
        let output = run(made.path(), args);
        assert_clean(&args.join(" "), "?", &[output.stdout, output.stderr].concat());
    }
}

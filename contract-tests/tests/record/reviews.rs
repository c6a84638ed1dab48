//! Review: what each pending recording shows that no accepted one does.

use std::fs;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use cartevo_contract::commands::{Decision, decide};
use cartevo_contract::exit::Exit;
use cartevo_contract::project::Project;
use contract_record::{Difference, ImportOptions, Store, reviews};

use crate::command_line::{project, run, told};
use crate::world::{World, answer};

/// What is said of the pending recordings, in the order of their names.
fn news(world: &World) -> Vec<Vec<String>> {
    let reviews = reviews(&world.spec, &world.store).unwrap();
    reviews.iter().map(|review| review.differences.iter().map(Difference::to_string).collect()).collect()
}

#[test]
fn news_are_told_apart() {
    let world = World::new();
    let first =
        answer(200, r#"{"id":"91b3c6d6-111b-44da-9f81-16f019bebe8c","status":"ACTIVE","name":"Amina"}"#);
    let other = answer(200, r#"{"id":"91b3c6d6-111b-44da-9f81-16f019bebe8c","name":"Amina","note":"x"}"#);
    world.import(&[first, other], &ImportOptions::default());
    assert_eq!(
        news(&world),
        [["the first recording of getPerson 200"], ["the first recording of getPerson 200"]]
    );
    for pending in world.store.pending().unwrap() {
        world.store.accept(&pending, None).unwrap();
    }
    let id = r#""id":"91b3c6d6-111b-44da-9f81-16f019bebe8c""#;
    let lines = [
        answer(200, &format!("{{{id},\"status\":\"DORMANT\",\"name\":\"Amina\"}}")),
        answer(200, &format!("{{{id},\"name\":null}}")),
        answer(200, &format!("{{{id},\"name\":\"Amina\",\"nickname\":\"Mina\"}}")),
        answer(200, &format!("{{{id},\"name\":\"Amina\",\"note\":\"x\",\"status\":\"ACTIVE\"}}")),
        answer(200, "{\"name\":\"Amina\"}"),
    ];
    world.import(&lines, &ImportOptions::default());
    let expected: &[&[&str]] = &[
        &["new value: response/status is \"DORMANT\""],
        &["new type: response/name is null"],
        &["new place: response/nickname (string)"],
        &["a new combination of what is known"],
        &["missing: response/id, which every recording so far has"],
    ];
    assert_eq!(news(&world), expected);
    let reviews = reviews(&world.spec, &world.store).unwrap();
    assert_eq!(reviews[2].findings, ["C104 undeclared-property at response-body/nickname"]);
    assert_eq!(reviews[4].findings, ["C103 missing-required at response-body/id"]);
}

#[test]
fn decisions_are_carried_out() {
    let folder = project(&[answer(200, "{}"), answer(404, "{}"), answer(200, "[]"), answer(500, "{}")]);
    assert_eq!(told(&run(folder.path(), &["import", "traffic.ndjson"])).0, 0);
    let project = Project::find(folder.path()).unwrap().unwrap();
    let store = Store::new(project.recordings().unwrap());
    let spec = contract_core::spec::Spec::load(&project.spec().unwrap(), "small.yaml").unwrap();
    let reviews = reviews(&spec, &store).unwrap();
    let mut answers = [Decision::Accept, Decision::Skip, Decision::Reject, Decision::Quit].into_iter();
    let mut ask = || answers.next().ok_or(io::ErrorKind::UnexpectedEof.into());
    let (mut out, mut stderr) = (Vec::new(), Vec::new());
    let exit = decide(&reviews, &project, &store, &mut ask, &mut out, &mut stderr).unwrap();
    assert_eq!(exit, Exit::Clean);
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "contract-tests/recordings/getPerson/200/recorded-2025-10-1.json\n"
    );
    let stderr = String::from_utf8(stderr).unwrap();
    assert!(stderr.contains("[1 of 4]\ngetPerson/200/recorded-2025-10-1\n"), "{stderr}");
    assert!(stderr.ends_with("\n1 accepted, 1 rejected, 2 left\n"), "{stderr}");
    let left: Vec<String> = store.pending().unwrap().into_iter().map(|pending| pending.name).collect();
    assert_eq!(left, ["getPerson/200/recorded-2025-10-2", "getPerson/500/recorded-2025-10-1"]);
}

#[test]
fn without_a_terminal_the_commands_are_named() {
    let folder = project(&[answer(200, "{\"nickname\":\"Mina\"}")]);
    let (code, out, stderr) = told(&run(folder.path(), &["review"]));
    assert!(code == 0 && out.is_empty() && stderr.contains("nothing is pending"), "{stderr}");
    assert_eq!(told(&run(folder.path(), &["import", "traffic.ndjson"])).0, 0);
    let (code, out, stderr) = told(&run(folder.path(), &["review"]));
    assert_eq!(code, 0);
    let file = "contract-tests/recordings/.pending/getPerson/200/recorded-2025-10-1.json";
    assert_eq!(
        out,
        format!(
            "getPerson/200/recorded-2025-10-1\n  file: {file}\n  the first recording of getPerson 200\n  \
             check: C103 missing-required at response-body/id\n  check: C104 undeclared-property at \
             response-body/nickname\n"
        )
    );
    assert!(
        stderr.contains("nothing decided") && stderr.contains("`cartevo-contract reject NAME...` deletes"),
        "{stderr}"
    );
    assert!(fs::exists(folder.path().join(file)).unwrap());
}

/// Runs `review` on a terminal of its own and presses a key at each question; `None` where there is no `script`.
fn on_a_terminal(folder: &Path, keys: &[u8]) -> Option<String> {
    let program = format!("{} review", env!("CARGO_BIN_EXE_cartevo-contract"));
    let mut terminal = Command::new("script")
        .args(["-q", "-e", "-c", &program, "/dev/null"])
        .current_dir(folder)
        .env_remove("CI")
        .env("TERM", "dumb")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut shown = Vec::new();
    let mut keyboard = terminal.stdin.take()?;
    let mut keys = keys.iter();
    let mut screen = BufReader::new(terminal.stdout.take()?).bytes();
    while let Some(Ok(byte)) = screen.next() {
        shown.push(byte);
        if shown.ends_with(b"q quit: ")
            && let Some(key) = keys.next()
        {
            keyboard.write_all(&[*key]).unwrap();
            keyboard.flush().unwrap();
        }
    }
    terminal.wait().unwrap();
    Some(String::from_utf8(shown).unwrap())
}

#[test]
fn keys_decide_on_a_terminal() {
    let folder = project(&[answer(200, "{}"), answer(404, "{}"), answer(200, "[]"), answer(500, "{}")]);
    assert_eq!(told(&run(folder.path(), &["import", "traffic.ndjson"])).0, 0);
    // What is behind `q` stays.
    let Some(shown) = on_a_terminal(folder.path(), b"asrq") else { return };
    for word in ["[1 of 4]", "accepted", "skipped", "rejected", "quit", "1 accepted, 1 rejected, 2 left"] {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    let (_, left, _) = told(&run(folder.path(), &["pending"]));
    assert_eq!(left, "getPerson/200/recorded-2025-10-2\ngetPerson/500/recorded-2025-10-1\n");
    assert!(folder.path().join("contract-tests/recordings/getPerson/200/recorded-2025-10-1.json").exists());
}

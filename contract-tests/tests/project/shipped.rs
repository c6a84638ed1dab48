//! What a release has beside the program, and what the program tells of itself.

use std::fs;
use std::process::Command;

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_cartevo-contract"))
}

#[test]
fn a_manual_page_for_the_program_and_for_each_command() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("share/man");
    assert!(program().arg("man").arg(&pages).status().unwrap().success());
    let page =
        |name: &str| fs::read_to_string(pages.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(page("cartevo-contract.1").contains("Compares recorded HTTP traffic"));
    let help = program().arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    // What is set in further is the end of a description.
    let commands = commands.take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    let names = commands.filter_map(|line| line.split_whitespace().next());
    let names: Vec<_> = names.filter(|name| *name != "help").collect();
    assert!(names.contains(&"check") && names.contains(&"man"), "{names:?}");
    for name in names {
        assert!(page(&format!("cartevo-contract-{name}.1")).contains(".SH OPTIONS"), "{name}");
    }
}

#[test]
fn manual_pages_that_cannot_be_written_are_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let output = program().arg("man").arg(&file).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("cannot write manual pages to"));
}

#[test]
fn the_version_tells_the_commit_and_nothing_else() {
    let output = program().arg("--version").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let rest = said.trim_end().strip_prefix(concat!("cartevo-contract ", env!("CARGO_PKG_VERSION"))).unwrap();
    // Where there was no repository, the commit is not known.
    if rest.is_empty() {
        return;
    }
    let commit = rest.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')')).unwrap();
    assert!(commit.len() == 12 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{said}");
}

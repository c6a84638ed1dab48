//! The guides for contributors name files that exist, tasks that exist, and every crate.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const GUIDES: [&str; 2] = ["ARCHITECTURE.md", "CONTRIBUTING.md"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The pieces of a guide between backticks that are paths in the repository: those with a slash and an ending or with a
/// slash at the end. A name in angle brackets stands for any name, so the folder before it must exist.
fn paths(text: &str) -> Vec<&str> {
    let code = text.split('`').skip(1).step_by(2);
    code.filter(|code| {
        code.contains('/') && !code.contains([' ', '=', '*', '{', '$']) && !code.starts_with('/')
    })
    .filter(|code| !code.contains("://"))
    .collect()
}

#[test]
fn files_that_the_guides_name_exist() {
    let mut missing = Vec::new();
    let mut named = 0;
    for guide in GUIDES {
        let text = fs::read_to_string(root().join(guide)).unwrap();
        for path in paths(&text) {
            named += 1;
            let known = path
                .split_once('<')
                .map_or(path, |(known, _)| known.rsplit_once('/').map_or("", |(folder, _)| folder));
            if !root().join(known).exists() {
                missing.push(format!("{guide}: `{path}`"));
            }
        }
    }
    assert!(named > 20, "the guides name files between backticks");
    assert!(missing.is_empty(), "no such file:\n{}", missing.join("\n"));
}

#[test]
fn tasks_that_the_guides_name_exist() {
    let tasks = fs::read_to_string(root().join("xtask/src/tasks.rs")).unwrap();
    for guide in GUIDES {
        let text = fs::read_to_string(root().join(guide)).unwrap();
        for named in text.split("cargo xtask ").skip(1) {
            let task: String = named.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            let is_known = task.is_empty() || tasks.contains(&format!("name: \"{task}\""));
            assert!(is_known, "{guide}: there is no task `{task}`");
        }
    }
}

#[test]
fn the_map_names_every_crate() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let workspace: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    for member in workspace["workspace"]["members"].as_array().unwrap() {
        let member = member.as_str().unwrap();
        assert!(map.contains(&format!("`{member}`")), "ARCHITECTURE.md says nothing of {member}");
    }
}

#[test]
fn every_command_is_in_the_readme() {
    let help = Command::new(env!("CARGO_BIN_EXE_cartevo-contract")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let commands =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // Lines that are further in go on with what the command before them does.
    let names = commands.filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    for command in names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help") {
        assert!(readme.contains(&format!("`{command}")), "README.md says nothing of `{command}`");
    }
}

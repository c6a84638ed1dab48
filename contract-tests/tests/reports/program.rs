//! Runs the program on the example set, or in a folder made for the test.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use cartevo_contract::report::ReportFormat;
use strum::VariantArray as _;
use tempfile::TempDir;

/// Every format.
pub(crate) fn formats() -> impl Iterator<Item = &'static str> {
    ReportFormat::VARIANTS.iter().map(|format| format.as_str())
}

/// What a run said and how it ended.
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) stderr: String,
    pub(crate) exit: i32,
}

/// The folder of the example set.
pub(crate) fn cards() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/cards")
}

/// Runs the program in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Said {
    run_with(folder, arguments, &[])
}

/// Runs the program in a folder, with environment variables.
pub(crate) fn run_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Said {
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    command.current_dir(folder).args(arguments).env_remove("GITHUB_STEP_SUMMARY");
    command.envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { out: text(output.stdout), stderr: text(output.stderr), exit: output.status.code().unwrap() }
}

/// Checks the example set.
pub(crate) fn check_cards(more: &[&str]) -> Said {
    let mut arguments = vec![
        "check",
        "exchanges.ndjson",
        "more.ndjson",
        "--spec",
        "spec.yaml",
        "--corrections",
        "corrections.toml",
    ];
    arguments.extend(more);
    run(&cards(), &arguments)
}

/// A folder with these files in it.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

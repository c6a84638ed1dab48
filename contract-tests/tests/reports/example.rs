//! The example set, and runs over it.

use std::fs;
use std::path::{Path, PathBuf};

use cartevo_contract::report::ReportFormat;
use strum::VariantArray as _;
use tempfile::TempDir;

use crate::program::{Ran, program, ran, run};

/// Every format.
pub(crate) fn formats() -> impl Iterator<Item = &'static str> {
    ReportFormat::VARIANTS.iter().map(|format| format.as_str())
}

/// The folder of the example set.
pub(crate) fn cards() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/cards")
}

/// Runs the program in a folder, with environment variables.
pub(crate) fn run_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = program(folder, arguments);
    command.envs(variables.iter().copied());
    ran(command)
}

/// Checks the example set.
pub(crate) fn check_cards(more: &[&str]) -> Ran {
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

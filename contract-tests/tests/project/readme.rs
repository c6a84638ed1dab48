//! The README shows what the command says, with the ends of long lines left out.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use cartevo_contract::report::ReportFormat;
use contract_core::exchange::{Compression, TrafficFormat};
use strum::VariantArray as _;

#[test]
fn the_first_command_says_what_the_readme_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let output =
        Command::cargo_bin("cartevo-contract").unwrap().current_dir(root).arg("check").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");

    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let shown = readme.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let shown: Vec<&str> =
        shown.lines().filter(|line| !line.trim().is_empty() && line.trim() != "...").collect();
    assert!(shown.len() > 8, "{shown:?}");
    for line in shown {
        assert!(
            said.lines().any(|said| said.starts_with(line)),
            "the README shows\n{line}\nand the command says\n{said}"
        );
    }
}

#[test]
fn the_readme_names_every_format() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    for format in TrafficFormat::VARIANTS {
        assert!(readme.contains(&format!("| `{}` |\n", format.as_str())), "{format:?} has no row");
        for ending in format.endings() {
            assert!(readme.contains(&format!("`.{ending}`")), ".{ending}");
        }
    }
    for compression in Compression::VARIANTS {
        assert!(readme.contains(&format!("`.{}`", compression.ending())), "{compression:?}");
    }
    for format in ReportFormat::VARIANTS {
        assert!(readme.contains(&format!("`{}`", format.as_str())), "{format:?}");
    }
}

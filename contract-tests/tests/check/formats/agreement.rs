//! A recording made of a file gives the findings of the file, whatever format it is in.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

use super::{By, check, findings, gateway_logs, project, rows, samples};

/// The findings, without where they were found: recordings are files of their own.
fn found(report: &Value) -> BTreeSet<String> {
    // Operations that the document does not declare are not recorded.
    let all = findings(report, By::Recorder).into_iter().filter(|finding| !finding.contains("\"C120\""));
    all.map(|finding| finding.split(" at ").next().unwrap().to_owned()).collect()
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let below = |path: std::path::PathBuf| {
        if path.is_dir() { files(&path) } else { vec![path.to_str().unwrap().to_owned()] }
    };
    entries
        .flat_map(below)
        .filter(|path| Path::new(path).extension().is_some_and(|ending| ending == "json"))
        .collect()
}

#[test]
fn recordings_of_every_format_give_the_findings_of_the_file() {
    let mut compared = 0;
    for row in rows().into_iter().filter(|row| row.by != By::Stubs) {
        let folder = project();
        fs::write(folder.path().join(row.file), (row.write)(&samples())).unwrap();
        fs::write(folder.path().join("map.toml"), gateway_logs::MAP).unwrap();
        let mut command = Command::cargo_bin("cartevo-contract").unwrap();
        let args = ["import", "--keep-all", row.file, "--spec", "openapi/cartevo.yaml"];
        let said = command.current_dir(folder.path()).args(args).args(row.args).output().unwrap();
        let said = String::from_utf8(said.stderr).unwrap();
        let written = files(&folder.path().join("contract-tests/recordings"));
        // One matches no operation.
        assert_eq!(written.len(), samples().len() - 1, "{}: {said}", row.name);
        let (original, ..) = check(&folder, &[&[row.file], row.args].concat());
        let written: Vec<&str> = written.iter().map(String::as_str).collect();
        let (recorded, ..) = check(&folder, &written);
        let (original, recorded) = (found(&original), found(&recorded));
        let lost: Vec<_> = original.difference(&recorded).collect();
        let new: Vec<_> = recorded.difference(&original).collect();
        assert!(lost.is_empty() && new.is_empty(), "{}: lost {lost:#?}, new {new:#?}", row.name);
        compared += 1;
    }
    assert!(compared > 20, "{compared}");
}

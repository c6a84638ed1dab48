//! Files and folders.

use std::fs;
use std::io::Write as _;
use std::process::Command;

use card_data::{Class, Detector, Limit, OVERLAP, WINDOW, search_paths, search_reader};
use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::tempdir;

use crate::encode::gzip;
use crate::numbers::complete;

#[test]
fn folders_are_walked_as_git_sees_them() {
    let number = complete("424242424242424");
    let folder = tempdir().unwrap();
    let root = folder.path();
    for name in [".git", ".hidden", "ignored", "deep/er"] {
        fs::create_dir_all(root.join(name)).unwrap();
    }
    fs::write(root.join(".gitignore"), "ignored/\n").unwrap();
    for name in [".git/a", ".hidden/a", "ignored/a", "deep/er/a.bin", "b.txt"] {
        fs::write(root.join(name), format!("\n\0 {number}")).unwrap();
    }
    // git ignores what its user has listed as well, and this one has listed nothing.
    let home = tempdir().unwrap();
    let mut scan = Command::new(env!("CARGO_BIN_EXE_scan-card-data"));
    scan.env("HOME", home.path()).env_remove("XDG_CONFIG_HOME").arg(root).arg(root.join("missing"));
    let output = scan.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stdout).unwrap();
    let hit: Vec<&str> = said.lines().filter_map(|line| line.split(':').next()).collect();
    let expected = [".hidden/a", "b.txt", "deep/er/a.bin"].map(|name| root.join(name));
    assert_eq!(hit, expected.each_ref().map(|path| path.to_str().unwrap()));
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(log.contains(&format!("cannot read {}", root.join("missing").display())), "{log}");
}

#[cfg(unix)]
#[test]
fn named_paths_are_read_whatever_they_are() {
    let number = complete("424242424242424");
    let folder = tempdir().unwrap();
    let [file, link, pipe] = ["file", "link", "pipe"].map(|name| folder.path().join(name));
    fs::write(&file, &number).unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = {
        let (pipe, number) = (pipe.clone(), number.clone());
        std::thread::spawn(move || fs::write(pipe, number).unwrap())
    };
    let reports = search_paths(&Detector::default(), &[link.clone(), pipe.clone()]);
    let hits: Vec<_> = reports
        .iter()
        .map(|report| (report.path.clone(), report.outcome.as_ref().map_or(0, |found| found.findings.len())))
        .collect();
    // Before the writer is waited for: nobody may have opened the pipe.
    assert_eq!(hits, [(link, 1), (pipe, 1)]);
    writer.join().unwrap();
}

#[test]
fn large_files_are_read_in_windows() {
    let number = complete("424242424242424");
    let detector = Detector::default();
    let mut bytes = vec![b'.'; WINDOW + 2 * OVERLAP];
    let places = [5, WINDOW - OVERLAP - 8, WINDOW - OVERLAP + 20, WINDOW - 8, WINDOW + 2 * OVERLAP - 20];
    for place in places {
        bytes[place] = b'\n';
        bytes[place + 1..place + 1 + number.len()].copy_from_slice(number.as_bytes());
    }
    bytes.extend(b"\n");
    for input in [bytes.clone(), gzip(&bytes)] {
        let report = search_reader(&detector, input.as_slice()).unwrap();
        assert!(report.findings.iter().all(|finding| finding.class == Class::CardNumber));
        assert_eq!(report.findings.len(), places.len());
    }
    let report = search_reader(&detector, bytes.as_slice()).unwrap();
    let offsets: Vec<usize> = report.findings.iter().map(|finding| finding.offset).collect();
    assert_eq!(offsets, places.map(|place| place + 1));
    let lines: Vec<_> = report.findings.iter().map(|finding| (finding.line, finding.column)).collect();
    assert_eq!(lines, [(2, 1), (3, 1), (4, 1), (5, 1), (6, 1)]);
}

#[test]
fn a_damaged_gzip_file_is_an_error() {
    let mut bytes = gzip(&b"nothing here ".repeat(10_000));
    bytes.truncate(bytes.len() / 2);
    assert!(search_reader(&Detector::default(), bytes.as_slice()).is_err());
}

#[test]
fn large_files_in_utf_16_are_read_in_windows() {
    let text =
        format!("\u{feff}{}{}\n", "nothing\r\n".repeat(WINDOW / 18 + 100), complete("424242424242424"));
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let report = search_reader(&Detector::default(), bytes.as_slice()).unwrap();
    let offsets: Vec<usize> = report.findings.iter().map(|finding| finding.offset).collect();
    assert_eq!(offsets, [bytes.len() - 17 * 2]);
}

#[test]
fn a_stream_inside_that_is_longer_than_a_window_is_said() {
    // Stored, so that it takes no time.
    let text = vec![b'.'; WINDOW + OVERLAP];
    let mut encoder = GzEncoder::new(b"\n".to_vec(), Compression::none());
    encoder.write_all(&text).unwrap();
    let report = search_reader(&Detector::default(), encoder.finish().unwrap().as_slice()).unwrap();
    assert_eq!(report.cut_short, Some(Limit::Window));
}

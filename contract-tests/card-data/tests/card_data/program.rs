//! The small program: what it says and how it ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use card_data::check_digit;
use tempfile::tempdir;

fn number() -> String {
    let digits = [5, 3, 5, 3, 0, 1, 9, 8, 3, 3, 1, 7, 2, 6, 5];
    digits.iter().chain(&[check_digit(&digits)]).map(|digit| char::from(b'0' + digit)).collect()
}

fn scan(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_scan-card-data")).args(arguments).current_dir(folder).output();
    let Output { status, stdout, stderr } = output.unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn tells_places_and_no_values() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), format!("one\ntwo {}\n", number())).unwrap();
    let (code, out, log) = scan(folder.path(), &[]);
    assert_eq!((code, out.as_str()), (Some(5), "./a.txt:2:5: card number\n"), "{log}");
    assert!(log.starts_with("1 hit in 1 file of 1"), "{log}");
}

#[test]
fn what_cannot_be_read_is_no_clean_end() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("-b.txt"), "nothing\n").unwrap();
    assert_eq!(scan(folder.path(), &["--", "-b.txt"]).0, Some(0));
    let (code, _, log) = scan(folder.path(), &["./-b.txt", "missing.txt"]);
    assert!(code == Some(2) && log.contains("cannot read missing.txt"), "{log}");
    let (code, _, log) = scan(folder.path(), &["-b.txt"]);
    assert!(code == Some(2) && log.contains("there is no such option"), "{log}");
}

#[test]
fn says_what_it_does() {
    let (code, out, _) = scan(Path::new("."), &["--help"]);
    assert!(code == Some(0) && out.contains("Usage: scan-card-data [PATH]..."), "{out}");
}

#[test]
fn a_number_in_a_path_is_hidden_so_that_the_file_can_still_be_found() {
    let folder = tempdir().unwrap();
    let number = number();
    fs::create_dir(folder.path().join("scans")).unwrap();
    fs::write(folder.path().join(format!("scans/{number}.txt")), "nothing\n").unwrap();
    let (code, out, _) = scan(folder.path(), &[]);
    assert_eq!(code, Some(5));
    assert!(
        out.starts_with(&format!("./scans/{}", &number[..6])) && out.contains(".txt: card data in the name"),
        "{out}"
    );
    assert!(!out.contains(&number[6..12]));
    // Programs name files after ids.
    let folder = tempdir().unwrap();
    let digits = [4, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4];
    let id: String =
        digits.iter().chain(&[check_digit(&digits)]).map(|digit| char::from(b'0' + digit)).collect();
    fs::write(folder.path().join(format!("{id}.txt")), "nothing\n").unwrap();
    assert_eq!(scan(folder.path(), &[]).0, Some(0));
}

#[test]
fn what_cannot_be_looked_into_is_told_and_no_clean_end_if_it_was_named() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("a.7z"), b"7z\xbc\xaf\x27\x1c\0\x04").unwrap();
    fs::write(folder.path().join("b.txt"), "nothing\n").unwrap();
    let (code, _, log) = scan(folder.path(), &[]);
    assert_eq!(code, Some(0));
    assert!(
        log.contains("a.7z holds a 7z archive, which cannot") && log.contains("1 file with what cannot"),
        "{log}"
    );
    let (code, _, log) = scan(folder.path(), &["a.7z", "b.txt"]);
    assert!(code == Some(2) && log.contains("unpack it first"), "{log}");
    // The text around it is searched.
    let text = format!("const RAR: &[u8] = b\"Rar!\\x1a\\x07\";\nlet pan = {};\n", number());
    fs::write(folder.path().join("c.rs"), text).unwrap();
    let (code, out, log) = scan(folder.path(), &["c.rs"]);
    assert_eq!((code, out.as_str()), (Some(2), "c.rs:2:11: card number\n"), "{log}");
    assert!(log.contains("c.rs holds a RAR archive, which cannot be looked into"), "{log}");
}

//! The version of the readers moves with what they make of the sample pages.
//!
//! `cargo xtask readers` moves it and writes `readers.txt` again: a line for each page, with the hash of its text and the
//! hash of what the readers make of it. A page that is new or has a new text moves no version.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use contract_docs::{Dialect, READER_VERSION, pages, read_page};
use serde_json::json;
use sha2::{Digest, Sha256};

/// The hashes of a page's text and of what the readers make of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Page {
    text: String,
    read: String,
}

/// What the readers made of the sample pages, by page.
#[derive(Debug, PartialEq, Eq)]
struct Record {
    version: u32,
    pages: BTreeMap<String, Page>,
}

impl Record {
    fn parse(text: &str) -> Self {
        let mut lines = text.lines();
        let version = lines.next().unwrap().strip_prefix("version ").unwrap().parse().unwrap();
        let page = |line: &str| {
            let mut words = line.split(' ').map(str::to_owned);
            let mut next = || words.next().unwrap();
            (next(), Page { text: next(), read: next() })
        };
        Self { version, pages: lines.map(page).collect() }
    }

    fn text(&self) -> String {
        let line = |(name, page): (&String, &Page)| format!("{name} {} {}\n", page.text, page.read);
        let lines: String = self.pages.iter().map(line).collect();
        format!("version {}\n{lines}", self.version)
    }

    /// The pages of the same text that are read differently now.
    fn read_differently<'a>(&'a self, now: &'a Self) -> Vec<&'a str> {
        let differs = |(name, page): (&'a String, &'a Page)| {
            let before = self.pages.get(name)?;
            (before.text == page.text && before.read != page.read).then_some(name.as_str())
        };
        now.pages.iter().filter_map(differs).collect()
    }
}

fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let first = digest.iter().take(8).fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
    format!("{first:016x}")
}

/// Everything that a lock holds of a page, and the lines that keep it out of one.
fn read(name: &str, text: &str, dialect: Dialect) -> String {
    let page = read_page(name, text, dialect);
    let unexplained: Vec<u32> = page.unexplained.iter().map(|line| line.line).collect();
    let prints = [page.prints.unread, page.prints.words];
    json!({"claims": page.claims, "hash": page.hash, "prints": prints, "unexplained": unexplained})
        .to_string()
}

fn now(version: u32) -> Record {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/docs");
    let folders = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path());
    let folders: Vec<PathBuf> = folders.filter(|path| path.is_dir() && !path.ends_with("expected")).collect();
    let page = |source: contract_docs::PageSource| {
        let name = Path::new(&source.address).strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        // All pages have one name here: their own would change with a new page of the same name.
        let read = read("page", &source.text, source.dialect);
        (name, Page { text: hash(&source.text), read: hash(&read) })
    };
    Record { version, pages: pages(&folders).unwrap().into_iter().map(page).collect() }
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Writes the record, and moves the version if it has to move and has not yet.
fn update(known: &Record, now: &Record) {
    let has_to_move = known.version == now.version && !known.read_differently(now).is_empty();
    let version = if has_to_move { now.version + 1 } else { now.version };
    fs::write(path("src/read/version.txt"), format!("{version}\n")).unwrap();
    let record = Record { version, pages: now.pages.clone() };
    fs::write(path("tests/docs/readers.txt"), record.text()).unwrap();
}

#[test]
fn the_version_of_the_readers_moves_with_what_they_make_of_the_sample_pages() {
    let known = Record::parse(&fs::read_to_string(path("tests/docs/readers.txt")).unwrap());
    let now = now(READER_VERSION);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        return update(&known, &now);
    }
    let changed = known.read_differently(&now);
    assert!(
        changed.is_empty(),
        "the readers make something else of {}: if that is meant, `cargo xtask readers` moves READER_VERSION; \
         then write each docs.lock again with `cartevo-contract docs lock`",
        changed.join(", "),
    );
    assert_eq!(known, now, "`cargo xtask readers` writes tests/docs/readers.txt again");
}

#[test]
fn another_reading_of_the_same_text_is_noticed_and_another_text_is_none() {
    let record = |text: &str, read: &str| {
        Record::parse(&format!("version 1\nboats.md {text} {read}\nships.md aa bb\n"))
    };
    let before = record("aa", "bb");
    assert_eq!(before.read_differently(&record("aa", "cc")), ["boats.md"]);
    assert_eq!(before.read_differently(&record("dd", "cc")), [""; 0]);
    assert_eq!(Record::parse(&before.text()), before);
}

//! The lock file.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::claim::PageClaims;
use crate::model::{Claim, Grade, Location, Predicate, Prints, Section};
use crate::read::READER_VERSION;
use crate::source::PageSource;
use contract_core::ledger::Citations;

/// The version of the format.
const VERSION: u32 = 1;

/// The content of the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The version of the readers that read the pages.
    pub reader: u32,
    /// The pages, by name.
    pub pages: Vec<LockedPage>,
}

/// A page in the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedPage {
    /// The name of the page.
    pub name: String,
    /// Where it can be read again: a URL, or a path relative to the project root. `None` for a file outside
    /// the project.
    pub address: Option<String>,
    /// The entity tag from the server.
    pub etag: Option<String>,
    /// The hash of its text.
    pub hash: String,
    /// The hashes of the text that is in no claim; `None` in a lock of an older version.
    pub prints: Option<Prints>,
    /// Its claims, by id.
    pub claims: Vec<Claim>,
}

/// An error of the lock.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum LockError {
    /// The file cannot be read.
    #[error("cannot read {file}: {error}")]
    #[diagnostic(help("write it with `cartevo-contract docs lock PAGE...`"))]
    Unreadable {
        /// The file as named by the user.
        file: String,
        /// The cause.
        error: std::io::Error,
    },
    /// The file is not a valid lock.
    #[error("{file}: {what}")]
    #[diagnostic(help("write it again with `cartevo-contract docs lock PAGE...`"))]
    Invalid {
        /// The file as named by the user.
        file: String,
        /// What is wrong with it.
        what: String,
    },
    /// The file was written by a newer version.
    #[error("{file} has version {found}, but this program supports version {VERSION}")]
    #[diagnostic(help("use the version that wrote it, or write it again"))]
    Version {
        /// The file as named by the user.
        file: String,
        /// The version of the file.
        found: u32,
    },
    /// A page has a line that could not be parsed, so it cannot be locked.
    #[error("{place}: {why}")]
    #[diagnostic(help("nothing was written; `cartevo-contract docs claims` lists every such line"))]
    Unexplained {
        /// The page and line.
        place: String,
        /// Why it could not be parsed.
        why: String,
    },
    /// Nothing was read of a page, so a lock of it would never be out of date.
    #[error("{page}: nothing was read: the page has no claim")]
    #[diagnostic(help(
        "nothing was written; the page may be filled by a script: save it from the browser, or name its Markdown source"
    ))]
    NothingRead {
        /// The page.
        page: String,
    },
    /// Two pages have the same name.
    #[error("two pages have the name {0}")]
    #[diagnostic(help("give them different file names; nothing was written"))]
    SameName(String),
}

#[derive(Deserialize)]
struct File {
    version: u32,
    reader: u32,
    #[serde(default)]
    page: Vec<Page>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    name: String,
    address: Option<String>,
    etag: Option<String>,
    hash: String,
    unread: Option<String>,
    words: Option<String>,
    claims: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    line: u32,
    section: Section,
    grade: Grade,
    operation: Option<String>,
    r#in: Location,
    status: Option<String>,
    pointer: String,
    predicate: Predicate,
    value: Option<Value>,
}

impl Lock {
    /// The lock of some pages. Fails if any page could not be parsed completely.
    ///
    /// A page of which nothing was read is locked without a claim, unless there is no other, or the lock before has
    /// claims of it.
    ///
    /// # Errors
    /// A line of a page could not be parsed, two pages have the same name, or nothing was read.
    pub fn of(pages: &[(PageSource, PageClaims)], before: Option<&Self>) -> Result<Self, LockError> {
        let mut names = BTreeSet::new();
        let is_all = pages.iter().all(|(_, page)| page.nothing_read());
        let had_claims = |name: &str| {
            before.is_some_and(|lock| {
                lock.pages.iter().any(|page| page.name == name && !page.claims.is_empty())
            })
        };
        let mut locked = Vec::new();
        for (source, page) in pages {
            if let Some(line) = page.unexplained.first() {
                return Err(LockError::Unexplained {
                    place: format!("{}:{}", line.page, line.line),
                    why: line.why.clone(),
                });
            }
            if page.nothing_read() && (is_all || had_claims(&page.page)) {
                return Err(LockError::NothingRead { page: page.page.clone() });
            }
            if !names.insert(page.page.clone()) {
                return Err(LockError::SameName(page.page.clone()));
            }
            let mut claims = page.claims.clone();
            claims.sort_by(|a, b| a.id.cmp(&b.id));
            locked.push(LockedPage {
                name: page.page.clone(),
                address: Some(source.address.clone()).filter(|address| !address.is_empty()),
                etag: source.etag.clone(),
                hash: page.hash.clone(),
                prints: Some(page.prints.clone()),
                claims,
            });
        }
        locked.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { reader: READER_VERSION, pages: locked })
    }

    /// Reads a lock. `shown` is its name in messages.
    ///
    /// # Errors
    /// The file cannot be read, or is not a lock of this version.
    pub fn load(path: &Path, shown: &str) -> Result<Self, LockError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| LockError::Unreadable { file: shown.to_owned(), error })?;
        Self::parse(&text, shown)
    }

    /// Parses the text of a lock. `shown` is its name in messages.
    ///
    /// # Errors
    /// The text is not a lock of this version.
    pub fn parse(text: &str, shown: &str) -> Result<Self, LockError> {
        let file: File = toml::from_str(text).map_err(|error| LockError::Invalid {
            file: shown.to_owned(),
            what: error.message().to_owned(),
        })?;
        if file.version != VERSION {
            return Err(LockError::Version { file: shown.to_owned(), found: file.version });
        }
        let pages = file.page.into_iter().map(|page| LockedPage {
            claims: page.claims.into_iter().map(|entry| entry.claim(&page.name)).collect(),
            name: page.name,
            address: page.address,
            etag: page.etag,
            hash: page.hash,
            prints: page.unread.zip(page.words).map(|(unread, words)| Prints { unread, words }),
        });
        Ok(Self { reader: file.reader, pages: pages.collect() })
    }

    /// All claims of all pages.
    #[must_use]
    pub fn claims(&self) -> Vec<Claim> {
        self.pages.iter().flat_map(|page| page.claims.iter().cloned()).collect()
    }

    /// The claims that a citation refers to: one for `page#number`, those of the lines for `page:line` and
    /// `page:line-line`.
    #[must_use]
    pub fn cited(&self, citation: &str) -> Vec<&Claim> {
        let Some((name, place)) = citation.rsplit_once(['#', ':']) else { return Vec::new() };
        let claims = self.pages.iter().filter(|page| page.name == name).flat_map(|page| &page.claims);
        if citation.contains('#') {
            return claims.filter(|claim| claim.id == citation).collect();
        }
        let (first, last) = place.split_once('-').unwrap_or((place, place));
        let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>()) else { return Vec::new() };
        claims.filter(|claim| (first..=last).contains(&claim.line)).collect()
    }
}

impl Citations for Lock {
    fn resolves(&self, citation: &str) -> bool {
        !self.cited(citation).is_empty()
    }
}

impl Entry {
    fn claim(self, page: &str) -> Claim {
        Claim {
            id: format!("{page}#{}", self.id),
            page: page.to_owned(),
            line: self.line,
            section: self.section,
            grade: self.grade,
            operation: self.operation,
            location: self.r#in,
            status: self.status,
            pointer: self.pointer,
            predicate: self.predicate,
            value: self.value.unwrap_or(Value::Null),
        }
    }
}

pub(super) fn version() -> u32 {
    VERSION
}

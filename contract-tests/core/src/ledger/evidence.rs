//! Checks the evidence of corrections.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Cursor};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::Correction;
use crate::exchange::{Entry, Input, Reader};
use crate::findings::{Grounds, Key, Summary, conclusions};
use crate::rules::{Level, Levels};
use crate::spec::Spec;
use crate::verdict::Checker;

/// Files up to this size are cached, because many corrections name the same ones.
const MOST_KEPT_BYTES: u64 = 4 * 1024 * 1024;

/// A file that is not valid evidence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
    /// It is outside the project.
    #[error("{0} is outside the project")]
    Outside(String),
    /// It cannot be opened.
    #[error("{0} cannot be opened: {1}")]
    Missing(String, String),
    /// It has an invalid entry, or none.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, String),
}

/// Reads the evidence of corrections and checks it against the spec, one correction at a time.
pub struct Evidence<'a> {
    root: &'a Path,
    spec: &'a Spec,
    files: HashMap<PathBuf, Arc<[u8]>>,
    problems: HashMap<String, Option<EvidenceError>>,
    levels: Levels,
}

impl<'a> Evidence<'a> {
    /// Creates a reader for evidence paths relative to the project root.
    #[must_use]
    pub fn new(root: &'a Path, spec: &'a Spec) -> Self {
        let mut levels = Levels::default();
        for rule in crate::rules::all() {
            // Evidence is checked even if the rule is turned off.
            let level = levels.of(rule).max(Level::Note);
            levels.put(rule, level);
        }
        Self { root, spec, files: HashMap::new(), problems: HashMap::new(), levels }
    }

    /// The reason why a file is not valid evidence, if any. Each file is read once.
    pub fn problem(&mut self, file: &str) -> Option<EvidenceError> {
        if let Some(known) = self.problems.get(file) {
            return known.clone();
        }
        let problem = self.read_through(file).err();
        self.problems.insert(file.to_owned(), problem.clone());
        problem
    }

    fn read_through(&mut self, file: &str) -> Result<(), EvidenceError> {
        let unreadable = |reason: String| EvidenceError::Unreadable(file.to_owned(), reason);
        let mut reader = self.open(file)?;
        let mut is_empty = true;
        while let Some(entry) = reader.next_entry() {
            match entry {
                Entry::Unread(unread) => return Err(unreadable(unread.reason)),
                Entry::Exchange(_) => is_empty = false,
                Entry::Unanswered => {}
            }
        }
        if is_empty { Err(unreadable("it has no exchange".into())) } else { Ok(()) }
    }

    /// The keys of the findings in the files that the correction settles.
    ///
    /// # Errors
    /// A file is outside the project, cannot be opened, or is not an exchange.
    pub fn shows(&mut self, correction: &Correction, files: &[String]) -> Result<Vec<Key>, EvidenceError> {
        let mut summary = Summary::new(1);
        let mut checker = Checker::new(self.spec);
        for (number, file) in files.iter().enumerate() {
            let mut reader = self.open(file)?;
            while let Some(entry) = reader.next_entry() {
                match entry {
                    Entry::Unread(unread) => {
                        return Err(EvidenceError::Unreadable(file.clone(), unread.reason));
                    }
                    Entry::Unanswered => {}
                    Entry::Exchange(exchange) => {
                        summary.begin(u32::try_from(number).unwrap_or(u32::MAX), exchange.locator);
                        let operation = checker.check(&exchange, &mut |seen| summary.observe(seen));
                        if let Some(operation) = operation {
                            summary.end(operation, exchange.response.status);
                        }
                    }
                }
            }
        }
        summary.learn(checker.learned());
        // Conclusions over all exchanges take only this correction into account.
        let is_settled = |key: &Key, marked: &[String]| correction.settles(key, marked);
        let grounds = Grounds { spec: self.spec, levels: &self.levels, is_settled: &is_settled };
        let settled = conclusions(&summary, grounds).into_iter().filter_map(|group| {
            let perhaps = group.perhaps_renamed();
            let keys = std::iter::once(group.key).chain(perhaps);
            let marks = group.corrections;
            keys.into_iter().find(|key| correction.settles(key, &marks))
        });
        Ok(settled.collect())
    }

    fn open(&mut self, file: &str) -> Result<Reader, EvidenceError> {
        let plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
        if file.is_empty() || !Path::new(file).components().all(plain) {
            return Err(EvidenceError::Outside(file.to_owned()));
        }
        let path = self.root.join(file);
        let missing = |error: io::Error| EvidenceError::Missing(file.to_owned(), error.to_string());
        let size = fs::metadata(&path).map_err(missing)?.len();
        let input = Input { name: file.into(), path: Some(path.clone()), ..Input::default() };
        if size > MOST_KEPT_BYTES {
            return Reader::open(&input).map_err(|error| {
                let reason = error.to_string().lines().next().unwrap_or_default().to_owned();
                EvidenceError::Unreadable(file.to_owned(), reason)
            });
        }
        let bytes: Arc<[u8]> = if let Some(kept) = self.files.get(&path) {
            Arc::clone(kept)
        } else {
            let read: Arc<[u8]> = fs::read(&path).map_err(missing)?.into();
            self.files.insert(path, Arc::clone(&read));
            read
        };
        Reader::over(Box::new(Cursor::new(bytes)), &input).map_err(missing)
    }
}

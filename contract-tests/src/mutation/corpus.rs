//! The exchanges that mutants are tried on, kept in memory because every mutant needs all of them.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;

use contract_core::exchange::{Input, Reader, STDIN};

/// The maximum size of the sources, as stored.
pub const MAX_CORPUS_BYTES: u64 = 256 * 1024 * 1024;

/// Sources in memory.
#[derive(Debug)]
pub struct Corpus {
    sources: Vec<(Input, Arc<[u8]>)>,
}

/// An error while loading sources.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum CorpusError {
    /// A source cannot be read.
    #[error("cannot read {path}: {error}", path = contract_core::harmless::path(path))]
    #[diagnostic(help("name a file that exists and can be read"))]
    Unreadable {
        /// The file, or `-`.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
    /// The sources are too large.
    #[error("the sources have more than {} MiB, which every mutant would have to read", MAX_CORPUS_BYTES / (1024 * 1024))]
    #[diagnostic(help("name fewer; recordings of each operation and status are enough"))]
    TooLarge,
}

impl Corpus {
    /// Reads the sources.
    ///
    /// # Errors
    /// A source cannot be read, or the sources are too large.
    pub fn load(inputs: &[Input]) -> Result<Self, CorpusError> {
        let mut room = MAX_CORPUS_BYTES;
        let mut sources = Vec::new();
        for input in inputs {
            let mut bytes = Vec::new();
            let read = match &input.path {
                Some(path) => File::open(path).and_then(|file| file.take(room + 1).read_to_end(&mut bytes)),
                None => io::stdin().take(room + 1).read_to_end(&mut bytes),
            };
            let unreadable = |error| CorpusError::Unreadable {
                path: input.path.clone().unwrap_or_else(|| STDIN.into()),
                error,
            };
            read.map_err(unreadable)?;
            room = room.checked_sub(bytes.len() as u64).ok_or(CorpusError::TooLarge)?;
            let bytes: Arc<[u8]> = bytes.into();
            // Every mutant reads them again, and none has anyone to tell that a source does not open.
            reader(input, &bytes).map_err(unreadable)?;
            sources.push((input.clone(), bytes));
        }
        Ok(Self { sources })
    }

    /// Opens a reader for each source.
    pub(super) fn readers(&self) -> impl Iterator<Item = io::Result<Reader>> {
        self.sources.iter().map(|(input, bytes)| reader(input, bytes))
    }
}

fn reader(input: &Input, bytes: &Arc<[u8]>) -> io::Result<Reader> {
    Reader::over(Box::new(Cursor::new(Arc::clone(bytes))), input)
}

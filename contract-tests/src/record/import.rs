//! From files of traffic to recordings that wait for review.

use std::collections::HashSet;
use std::path::PathBuf;

use super::{
    Gate, NotScrubbed, Pending, Provenance, RawExchange, Refused, Scrubbed, Scrubber, Shape, Store,
    StoreError,
};
use crate::card_data::{Detector, SeenValuesError};
use crate::exchange::{Entry, InputError, Reader, Unread, inputs};
use crate::spec::Spec;

/// What an import is to do.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// What holds for exchanges that don't say where they are from.
    pub provenance: Provenance,
    /// Keep exchanges that show nothing new, too.
    pub keep_all: bool,
}

/// What an import did.
#[derive(Debug, Default)]
pub struct Imported {
    /// How many exchanges were read.
    pub read: usize,
    /// The recordings that were written.
    pub written: Vec<Pending>,
    /// How many exchanges show nothing that another one or a recording doesn't show.
    pub duplicates: usize,
    /// Exchanges that no recording can be made of, and why.
    pub passed_over: Vec<(String, NotScrubbed)>,
    /// Places whose invented value the spec may judge otherwise than the real one.
    pub misfits: Vec<(String, String)>,
    /// Entries that could not be read.
    pub unread: Vec<Unread>,
    /// What the gate found. If there is anything here, nothing was written.
    pub refused: Vec<Refused>,
    /// More values were met than are remembered, so that some links between them are lost.
    pub forgot: bool,
}

/// An import that could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// A file can't be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A recording can't be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The gate can't be set up.
    #[error(transparent)]
    Gate(#[from] SeenValuesError),
}

/// Reads traffic, scrubs it, and writes what is new into the folder of pending recordings: all of it or nothing.
///
/// # Errors
///
/// Fails if a file can't be opened, or a recording can't be written. Entries that can't be read, and hits of the
/// gate, are in the answer.
pub fn import(
    spec: &Spec,
    store: &Store,
    files: &[PathBuf],
    options: &ImportOptions,
) -> Result<Imported, ImportError> {
    let mut imported = Imported::default();
    let mut scrubber = Scrubber::new(spec);
    let mut shapes = if options.keep_all { HashSet::new() } else { recorded_shapes(spec, store)? };
    let mut candidates: Vec<Scrubbed> = Vec::new();
    for input in inputs(files)? {
        let mut reader = Reader::open(&input)?;
        while let Some(entry) = reader.next_entry() {
            let exchange = match entry {
                Entry::Exchange(exchange) => exchange,
                Entry::Unread(unread) => {
                    imported.unread.push(unread);
                    continue;
                }
            };
            imported.read += 1;
            let origin = exchange.locator.to_string();
            match scrubber.scrub(RawExchange::new(exchange), &options.provenance) {
                Err(reason) => imported.passed_over.push((origin, reason)),
                Ok(recording) => {
                    if !options.keep_all && !shapes.insert(recording.shape().clone()) {
                        imported.duplicates += 1;
                        continue;
                    }
                    imported
                        .misfits
                        .extend(scrubber.misfits().iter().map(|place| (origin.clone(), place.clone())));
                    candidates.push(recording);
                }
            }
        }
    }
    imported.forgot = scrubber.forgot();
    let seen = scrubber.seen()?;
    let detector = Detector::default();
    let gate = Gate::new(&detector, &seen);
    let mut sealed = Vec::new();
    for recording in candidates {
        match gate.pass(recording) {
            Ok(recording) => sealed.push(recording),
            Err(refused) => imported.refused.push(refused),
        }
    }
    if imported.refused.is_empty() {
        imported.written = store.write(&sealed)?;
    }
    Ok(imported)
}

/// The shapes of the recordings there are, accepted and pending. Scrubbing a recording doesn't change its shape.
fn recorded_shapes(spec: &Spec, store: &Store) -> Result<HashSet<Shape>, ImportError> {
    let mut shapes = HashSet::new();
    let mut scrubber = Scrubber::new(spec);
    let folders = [store.root().to_path_buf(), store.pending_root()];
    let there: Vec<PathBuf> = folders.into_iter().filter(|folder| folder.is_dir()).collect();
    for input in inputs(&there)? {
        let mut reader = Reader::open(&input)?;
        while let Some(entry) = reader.next_entry() {
            // What can't be read here is `check`'s to report.
            if let Entry::Exchange(exchange) = entry
                && let Ok(recording) = scrubber.scrub(RawExchange::new(exchange), &Provenance::default())
            {
                shapes.insert(recording.shape().clone());
            }
        }
    }
    Ok(shapes)
}

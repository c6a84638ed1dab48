//! From files of traffic to recordings that wait for review.

use super::capped_list::CappedList;
use super::known_shapes::{KnownShapes, Novelty};
use super::{
    Gate, NotScrubbed, Pending, Provenance, RawExchange, Refused, Scrubbed, Scrubber, Staged, Store,
    StoreError,
};
use card_data::{Detector, SensitiveValuesError};
use contract_core::exchange::{Entry, Input, InputError, Reader, Unread};
use contract_core::spec::Spec;

/// How much scrubbed text waits for the gate at a time, in bytes.
const BATCH: usize = 8 << 20;

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
    pub passed_over: CappedList<(String, NotScrubbed)>,
    /// Places whose invented value the spec may judge otherwise than the real one.
    pub misfits: CappedList<(String, String)>,
    /// Entries that could not be read.
    pub unread: CappedList<Unread>,
    /// What the gate found. If there is anything here, nothing was written.
    pub refused: CappedList<Refused>,
    /// More values were met than are remembered, so that some links between them are lost.
    pub exceeded_memory: bool,
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
    Gate(#[from] SensitiveValuesError),
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
    inputs: &[Input],
    options: &ImportOptions,
) -> Result<Imported, ImportError> {
    let known = if options.keep_all { KnownShapes::empty() } else { KnownShapes::of(spec, store)? };
    let mut run = Run {
        scrubber: Scrubber::new(spec),
        detector: Detector::default(),
        known,
        waiting: Vec::new(),
        waiting_bytes: 0,
        batches: 0,
        staged: None,
        imported: Imported::default(),
    };
    for input in inputs {
        let mut reader = Reader::open(input)?;
        while let Some(entry) = reader.next_entry() {
            match entry {
                Entry::Exchange(exchange) => run.take(RawExchange::new(exchange), options, store)?,
                Entry::Unread(unread) => run.imported.unread.push(unread),
            }
        }
    }
    run.finish(store)
}

/// An import at work.
struct Run<'s> {
    scrubber: Scrubber<'s>,
    detector: Detector,
    known: KnownShapes,
    /// Scrubbed and not yet searched.
    waiting: Vec<Scrubbed>,
    waiting_bytes: usize,
    batches: usize,
    /// Sealed, and not yet where recordings are looked for.
    staged: Option<Staged>,
    imported: Imported,
}

impl Run<'_> {
    fn take(
        &mut self,
        raw: RawExchange<'_>,
        options: &ImportOptions,
        store: &Store,
    ) -> Result<(), ImportError> {
        self.imported.read += 1;
        let origin = raw.origin();
        let recording = match self.scrubber.scrub(raw, &options.provenance) {
            Ok(recording) => recording,
            Err(reason) => {
                self.imported.passed_over.push((origin, reason));
                return Ok(());
            }
        };
        if !options.keep_all {
            match self.known.note(recording.shape()) {
                Novelty::New => {}
                Novelty::Known => {
                    self.imported.duplicates += 1;
                    return Ok(());
                }
                Novelty::LimitReached => {
                    self.imported.passed_over.push((origin, NotScrubbed::TooManyShapes));
                    return Ok(());
                }
            }
        }
        for place in self.scrubber.misfits() {
            self.imported.misfits.push((origin.clone(), place.clone()));
        }
        self.waiting_bytes += recording.text.len();
        self.waiting.push(recording);
        if self.waiting_bytes < BATCH { Ok(()) } else { self.seal(store) }
    }

    /// Searches what waits, and stages it. Once anything was found, nothing is written any more.
    fn seal(&mut self, store: &Store) -> Result<(), ImportError> {
        self.waiting_bytes = 0;
        self.batches += 1;
        let sensitive = self.scrubber.sensitive_values()?;
        let gate = Gate::new(&self.detector, &sensitive);
        for recording in self.waiting.drain(..) {
            match gate.pass(recording) {
                Err(refused) => {
                    self.imported.refused.push(refused);
                    self.staged = None;
                }
                Ok(sealed) if self.imported.refused.is_empty() => {
                    let staged = match &mut self.staged {
                        Some(staged) => staged,
                        none => none.insert(store.stage()?),
                    };
                    staged.add(&sealed)?;
                }
                Ok(_) => {}
            }
        }
        Ok(())
    }

    fn finish(mut self, store: &Store) -> Result<Imported, ImportError> {
        if !self.waiting.is_empty() {
            self.seal(store)?;
        }
        self.imported.exceeded_memory = self.scrubber.exceeded_memory();
        let Some(staged) = self.staged else { return Ok(self.imported) };
        if self.batches > 1 {
            // Earlier batches were searched for what had been met by then.
            let sensitive = self.scrubber.sensitive_values()?;
            for refused in staged.refused(&Gate::new(&self.detector, &sensitive))? {
                self.imported.refused.push(refused);
            }
        }
        if self.imported.refused.is_empty() {
            self.imported.written = staged.publish()?;
        }
        Ok(self.imported)
    }
}

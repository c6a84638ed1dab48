//! Imports traffic files as recordings that wait for review.

use super::capped_list::CappedList;
use super::known_shapes::{KnownShapes, Novelty};
use super::{
    Gate, NotScrubbed, Pending, Provenance, RawExchange, Refused, Scrubbed, Scrubber, Staged, Store,
    StoreError,
};
use card_data::{Detector, SensitiveValuesError};
use contract_core::exchange::{Entry, Input, InputError, Malformed, Reader, Unread};
use contract_core::spec::Spec;

/// How much scrubbed text is collected before the gate searches it, in bytes.
const BATCH: usize = 8 << 20;

/// The options of an import.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// The provenance of exchanges that don't state their own.
    pub provenance: Provenance,
    /// Whether to keep exchanges that show nothing new.
    pub keep_all: bool,
}

/// The result of an import.
#[derive(Debug, Default)]
pub struct Imported {
    /// How many exchanges were read.
    pub read: usize,
    /// The recordings that were written.
    pub written: Vec<Pending>,
    /// How many exchanges show nothing that another exchange or a recording doesn't show.
    pub duplicates: usize,
    /// Exchanges that could not be recorded, with the reason.
    pub passed_over: CappedList<(String, NotScrubbed)>,
    /// Places whose invented value the spec may judge differently from the real one.
    pub misfits: CappedList<(String, String)>,
    /// Public places whose value was replaced nevertheless, because it does not fit the spec or may be a piece of a card
    /// number.
    pub withheld: CappedList<(String, String)>,
    /// Bodies that are no forms in parts, although their media type says so: replaced as a whole, with the reason.
    pub without_parts: CappedList<(String, Malformed)>,
    /// Entries that could not be read.
    pub unread: CappedList<Unread>,
    /// How many requests of collections have no saved response.
    pub unanswered: u64,
    /// Exchanges that the gate refused. They were left out.
    pub refused: CappedList<Refused>,
    /// Whether more values were seen than can be remembered, so that some links between them are lost.
    pub exceeded_memory: bool,
}

/// An import failed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum ImportError {
    /// A file can't be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Input(#[from] InputError),
    /// A recording can't be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] StoreError),
    /// The gate can't be set up.
    #[error(transparent)]
    Gate(#[from] SensitiveValuesError),
}

/// Reads traffic, scrubs it, and writes what is new to the folder of pending recordings, without the exchanges that
/// the gate refuses.
///
/// # Errors
///
/// A file can't be opened, or a recording can't be written; nothing is written then. Unreadable entries and
/// findings of the gate are part of the result.
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
                Entry::Unanswered => run.imported.unanswered += 1,
            }
        }
    }
    run.finish(store)
}

/// The state of an import.
struct Run<'s> {
    scrubber: Scrubber<'s>,
    detector: Detector,
    known: KnownShapes,
    /// Scrubbed, but not yet searched by the gate.
    waiting: Vec<Scrubbed>,
    waiting_bytes: usize,
    batches: usize,
    /// Sealed, but not yet published.
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
        if let Some((_, why)) = self.scrubber.without_parts() {
            self.imported.without_parts.push((origin.clone(), why));
        }
        for place in self.scrubber.withheld() {
            self.imported.withheld.push((origin.clone(), place.to_owned()));
        }
        self.waiting_bytes += recording.text.len();
        self.waiting.push(recording);
        if self.waiting_bytes < BATCH { Ok(()) } else { self.seal(store) }
    }

    /// Searches the collected exchanges, and stages those that pass.
    fn seal(&mut self, store: &Store) -> Result<(), ImportError> {
        self.waiting_bytes = 0;
        self.batches += 1;
        let sensitive = self.scrubber.sensitive_values()?;
        let gate = Gate::new(&self.detector, &sensitive).with_names_of(&self.scrubber);
        for recording in self.waiting.drain(..) {
            match gate.pass(recording) {
                Err(refused) => self.imported.refused.push(refused),
                Ok(sealed) => {
                    let staged = match &mut self.staged {
                        Some(staged) => staged,
                        none => none.insert(store.stage()?),
                    };
                    staged.add(&sealed)?;
                }
            }
        }
        Ok(())
    }

    fn finish(mut self, store: &Store) -> Result<Imported, ImportError> {
        if !self.waiting.is_empty() {
            self.seal(store)?;
        }
        self.imported.exceeded_memory = self.scrubber.exceeded_memory();
        let Some(mut staged) = self.staged else { return Ok(self.imported) };
        if self.batches > 1 {
            // Earlier batches were searched only for the values known at that time.
            let sensitive = self.scrubber.sensitive_values()?;
            for refused in staged
                .withdraw_refused(&Gate::new(&self.detector, &sensitive).with_names_of(&self.scrubber))?
            {
                self.imported.refused.push(refused);
            }
        }
        self.imported.written = staged.publish()?;
        Ok(self.imported)
    }
}

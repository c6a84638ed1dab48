//! Recording while traffic goes by: each exchange is scrubbed and sealed when it comes.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::known_shapes::{KnownShapes, Novelty};
use super::store::still_passes;
use super::{Captured, Gate, ImportError, ImportOptions, NotScrubbed, Pending, Refused, Scrubber, Store};
use card_data::Detector;
use contract_core::exchange::Locator;
use contract_core::spec::Spec;

/// A run of recordings of live traffic.
///
/// What shows something new is written at once, so that a run that is killed has lost nothing that was scrubbed. When
/// the run ends, everything it wrote is searched again for what it has met since.
pub struct Session<'s> {
    scrubber: Scrubber<'s>,
    detector: Detector,
    store: &'s Store,
    options: ImportOptions,
    known: KnownShapes,
    origin: Arc<str>,
    count: u64,
    written: Vec<Pending>,
}

/// What became of one exchange.
#[derive(Debug)]
pub enum RecordOutcome {
    /// It shows something new, and waits for review.
    Written(Pending),
    /// It shows nothing that another one or a recording doesn't show.
    NothingNew,
    /// No recording can be made of it.
    NotRecordable(NotScrubbed),
    /// The gate found something in it. It was not written.
    Refused(Refused),
}

/// How a run ended.
#[derive(Debug, Default)]
pub struct SessionSummary {
    /// The recordings that were written and are not deleted again.
    pub written: Vec<Pending>,
    /// Recordings that hold a value which turned out to be sensitive later. They were deleted.
    pub withdrawn: Vec<Pending>,
    /// Recordings that hold such a value and were accepted while the run went on. They are still there.
    pub accepted: Vec<PathBuf>,
    /// More values were met than are remembered, so that some links between them are lost.
    pub exceeded_memory: bool,
}

impl<'s> Session<'s> {
    /// Starts a run. `origin` names the traffic in messages.
    ///
    /// # Errors
    ///
    /// Fails if the recordings there are can't be read.
    pub fn open(
        spec: &'s Spec,
        store: &'s Store,
        options: ImportOptions,
        origin: &str,
    ) -> Result<Self, ImportError> {
        let known = if options.keep_all { KnownShapes::empty() } else { KnownShapes::of(spec, store)? };
        Ok(Self {
            scrubber: Scrubber::new(spec),
            detector: Detector::default(),
            store,
            options,
            known,
            origin: origin.into(),
            count: 0,
            written: Vec::new(),
        })
    }

    /// How many exchanges were taken.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Scrubs an exchange and writes what comes of it, if that is new.
    ///
    /// # Errors
    ///
    /// Fails if the recording can't be written.
    pub fn record(&mut self, mut captured: Captured) -> Result<RecordOutcome, ImportError> {
        let locator = Locator { source: Arc::clone(&self.origin), index: self.count };
        self.count += 1;
        captured.decode();
        let scrubbed = match self.scrubber.scrub(captured.as_raw(&locator), &self.options.provenance) {
            Ok(scrubbed) => scrubbed,
            Err(reason) => return Ok(RecordOutcome::NotRecordable(reason)),
        };
        drop(captured);
        if !self.options.keep_all {
            match self.known.note(scrubbed.shape()) {
                Novelty::New => {}
                Novelty::Known => return Ok(RecordOutcome::NothingNew),
                Novelty::LimitReached => return Ok(RecordOutcome::NotRecordable(NotScrubbed::TooManyShapes)),
            }
        }
        let sensitive = self.scrubber.sensitive_values()?;
        match Gate::new(&self.detector, &sensitive).pass(scrubbed) {
            Err(refused) => Ok(RecordOutcome::Refused(refused)),
            Ok(sealed) => {
                let mut staged = self.store.stage()?;
                staged.add(&sealed)?;
                let mut published = staged.publish()?;
                let Some(pending) = published.pop() else { return Ok(RecordOutcome::NothingNew) };
                self.written.push(pending.clone());
                Ok(RecordOutcome::Written(pending))
            }
        }
    }

    /// Ends the run: what it wrote is searched for everything sensitive that was met in it.
    ///
    /// # Errors
    ///
    /// Fails if a recording can't be read or deleted.
    pub fn close(self) -> Result<SessionSummary, ImportError> {
        let mut closed =
            SessionSummary { exceeded_memory: self.scrubber.exceeded_memory(), ..SessionSummary::default() };
        if self.written.is_empty() {
            return Ok(closed);
        }
        let sensitive = self.scrubber.sensitive_values()?;
        let gate = Gate::new(&self.detector, &sensitive);
        let mut checked = HashSet::new();
        for pending in self.written {
            // One that is gone was reviewed while the run went on. It may have been accepted under whatever name, and
            // another one may have got its own.
            for path in self.store.accepted_alongside(&pending)? {
                if checked.insert(path.clone()) && still_passes(&path, &pending.name, &gate)? == Some(false) {
                    closed.accepted.push(path);
                }
            }
            match still_passes(&pending.path, &pending.name, &gate)? {
                None | Some(true) => closed.written.push(pending),
                Some(false) => {
                    self.store.reject(&pending)?;
                    closed.withdrawn.push(pending);
                }
            }
        }
        Ok(closed)
    }
}

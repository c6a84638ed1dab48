//! Records live traffic: each exchange is scrubbed and sealed as it arrives.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::content_coding::MAX_DECODED;
use super::known_shapes::{KnownShapes, Novelty};
use super::store::still_passes;
use super::{Captured, Gate, ImportError, ImportOptions, NotScrubbed, Pending, Refused, Scrubber, Store};
use card_data::Detector;
use contract_core::exchange::{Locator, Malformed};
use contract_core::spec::Spec;

/// A recording session for live traffic.
///
/// What is new is written at once, so that a killed session loses nothing that was already scrubbed. At the
/// end, everything that was written is searched again for values that turned out to be sensitive later.
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

/// The outcome of one exchange.
#[derive(Debug)]
pub enum RecordOutcome {
    /// It shows something new and waits for review.
    Written {
        /// The recording.
        pending: Pending,
        /// Why its form was replaced as a whole, if it has no parts although its media type says so.
        without_parts: Option<Malformed>,
    },
    /// It shows nothing that another exchange or a recording doesn't show.
    NothingNew,
    /// It could not be recorded.
    NotRecordable(NotScrubbed),
    /// The gate refused it. It was not written.
    Refused(Refused),
}

/// The result of a session.
#[derive(Debug, Default)]
pub struct SessionSummary {
    /// The recordings that were written and kept.
    pub written: Vec<Pending>,
    /// Recordings that were deleted, because they hold a value that turned out to be sensitive later.
    pub withdrawn: Vec<Pending>,
    /// Recordings with such a value that were accepted during the session. They still exist.
    pub accepted: Vec<PathBuf>,
    /// Recordings that were not searched for such values, because the time was up. They still wait for review.
    pub unsearched: Vec<Pending>,
    /// Whether more values were seen than can be remembered, so that some links between them are lost.
    pub exceeded_memory: bool,
}

impl<'s> Session<'s> {
    /// Starts a session. `origin` names the traffic in messages.
    ///
    /// # Errors
    ///
    /// The existing recordings can't be read, or are behind a symbolic link.
    pub fn open(
        spec: &'s Spec,
        store: &'s Store,
        options: ImportOptions,
        origin: &str,
    ) -> Result<Self, ImportError> {
        store.remove_leftovers()?;
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

    /// How many exchanges arrived.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Scrubs an exchange and writes it if it shows something new.
    ///
    /// # Errors
    ///
    /// The recording can't be written.
    pub fn record(&mut self, mut captured: Captured) -> Result<RecordOutcome, ImportError> {
        let locator = Locator { source: Arc::clone(&self.origin), index: self.count };
        self.count += 1;
        captured.decode(MAX_DECODED);
        let scrubbed = match self.scrubber.scrub(captured.as_raw(&locator), &self.options.provenance) {
            Ok(scrubbed) => scrubbed,
            Err(reason) => return Ok(RecordOutcome::NotRecordable(reason)),
        };
        drop(captured);
        let without_parts = self.scrubber.without_parts().map(|(_, why)| why);
        if !self.options.keep_all {
            match self.known.note(scrubbed.shape()) {
                Novelty::New => {}
                Novelty::Known => return Ok(RecordOutcome::NothingNew),
                Novelty::LimitReached => return Ok(RecordOutcome::NotRecordable(NotScrubbed::TooManyShapes)),
            }
        }
        let sensitive = self.scrubber.sensitive_values()?;
        match Gate::new(&self.detector, &sensitive).with_names_of(&self.scrubber).pass(scrubbed) {
            Err(refused) => Ok(RecordOutcome::Refused(refused)),
            Ok(sealed) => {
                let mut staged = self.store.stage()?;
                staged.add(&sealed)?;
                let mut published = staged.publish()?;
                let Some(pending) = published.pop() else { return Ok(RecordOutcome::NothingNew) };
                self.written.push(pending.clone());
                Ok(RecordOutcome::Written { pending, without_parts })
            }
        }
    }

    /// Ends the session and searches what it wrote for every sensitive value seen in it.
    ///
    /// # Errors
    ///
    /// A recording can't be read or deleted.
    pub fn close(self) -> Result<SessionSummary, ImportError> {
        self.close_by(None)
    }

    /// The same, and leaves the rest unsearched at the deadline.
    ///
    /// # Errors
    ///
    /// A recording can't be read or deleted.
    pub fn close_by(self, deadline: Option<Instant>) -> Result<SessionSummary, ImportError> {
        let mut closed =
            SessionSummary { exceeded_memory: self.scrubber.exceeded_memory(), ..SessionSummary::default() };
        if self.written.is_empty() {
            return Ok(closed);
        }
        let sensitive = self.scrubber.sensitive_values()?;
        let gate = Gate::new(&self.detector, &sensitive).with_names_of(&self.scrubber);
        let mut checked = HashSet::new();
        for pending in self.written {
            if deadline.is_some_and(|deadline| Instant::now() > deadline) {
                closed.unsearched.push(pending);
                continue;
            }
            // A missing recording was reviewed during the session. It may have been accepted under any name,
            // and another one may have taken its own.
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

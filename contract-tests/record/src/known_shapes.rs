//! The shapes of exchanges that are already known.

use std::collections::HashSet;
use std::path::PathBuf;

use super::{ImportError, Provenance, RawExchange, Scrubber, Shape, Store};
use contract_core::exchange::{Entry, Reader, inputs};
use contract_core::spec::Spec;

/// How many shapes are remembered. The traffic of an API has dozens; hostile traffic may have any number.
pub const MAX_SHAPES: usize = 20_000;

/// The shapes of the existing recordings and of the current run.
pub(super) struct KnownShapes {
    shapes: HashSet<Shape>,
}

/// Whether a shape is known.
pub(super) enum Novelty {
    /// The shape is new.
    New,
    /// The shape is known.
    Known,
    /// The shape is new, but there is no room to remember it.
    LimitReached,
}

impl KnownShapes {
    /// No shape is known.
    pub(super) fn empty() -> Self {
        Self { shapes: HashSet::new() }
    }

    /// The shapes of the existing recordings, accepted and pending.
    pub(super) fn of(spec: &Spec, store: &Store) -> Result<Self, ImportError> {
        let folders = [store.root().to_path_buf(), store.pending_root()];
        let existing: Vec<PathBuf> = folders.into_iter().filter(|folder| folder.is_dir()).collect();
        Ok(Self { shapes: shapes(spec, &existing)?.into_iter().map(|(_, shape)| shape).collect() })
    }

    pub(super) fn note(&mut self, shape: &Shape) -> Novelty {
        if self.shapes.contains(shape) {
            return Novelty::Known;
        }
        if self.shapes.len() >= MAX_SHAPES {
            return Novelty::LimitReached;
        }
        self.shapes.insert(shape.clone());
        Novelty::New
    }
}

/// The shape of each exchange in these files and folders. Scrubbing a recording doesn't change its shape.
///
/// # Errors
///
/// A file can't be opened. Unreadable entries, and those that match no operation, are skipped: `check`
/// reports them.
pub fn shapes(spec: &Spec, files: &[PathBuf]) -> Result<Vec<(PathBuf, Shape)>, ImportError> {
    let mut shapes = Vec::new();
    let mut scrubber = Scrubber::new(spec);
    for input in inputs(files)? {
        let mut reader = Reader::open(&input)?;
        while let Some(entry) = reader.next_entry() {
            if let Entry::Exchange(exchange) = entry
                && let Ok(recording) = scrubber.scrub(RawExchange::new(exchange), &Provenance::default())
            {
                let path = input.path.clone().unwrap_or_default();
                shapes.push((path, recording.shape().clone()));
            }
        }
    }
    Ok(shapes)
}

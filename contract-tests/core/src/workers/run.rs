//! A run over all inputs.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::source::Source;
use super::worker::Worker;
use crate::exchange::Input;
use crate::findings::{Shard, Summary};
use crate::spec::Spec;
use crate::verdict::{Presence, SpecCoverage};

/// Less than this many bytes are not worth a second thread.
const MIN_PARALLEL_BYTES: usize = 1024 * 1024;

/// How inputs are checked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Threads to use at most; `None` is as many as there are processors.
    pub jobs: Option<NonZeroUsize>,
    /// How many exchanges to name for each finding; 0 names all.
    pub max_examples: usize,
    /// Which part of the exchanges to check, if not all.
    pub shard: Option<Shard>,
    /// Count how often declared properties are there?
    pub count_presence: bool,
}

/// What exchanges showed.
#[derive(Debug)]
pub struct RunResult {
    /// The disagreements, grouped, and what was counted.
    pub summary: Summary,
    /// How much of the spec was shown.
    pub coverage: SpecCoverage,
    /// How often declared properties were there, if that was counted.
    pub presence: Option<Presence>,
    /// How many entries belong to other parts.
    pub other_shards: u64,
}

impl RunResult {
    fn absorb(&mut self, other: Self) {
        self.summary.merge(other.summary);
        self.coverage.merge(&other.coverage);
        if let (Some(mine), Some(theirs)) = (&mut self.presence, &other.presence) {
            mine.merge(theirs);
        }
    }
}

/// Checks every exchange of the inputs. What cannot be read is counted and named in the summary.
#[must_use]
pub fn check_inputs(spec: &Spec, inputs: &[Input], options: Options) -> RunResult {
    let source = Mutex::new(Source::new(inputs, options.shard));
    let mut result = on_threads(spec, &source, options);
    result.other_shards = source.into_inner().unwrap_or_else(PoisonError::into_inner).other_shards();
    result
}

fn on_threads(spec: &Spec, source: &Mutex<Source<'_>>, options: Options) -> RunResult {
    let jobs = options.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let new_worker = || Worker::new(spec, options);
    let mut first = new_worker();
    let alone = if jobs == 1 { usize::MAX } else { MIN_PARALLEL_BYTES };
    if !first.check_batches(source, alone) {
        return first.result();
    }
    thread::scope(|scope| {
        let help = || {
            let mut worker = new_worker();
            worker.check_batches(source, usize::MAX);
            worker.result()
        };
        let others: Vec<_> = (1..jobs).map(|_| scope.spawn(help)).collect();
        first.check_batches(source, usize::MAX);
        let mut result = first.result();
        for other in others {
            match other.join() {
                Ok(theirs) => result.absorb(theirs),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        result
    })
}

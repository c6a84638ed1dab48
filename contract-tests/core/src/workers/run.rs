//! Runs the check over all inputs.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::source::Source;
use super::worker::Worker;
use crate::exchange::Input;
use crate::findings::{Shard, Summary};
use crate::name_judge::MarkedWords;
use crate::spec::Spec;
use crate::verdict::{Presence, SpecCoverage};

/// Inputs below this size, in bytes, are checked on one thread.
const MIN_PARALLEL_BYTES: usize = 1024 * 1024;

/// Options of a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The maximum number of threads; `None` uses one per processor.
    pub jobs: Option<NonZeroUsize>,
    /// How many exchanges are named per finding; 0 names all.
    pub max_examples: usize,
    /// The shard to check; `None` checks everything.
    pub shard: Option<Shard>,
    /// Whether to count how often declared properties are present.
    pub count_presence: bool,
}

/// The result of a run.
#[derive(Debug)]
pub struct RunResult {
    /// The disagreements, grouped, and the counts.
    pub summary: Summary,
    /// The coverage of the spec.
    pub coverage: SpecCoverage,
    /// How often declared properties were present, if counted.
    pub presence: Option<Presence>,
    /// How many entries belong to other shards.
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

/// Checks every exchange of the inputs. Entries that cannot be read are counted and named in the summary.
#[must_use]
pub fn check_inputs(spec: &Spec, inputs: &[Input], options: Options) -> RunResult {
    let source = Mutex::new(Source::new(inputs, options.shard));
    let (mut result, marked) = on_threads(spec, &source, options);
    result.summary.withhold_marked(&marked, spec);
    result.other_shards = source.into_inner().unwrap_or_else(PoisonError::into_inner).other_shards();
    result
}

fn on_threads(spec: &Spec, source: &Mutex<Source<'_>>, options: Options) -> (RunResult, MarkedWords) {
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
        let (mut result, mut marked) = first.result();
        for other in others {
            match other.join() {
                Ok((theirs, words)) => {
                    result.absorb(theirs);
                    marked.merge(&words);
                }
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        (result, marked)
    })
}

//! The work of one thread.

use std::sync::{Mutex, PoisonError};

use super::run::{Options, RunResult};
use super::source::{Next, Source};
use crate::exchange::{Batch, Decoder, Entry};
use crate::findings::Summary;
use crate::name_judge::MarkedWords;
use crate::spec::Spec;
use crate::verdict::Checker;

/// A checker with its buffers and its results.
pub(super) struct Worker<'s> {
    checker: Checker<'s>,
    summary: Summary,
    batch: Batch,
    decoder: Decoder,
}

impl<'s> Worker<'s> {
    pub(super) fn new(spec: &'s Spec, options: Options) -> Self {
        let checker = Checker::new(spec);
        Self {
            checker: if options.count_presence { checker.with_presence() } else { checker },
            summary: Summary::new(options.max_examples),
            batch: Batch::new(),
            decoder: Decoder::new(),
        }
    }

    /// Checks batches until at least this many bytes have been checked. Returns `false` if the source is
    /// exhausted.
    pub(super) fn check_batches(&mut self, source: &Mutex<Source<'_>>, max_bytes: usize) -> bool {
        let mut done = 0;
        while done < max_bytes {
            // A panicking thread ends the run, so the result of the others no longer matters.
            let next = source.lock().unwrap_or_else(PoisonError::into_inner).next(&mut self.batch);
            match next {
                Next::End => return false,
                Next::Unread(number, unread) => self.summary.add_unread(number, unread),
                Next::Entries(number) => {
                    self.check(number);
                    done += self.batch.bytes();
                }
            }
        }
        true
    }

    fn check(&mut self, number: u32) {
        let Self { checker, summary, batch, decoder } = self;
        for at in 0..batch.len() {
            match batch.entry(at, decoder) {
                None => {}
                Some(Entry::Unread(unread)) => summary.add_unread(number, unread),
                Some(Entry::Unanswered) => summary.add_unanswered(),
                Some(Entry::Exchange(exchange)) => {
                    summary.begin(number, exchange.locator);
                    let operation = checker.check(&exchange, &mut |observation| summary.observe(observation));
                    if let Some(operation) = operation {
                        summary.end(operation, exchange.response.status);
                    }
                }
            }
        }
    }

    /// What was found, and the values that are no names.
    pub(super) fn result(mut self) -> (RunResult, MarkedWords) {
        self.summary.learn(self.checker.learned());
        let marked = self.checker.marked_words().clone();
        let (coverage, presence) = self.checker.finish();
        let result = RunResult { summary: self.summary, coverage, presence, other_shards: 0 };
        (result, marked)
    }
}

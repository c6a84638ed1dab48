//! The short way for bodies that conform: one pass that says nothing.
//!
//! [`Walk`](super::walk::Walk) is the authority. A [`Lane`] accepts a body only if the walk would have reported nothing
//! about it, and counts what the walk would have counted; at the first doubt it gives up, and the body is walked. So it
//! never has to explain anything, and what it does not know costs time only.
//!
//! What applies to a value is compiled when traffic first needs it: an [`Entry`](program::Entry) for the schemas that a
//! place starts with, and a [`Program`](program::Program) for all schemas that then apply to a value of one kind.

mod compile;
mod counts;
mod expand;
mod number;
mod object;
mod program;
mod run;
mod text;

use self::counts::Counts;
use self::program::{Applied, EntryId, Programs};
use self::run::{Outcome, Run};
use super::learned::Learned;
use super::marked_values::MarkedValues;
use super::matching::{Direction, Matcher};
use super::spec_coverage::SpecCoverage;
use crate::json::Node;
use crate::spec::{SchemaId, Spec};
use crate::value_class::ValueClass;

/// After so many doubts in a row about bodies of one schema, most of them are left to the walk at once.
const MAX_DOUBTS: u32 = 4;

/// The most bodies that are left to the walk between two that are tried.
const MAX_SKIPPED: u32 = 31;

/// The most that is compiled for one body. The next one goes on from there.
const MAX_COMPILED: usize = 64;

/// The most programs that are compiled. Only a document made to exploit it needs more; its bodies are walked.
const MAX_PROGRAMS: usize = 1 << 16;

/// Accepts bodies that conform.
#[derive(Debug)]
pub(super) struct Lane<'s> {
    programs: Programs<'s>,
    counts: Counts,
    buffers: Buffers,
    accepted: u64,
    /// For each entry that bodies start with.
    doubts: Vec<Doubts>,
}

/// How the last bodies of a schema went. Where each of them drifts, trying them only costs time.
#[derive(Debug, Clone, Copy, Default)]
struct Doubts {
    in_a_row: u32,
    to_skip: u32,
}

impl Doubts {
    /// True if the next body is left to the walk.
    fn skips(&mut self) -> bool {
        let skips = self.to_skip > 0;
        self.to_skip = self.to_skip.saturating_sub(1);
        skips
    }

    fn note(&mut self, is_accepted: bool) {
        self.in_a_row = if is_accepted { 0 } else { self.in_a_row.saturating_add(1) };
        self.to_skip = if self.in_a_row < MAX_DOUBTS { 0 } else { self.in_a_row.min(MAX_SKIPPED) };
    }
}

/// What a pass over one body collects, kept only if it accepts the body.
#[derive(Debug, Default)]
struct Buffers {
    /// The events to count.
    log: Vec<u32>,
    /// The classes of years.
    years: Vec<(SchemaId, ValueClass)>,
    /// The schemas that apply to a value whose variants have to be matched.
    applied: Applied,
    /// For each member of each object, the one that came after it last time; first, which one came first.
    followers: Vec<u8>,
}

/// A body to accept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body<'n> {
    pub(super) root: Node<'n>,
    pub(super) schema: SchemaId,
    pub(super) direction: Direction,
    /// Whether the classes of years are collected.
    pub(super) has_years: bool,
}

impl<'s> Lane<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        Self {
            programs: Programs::new(spec),
            counts: Counts::default(),
            buffers: Buffers::default(),
            accepted: 0,
            doubts: Vec::new(),
        }
    }

    /// How many bodies were accepted.
    pub(super) fn accepted(&self) -> u64 {
        self.accepted
    }

    /// True if there is nothing to report about the body. Then everything about it has been counted.
    pub(super) fn accepts(
        &mut self,
        body: Body<'_>,
        (matcher, marked): (&mut Matcher<'s>, &mut MarkedValues<'s>),
        learned: &mut Learned,
        coverage: &SpecCoverage,
    ) -> bool {
        let top = self.programs.entry_of(&[body.schema], matcher);
        let at = top.0 as usize;
        if self.doubts.len() <= at {
            self.doubts.resize(at + 1, Doubts::default());
        }
        if self.doubts.get_mut(at).is_some_and(Doubts::skips) {
            return false;
        }
        let is_accepted = self.conforms(top, body, (matcher, marked));
        if let Some(doubts) = self.doubts.get_mut(at) {
            doubts.note(is_accepted);
        }
        if is_accepted {
            self.keep(learned, coverage);
        }
        is_accepted
    }

    /// True if the body conforms. What it leads to is in the buffers.
    fn conforms(
        &mut self,
        top: EntryId,
        body: Body<'_>,
        (matcher, marked): (&mut Matcher<'s>, &mut MarkedValues<'s>),
    ) -> bool {
        let Self { programs, counts, buffers, .. } = self;
        for _ in 0..MAX_COMPILED {
            matcher.start(body.direction);
            buffers.log.clear();
            buffers.years.clear();
            let mut run = Run::new(programs, counts, buffers, (matcher, marked), body);
            let outcome = run.value(top, body.root.id(), "");
            if outcome != Outcome::DOUBT {
                outcome.log(&mut buffers.log);
                return true;
            }
            // What the traffic is the first to need is compiled, and the body is tried again.
            let Some(missing) = run.missing.take() else { return false };
            if !programs.compile(missing, matcher) {
                return false;
            }
        }
        false
    }

    /// Keeps what an accepted body leads to.
    fn keep(&mut self, learned: &mut Learned, coverage: &SpecCoverage) {
        for (schema, class) in &self.buffers.years {
            learned.add_value_class(*schema, *class);
        }
        if let Some(grade) = coverage.grade_counted() {
            self.counts.add(&self.buffers.log, grade);
        }
        self.accepted += 1;
    }

    /// Adds everything counted so far to the coverage.
    pub(super) fn settle(&mut self, coverage: &mut SpecCoverage) {
        self.counts.settle(&self.programs, coverage);
    }
}

/// The index of a direction where something is told for both.
fn direction_index(direction: Direction) -> usize {
    match direction {
        Direction::Request => 0,
        Direction::Response => 1,
    }
}

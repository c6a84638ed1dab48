//! Counts what accepted bodies cover. What one body covers is a list of events; what an event means for the coverage is
//! worked out once, at the end.

use super::object::ObjectProgram;
use super::program::{Applied, Check, EntryId, ProgramId, Programs};
use crate::json::Node;
use crate::spec::{ListedIndex, SchemaId};
use crate::verdict::evidence_grade::EvidenceGrade;
use crate::verdict::spec_coverage::{SpecCoverage, listed_at};

/// Marks the events that are shapes of objects.
const SHAPE: u32 = 1 << 31;

/// The most shapes per kind of object that are counted as one event each.
const MAX_SHAPES: usize = 64;

/// What is counted.
#[derive(Debug)]
pub(super) enum Event {
    /// Null, false or true in a place.
    Constant(EntryId, usize),
    /// A value that a program accepted.
    Value(ProgramId),
    /// A listed value of a schema.
    Listed(SchemaId, ListedIndex),
    /// A member of an object, by its index in the program.
    Member(ProgramId, usize),
}

/// Which members an object has, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// All of them.
    pub(super) present: u128,
    /// Those that are null.
    pub(super) nulls: u128,
    /// Those with a value that counts as the usual event of the member.
    pub(super) usual: u128,
}

/// The counts of one thread.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// By grade, the number of times that each event was seen.
    by_grade: [Seen; EvidenceGrade::ALL.len()],
    shapes: Vec<(ProgramId, Shape)>,
    /// For each program, its shapes. The last one seen is the first.
    of_program: Vec<Vec<u32>>,
}

#[derive(Debug, Default)]
struct Seen {
    events: Vec<u64>,
    shapes: Vec<u64>,
}

impl Counts {
    /// Logs an object by its shape, or by its members if there are too many shapes.
    pub(super) fn log_object(
        &mut self,
        id: ProgramId,
        program: &ObjectProgram<'_>,
        event: u32,
        shape: Shape,
        log: &mut Vec<u32>,
    ) {
        if let Some(known) = self.shape(id, shape) {
            log.push(known | SHAPE);
            return;
        }
        log.push(event);
        program.each_event(shape, |event| log.push(event));
    }

    fn shape(&mut self, id: ProgramId, shape: Shape) -> Option<u32> {
        let program = id.0 as usize;
        if self.of_program.len() <= program {
            self.of_program.resize_with(program + 1, Vec::new);
        }
        let known = self.of_program.get_mut(program)?;
        let shapes = &mut self.shapes;
        let is_it = |at: &u32| shapes.get(*at as usize).is_some_and(|(_, other)| *other == shape);
        if let Some(at) = known.iter().position(is_it) {
            known.swap(0, at);
            return known.first().copied();
        }
        if known.len() == MAX_SHAPES {
            return None;
        }
        let at = u32::try_from(shapes.len()).ok().filter(|at| *at < SHAPE)?;
        shapes.push((id, shape));
        known.push(at);
        Some(at)
    }

    /// Counts the events of a body.
    pub(super) fn add(&mut self, log: &[u32], grade: EvidenceGrade) {
        let Some(seen) = self.by_grade.get_mut(grade as usize) else { return };
        for event in log {
            let (counts, at) = match event & SHAPE {
                0 => (&mut seen.events, *event as usize),
                _ => (&mut seen.shapes, (event & !SHAPE) as usize),
            };
            if let Some(count) = counts.get_mut(at) {
                *count += 1;
                continue;
            }
            counts.resize(at + 1, 0);
            if let Some(count) = counts.get_mut(at) {
                *count = 1;
            }
        }
    }

    /// Adds everything to the coverage and starts again.
    pub(super) fn settle(&mut self, programs: &Programs<'_>, coverage: &mut SpecCoverage) {
        for grade in EvidenceGrade::ALL {
            let Some(seen) = self.by_grade.get_mut(grade as usize).map(std::mem::take) else { continue };
            let mut tally = Tally { programs, coverage: &mut *coverage, grade, count: 0 };
            for (event, count) in (0..).zip(seen.events) {
                tally.count = count;
                tally.event(event);
            }
            for ((id, shape), count) in self.shapes.iter().zip(seen.shapes) {
                tally.count = count;
                tally.shape(*id, *shape);
            }
        }
    }
}

/// Adds one event at a time to the coverage.
struct Tally<'a, 's> {
    programs: &'a Programs<'s>,
    coverage: &'a mut SpecCoverage,
    grade: EvidenceGrade,
    count: u64,
}

impl Tally<'_, '_> {
    fn event(&mut self, event: u32) {
        let programs = self.programs;
        let Some(event) = programs.events.get(event as usize).filter(|_| self.count > 0) else { return };
        match *event {
            Event::Constant(id, constant) => {
                let entry = programs.entry(id);
                let applied = entry
                    .and_then(|entry| entry.constants.get(constant)?.as_ref())
                    .map(|(applied, _)| applied);
                if let Some((applied, node)) = applied.zip(programs.constant(constant)) {
                    self.constant(applied, node);
                }
            }
            Event::Value(id) => self.value(id),
            Event::Listed(id, index) => self.coverage.listed(id, index, self.grade),
            Event::Member(id, index) => {
                let Some(Check::Object(object)) = programs.program(id).map(|program| &program.check) else {
                    return;
                };
                for (schema, property) in object.properties_of(index) {
                    self.coverage.properties(*schema, *property, self.count, self.grade);
                }
            }
        }
    }

    fn constant(&mut self, applied: &Applied, node: Node<'_>) {
        self.coverage.branches(&applied.branches, self.grade);
        for id in &applied.schemas {
            self.coverage.conforming(*id, node.kind(), self.count, self.grade);
            if let Some(index) = listed_at(self.programs.spec.schema(*id), node) {
                self.coverage.listed(*id, index, self.grade);
            }
        }
    }

    fn value(&mut self, id: ProgramId) {
        let Some(program) = self.programs.program(id) else { return };
        self.coverage.branches(&program.applied.branches, self.grade);
        for id in &program.applied.schemas {
            self.coverage.conforming(*id, program.check.kind(), self.count, self.grade);
        }
    }

    fn shape(&mut self, id: ProgramId, shape: Shape) {
        let Some(program) = self.programs.program(id).filter(|_| self.count > 0) else { return };
        self.event(program.event);
        if let Check::Object(object) = &program.check {
            object.each_event(shape, |event| self.event(event));
        }
    }
}

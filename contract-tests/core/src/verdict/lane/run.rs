//! One pass over one body.

use std::ops::ControlFlow;

use super::counts::{Counts, Shape};
use super::expand;
use super::object::{Member, MemberValue, ObjectProgram};
use super::program::{Check, Entry, EntryId, Missing, ProgramId, Programs, Route};
use super::{Body, Buffers, direction_index};
use crate::json::{Kind, Node};
use crate::spec::Schema;
use crate::value_class::ValueClass;
use crate::verdict::body_scan;
use crate::verdict::keywords;
use crate::verdict::marked_values::MarkedValues;
use crate::verdict::matching::Matcher;

/// What is known after a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outcome(u32);

impl Outcome {
    /// The walk has to look at the body.
    pub(super) const DOUBT: Self = Self(u32::MAX);

    /// The value conforms, and its events are in the log.
    pub(super) const LOGGED: Self = Self(u32::MAX - 1);

    /// The value conforms and counts as this event.
    pub(super) fn event(event: u32) -> Self {
        Self(event)
    }

    /// Logs the event that the value counts as.
    pub(super) fn log(self, log: &mut Vec<u32>) {
        if self != Self::LOGGED {
            log.push(self.0);
        }
    }
}

/// The pass.
#[derive(Debug)]
pub(super) struct Run<'r, 'n, 's> {
    programs: &'r Programs<'s>,
    counts: &'r mut Counts,
    buffers: &'r mut Buffers,
    matcher: &'r mut Matcher<'s>,
    marked: &'r mut MarkedValues<'s>,
    body: Body<'n>,
    /// What has to be compiled before the body can be accepted.
    pub(super) missing: Option<Missing>,
}

impl<'r, 'n, 's> Run<'r, 'n, 's> {
    pub(super) fn new(
        programs: &'r Programs<'s>,
        counts: &'r mut Counts,
        buffers: &'r mut Buffers,
        (matcher, marked): (&'r mut Matcher<'s>, &'r mut MarkedValues<'s>),
        body: Body<'n>,
    ) -> Self {
        buffers.followers.resize(programs.members, 0);
        Self { programs, counts, buffers, matcher, marked, body, missing: None }
    }

    /// Checks a value. `name` is that of the member that holds it, maybe in a list.
    pub(super) fn value(&mut self, id: EntryId, node: Node<'n>, name: &str) -> Outcome {
        let programs = self.programs;
        let Some(entry) = programs.entry(id) else { return Outcome::DOUBT };
        let kind = node.kind();
        if matches!(kind, Kind::Null | Kind::Boolean) {
            let constant = &entry.constants[Entry::constant_of(node.as_bool())];
            return constant.as_ref().map_or(Outcome::DOUBT, |(_, event)| Outcome::event(*event));
        }
        match kind {
            Kind::String if entry.is_text_marked => self.marked.note(node.as_str().unwrap_or_default()),
            Kind::Number if entry.is_number_marked => self.marked.note(node.raw()),
            _ => {}
        }
        match entry.routes[Entry::route_of(kind)] {
            Route::Direct(program) => self.program(program, node, name),
            Route::Matched => self.matched(entry, kind, node, name),
            Route::Doubt => Outcome::DOUBT,
            Route::Unknown => {
                self.missing = Some(Missing::Route(id, kind));
                Outcome::DOUBT
            }
        }
    }

    /// Checks a value whose variants have to be matched.
    fn matched(&mut self, entry: &Entry, kind: Kind, node: Node<'n>, name: &str) -> Outcome {
        let programs = self.programs;
        let mut applied = std::mem::take(&mut self.buffers.applied);
        applied.start(&entry.schemas, kind);
        let is_known = expand::by_value(programs.spec, self.matcher, &mut applied, node);
        let known = programs.by_applied.get(&applied).copied().filter(|_| is_known);
        if is_known && known.is_none() {
            self.missing = Some(Missing::Program(applied.clone()));
        }
        self.buffers.applied = applied;
        known.map_or(Outcome::DOUBT, |program| self.program(program, node, name))
    }

    fn program(&mut self, id: ProgramId, node: Node<'n>, name: &str) -> Outcome {
        let programs = self.programs;
        let Some(program) = programs.program(id) else { return Outcome::DOUBT };
        let log = &mut self.buffers.log;
        let conforms = match &program.check {
            Check::Doubt(_) => false,
            Check::Number(checks) => {
                checks.iter().all(|check| check.accepts(node, log))
                    && body_scan::is_harmless_number(node, name)
            }
            Check::Text(checks) => {
                let Some(text) = node.as_str() else { return Outcome::DOUBT };
                checks.iter().all(|check| check.accepts(text, log)) && body_scan::is_harmless_text(text)
            }
            Check::Array(sizes, items) => has_no_violation(sizes, node) && self.items(*items, node, name),
            Check::Open(sizes) => {
                has_no_violation(sizes, node) && has_all_required(sizes, node) && self.anything(node, name)
            }
            Check::Object(object) => return self.object((id, program.event), object, node),
        };
        if conforms { Outcome::event(program.event) } else { Outcome::DOUBT }
    }

    /// Checks the items of an array.
    fn items(&mut self, items: Option<EntryId>, node: Node<'n>, name: &str) -> bool {
        let Some(items) = items else { return self.anything(node, name) };
        for item in node.items() {
            let outcome = self.value(items, item, name);
            if outcome == Outcome::DOUBT {
                return false;
            }
            outcome.log(&mut self.buffers.log);
        }
        true
    }

    /// True if there is nothing to report about a value that no schema applies to.
    fn anything(&self, node: Node<'n>, name: &str) -> bool {
        body_scan::finds_nothing(self.programs.spec, node, name)
    }

    fn object(&mut self, id: (ProgramId, u32), object: &ObjectProgram<'s>, node: Node<'n>) -> Outcome {
        if !has_no_violation(&object.sizes, node) {
            return Outcome::DOUBT;
        }
        let direction = direction_index(self.body.direction);
        let mut shape = Shape::default();
        let mut follower = object.first_follower;
        let mut has_others = false;
        for (name, value) in node.members() {
            let Some((index, member)) = self.find(object, follower, name) else {
                let is_first = !std::mem::replace(&mut has_others, true);
                if (is_first && body_scan::repeats_a_key(node)) || !self.other(object.others, value, name) {
                    return Outcome::DOUBT;
                }
                continue;
            };
            follower = object.first_follower + 1 + index;
            let bit = 1_u128 << index;
            if shape.present & bit != 0 || !member.is_in[direction] {
                return Outcome::DOUBT;
            }
            shape.present |= bit;
            if !self.member(member, value, bit, &mut shape) {
                return Outcome::DOUBT;
            }
        }
        let required = object.required[direction];
        if shape.present & required != required {
            return Outcome::DOUBT;
        }
        self.counts.log_object(id.0, object, id.1, shape, &mut self.buffers.log);
        Outcome::LOGGED
    }

    /// The member with a name, which most often is the one that came here last time.
    fn find<'o>(
        &mut self,
        object: &'o ObjectProgram<'s>,
        follower: usize,
        name: &str,
    ) -> Option<(usize, &'o Member)> {
        let guess = self.buffers.followers.get_mut(follower)?;
        let index = usize::from(*guess);
        if let Some(member) = object.members.get(index).filter(|member| is_same(&member.name, name)) {
            return Some((index, member));
        }
        let index = object.names.position(name)?;
        *guess = u8::try_from(index).unwrap_or(0);
        Some((index, object.members.get(index)?))
    }

    /// Checks a declared member.
    fn member(&mut self, member: &Member, value: Node<'n>, bit: u128, shape: &mut Shape) -> bool {
        let id = match member.value {
            MemberValue::Doubt => return false,
            MemberValue::Any => return self.anything(value, &member.name),
            MemberValue::Entry(id) => id,
        };
        if !member.years.is_empty() && !self.year(member, value) {
            return false;
        }
        let outcome = self.value(id, value, &member.name);
        if outcome == Outcome::DOUBT {
            return false;
        }
        match outcome {
            Outcome(event) if Some(event) == member.null => shape.nulls |= bit,
            Outcome(event) if Some(event) == member.usual => shape.usual |= bit,
            outcome => outcome.log(&mut self.buffers.log),
        }
        true
    }

    /// Collects the class of a year; false if it has two digits, which is decided when all of them are known.
    fn year(&mut self, member: &Member, value: Node<'n>) -> bool {
        let Some(class) = ValueClass::of(value).filter(|_| self.body.has_years) else { return true };
        self.buffers.years.extend(member.years.iter().map(|schema| (*schema, class)));
        !matches!(class, ValueClass::SmallNumber | ValueClass::TwoDigits)
    }

    /// Checks a member that no schema declares.
    fn other(&mut self, others: MemberValue, value: Node<'n>, name: &str) -> bool {
        match others {
            MemberValue::Doubt => false,
            MemberValue::Any => self.anything(value, name),
            MemberValue::Entry(id) => {
                let outcome = self.value(id, value, name);
                if outcome == Outcome::DOUBT {
                    return false;
                }
                outcome.log(&mut self.buffers.log);
                true
            }
        }
    }
}

/// True if both texts are the same. Names are short, and comparing words is faster than calling a function.
#[inline]
fn is_same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    if left.len() > 16 {
        return left == right;
    }
    match (left.first_chunk::<8>(), right.first_chunk::<8>()) {
        (Some(first), Some(other)) => first == other && left.last_chunk::<8>() == right.last_chunk::<8>(),
        _ => match (left.first_chunk::<4>(), right.first_chunk::<4>()) {
            (Some(first), Some(other)) => first == other && left.last_chunk::<4>() == right.last_chunk::<4>(),
            _ => left.iter().eq(right),
        },
    }
}

fn has_no_violation(schemas: &[&Schema], node: Node<'_>) -> bool {
    schemas.iter().all(|schema| keywords::has_no_violation(schema, node))
}

fn has_all_required(schemas: &[&Schema], node: Node<'_>) -> bool {
    schemas.iter().all(|schema| {
        let mut is_missing = false;
        keywords::missing(
            schema,
            node,
            |_| false,
            |_| {
                is_missing = true;
                ControlFlow::Break(())
            },
        );
        !is_missing
    })
}

//! One pass over one body.

use std::ops::ControlFlow;

use super::counts::{Counts, Shape};
use super::expand;
use super::object::{Member, MemberValue, ObjectProgram};
use super::program::{Check, Entry, EntryId, Missing, Program, ProgramId, Programs, Route};
use super::{Body, Buffers, direction_index};
use crate::json::{Flat, Kind, Node, Tag};
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
    flat: Flat<'n>,
    /// The index of its direction where something is told for both.
    direction: usize,
    /// Whether the classes of years are collected.
    has_years: bool,
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
        let (flat, direction) = (Flat::of(body.root), direction_index(body.direction));
        Self {
            programs,
            counts,
            buffers,
            matcher,
            marked,
            flat,
            direction,
            has_years: body.has_years,
            missing: None,
        }
    }

    /// Checks a value. `name` is that of the member that holds it, maybe in a list.
    pub(super) fn value(&mut self, id: EntryId, at: u32, name: &str) -> Outcome {
        let programs = self.programs;
        let Some(entry) = programs.entry(id) else { return Outcome::DOUBT };
        let kind = match self.flat.tag(at) {
            Tag::Null => return entry.constant(None),
            Tag::False => return entry.constant(Some(false)),
            Tag::True => return entry.constant(Some(true)),
            Tag::Plain | Tag::Escaped => Kind::String,
            Tag::Number => Kind::Number,
            Tag::Array => Kind::Array,
            Tag::Object => Kind::Object,
        };
        match kind {
            Kind::String if entry.is_text_marked => self.marked.note(self.text(at).unwrap_or_default()),
            Kind::Number if entry.is_number_marked => self.marked.note(self.flat.raw(at)),
            _ => {}
        }
        match entry.routes[Entry::route_of(kind)] {
            Route::Direct(program) if kind == Kind::String => self.string(program, at),
            Route::Direct(program) => self.program(program, at, name),
            Route::Matched => self.matched(entry, kind, at, name),
            Route::Doubt => Outcome::DOUBT,
            Route::Unknown => {
                self.missing = Some(Missing::Route(id, kind));
                Outcome::DOUBT
            }
        }
    }

    /// A string.
    #[inline]
    fn text(&self, at: u32) -> Option<&'n str> {
        self.flat.node(at).as_str()
    }

    /// Checks a value whose variants have to be matched.
    fn matched(&mut self, entry: &Entry, kind: Kind, at: u32, name: &str) -> Outcome {
        let programs = self.programs;
        let mut applied = std::mem::take(&mut self.buffers.applied);
        applied.start(&entry.schemas, kind);
        let is_known = expand::by_value(programs.spec, self.matcher, &mut applied, self.flat.node(at));
        let known = programs.by_applied.get(&applied).copied().filter(|_| is_known);
        if is_known && known.is_none() {
            self.missing = Some(Missing::Program(applied.clone()));
        }
        self.buffers.applied = applied;
        known.map_or(Outcome::DOUBT, |program| self.program(program, at, name))
    }

    /// Checks a string. Most values are strings.
    #[inline]
    fn string(&mut self, id: ProgramId, at: u32) -> Outcome {
        let programs = self.programs;
        let Some(Program { check: Check::Text(checks), event, .. }) = programs.program(id) else {
            return Outcome::DOUBT;
        };
        let Some(text) = self.text(at) else { return Outcome::DOUBT };
        let log = &mut self.buffers.log;
        let conforms =
            checks.iter().all(|check| check.accepts(text, log)) && body_scan::is_harmless_text(text);
        if conforms { Outcome::event(*event) } else { Outcome::DOUBT }
    }

    /// Checks a value of any kind that has more values than one.
    fn program(&mut self, id: ProgramId, at: u32, name: &str) -> Outcome {
        let programs = self.programs;
        let Some(program) = programs.program(id) else { return Outcome::DOUBT };
        let log = &mut self.buffers.log;
        let conforms = match &program.check {
            Check::Doubt(_) => false,
            Check::Number(checks) => {
                let (flat, raw) = (self.flat, self.flat.raw(at));
                checks.iter().all(|check| check.accepts((flat, at), raw, log))
                    && body_scan::is_harmless_number(raw, name)
            }
            Check::Text(_) => return self.string(id, at),
            Check::Array(sizes, items) => {
                has_no_violation(sizes, self.flat, at) && self.items(*items, at, name)
            }
            Check::Open(sizes) => {
                has_no_violation(sizes, self.flat, at)
                    && has_all_required(sizes, self.flat.node(at))
                    && self.anything(at, name)
            }
            Check::Object(object) => return self.object((id, program.event), object, at),
        };
        if conforms { Outcome::event(program.event) } else { Outcome::DOUBT }
    }

    /// Checks the items of an array.
    fn items(&mut self, items: Option<EntryId>, array: u32, name: &str) -> bool {
        let Some(items) = items else { return self.anything(array, name) };
        let (mut at, end) = (array + 1, self.flat.after(array));
        while at < end {
            let outcome = self.value(items, at, name);
            if outcome == Outcome::DOUBT {
                return false;
            }
            outcome.log(&mut self.buffers.log);
            at = self.flat.after(at);
        }
        true
    }

    /// True if there is nothing to report about a value that no schema applies to.
    fn anything(&self, at: u32, name: &str) -> bool {
        body_scan::finds_nothing(self.programs.spec, self.flat.node(at), name)
    }

    fn object(&mut self, id: (ProgramId, u32), object: &ObjectProgram<'s>, start: u32) -> Outcome {
        if !has_no_violation(&object.sizes, self.flat, start) {
            return Outcome::DOUBT;
        }
        let mut shape = Shape::default();
        let mut follower = object.first_follower;
        let mut has_others = false;
        let (mut key, end) = (start + 1, self.flat.after(start));
        while key < end {
            let value = key + 1;
            let Some((index, member)) = self.find(object, follower, key) else {
                let is_first = !std::mem::replace(&mut has_others, true);
                if (is_first && body_scan::repeats_a_key(self.flat.node(start)))
                    || !self.other(object.others, value, self.text(key).unwrap_or_default())
                {
                    return Outcome::DOUBT;
                }
                key = self.flat.after(value);
                continue;
            };
            follower = object.first_follower + 1 + index;
            if shape.present & member.bit != 0
                || !member.is_in[self.direction]
                || !self.member(member, value, &mut shape)
            {
                return Outcome::DOUBT;
            }
            shape.present |= member.bit;
            key = self.flat.after(value);
        }
        let required = object.required[self.direction];
        if shape.present & required != required {
            return Outcome::DOUBT;
        }
        self.counts.log_object(id.0, object, id.1, shape, &mut self.buffers.log);
        Outcome::LOGGED
    }

    /// The member with the name of a key, which most often is the one that came here last time.
    #[inline]
    fn find<'o>(
        &mut self,
        object: &'o ObjectProgram<'s>,
        follower: usize,
        key: u32,
    ) -> Option<(usize, &'o Member)> {
        let guess = self.buffers.followers.get_mut(follower)?;
        let index = usize::from(*guess);
        if let Some(name) = self.flat.plain(key)
            && let Some(member) = object.members.get(index)
            && is_same(member.name.as_bytes(), name)
        {
            return Some((index, member));
        }
        let index = object.names.position(self.flat.node(key).as_str()?)?;
        *guess = u8::try_from(index).unwrap_or(0);
        Some((index, object.members.get(index)?))
    }

    /// Checks a declared member.
    #[inline]
    fn member(&mut self, member: &Member, value: u32, shape: &mut Shape) -> bool {
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
            Outcome(event) if Some(event) == member.usual => shape.usual |= member.bit,
            Outcome(event) if Some(event) == member.null => shape.nulls |= member.bit,
            outcome => outcome.log(&mut self.buffers.log),
        }
        true
    }

    /// Collects the class of a year; false if it has two digits, which is decided when all of them are known.
    fn year(&mut self, member: &Member, value: u32) -> bool {
        let Some(class) = ValueClass::of(self.flat.node(value)).filter(|_| self.has_years) else {
            return true;
        };
        self.buffers.years.extend(member.years.iter().map(|schema| (*schema, class)));
        !matches!(class, ValueClass::SmallNumber | ValueClass::TwoDigits)
    }

    /// Checks a member that no schema declares.
    fn other(&mut self, others: MemberValue, value: u32, name: &str) -> bool {
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

/// True if both names are the same. Names are short, and comparing words is faster than calling a function.
#[inline]
fn is_same(left: &[u8], right: &[u8]) -> bool {
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

fn has_no_violation(schemas: &[&Schema], flat: Flat<'_>, at: u32) -> bool {
    schemas.iter().all(|schema| keywords::has_no_violation(schema, flat.node(at)))
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

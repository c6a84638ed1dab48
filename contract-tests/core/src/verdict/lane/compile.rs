//! Compiles what traffic needs.

use std::collections::HashSet;

use super::counts::Event;
use super::expand::{self, Known};
use super::number::NumberCheck;
use super::object::{MAX_MEMBERS, Member, MemberValue, ObjectProgram};
use super::program::{Applied, Check, Entry, EntryId, Missing, Program, ProgramId, Programs, Route};
use super::text::TextCheck;
use super::{MAX_PROGRAMS, direction_index};
use crate::json::Kind;
use crate::spec::{Additional, ListedIndex, NameTable, PropertyIndex, Schema, SchemaId};
use crate::verdict::keywords;
use crate::verdict::matching::{self, Direction, Matcher};

/// The kinds of which there is more than one value each.
const KINDS: [Kind; 4] = [Kind::Number, Kind::String, Kind::Array, Kind::Object];

impl<'s> Programs<'s> {
    /// The entry of a place that starts with these schemas.
    pub(super) fn entry_of(&mut self, schemas: &[SchemaId], matcher: &mut Matcher<'s>) -> EntryId {
        if let Some(known) = self.by_schemas.get(schemas) {
            return *known;
        }
        let id = EntryId(small(self.entries.len()));
        let kinds = KINDS.into_iter().filter(|kind| self.may_take(schemas, *kind)).collect::<Vec<_>>();
        let allows_booleans = self.may_take(schemas, Kind::Boolean);
        let only = kinds.first().copied().filter(|_| kinds.len() == 1 && !allows_booleans);
        let constants = [0, 1, 2].map(|index| {
            let applied = self.constant_applied(schemas, index, matcher)?;
            Some((applied, self.event(Event::Constant(id, index))))
        });
        let all = self.spec.expanded(schemas);
        self.entries.push(Entry {
            schemas: schemas.into(),
            constants,
            routes: [Route::Unknown; 4],
            is_text_marked: self.spec.is_guarded(&all, Kind::String),
            is_number_marked: self.spec.is_guarded(&all, Kind::Number),
            only,
        });
        self.by_schemas.insert(schemas.into(), id);
        id
    }

    /// Compiles what a body needs; false if there is too much already.
    pub(super) fn compile(&mut self, missing: Missing, matcher: &mut Matcher<'s>) -> bool {
        if self.all.len() >= MAX_PROGRAMS {
            return false;
        }
        match missing {
            Missing::Route(id, kind) => self.compile_route(id, kind, matcher),
            Missing::Program(applied) => {
                let program = self.program_of(applied.clone(), matcher);
                self.by_applied.insert(applied, program);
            }
        }
        true
    }

    fn compile_route(&mut self, id: EntryId, kind: Kind, matcher: &mut Matcher<'s>) {
        let Some(entry) = self.entry(id) else { return };
        let mut applied = Applied::of(&entry.schemas, kind);
        let route = match expand::by_kind(self.spec, &mut applied, self.has_one_way) {
            Known::Doubt => Route::Doubt,
            Known::ByValue => Route::Matched,
            Known::All => Route::Direct(self.program_of(applied, matcher)),
        };
        if let Some(known) = self.entries.get_mut(id.0 as usize) {
            known.routes[Entry::route_of(kind)] = route;
        }
    }

    /// What applies to null, false or true; `None` if the walk would report something.
    fn constant_applied(
        &self,
        schemas: &[SchemaId],
        index: usize,
        matcher: &mut Matcher<'s>,
    ) -> Option<Applied> {
        let node = self.constant(index)?;
        let mut applied = Applied::of(schemas, node.kind());
        // The nodes of constants have ids of their own document.
        matcher.start(Direction::Response);
        let is_known = expand::by_value(self.spec, matcher, &mut applied, node);
        matcher.start(Direction::Response);
        let conforms = |id: &SchemaId| {
            let schema = self.spec.schema(*id);
            matching::is_null_by_wrapper(schema, node)
                || (!keywords::is_unlisted_null(schema, node) && keywords::has_no_violation(schema, node))
        };
        (is_known && applied.schemas.iter().all(conforms)).then_some(applied)
    }

    /// True unless `type` of a schema that always applies excludes values of this kind.
    fn may_take(&self, schemas: &[SchemaId], kind: Kind) -> bool {
        schemas.iter().all(|id| self.spec.schema(*id).takes(kind) != Some(false))
    }

    fn event(&mut self, event: Event) -> u32 {
        self.events.push(event);
        small(self.events.len() - 1)
    }

    fn program_of(&mut self, applied: Applied, matcher: &mut Matcher<'s>) -> ProgramId {
        let kind = applied.kind;
        let check = self.check(&applied.schemas, kind, matcher).unwrap_or(Check::Doubt(kind));
        let id = ProgramId(small(self.all.len()));
        let event = self.event(Event::Value(id));
        self.all.push(Program { applied, event, check });
        self.name_members(id);
        id
    }

    /// The events of the members of a program.
    fn name_members(&mut self, id: ProgramId) {
        let first = small(self.events.len());
        let Some(Program { check: Check::Object(object), .. }) = self.all.get_mut(id.0 as usize) else {
            return;
        };
        for (index, member) in object.members.iter_mut().enumerate() {
            member.event = first + small(index);
            self.events.push(Event::Member(id, index));
        }
    }

    /// The checks of values of this kind; `None` if the walk reports something about each of them.
    fn check(&mut self, ids: &[SchemaId], kind: Kind, matcher: &mut Matcher<'s>) -> Option<Check<'s>> {
        let spec = self.spec;
        let schemas: Vec<&'s Schema> = ids.iter().map(|id| spec.schema(*id)).collect();
        if schemas.iter().any(|schema| schema.takes(kind) == Some(false)) {
            return None;
        }
        match kind {
            Kind::Null | Kind::Boolean => None,
            Kind::Number => {
                let checks = ids.iter().zip(&schemas).filter_map(|(id, schema)| {
                    let listed = self.listed(*id, schema);
                    NumberCheck::of(schema, listed)
                });
                Some(Check::Number(checks.collect()))
            }
            Kind::String => {
                let checks = ids.iter().zip(&schemas).filter_map(|(id, schema)| {
                    let listed = self.listed(*id, schema);
                    TextCheck::of(schema, listed)
                });
                Some(Check::Text(checks.collect()))
            }
            // Nobody lists arrays and objects.
            _ if schemas.iter().any(|schema| schema.values.is_some()) => None,
            Kind::Array => Some(self.array(&schemas, matcher)),
            Kind::Object if schemas.iter().any(|schema| schema.declares_properties()) => {
                self.object(ids, &schemas, matcher)
            }
            Kind::Object => {
                Some(Check::Open(schemas.iter().copied().filter(|schema| restricts(schema)).collect()))
            }
        }
    }

    /// The event of the first value that a schema lists, if it does.
    fn listed(&mut self, id: SchemaId, schema: &Schema) -> Option<u32> {
        let known = schema.extensions.known_values.as_ref().map(Vec::len);
        let count = schema.values.as_ref().map(Vec::len).or(known)?;
        let first = small(self.events.len());
        self.events.extend((0..count).map(|index| Event::Listed(id, ListedIndex::new(index))));
        Some(first)
    }

    fn array(&mut self, schemas: &[&'s Schema], matcher: &mut Matcher<'s>) -> Check<'s> {
        let mut items: Vec<SchemaId> = Vec::new();
        for schema in schemas.iter().filter_map(|schema| schema.items) {
            if !items.contains(&schema) {
                items.push(schema);
            }
        }
        let has_keywords =
            |schema: &Schema| schema.min_items.is_some() || schema.max_items.is_some() || schema.unique_items;
        let sizes = schemas.iter().copied().filter(|schema| has_keywords(schema)).collect();
        let items = (!items.is_empty()).then(|| self.entry_of(&items, matcher));
        Check::Array(sizes, items)
    }

    fn object(
        &mut self,
        ids: &[SchemaId],
        schemas: &[&'s Schema],
        matcher: &mut Matcher<'s>,
    ) -> Option<Check<'s>> {
        let mut names: Vec<&'s str> = Vec::new();
        for schema in schemas {
            let declared = schema.properties.iter().map(|property| &*property.name);
            names.extend(declared.chain(schema.required.iter().map(|required| &*required.name)));
        }
        let mut seen = HashSet::new();
        names.retain(|name| seen.insert(*name));
        if names.len() > MAX_MEMBERS {
            return None;
        }
        let members = names.iter().zip(0..);
        let members: Box<[Member]> = members
            .map(|(name, at)| Member { bit: 1 << at, ..self.member(name, ids, schemas, matcher) })
            .collect();
        let required = [Direction::Request, Direction::Response].map(|direction| {
            let is_required = |member: &&Member| {
                member.is_in[direction_index(direction)]
                    && schemas.iter().any(|schema| schema.requires(&member.name))
            };
            members.iter().filter(is_required).fold(0, |all, member| all | member.bit)
        });
        let others = self.others(schemas, matcher);
        let first_follower = self.members;
        self.members += members.len() + 1;
        let sizes = schemas.iter().copied().filter(|schema| has_sizes(schema)).collect();
        let names = NameTable::of(names);
        Some(Check::Object(Box::new(ObjectProgram {
            sizes,
            members,
            names,
            required,
            others,
            first_follower,
        })))
    }

    /// A name that a schema declares or requires.
    fn member(
        &mut self,
        name: &'s str,
        ids: &[SchemaId],
        schemas: &[&'s Schema],
        matcher: &mut Matcher<'s>,
    ) -> Member {
        let mut values: Vec<SchemaId> = Vec::new();
        let (mut properties, mut years) = (Vec::new(), Vec::new());
        let (mut is_evaluated, mut is_refused, mut is_required, mut is_told) = (false, false, false, false);
        let mut is_in = [true; 2];
        for (id, schema) in ids.iter().zip(schemas) {
            let declared = schema.position(name).and_then(|at| Some((at, at.of(&schema.properties)?)));
            if let Some((index, property)) = declared {
                properties.push((*id, index));
                values.push(property.schema);
                is_evaluated = true;
                let marks = &self.spec.schema(property.schema).extensions;
                is_told |= marks.alias_of.is_some() || !marks.corrections.is_empty();
                if property.is_year {
                    years.push(property.schema);
                }
                for direction in [Direction::Request, Direction::Response] {
                    let is_left_out = property.one_way.is_some_and(|way| direction.leaves_out(way));
                    is_in[direction_index(direction)] &= !is_left_out;
                }
                continue;
            }
            match schema.additional {
                Additional::Schema(schema) => {
                    values.push(schema);
                    is_evaluated = true;
                }
                Additional::Allowed => is_evaluated = true,
                Additional::Forbidden => is_refused = true,
                Additional::Unspecified => is_required |= schema.requires(name),
            }
        }
        let value = match () {
            () if is_refused || is_told || !(is_evaluated || is_required) => MemberValue::Doubt,
            () => self.member_value(values, matcher),
        };
        let (null, usual) = self.member_events(value, matcher);
        let properties: Box<[(SchemaId, PropertyIndex)]> = properties.into();
        Member {
            name: name.into(),
            bit: 0,
            value,
            is_in,
            event: 0,
            null,
            usual,
            properties,
            years: years.into(),
        }
    }

    fn member_value(&mut self, mut values: Vec<SchemaId>, matcher: &mut Matcher<'s>) -> MemberValue {
        let mut seen = HashSet::new();
        values.retain(|id| seen.insert(*id));
        if values.is_empty() { MemberValue::Any } else { MemberValue::Entry(self.entry_of(&values, matcher)) }
    }

    /// The events of null and of the only kind of value that a member may have.
    fn member_events(&mut self, value: MemberValue, matcher: &mut Matcher<'s>) -> (Option<u32>, Option<u32>) {
        let MemberValue::Entry(id) = value else { return (None, None) };
        let Some(entry) = self.entry(id) else { return (None, None) };
        let null = entry.constants[0].as_ref().map(|(_, event)| *event);
        let Some(kind) = entry.only.filter(|kind| matches!(kind, Kind::Number | Kind::String)) else {
            return (null, None);
        };
        if matches!(entry.routes[Entry::route_of(kind)], Route::Unknown) {
            self.compile_route(id, kind, matcher);
        }
        let route = self.entry(id).map(|entry| entry.routes[Entry::route_of(kind)]);
        let Some(Route::Direct(program)) = route else { return (null, None) };
        (null, self.program(program).map(|program| program.event))
    }

    /// What the members are that no schema declares or requires.
    fn others(&mut self, schemas: &[&'s Schema], matcher: &mut Matcher<'s>) -> MemberValue {
        let is = |wanted: Additional| schemas.iter().any(|schema| schema.additional == wanted);
        let values: Vec<SchemaId> = schemas.iter().filter_map(|schema| schema.additional.schema()).collect();
        if is(Additional::Forbidden) || (values.is_empty() && !is(Additional::Allowed)) {
            return MemberValue::Doubt;
        }
        self.member_value(values, matcher)
    }
}

/// True if the schema limits the members of an object or requires some.
fn restricts(schema: &Schema) -> bool {
    has_sizes(schema) || !schema.required.is_empty()
}

fn has_sizes(schema: &Schema) -> bool {
    schema.min_properties.is_some() || schema.max_properties.is_some()
}

/// An index or an event. A document is too short for as many.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

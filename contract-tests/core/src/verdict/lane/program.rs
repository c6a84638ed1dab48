//! What the short way knows of a schema.

use std::collections::HashMap;

use super::counts::Event;
use super::number::NumberCheck;
use super::object::ObjectProgram;
use super::run::Outcome;
use super::text::TextCheck;
use crate::json::{Kind, Node, Tape};
use crate::spec::{BranchIndex, Schema, SchemaId, Spec};

/// The index of an [`Entry`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct EntryId(pub(super) u32);

/// The index of a [`Program`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ProgramId(pub(super) u32);

/// The schemas that a place starts with, before those that apply because of them.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) schemas: Box<[SchemaId]>,
    /// For null, false and true: what applies, and the event to count; `None` if the walk would report something.
    pub(super) constants: [Option<(Applied, u32)>; 3],
    /// For each other kind.
    pub(super) routes: [Route; 4],
    /// Whether the document marks texts here as sensitive.
    pub(super) is_text_marked: bool,
    /// Whether it marks numbers here.
    pub(super) is_number_marked: bool,
    /// The only kind that the schemas allow beside null, if it is one.
    pub(super) only: Option<Kind>,
}

/// How the values of one kind are checked.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Route {
    /// Not compiled yet.
    #[default]
    Unknown,
    /// By the walk.
    Doubt,
    /// The same schemas apply to all of them.
    Direct(ProgramId),
    /// Variants have to be matched to know which schemas apply.
    Matched,
}

/// The schemas that apply to a value, and the branches that they are of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Applied {
    pub(super) kind: Kind,
    pub(super) schemas: Vec<SchemaId>,
    pub(super) branches: Vec<(SchemaId, BranchIndex)>,
}

impl Applied {
    pub(super) fn of(schemas: &[SchemaId], kind: Kind) -> Self {
        Self { kind, schemas: schemas.to_vec(), branches: Vec::new() }
    }

    /// Starts again for another value.
    pub(super) fn start(&mut self, schemas: &[SchemaId], kind: Kind) {
        self.kind = kind;
        self.schemas.clear();
        self.schemas.extend_from_slice(schemas);
        self.branches.clear();
    }
}

impl Default for Applied {
    fn default() -> Self {
        Self::of(&[], Kind::Null)
    }
}

/// The checks of values of one kind.
#[derive(Debug)]
pub(super) struct Program<'s> {
    pub(super) applied: Applied,
    /// The event of a value.
    pub(super) event: u32,
    pub(super) check: Check<'s>,
}

/// The checks of one kind of value.
#[derive(Debug)]
pub(super) enum Check<'s> {
    /// The walk would report something about each of them.
    Doubt(Kind),
    Number(Box<[NumberCheck<'s>]>),
    Text(Box<[TextCheck<'s>]>),
    /// The schemas with keywords of arrays, and what the items have to be.
    Array(Box<[&'s Schema]>, Option<EntryId>),
    /// An object with any members: the schemas with keywords of objects.
    Open(Box<[&'s Schema]>),
    Object(Box<ObjectProgram<'s>>),
}

impl Check<'_> {
    /// The kind of value.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Doubt(kind) => *kind,
            Self::Number(_) => Kind::Number,
            Self::Text(_) => Kind::String,
            Self::Array(..) => Kind::Array,
            Self::Open(_) | Self::Object(_) => Kind::Object,
        }
    }
}

/// What a body needs and nobody has compiled.
#[derive(Debug)]
pub(super) enum Missing {
    Route(EntryId, Kind),
    Program(Applied),
}

/// Everything compiled so far.
#[derive(Debug)]
pub(super) struct Programs<'s> {
    pub(super) spec: &'s Spec,
    pub(super) entries: Vec<Entry>,
    pub(super) all: Vec<Program<'s>>,
    pub(super) events: Vec<Event>,
    pub(super) by_schemas: HashMap<Box<[SchemaId]>, EntryId>,
    /// The programs for values whose variants are matched.
    pub(super) by_applied: HashMap<Applied, ProgramId>,
    /// Whether requests or responses leave out what a schema declares.
    pub(super) has_one_way: bool,
    /// How many members there are in all programs of objects.
    pub(super) members: usize,
    constants: Tape,
}

/// The values that are compiled as such, as a text.
const CONSTANTS: &str = "[null,false,true]";

impl<'s> Programs<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        let mut constants = Tape::new();
        // Cannot fail; without them nothing would be accepted.
        let _ = constants.load(CONSTANTS);
        let mut properties = spec.schemas.iter().flat_map(|schema| &schema.properties);
        Self {
            spec,
            entries: Vec::new(),
            all: Vec::new(),
            events: Vec::new(),
            by_schemas: HashMap::new(),
            by_applied: HashMap::new(),
            has_one_way: properties.any(|property| property.one_way.is_some()),
            members: 0,
            constants,
        }
    }

    /// Null, false or true.
    pub(super) fn constant(&self, index: usize) -> Option<Node<'_>> {
        self.constants.document(CONSTANTS)?.root().items().nth(index)
    }

    pub(super) fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    pub(super) fn program(&self, id: ProgramId) -> Option<&Program<'s>> {
        self.all.get(id.0 as usize)
    }
}

impl Entry {
    /// What is known after null, false or true.
    #[inline]
    pub(super) fn constant(&self, value: Option<bool>) -> Outcome {
        let index = value.map_or(0, |value| 1 + usize::from(value));
        let known = self.constants.get(index).and_then(Option::as_ref);
        known.map_or(Outcome::DOUBT, |(_, event)| Outcome::event(*event))
    }

    /// The index of a kind in [`Entry::routes`].
    pub(super) fn route_of(kind: Kind) -> usize {
        match kind {
            Kind::Null | Kind::Boolean | Kind::Number => 0,
            Kind::String => 1,
            Kind::Array => 2,
            Kind::Object => 3,
        }
    }
}

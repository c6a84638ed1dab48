//! Collects the values that the document marks as sensitive, so that no name that is one of them is shown.

use std::collections::HashMap;

use crate::json::{Kind, Node};
use crate::name_judge::MarkedWords;
use crate::spec::{SchemaId, Sensitivity, Spec, Step};

/// How many names of members are remembered per object; others are looked up every time, since they may be anything.
const MAX_MEMBERS: usize = 256;

/// How many kinds of places are remembered.
const MAX_PLACES: usize = 1 << 16;

/// The index of a [`Place`].
type PlaceId = usize;

/// The marked values of a run, and what is known of the places that hold them.
#[derive(Debug)]
pub(super) struct MarkedValues<'s> {
    spec: &'s Spec,
    /// Whether the document marks anything.
    has_marks: bool,
    words: MarkedWords,
    places: Vec<Place>,
    by_schemas: HashMap<Box<[SchemaId]>, PlaceId>,
}

/// A place in bodies, by the schemas that may apply to it.
#[derive(Debug)]
struct Place {
    schemas: Box<[SchemaId]>,
    is_text_marked: bool,
    is_number_marked: bool,
    items: Option<PlaceId>,
    members: HashMap<Box<str>, PlaceId>,
}

impl<'s> MarkedValues<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        let mut said = spec.schemas.iter().filter_map(|schema| schema.extensions.sensitivity);
        let has_marks = said.any(Sensitivity::is_guarded);
        Self {
            spec,
            has_marks,
            words: MarkedWords::default(),
            places: Vec::new(),
            by_schemas: HashMap::new(),
        }
    }

    /// The words collected so far.
    pub(super) fn words(&self) -> &MarkedWords {
        &self.words
    }

    /// Notes a value of a marked place.
    pub(super) fn note(&mut self, value: &str) {
        self.words.note(value);
    }

    /// Notes the marked values of a body, of whichever variants.
    pub(super) fn collect(&mut self, schema: SchemaId, root: Node<'_>) {
        if !self.has_marks {
            return;
        }
        // Remembering too many would be an attack; starting again costs only time.
        if self.places.len() > MAX_PLACES {
            self.places.clear();
            self.by_schemas.clear();
        }
        let place = self.place(&[schema]);
        self.value(place, root);
    }

    fn value(&mut self, at: PlaceId, node: Node<'_>) {
        let Some(place) = self.places.get(at) else { return };
        match node.kind() {
            Kind::String if place.is_text_marked => self.words.note(node.as_str().unwrap_or_default()),
            Kind::Number if place.is_number_marked => self.words.note(node.raw()),
            Kind::Array if !place.schemas.is_empty() => {
                let items = self.items(at);
                node.items().for_each(|item| self.value(items, item));
            }
            Kind::Object if !place.schemas.is_empty() => {
                for (name, member) in node.members() {
                    let below = self.member(at, name);
                    self.value(below, member);
                }
            }
            _ => {}
        }
    }

    fn items(&mut self, at: PlaceId) -> PlaceId {
        if let Some(items) = self.places.get(at).and_then(|place| place.items) {
            return items;
        }
        let items = self.below(at, Step::Item);
        if let Some(place) = self.places.get_mut(at) {
            place.items = Some(items);
        }
        items
    }

    fn member(&mut self, at: PlaceId, name: &str) -> PlaceId {
        if let Some(member) = self.places.get(at).and_then(|place| place.members.get(name)) {
            return *member;
        }
        let member = self.below(at, Step::Property(name));
        if let Some(place) = self.places.get_mut(at).filter(|place| place.members.len() < MAX_MEMBERS) {
            place.members.insert(name.into(), member);
        }
        member
    }

    fn below(&mut self, at: PlaceId, step: Step<'_>) -> PlaceId {
        let spec = self.spec;
        let schemas = self.places.get(at).map(|place| spec.below(&place.schemas, step));
        self.place(&schemas.unwrap_or_default())
    }

    fn place(&mut self, schemas: &[SchemaId]) -> PlaceId {
        if let Some(known) = self.by_schemas.get(schemas) {
            return *known;
        }
        let all = self.spec.expanded(schemas);
        self.places.push(Place {
            is_text_marked: self.spec.is_guarded(&all, Kind::String),
            is_number_marked: self.spec.is_guarded(&all, Kind::Number),
            schemas: schemas.into(),
            items: None,
            members: HashMap::new(),
        });
        let id = self.places.len() - 1;
        self.by_schemas.insert(schemas.into(), id);
        id
    }
}

//! How much of the spec exchanges showed: counted while walking, and mergeable.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::sight::{Sight, Sights};
use crate::json::{Kind, Node};
use crate::spec::{Schema, SchemaId, Spec};

/// What some exchange showed of one schema.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemaReach {
    /// Values the schema applied to.
    pub values: u64,
    /// Who showed any of them.
    pub applied: Sights,
    /// Who showed a value that keeps every keyword of the schema and is not null.
    pub kept: Sights,
    /// Who showed a null that the schema allows.
    pub null: Sights,
    /// Objects the schema applied to.
    pub objects: u64,
    /// By property, in the order written: how many of the objects have it, and who showed it.
    pub properties: Vec<(u64, Sights)>,
    /// By entry of `required`: how many of the objects lack it.
    pub lacking: Vec<u64>,
    /// By listed value (of `enum`, else `x-extensible-enum`): who showed it.
    pub listed: Vec<Sights>,
    /// By branch (of `oneOf`, then `anyOf`): who showed a value that fits it.
    pub branches: Vec<Sights>,
}

/// A part of an operation that exchanges can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Shape {
    /// The operation itself.
    Operation,
    /// A parameter, by position.
    Parameter(usize),
    /// A media type of the request's body, by position.
    RequestContent(usize),
    /// A response, by position.
    Response(usize),
    /// A media type of a response, by both positions.
    Content(usize, usize),
    /// A header of a response, by both positions.
    Header(usize, usize),
}

/// Parts of the spec that some exchange showed. Those of several runs over the same spec can be merged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reach {
    schemas: Vec<SchemaReach>,
    #[serde(with = "entries")]
    #[schemars(with = "Vec<((usize, Shape), Sights)>")]
    shapes: BTreeMap<(usize, Shape), Sights>,
    /// What the current exchange is as evidence.
    #[serde(skip)]
    sight: Sight,
    /// Does the current part count? What a server refused shows nothing of what it takes.
    #[serde(skip)]
    is_paused: bool,
}

impl Reach {
    /// Nothing of a spec, so far.
    #[must_use]
    pub fn of(spec: &Spec) -> Self {
        let schemas = spec.schemas.iter().map(SchemaReach::of).collect();
        Self { schemas, ..Self::default() }
    }

    pub(super) fn begin(&mut self, sight: Sight) {
        self.sight = sight;
        self.is_paused = false;
    }

    pub(super) fn pause(&mut self, paused: bool) {
        self.is_paused = paused;
    }

    pub(super) fn shape(&mut self, operation: usize, shape: Shape) {
        if !self.is_paused {
            let sight = self.sight;
            self.shapes.entry((operation, shape)).or_default().add(sight);
        }
    }

    /// A value that `schema` applied to. `is_kept`: none of its own keywords is broken.
    pub(super) fn value(&mut self, id: SchemaId, schema: &Schema, node: Node<'_>, is_kept: bool) {
        let sight = self.sight;
        let Some(reach) = self.schemas.get_mut(id.index()).filter(|_| !self.is_paused) else { return };
        reach.values += 1;
        reach.applied.add(sight);
        let kind = node.kind();
        if kind == Kind::Object {
            reach.objects += 1;
        }
        if !is_kept {
            return;
        }
        if kind == Kind::Null {
            reach.null.add(sight);
        } else {
            reach.kept.add(sight);
        }
        if reach.listed.is_empty() || sight == Sight::Filler {
            return;
        }
        if let Some(listed) = listed_at(schema, node).and_then(|at| reach.listed.get_mut(at)) {
            listed.add(sight);
        }
    }

    pub(super) fn property(&mut self, id: SchemaId, position: usize) {
        let sight = self.sight;
        let reach = self.schemas.get_mut(id.index()).filter(|_| !self.is_paused);
        if let Some((count, sights)) = reach.and_then(|reach| reach.properties.get_mut(position)) {
            *count += 1;
            sights.add(sight);
        }
    }

    pub(super) fn lacks(&mut self, id: SchemaId, position: usize) {
        let reach = self.schemas.get_mut(id.index()).filter(|_| !self.is_paused);
        if let Some(count) = reach.and_then(|reach| reach.lacking.get_mut(position)) {
            *count += 1;
        }
    }

    pub(super) fn branch(&mut self, id: SchemaId, position: usize) {
        let sight = self.sight;
        let reach = self.schemas.get_mut(id.index()).filter(|_| !self.is_paused);
        if let Some(sights) = reach.and_then(|reach| reach.branches.get_mut(position)) {
            sights.add(sight);
        }
    }

    /// Adds what another checker of the same spec was shown.
    pub fn merge(&mut self, other: &Self) {
        if self.schemas.len() < other.schemas.len() {
            self.schemas.resize_with(other.schemas.len(), SchemaReach::default);
        }
        for (mine, theirs) in self.schemas.iter_mut().zip(&other.schemas) {
            mine.merge(theirs);
        }
        for (shape, sights) in &other.shapes {
            self.shapes.entry(*shape).or_default().merge(*sights);
        }
    }

    /// Does everything in it have a place in this spec? What comes from a file may be of another one.
    #[must_use]
    pub fn is_of(&self, spec: &Spec) -> bool {
        let lengths = |reach: &SchemaReach| {
            [reach.properties.len(), reach.lacking.len(), reach.listed.len(), reach.branches.len()]
        };
        let has_shape = |(number, shape): &(usize, Shape)| {
            let Some(operation) = spec.operations.get(*number) else { return false };
            let response = |at: usize| operation.responses.get(at);
            match *shape {
                Shape::Operation => true,
                Shape::Parameter(at) => at < operation.parameters.len(),
                Shape::RequestContent(at) => {
                    operation.request_body.as_ref().is_some_and(|body| at < body.content.len())
                }
                Shape::Response(at) => response(at).is_some(),
                Shape::Content(at, content) => response(at).is_some_and(|r| content < r.content.len()),
                Shape::Header(at, header) => response(at).is_some_and(|r| header < r.headers.len()),
            }
        };
        self.schemas.len() == spec.schemas.len()
            && self
                .schemas
                .iter()
                .zip(&spec.schemas)
                .all(|(reach, schema)| lengths(reach) == lengths(&SchemaReach::of(schema)))
            && self.shapes.keys().all(has_shape)
    }

    /// What was shown of a schema.
    #[must_use]
    pub fn of_schema(&self, id: SchemaId) -> Option<&SchemaReach> {
        self.schemas.get(id.index())
    }

    /// Who showed a part of an operation, which is given by its position in the spec.
    #[must_use]
    pub fn of_shape(&self, operation: usize, shape: Shape) -> Sights {
        self.shapes.get(&(operation, shape)).copied().unwrap_or_default()
    }

    /// The operations that were shown, by position.
    #[must_use]
    pub fn operations(&self) -> BTreeSet<usize> {
        self.shapes.keys().map(|(operation, _)| *operation).collect()
    }
}

/// A map whose keys are no strings, as a list of its entries.
mod entries {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serializer};

    use super::{Shape, Sights};

    type Shapes = BTreeMap<(usize, Shape), Sights>;

    pub(super) fn serialize<S: Serializer>(shapes: &Shapes, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(shapes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Shapes, D::Error> {
        let entries: Vec<((usize, Shape), Sights)> = Vec::deserialize(from)?;
        Ok(entries.into_iter().collect())
    }
}

impl SchemaReach {
    fn of(schema: &Schema) -> Self {
        let listed = schema.values.as_ref().map(Vec::len);
        let known = schema.marks.known_values.as_ref().map(Vec::len);
        Self {
            properties: vec![(0, Sights::default()); schema.properties.len()],
            lacking: vec![0; schema.required.len()],
            listed: vec![Sights::default(); listed.or(known).unwrap_or(0)],
            branches: vec![Sights::default(); schema.one_of.len() + schema.any_of.len()],
            ..Self::default()
        }
    }

    fn merge(&mut self, other: &Self) {
        self.values += other.values;
        self.objects += other.objects;
        self.applied.merge(other.applied);
        self.kept.merge(other.kept);
        self.null.merge(other.null);
        merge_lists(&mut self.properties, &other.properties, |mine, theirs| {
            mine.0 += theirs.0;
            mine.1.merge(theirs.1);
        });
        merge_lists(&mut self.lacking, &other.lacking, |mine, theirs| *mine += theirs);
        merge_lists(&mut self.listed, &other.listed, |mine, theirs| mine.merge(*theirs));
        merge_lists(&mut self.branches, &other.branches, |mine, theirs| mine.merge(*theirs));
    }
}

fn merge_lists<T: Clone + Default>(mine: &mut Vec<T>, theirs: &[T], merge: impl Fn(&mut T, &T)) {
    if mine.len() < theirs.len() {
        mine.resize(theirs.len(), T::default());
    }
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        merge(mine, theirs);
    }
}

fn listed_at(schema: &Schema, node: Node<'_>) -> Option<usize> {
    match node.as_str() {
        Some(text) => schema.listed_position(text),
        None => schema.values.as_ref()?.iter().position(|value| value.is(node)),
    }
}

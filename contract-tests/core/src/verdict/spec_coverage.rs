//! How much of the spec exchanges showed: counted while walking, and mergeable.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::evidence_grade::{EvidenceGrade, EvidenceGrades};
use crate::json::{Kind, Node};
use crate::spec::{Schema, SchemaId, Spec};

/// What some exchange showed of one schema.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemaCoverage {
    /// Values the schema applied to.
    pub values: u64,
    /// Who showed any of them.
    pub applied: EvidenceGrades,
    /// Who showed a value that keeps every keyword of the schema and is not null.
    #[serde(rename = "kept")]
    pub conforming: EvidenceGrades,
    /// Who showed a null that the schema allows.
    pub null: EvidenceGrades,
    /// Objects the schema applied to.
    pub objects: u64,
    /// By property, in the order written: how many of the objects have it, and who showed it.
    pub properties: Vec<(u64, EvidenceGrades)>,
    /// By entry of `required`: how many of the objects lack it.
    #[serde(rename = "lacking")]
    pub missing_required: Vec<u64>,
    /// By listed value (of `enum`, else `x-extensible-enum`): who showed it.
    pub listed: Vec<EvidenceGrades>,
    /// By branch (of `oneOf`, then `anyOf`): who showed a value that fits it.
    pub branches: Vec<EvidenceGrades>,
}

/// A part of an operation that exchanges can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum OperationPart {
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
pub struct SpecCoverage {
    schemas: Vec<SchemaCoverage>,
    #[serde(rename = "shapes", with = "entries")]
    #[schemars(with = "Vec<((usize, OperationPart), EvidenceGrades)>")]
    operation_parts: BTreeMap<(usize, OperationPart), EvidenceGrades>,
    /// What the current exchange is as evidence.
    #[serde(skip)]
    grade: EvidenceGrade,
    /// Does the current part count? What a server refused shows nothing of what it takes.
    #[serde(skip)]
    is_paused: bool,
}

impl SpecCoverage {
    /// Nothing of a spec, so far.
    #[must_use]
    pub fn of(spec: &Spec) -> Self {
        let schemas = spec.schemas.iter().map(SchemaCoverage::of).collect();
        Self { schemas, ..Self::default() }
    }

    pub(super) fn begin(&mut self, grade: EvidenceGrade) {
        self.grade = grade;
        self.is_paused = false;
    }

    pub(super) fn pause(&mut self, paused: bool) {
        self.is_paused = paused;
    }

    pub(super) fn operation_part(&mut self, operation: usize, part: OperationPart) {
        if !self.is_paused {
            let grade = self.grade;
            self.operation_parts.entry((operation, part)).or_default().add(grade);
        }
    }

    /// A value that `schema` applied to. `is_kept`: none of its own keywords is broken.
    pub(super) fn value(&mut self, id: SchemaId, schema: &Schema, node: Node<'_>, is_kept: bool) {
        let grade = self.grade;
        let Some(coverage) = self.schemas.get_mut(id.index()).filter(|_| !self.is_paused) else { return };
        coverage.values += 1;
        coverage.applied.add(grade);
        let kind = node.kind();
        if kind == Kind::Object {
            coverage.objects += 1;
        }
        if !is_kept {
            return;
        }
        if kind == Kind::Null {
            coverage.null.add(grade);
        } else {
            coverage.conforming.add(grade);
        }
        if coverage.listed.is_empty() || grade == EvidenceGrade::Filler {
            return;
        }
        if let Some(listed) = listed_at(schema, node).and_then(|at| coverage.listed.get_mut(at)) {
            listed.add(grade);
        }
    }

    pub(super) fn property(&mut self, id: SchemaId, position: usize) {
        let grade = self.grade;
        let coverage = self.schemas.get_mut(id.index()).filter(|_| !self.is_paused);
        if let Some((count, grades)) = coverage.and_then(|coverage| coverage.properties.get_mut(position)) {
            *count += 1;
            grades.add(grade);
        }
    }

    pub(super) fn missing_required(&mut self, id: SchemaId, position: usize) {
        let coverage = self.schemas.get_mut(id.index()).filter(|_| !self.is_paused);
        if let Some(count) = coverage.and_then(|coverage| coverage.missing_required.get_mut(position)) {
            *count += 1;
        }
    }

    pub(super) fn branch(&mut self, id: SchemaId, position: usize) {
        let grade = self.grade;
        let coverage = self.schemas.get_mut(id.index()).filter(|_| !self.is_paused);
        if let Some(grades) = coverage.and_then(|coverage| coverage.branches.get_mut(position)) {
            grades.add(grade);
        }
    }

    /// Adds what another checker of the same spec was shown.
    pub fn merge(&mut self, other: &Self) {
        if self.schemas.len() < other.schemas.len() {
            self.schemas.resize_with(other.schemas.len(), SchemaCoverage::default);
        }
        for (mine, theirs) in self.schemas.iter_mut().zip(&other.schemas) {
            mine.merge(theirs);
        }
        for (part, grades) in &other.operation_parts {
            self.operation_parts.entry(*part).or_default().merge(*grades);
        }
    }

    /// Does everything in it have a place in this spec? What comes from a file may be of another one.
    #[must_use]
    pub fn belongs_to(&self, spec: &Spec) -> bool {
        let lengths = |coverage: &SchemaCoverage| {
            [
                coverage.properties.len(),
                coverage.missing_required.len(),
                coverage.listed.len(),
                coverage.branches.len(),
            ]
        };
        let has_part = |(number, part): &(usize, OperationPart)| {
            let Some(operation) = spec.operations.get(*number) else { return false };
            let response = |at: usize| operation.responses.get(at);
            match *part {
                OperationPart::Operation => true,
                OperationPart::Parameter(at) => at < operation.parameters.len(),
                OperationPart::RequestContent(at) => {
                    operation.request_body.as_ref().is_some_and(|body| at < body.content.len())
                }
                OperationPart::Response(at) => response(at).is_some(),
                OperationPart::Content(at, content) => {
                    response(at).is_some_and(|r| content < r.content.len())
                }
                OperationPart::Header(at, header) => response(at).is_some_and(|r| header < r.headers.len()),
            }
        };
        self.schemas.len() == spec.schemas.len()
            && self
                .schemas
                .iter()
                .zip(&spec.schemas)
                .all(|(coverage, schema)| lengths(coverage) == lengths(&SchemaCoverage::of(schema)))
            && self.operation_parts.keys().all(has_part)
    }

    /// What was shown of a schema.
    #[must_use]
    pub fn of_schema(&self, id: SchemaId) -> Option<&SchemaCoverage> {
        self.schemas.get(id.index())
    }

    /// Who showed a part of an operation, which is given by its position in the spec.
    #[must_use]
    pub fn of_operation_part(&self, operation: usize, part: OperationPart) -> EvidenceGrades {
        self.operation_parts.get(&(operation, part)).copied().unwrap_or_default()
    }

    /// The operations that were shown, by position.
    #[must_use]
    pub fn operations(&self) -> BTreeSet<usize> {
        self.operation_parts.keys().map(|(operation, _)| *operation).collect()
    }
}

/// A map whose keys are no strings, as a list of its entries.
mod entries {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serializer};

    use super::{EvidenceGrades, OperationPart};

    type OperationParts = BTreeMap<(usize, OperationPart), EvidenceGrades>;

    pub(super) fn serialize<S: Serializer>(
        operation_parts: &OperationParts,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(operation_parts)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<OperationParts, D::Error> {
        let entries: Vec<((usize, OperationPart), EvidenceGrades)> = Vec::deserialize(from)?;
        Ok(entries.into_iter().collect())
    }
}

impl SchemaCoverage {
    fn of(schema: &Schema) -> Self {
        let listed = schema.values.as_ref().map(Vec::len);
        let known = schema.extensions.known_values.as_ref().map(Vec::len);
        Self {
            properties: vec![(0, EvidenceGrades::default()); schema.properties.len()],
            missing_required: vec![0; schema.required.len()],
            listed: vec![EvidenceGrades::default(); listed.or(known).unwrap_or(0)],
            branches: vec![EvidenceGrades::default(); schema.one_of.len() + schema.any_of.len()],
            ..Self::default()
        }
    }

    fn merge(&mut self, other: &Self) {
        self.values += other.values;
        self.objects += other.objects;
        self.applied.merge(other.applied);
        self.conforming.merge(other.conforming);
        self.null.merge(other.null);
        merge_lists(&mut self.properties, &other.properties, |mine, theirs| {
            mine.0 += theirs.0;
            mine.1.merge(theirs.1);
        });
        merge_lists(&mut self.missing_required, &other.missing_required, |mine, theirs| *mine += theirs);
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

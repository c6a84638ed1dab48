//! Counts which parts of the spec the exchanges cover. Counts of several runs can be merged.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::evidence_grade::{EvidenceGrade, EvidenceGrades};
use super::object_check::Conformance;
use crate::json::{Kind, Node};
use crate::spec::{
    BranchIndex, ContentIndex, HeaderIndex, ListedIndex, OperationIndex, ParameterIndex, PropertyIndex,
    RequiredIndex, ResponseIndex, Schema, SchemaId, Spec,
};

/// What the exchanges showed of one schema.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemaCoverage {
    /// The number of values the schema applied to.
    pub values: u64,
    /// The evidence for any of these values.
    pub applied: EvidenceGrades,
    /// The evidence for a non-null value that satisfies every keyword of the schema.
    #[serde(rename = "kept")]
    pub conforming: EvidenceGrades,
    /// The evidence for a null that the schema allows.
    pub null: EvidenceGrades,
    /// The number of objects the schema applied to.
    pub objects: u64,
    /// For each property, in declaration order: the number of objects that have it, and the evidence.
    pub properties: Vec<(u64, EvidenceGrades)>,
    /// For each entry of `required`: the number of objects that lack it.
    #[serde(rename = "lacking")]
    pub missing_required: Vec<u64>,
    /// For each listed value (of `enum`, else of `x-extensible-enum`): the evidence.
    pub listed: Vec<EvidenceGrades>,
    /// For each branch (of `oneOf`, then of `anyOf`): the evidence for a matching value.
    pub branches: Vec<EvidenceGrades>,
}

/// A part of an operation that exchanges can cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum OperationPart {
    /// The operation itself.
    Operation,
    /// A parameter, by index.
    Parameter(ParameterIndex),
    /// A media type of the request body, by index.
    RequestContent(ContentIndex),
    /// A response, by index.
    Response(ResponseIndex),
    /// A media type of a response, by the indexes of both.
    Content(ResponseIndex, ContentIndex),
    /// A header of a response, by the indexes of both.
    Header(ResponseIndex, HeaderIndex),
}

/// The parts of the spec that exchanges covered. Coverage of several runs with the same spec can be merged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecCoverage {
    schemas: Vec<SchemaCoverage>,
    #[serde(rename = "shapes", with = "entries")]
    #[schemars(with = "Vec<((OperationIndex, OperationPart), EvidenceGrades)>")]
    operation_parts: BTreeMap<(OperationIndex, OperationPart), EvidenceGrades>,
    /// The grade of the current exchange.
    #[serde(skip)]
    grade: EvidenceGrade,
    /// Whether counting is paused: a refused request does not show what the server accepts.
    #[serde(skip)]
    is_paused: bool,
}

impl SpecCoverage {
    /// Empty coverage of a spec.
    #[must_use]
    pub fn of(spec: &Spec) -> Self {
        let schemas = spec.schemas.iter().map(SchemaCoverage::of).collect();
        Self { schemas, ..Self::default() }
    }

    pub(super) fn begin(&mut self, grade: EvidenceGrade) {
        self.grade = grade;
        self.is_paused = false;
    }

    /// Stops counting until [`SpecCoverage::resume`].
    pub(super) fn pause(&mut self) {
        self.is_paused = true;
    }

    pub(super) fn resume(&mut self) {
        self.is_paused = false;
    }

    pub(super) fn operation_part(&mut self, operation: OperationIndex, part: OperationPart) {
        if !self.is_paused {
            let grade = self.grade;
            self.operation_parts.entry((operation, part)).or_default().add(grade);
        }
    }

    /// Counts a value that the schema applied to.
    pub(super) fn value(&mut self, id: SchemaId, schema: &Schema, node: Node<'_>, conformance: Conformance) {
        let grade = self.grade;
        let Some(coverage) = self.schemas.get_mut(id.index()).filter(|_| !self.is_paused) else { return };
        coverage.values += 1;
        coverage.applied.add(grade);
        let kind = node.kind();
        if kind == Kind::Object {
            coverage.objects += 1;
        }
        if conformance == Conformance::Violates {
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
        if let Some(listed) = listed_at(schema, node).and_then(|at| at.of_mut(&mut coverage.listed)) {
            listed.add(grade);
        }
    }

    /// The grade of the current exchange; `None` while counting is paused.
    pub(super) fn grade_counted(&self) -> Option<EvidenceGrade> {
        (!self.is_paused).then_some(self.grade)
    }

    /// Counts so many values of one kind that the schema applied to and that satisfy it.
    pub(super) fn conforming(&mut self, id: SchemaId, kind: Kind, count: u64, grade: EvidenceGrade) {
        let Some(coverage) = self.schemas.get_mut(id.index()) else { return };
        coverage.values += count;
        coverage.applied.add(grade);
        if kind == Kind::Object {
            coverage.objects += count;
        }
        let evidence = if kind == Kind::Null { &mut coverage.null } else { &mut coverage.conforming };
        evidence.add(grade);
    }

    /// Notes a listed value that was seen.
    pub(super) fn listed(&mut self, id: SchemaId, index: ListedIndex, grade: EvidenceGrade) {
        let listed = self.schemas.get_mut(id.index()).and_then(|coverage| index.of_mut(&mut coverage.listed));
        if let Some(listed) = listed.filter(|_| grade != EvidenceGrade::Filler) {
            listed.add(grade);
        }
    }

    /// Notes branches that values matched.
    pub(super) fn branches(&mut self, branches: &[(SchemaId, BranchIndex)], grade: EvidenceGrade) {
        for (id, index) in branches {
            let coverage = self.schemas.get_mut(id.index());
            if let Some(grades) = coverage.and_then(|coverage| index.of_mut(&mut coverage.branches)) {
                grades.add(grade);
            }
        }
    }

    /// Counts so many objects that have a property.
    pub(super) fn properties(
        &mut self,
        id: SchemaId,
        position: PropertyIndex,
        count: u64,
        grade: EvidenceGrade,
    ) {
        let coverage = self.schemas.get_mut(id.index());
        if let Some((known, grades)) = coverage.and_then(|coverage| position.of_mut(&mut coverage.properties))
        {
            *known += count;
            grades.add(grade);
        }
    }

    pub(super) fn property(&mut self, id: SchemaId, position: PropertyIndex) {
        let grade = self.grade;
        let coverage = self.schemas.get_mut(id.index()).filter(|_| !self.is_paused);
        if let Some((count, grades)) = coverage.and_then(|coverage| position.of_mut(&mut coverage.properties))
        {
            *count += 1;
            grades.add(grade);
        }
    }

    pub(super) fn missing_required(&mut self, id: SchemaId, position: RequiredIndex) {
        let coverage = self.schemas.get_mut(id.index()).filter(|_| !self.is_paused);
        if let Some(count) = coverage.and_then(|coverage| position.of_mut(&mut coverage.missing_required)) {
            *count += 1;
        }
    }

    pub(super) fn branch(&mut self, id: SchemaId, position: BranchIndex) {
        let grade = self.grade;
        let coverage = self.schemas.get_mut(id.index()).filter(|_| !self.is_paused);
        if let Some(grades) = coverage.and_then(|coverage| position.of_mut(&mut coverage.branches)) {
            grades.add(grade);
        }
    }

    /// Adds the coverage of another run with the same spec.
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

    /// True if the coverage fits this spec. Coverage read from a file may belong to another one.
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
        let has_part = |(index, part): &(OperationIndex, OperationPart)| {
            let Some(operation) = index.of(&spec.operations) else { return false };
            let response = |at: ResponseIndex| at.of(&operation.responses);
            match *part {
                OperationPart::Operation => true,
                OperationPart::Parameter(at) => at.of(&operation.parameters).is_some(),
                OperationPart::RequestContent(at) => {
                    operation.request_body.as_ref().is_some_and(|body| at.of(&body.content).is_some())
                }
                OperationPart::Response(at) => response(at).is_some(),
                OperationPart::Content(at, content) => {
                    response(at).is_some_and(|response| content.of(&response.content).is_some())
                }
                OperationPart::Header(at, header) => {
                    response(at).is_some_and(|response| header.of(&response.headers).is_some())
                }
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

    /// The coverage of a schema.
    #[must_use]
    pub fn of_schema(&self, id: SchemaId) -> Option<&SchemaCoverage> {
        self.schemas.get(id.index())
    }

    /// The coverage of every schema, in order.
    pub(super) fn schemas(&self) -> impl Iterator<Item = &SchemaCoverage> {
        self.schemas.iter()
    }

    /// The evidence for a part of an operation.
    #[must_use]
    pub fn of_operation_part(&self, operation: OperationIndex, part: OperationPart) -> EvidenceGrades {
        self.operation_parts.get(&(operation, part)).copied().unwrap_or_default()
    }

    /// The operations that were covered.
    #[must_use]
    pub fn operations(&self) -> BTreeSet<OperationIndex> {
        self.operation_parts.keys().map(|(operation, _)| *operation).collect()
    }
}

/// Serializes the map as a list of entries, because its keys are not strings.
mod entries {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serializer};

    use super::{EvidenceGrades, OperationIndex, OperationPart};

    type OperationParts = BTreeMap<(OperationIndex, OperationPart), EvidenceGrades>;

    pub(super) fn serialize<S: Serializer>(
        operation_parts: &OperationParts,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(operation_parts)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<OperationParts, D::Error> {
        let entries: Vec<((OperationIndex, OperationPart), EvidenceGrades)> = Vec::deserialize(from)?;
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

/// Which of the values that a schema lists this is.
pub(super) fn listed_at(schema: &Schema, node: Node<'_>) -> Option<ListedIndex> {
    match node.as_str() {
        Some(text) => schema.listed_position(text),
        None => schema.values.as_ref()?.iter().position(|value| value.is(node)).map(ListedIndex::new),
    }
}

//! The data in a summary file that is needed to decide after merging: declared and shown names, counts and
//! classes of values, never a value.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::spec::{SchemaId, Spec};
use crate::value_class::ValueClasses;
use crate::verdict::{Candidate, Learned, NameChanges, ObjectPlace, Part, UndeclaredName, Wrapped};

/// The data needed to decide after merging.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LearnedEntry {
    /// Schemas, by index in the spec, with the classes of the values they applied to, as bits.
    #[serde(rename = "looks")]
    pub value_classes: Vec<(usize, u32)>,
    /// Places with undeclared or missing names.
    pub places: Vec<PlaceEntry>,
}

/// An object with undeclared or missing names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceEntry {
    /// The operation.
    pub operation: String,
    /// The status of the response.
    pub status: u16,
    /// The body: `response-body` or `request-body`.
    pub r#in: String,
    /// The pointer of the object.
    pub pointer: String,
    /// Required names, with the number of objects that lack them.
    #[serde(rename = "gone")]
    pub missing: BTreeMap<String, u64>,
    /// Undeclared names.
    #[serde(rename = "come")]
    pub undeclared: BTreeMap<String, ArrivalEntry>,
}

/// An undeclared name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrivalEntry {
    /// The number of objects that have it.
    pub objects: u64,
    /// The number of them with a non-null value.
    #[serde(rename = "valued")]
    pub non_null: u64,
    /// The classes of its values, as bits.
    #[serde(rename = "looks")]
    pub value_classes: u32,
    /// Declared names that it may replace.
    #[serde(rename = "instead_of")]
    pub renamed_from: BTreeMap<String, CandidateEntry>,
    /// Declared objects that it may have been moved out of.
    #[serde(rename = "lifted_from")]
    pub flattened_from: BTreeMap<String, CandidateEntry>,
    /// Declared names that came inside of it, by the pointer from it to them.
    pub wraps: BTreeMap<String, WrappedEntry>,
    /// In how many objects it was more than a wrapper of those.
    pub with_rest: u64,
}

/// A declared name that came inside of an undeclared one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrappedEntry {
    /// The position of the schema that declares it.
    pub parent: usize,
    /// The position of the schema of its values.
    pub schema: usize,
    /// In how many objects it came there.
    pub objects: u64,
    /// In how many of them with the declared members.
    pub same_members: u64,
}

/// A declared name that is absent wherever the undeclared one is present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CandidateEntry {
    /// The index of the schema that declares it.
    pub parent: usize,
    /// The index of the schema of its values.
    pub schema: usize,
    /// True if it is required.
    pub required: bool,
    /// How many values match its schema.
    pub fits: u64,
    /// How many members of these values it declares.
    #[serde(rename = "common")]
    pub declared_members: u64,
    /// How many it does not declare.
    #[serde(rename = "alien")]
    pub other_members: u64,
}

/// Converts to the format of a summary file.
pub(super) fn entry(learned: &Learned) -> LearnedEntry {
    LearnedEntry {
        value_classes: learned
            .all_value_classes()
            .map(|(id, classes)| (id.index(), classes.bits()))
            .collect(),
        places: learned
            .objects()
            .map(|(place, changes)| PlaceEntry {
                operation: place.operation.clone(),
                status: place.status,
                r#in: place.part.word().to_owned(),
                pointer: place.pointer.clone(),
                missing: changes.missing.clone(),
                undeclared: changes
                    .undeclared
                    .iter()
                    .map(|(name, arrival)| (name.clone(), arrival_entry(arrival)))
                    .collect(),
            })
            .collect(),
    }
}

fn arrival_entry(arrival: &UndeclaredName) -> ArrivalEntry {
    let candidates = |all: &BTreeMap<String, Candidate>| {
        all.iter().map(|(name, candidate)| (name.clone(), candidate_entry(candidate))).collect()
    };
    ArrivalEntry {
        objects: arrival.objects,
        non_null: arrival.non_null,
        value_classes: arrival.value_classes.bits(),
        renamed_from: candidates(&arrival.renamed_from),
        flattened_from: candidates(&arrival.flattened_from),
        wraps: arrival
            .wraps
            .iter()
            .map(|(pointer, wrapped)| (pointer.clone(), wrapped_entry(*wrapped)))
            .collect(),
        with_rest: arrival.with_rest,
    }
}

fn candidate_entry(candidate: &Candidate) -> CandidateEntry {
    CandidateEntry {
        parent: candidate.parent.index(),
        schema: candidate.schema.index(),
        required: candidate.required,
        fits: candidate.fits,
        declared_members: candidate.declared_members,
        other_members: candidate.other_members,
    }
}

fn wrapped_entry(wrapped: Wrapped) -> WrappedEntry {
    let Wrapped { parent, schema, objects, same_members } = wrapped;
    WrappedEntry { parent: parent.index(), schema: schema.index(), objects, same_members }
}

/// Converts from a summary file; an error if it refers to schemas that the spec does not have.
pub(super) fn learned(entry: LearnedEntry, spec: &Spec) -> Result<Learned, String> {
    let mut learned = Learned::default();
    for (schema, bits) in entry.value_classes {
        learned.add_value_classes(id(spec, schema)?, ValueClasses::from_bits(bits));
    }
    for entry in entry.places {
        let part = entry.r#in.parse().ok();
        let part = part
            .filter(|part| matches!(part, Part::ResponseBody | Part::RequestBody))
            .ok_or("it has names of a part that is not a body")?;
        let PlaceEntry { operation, status, pointer, missing, undeclared, .. } = entry;
        let place = ObjectPlace { operation, status, part, pointer };
        let mut changes = NameChanges { missing, undeclared: BTreeMap::new() };
        for (name, entry) in undeclared {
            changes.undeclared.insert(name, arrival(entry, spec)?);
        }
        learned.add_name_changes(&place, &changes);
    }
    Ok(learned)
}

fn arrival(entry: ArrivalEntry, spec: &Spec) -> Result<UndeclaredName, String> {
    let candidates = |all: BTreeMap<String, CandidateEntry>| {
        all.into_iter()
            .map(|(name, entry)| Ok((name, candidate(&entry, spec)?)))
            .collect::<Result<_, String>>()
    };
    Ok(UndeclaredName {
        objects: entry.objects,
        non_null: entry.non_null,
        value_classes: ValueClasses::from_bits(entry.value_classes),
        renamed_from: candidates(entry.renamed_from)?,
        flattened_from: candidates(entry.flattened_from)?,
        wraps: entry
            .wraps
            .into_iter()
            .map(|(pointer, entry)| Ok((pointer, wrapped(entry, spec)?)))
            .collect::<Result<_, String>>()?,
        with_rest: entry.with_rest,
    })
}

fn candidate(entry: &CandidateEntry, spec: &Spec) -> Result<Candidate, String> {
    Ok(Candidate {
        parent: id(spec, entry.parent)?,
        schema: id(spec, entry.schema)?,
        required: entry.required,
        fits: entry.fits,
        declared_members: entry.declared_members,
        other_members: entry.other_members,
    })
}

fn wrapped(entry: WrappedEntry, spec: &Spec) -> Result<Wrapped, String> {
    let WrappedEntry { parent, schema, objects, same_members } = entry;
    Ok(Wrapped { parent: id(spec, parent)?, schema: id(spec, schema)?, objects, same_members })
}

fn id(spec: &Spec, index: usize) -> Result<SchemaId, String> {
    spec.schema_id(index).ok_or_else(|| "it refers to schemas that the spec does not have".to_owned())
}

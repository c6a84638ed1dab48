//! What is decided when all parts of a run are joined, in the form of a summary file. Holds declared and shown names,
//! counts and classes of values; never a value.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::looks::Looks;
use crate::spec::{SchemaId, Spec};
use crate::verdict::{Arrival, Candidate, Learned, ObjectPlace, Part, Swaps, Wrapped};

/// What is decided when all parts are joined.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LearnedEntry {
    /// Schemas, by position in the spec, and the classes of the values they applied to, as bits.
    pub looks: Vec<(usize, u32)>,
    /// Places where names came or were gone.
    pub places: Vec<PlaceEntry>,
}

/// An object in which names came or were gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceEntry {
    /// The operation.
    pub operation: String,
    /// The status of the response.
    pub status: u16,
    /// Which body: `response-body` or `request-body`.
    pub r#in: String,
    /// The pointer of the object.
    pub pointer: String,
    /// Required names, and in how many objects they were missing.
    pub gone: BTreeMap<String, u64>,
    /// Undeclared names.
    pub come: BTreeMap<String, ArrivalEntry>,
}

/// An undeclared name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrivalEntry {
    /// In how many objects it was.
    pub objects: u64,
    /// In how many of them it was not null.
    pub valued: u64,
    /// The classes of its values, as bits.
    pub looks: u32,
    /// Declared names that it may stand for.
    pub instead_of: BTreeMap<String, CandidateEntry>,
    /// Declared objects that it may have been lifted from.
    pub lifted_from: BTreeMap<String, CandidateEntry>,
    /// Declared names that came inside of it, by the pointer from it to them: in how many objects, and in how many of
    /// them with the declared members.
    pub wraps: BTreeMap<String, (u64, u64)>,
}

/// A declared name that was absent wherever the other one came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CandidateEntry {
    /// The position of the schema that declares it.
    pub parent: usize,
    /// The position of the schema of its values.
    pub schema: usize,
    /// Is it required?
    pub required: bool,
    /// How many values fit its schema.
    pub fits: u64,
    /// How many members of them it declares.
    pub common: u64,
    /// How many it does not.
    pub alien: u64,
}

/// What was learned, in the form of a summary file.
pub(super) fn entry(learned: &Learned) -> LearnedEntry {
    LearnedEntry {
        looks: learned.all_looks().map(|(schema, looks)| (schema, looks.bits())).collect(),
        places: learned
            .objects()
            .map(|(place, swaps)| PlaceEntry {
                operation: place.operation.clone(),
                status: place.status,
                r#in: place.part.word().to_owned(),
                pointer: place.pointer.clone(),
                gone: swaps.gone.clone(),
                come: swaps
                    .come
                    .iter()
                    .map(|(name, arrival)| (name.clone(), arrival_entry(arrival)))
                    .collect(),
            })
            .collect(),
    }
}

fn arrival_entry(arrival: &Arrival) -> ArrivalEntry {
    let candidates = |all: &BTreeMap<String, Candidate>| {
        all.iter().map(|(name, candidate)| (name.clone(), candidate_entry(candidate))).collect()
    };
    ArrivalEntry {
        objects: arrival.objects,
        valued: arrival.valued,
        looks: arrival.looks.bits(),
        instead_of: candidates(&arrival.instead_of),
        lifted_from: candidates(&arrival.lifted_from),
        wraps: arrival
            .wraps
            .iter()
            .map(|(pointer, wrapped)| (pointer.clone(), (wrapped.objects, wrapped.alike)))
            .collect(),
    }
}

fn candidate_entry(candidate: &Candidate) -> CandidateEntry {
    CandidateEntry {
        parent: candidate.parent.index(),
        schema: candidate.schema.index(),
        required: candidate.required,
        fits: candidate.fits,
        common: candidate.common,
        alien: candidate.alien,
    }
}

/// What was learned, from a summary file; an error if it names schemas that the spec does not have.
pub(super) fn learned(entry: LearnedEntry, spec: &Spec) -> Result<Learned, String> {
    let mut learned = Learned::default();
    for (schema, bits) in entry.looks {
        id(spec, schema)?;
        learned.add_looks(schema, Looks::from_bits(bits));
    }
    for entry in entry.places {
        let part = entry.r#in.parse().ok();
        let part = part
            .filter(|part| matches!(part, Part::ResponseBody | Part::RequestBody))
            .ok_or("it has names of a part that is no body")?;
        let PlaceEntry { operation, status, pointer, gone, come, .. } = entry;
        let place = ObjectPlace { operation, status, part, pointer };
        let mut swaps = Swaps { gone, come: BTreeMap::new() };
        for (name, entry) in come {
            swaps.come.insert(name, arrival(entry, spec)?);
        }
        learned.add_swaps(&place, &swaps);
    }
    Ok(learned)
}

fn arrival(entry: ArrivalEntry, spec: &Spec) -> Result<Arrival, String> {
    let candidates = |all: BTreeMap<String, CandidateEntry>| {
        all.into_iter()
            .map(|(name, entry)| Ok((name, candidate(&entry, spec)?)))
            .collect::<Result<_, String>>()
    };
    Ok(Arrival {
        objects: entry.objects,
        valued: entry.valued,
        looks: Looks::from_bits(entry.looks),
        instead_of: candidates(entry.instead_of)?,
        lifted_from: candidates(entry.lifted_from)?,
        wraps: entry
            .wraps
            .into_iter()
            .map(|(pointer, (objects, alike))| (pointer, Wrapped { objects, alike }))
            .collect(),
    })
}

fn candidate(entry: &CandidateEntry, spec: &Spec) -> Result<Candidate, String> {
    Ok(Candidate {
        parent: id(spec, entry.parent)?,
        schema: id(spec, entry.schema)?,
        required: entry.required,
        fits: entry.fits,
        common: entry.common,
        alien: entry.alien,
    })
}

fn id(spec: &Spec, index: usize) -> Result<SchemaId, String> {
    spec.schema_id(index).ok_or_else(|| "it is about schemas that the spec does not have".to_owned())
}

//! Shows what a pending recording adds to the accepted ones.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

use super::{Feature, ImportError, Pending, Shape, Store, shapes};
use contract_core::exchange::{Entry, Reader, inputs};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;

/// The maximum number of entries per recording.
const MAX_ENTRIES: usize = 30;

/// A pending recording, compared with the accepted ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The recording.
    pub pending: Pending,
    /// What it shows that no accepted recording of its operation and status shows.
    pub differences: Vec<Difference>,
    /// What `check` reports about it: code, name and place, each once.
    pub findings: Vec<String>,
}

/// Something that a recording is the first to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// It is the first recording of its operation and status.
    First(String, u16),
    /// A new place, with the type found there.
    Place(Feature),
    /// A new type in a known place.
    Type(Feature),
    /// A new value or text in a known place.
    Value(Feature),
    /// A place that all other recordings have and this one lacks.
    Missing(String),
    /// Every part is known, but no recording has all of them.
    Combination,
    /// It can't be read, or no longer matches an operation of the spec.
    Unknown,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::First(operation, status) => write!(f, "the first recording of {operation} {status}"),
            Self::Place(feature) => write!(f, "new place: {} ({})", feature.place, feature.kind),
            Self::Type(feature) => write!(f, "new type: {} is {}", feature.place, feature.kind),
            Self::Value(feature) => {
                write!(
                    f,
                    "new value: {} is {:?}",
                    feature.place,
                    feature.value.as_deref().unwrap_or_default()
                )
            }
            Self::Missing(place) => write!(f, "missing: {place}, which every recording so far has"),
            Self::Combination => f.write_str("a new combination of what is known"),
            Self::Unknown => f.write_str("it can't be read, or matches no operation of the spec"),
        }
    }
}

/// Compares every pending recording with the accepted ones.
///
/// # Errors
///
/// The recordings can't be read.
pub fn reviews(spec: &Spec, store: &Store) -> Result<Vec<Review>, ImportError> {
    let accepted: Vec<PathBuf> =
        [store.root().to_path_buf()].into_iter().filter(|root| root.is_dir()).collect();
    let accepted: Vec<Shape> = shapes(spec, &accepted)?.into_iter().map(|(_, shape)| shape).collect();
    let mut reviews = Vec::new();
    for pending in store.pending()? {
        let own = shapes(spec, std::slice::from_ref(&pending.path))?.into_iter().next();
        let differences =
            own.map_or_else(|| vec![Difference::Unknown], |(_, shape)| differences(&shape, &accepted));
        let findings = findings(spec, &pending)?;
        reviews.push(Review { pending, differences, findings });
    }
    Ok(reviews)
}

fn differences(shape: &Shape, accepted: &[Shape]) -> Vec<Difference> {
    let is_alike =
        |other: &&Shape| other.operation() == shape.operation() && other.status() == shape.status();
    let alike: Vec<&Shape> = accepted.iter().filter(is_alike).collect();
    if alike.is_empty() {
        return vec![Difference::First(shape.operation().to_owned(), shape.status())];
    }
    let known: BTreeSet<&Feature> = alike.iter().flat_map(|other| other.features()).collect();
    let places: BTreeSet<&str> = known.iter().map(|feature| feature.place.as_str()).collect();
    let types: BTreeSet<(&str, &str)> =
        known.iter().map(|feature| (feature.place.as_str(), feature.kind.as_str())).collect();
    let mut differences = Vec::new();
    for feature in shape.features().filter(|feature| !known.contains(feature)) {
        if !places.contains(feature.place.as_str()) {
            differences.push(Difference::Place(feature.clone()));
        } else if !types.contains(&(feature.place.as_str(), feature.kind.as_str())) {
            differences.push(Difference::Type(feature.clone()));
        } else if feature.value.is_some() {
            differences.push(Difference::Value(feature.clone()));
        }
    }
    let own: BTreeSet<&str> = shape.features().map(|feature| feature.place.as_str()).collect();
    let everywhere =
        |place: &&&str| alike.iter().all(|other| other.features().any(|feature| feature.place == **place));
    let missing = places.iter().filter(|place| !own.contains(**place)).filter(everywhere);
    differences.extend(missing.map(|place| Difference::Missing((*place).to_owned())));
    if differences.is_empty() {
        differences.push(Difference::Combination);
    }
    differences.truncate(MAX_ENTRIES);
    differences
}

fn findings(spec: &Spec, pending: &Pending) -> Result<Vec<String>, ImportError> {
    let mut findings = BTreeSet::new();
    let mut checker = Checker::new(spec);
    for input in inputs(std::slice::from_ref(&pending.path))? {
        let mut reader = Reader::open(&input)?;
        while let Some(entry) = reader.next_entry() {
            let Entry::Exchange(exchange) = entry else { continue };
            checker.check(&exchange, &mut |observation| {
                let rule = observation.rule;
                findings.insert(format!(
                    "{} {} at {}{}",
                    rule.code,
                    rule.name,
                    observation.part.word(),
                    observation.pointer
                ));
            });
        }
    }
    Ok(findings.into_iter().take(MAX_ENTRIES).collect())
}

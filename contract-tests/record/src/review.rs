//! What a pending recording shows that no other one does.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

use super::{ImportError, Mark, Pending, Shape, Store, shapes};
use contract_core::exchange::{Entry, Reader, inputs};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;

/// How many things are said about one recording.
const MOST: usize = 30;

/// A pending recording, beside the recordings there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The recording.
    pub pending: Pending,
    /// What it shows that no accepted recording of its operation and status shows.
    pub news: Vec<News>,
    /// What `check` says about it: code, name and place, each once.
    pub findings: Vec<String>,
}

/// Something that a recording shows first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// It is the first of its operation and status.
    First(String, u16),
    /// A place that was not seen before, and what is there.
    Place(Mark),
    /// A type that was not seen in this place before.
    Type(Mark),
    /// A value or text that was not seen in this place before.
    Value(Mark),
    /// A place that all others have, and this one has not.
    Missing(String),
    /// Everything in it was seen before, in no recording all of it.
    Combination,
    /// It can't be read, or matches no operation of the spec by now.
    Unknown,
}

impl fmt::Display for News {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::First(operation, status) => write!(f, "the first recording of {operation} {status}"),
            Self::Place(mark) => write!(f, "new place: {} ({})", mark.place, mark.kind),
            Self::Type(mark) => write!(f, "new type: {} is {}", mark.place, mark.kind),
            Self::Value(mark) => {
                write!(f, "new value: {} is {:?}", mark.place, mark.value.as_deref().unwrap_or_default())
            }
            Self::Missing(place) => write!(f, "missing: {place}, which every recording so far has"),
            Self::Combination => f.write_str("a new combination of what is known"),
            Self::Unknown => f.write_str("it can't be read, or matches no operation of the spec"),
        }
    }
}

/// Looks at everything that waits, beside what was accepted.
///
/// # Errors
///
/// Fails if the recordings can't be read.
pub fn reviews(spec: &Spec, store: &Store) -> Result<Vec<Review>, ImportError> {
    let accepted: Vec<PathBuf> =
        [store.root().to_path_buf()].into_iter().filter(|root| root.is_dir()).collect();
    let accepted: Vec<Shape> = shapes(spec, &accepted)?.into_iter().map(|(_, shape)| shape).collect();
    let mut reviews = Vec::new();
    for pending in store.pending()? {
        let own = shapes(spec, std::slice::from_ref(&pending.path))?.into_iter().next();
        let news = own.map_or_else(|| vec![News::Unknown], |(_, shape)| news(&shape, &accepted));
        let findings = findings(spec, &pending)?;
        reviews.push(Review { pending, news, findings });
    }
    Ok(reviews)
}

fn news(shape: &Shape, accepted: &[Shape]) -> Vec<News> {
    let is_alike =
        |other: &&Shape| other.operation() == shape.operation() && other.status() == shape.status();
    let alike: Vec<&Shape> = accepted.iter().filter(is_alike).collect();
    if alike.is_empty() {
        return vec![News::First(shape.operation().to_owned(), shape.status())];
    }
    let known: BTreeSet<&Mark> = alike.iter().flat_map(|other| other.marks()).collect();
    let places: BTreeSet<&str> = known.iter().map(|mark| mark.place.as_str()).collect();
    let types: BTreeSet<(&str, &str)> =
        known.iter().map(|mark| (mark.place.as_str(), mark.kind.as_str())).collect();
    let mut news = Vec::new();
    for mark in shape.marks().filter(|mark| !known.contains(mark)) {
        if !places.contains(mark.place.as_str()) {
            news.push(News::Place(mark.clone()));
        } else if !types.contains(&(mark.place.as_str(), mark.kind.as_str())) {
            news.push(News::Type(mark.clone()));
        } else if mark.value.is_some() {
            news.push(News::Value(mark.clone()));
        }
    }
    let own: BTreeSet<&str> = shape.marks().map(|mark| mark.place.as_str()).collect();
    let everywhere =
        |place: &&&str| alike.iter().all(|other| other.marks().any(|mark| mark.place == **place));
    let missing = places.iter().filter(|place| !own.contains(**place)).filter(everywhere);
    news.extend(missing.map(|place| News::Missing((*place).to_owned())));
    if news.is_empty() {
        news.push(News::Combination);
    }
    news.truncate(MOST);
    news
}

fn findings(spec: &Spec, pending: &Pending) -> Result<Vec<String>, ImportError> {
    let mut findings = BTreeSet::new();
    let mut checker = Checker::new(spec);
    for input in inputs(std::slice::from_ref(&pending.path))? {
        let mut reader = Reader::open(&input)?;
        while let Some(entry) = reader.next_entry() {
            let Entry::Exchange(exchange) = entry else { continue };
            checker.check(&exchange, &mut |seen| {
                let rule = seen.rule;
                findings.insert(format!(
                    "{} {} at {}{}",
                    rule.code,
                    rule.name,
                    seen.part.word(),
                    seen.pointer
                ));
            });
        }
    }
    Ok(findings.into_iter().take(MOST).collect())
}

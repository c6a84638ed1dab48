//! Reads summary files back.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::document::{GroupEntry, PresenceEntry, SUMMARY_VERSION, SiteEntry, SummaryDocument};
use super::expected_text;
use super::gated::{expected_gated, gated, inside_gated};
use super::group::{Group, Key};
use super::learned_file;
use super::run::Run;
use super::summary::{Summary, Tally};
use super::summary_file::digest;
use crate::exchange::{Locator, Unread};
use crate::rules;
use crate::shown::{Reread, shown_file, shown_problem};
use crate::spec::source::Place;
use crate::spec::{FileIndex, Site, Spec};
use crate::verdict::{ObjectCount, Objects, Part, Presence, SpecCoverage};

/// An error while merging summaries.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum MergeError {
    /// A file cannot be read.
    #[error("cannot read {file}: {error}")]
    #[diagnostic(help("name summaries, each written with `check --format summary=FILE`"))]
    Unreadable {
        /// The file.
        file: String,
        /// The cause.
        error: std::io::Error,
    },
    /// A file is not a summary.
    #[error("{file} is not a summary: {what}")]
    #[diagnostic(help("write it with `cartevo-contract check --format summary=FILE` of this version"))]
    NoSummary {
        /// The file.
        file: String,
        /// What is wrong with it.
        what: String,
    },
    /// A summary was made with another spec.
    #[error("{file} was made with another spec than {spec}")]
    #[diagnostic(help("use --spec FILE with the unchanged spec it was made with, {theirs}"))]
    OtherSpec {
        /// The summary.
        file: String,
        /// The spec of the merge.
        spec: String,
        /// The name of the spec the summary was made with.
        theirs: String,
    },
    /// Shards of different runs, or shards together with whole runs.
    #[error("{file} is not part of the same run as {first}")]
    #[diagnostic(help(
        "merge all shards of one run, made from the same sources in the same order; a whole run can be merged with other whole runs"
    ))]
    OtherRun {
        /// The first of the summaries.
        first: String,
        /// The one that does not belong to it.
        file: String,
    },
    /// A shard is given twice.
    #[error("{file} is shard {shard}, which was already given")]
    #[diagnostic(help("name each shard once"))]
    Twice {
        /// The second of the two.
        file: String,
        /// The shard.
        shard: String,
    },
    /// A shard is missing.
    #[error("shard {missing} is missing, so not everything was checked")]
    #[diagnostic(help(
        "make it with `cartevo-contract check --shard {missing} --format summary=FILE` and add it"
    ))]
    Missing {
        /// The shard.
        missing: String,
    },
}

/// Reads and merges summaries: all shards of one run, or several whole runs.
///
/// # Errors
/// A file cannot be read, is not a summary, was made with another spec, or does not belong to the others.
pub fn merge(files: &[impl AsRef<Path>], spec: &Spec) -> Result<Run, MergeError> {
    let mut documents = Vec::with_capacity(files.len());
    for file in files {
        let name = crate::harmless::path(file.as_ref());
        documents.push((load(file.as_ref(), &name, spec)?, name));
    }
    let is_sharded = are_shards_of_one_run(&documents)?;
    let most_examples = documents.iter().filter_map(|(document, _)| document.max_examples).min();
    let mut all = Run {
        sources: Vec::new(),
        shard: None,
        summary: Summary::new(most_examples.and_then(|most| usize::try_from(most).ok()).unwrap_or(0)),
        coverage: SpecCoverage::of(spec),
        presence: Some(Presence::default()),
    };
    let judge = Reread::new(Some(spec));
    for (document, name) in documents {
        if !is_sharded || all.sources.is_empty() {
            all.sources.extend(document.sources.iter().map(|source| Arc::from(source.as_str())));
        }
        let first = if is_sharded { 0 } else { all.sources.len() - document.sources.len() };
        add(&mut all, document, first, (&judge, spec))
            .map_err(|what| MergeError::NoSummary { file: name, what })?;
    }
    Ok(all)
}

fn load(path: &Path, name: &str, spec: &Spec) -> Result<SummaryDocument, MergeError> {
    let bytes =
        std::fs::read(path).map_err(|error| MergeError::Unreadable { file: name.to_owned(), error })?;
    let no_summary = |what: String| MergeError::NoSummary { file: name.to_owned(), what };
    let document: SummaryDocument =
        serde_json::from_slice(&bytes).map_err(|error| no_summary(shown_problem(&error)))?;
    if document.version != SUMMARY_VERSION {
        return Err(no_summary(format!("its version is not {SUMMARY_VERSION}")));
    }
    if document.spec.sha256 != digest(spec) {
        let theirs = shown_file(&document.spec.file).to_owned();
        return Err(MergeError::OtherSpec { file: name.to_owned(), spec: spec.file.clone(), theirs });
    }
    Ok(document)
}

/// True if these are all shards of one run, false for whole runs.
fn are_shards_of_one_run(documents: &[(SummaryDocument, String)]) -> Result<bool, MergeError> {
    let Some((first, first_name)) = documents.first() else { return Ok(false) };
    let parts = first.shard.as_ref().map(|shard| shard.of);
    let mut seen = BTreeSet::new();
    for (document, name) in documents {
        let is_of_run = document.shard.as_ref().map(|shard| shard.of) == parts
            && (parts.is_none() || document.sources == first.sources);
        if !is_of_run {
            return Err(MergeError::OtherRun { first: first_name.clone(), file: name.clone() });
        }
        let Some(shard) = &document.shard else { continue };
        if !seen.insert(shard.number) {
            let shard = format!("{}/{}", shard.number, shard.of);
            return Err(MergeError::Twice { file: name.clone(), shard });
        }
    }
    let Some(parts) = parts else { return Ok(false) };
    match (1..=parts).find(|number| !seen.contains(number)) {
        Some(number) => Err(MergeError::Missing { missing: format!("{number}/{parts}") }),
        None => Ok(true),
    }
}

/// Adds a summary. Its sources start at index `first` among those of the merged run.
fn add(
    all: &mut Run,
    document: SummaryDocument,
    first: usize,
    (judge, spec): (&Reread<'_>, &Spec),
) -> Result<(), String> {
    let document = gated(document, judge);
    let locate = |source: u32, index: u64| {
        let at = first + source as usize;
        let name = all.sources.get(at).ok_or("an exchange refers to a source that is not listed")?;
        let number = u32::try_from(at).map_err(|_| "it has too many sources")?;
        Ok::<_, String>((number, Locator { source: Arc::clone(name), index }))
    };
    for entry in document.unread_examples {
        let (source, locator) = locate(entry.source, entry.index)?;
        all.summary.keep_unread(source, Unread { locator, reason: entry.reason });
    }
    for entry in document.findings {
        let examples = entry.examples.iter().map(|example| locate(example.source, example.index));
        let examples = examples.collect::<Result<Vec<_>, String>>()?;
        all.summary.groups.absorb(&group(entry, examples, (judge, spec))?);
    }
    let SummaryDocument { exchanges, unread, unanswered, .. } = document;
    let mut counts = Summary { exchanges, unread, unanswered, ..Summary::default() };
    let tallies = document.operations.into_iter();
    counts.operations = tallies.map(|(operation, by_status)| (operation, Tally { by_status })).collect();
    all.summary.merge(counts);
    if !document.coverage.belongs_to(spec) {
        return Err("it refers to places that the spec does not have".into());
    }
    all.coverage.merge(&document.coverage);
    let mut learned = learned_file::learned(document.learned, spec)?;
    learned.count_properties(&document.coverage);
    all.summary.learn(&learned);
    for entry in document.presence {
        let part = part(&entry.r#in)?;
        let (operation, status) = (entry.operation.clone(), entry.status);
        if let Some(presence) = &mut all.presence {
            presence.add(&operation, part, status, &objects(entry));
        }
    }
    Ok(())
}

fn part(word: &str) -> Result<Part, String> {
    word.parse().map_err(|_| "it has an unknown part".into())
}

fn group(
    entry: GroupEntry,
    examples: Vec<(u32, Locator)>,
    (judge, spec): (&Reread<'_>, &Spec),
) -> Result<Group, String> {
    let part = part(&entry.r#in)?;
    let rule = rules::find(&entry.rule).ok_or("it has a rule that this version does not have")?;
    let (expected, inside) = expected_text::read(rule, entry.expected)
        .ok_or_else(|| format!("it has an expectation for {} that this version does not know", rule.name))?;
    Ok(Group {
        key: Key {
            rule,
            operation: entry.operation,
            part,
            status: entry.status,
            pointer: entry.pointer,
            found: entry.found,
        },
        count: entry.count,
        examples,
        renamed_from: entry.renamed_from,
        expected: expected_gated(expected, judge),
        inside: inside.map(|inside| inside_gated(inside, part, judge)),
        conclusion: None,
        site: entry.spec.map(|entry| site(entry, spec)).transpose()?,
        corrections: entry.corrections,
        excused: entry.excused,
        last: u64::MAX,
    })
}

fn site(entry: SiteEntry, spec: &Spec) -> Result<Site, String> {
    let file = match entry.file {
        None => FileIndex::DOCUMENT,
        Some(path) => spec.files.at_path(&path).ok_or("it refers to files that the spec does not have")?,
    };
    Ok(Site { file, place: Place { line: entry.line, column: entry.column }, pointer: entry.pointer })
}

fn objects(entry: PresenceEntry) -> Objects {
    let objects = entry.objects.into_iter().map(|(pointer, object)| {
        let properties = object.properties.into_iter().map(|(name, count)| (name.into(), count)).collect();
        (pointer.into(), ObjectCount { objects: object.count, properties })
    });
    objects.collect()
}

//! Writes summary files.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

use super::document::{
    ExampleEntry, GroupEntry, ObjectEntry, PresenceEntry, SUMMARY_VERSION, ShardEntry, SiteEntry, SpecEntry,
    SummaryDocument, UnreadEntry,
};
use super::expected_text;
use super::group::Group;
use super::learned_file;
use super::run::Run;
use super::summary::Summary;
use crate::spec::{FileIndex, Site, Spec, SpecFile};
use crate::verdict::{ObjectCount, Objects, Part, Presence};

/// Writes the result of a run as one JSON document and a newline.
///
/// # Errors
/// `out` cannot be written.
pub fn write(run: &Run, spec: &Spec, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &document(run, spec))?;
    out.write_all(b"\n")
}

/// The result of a run in the format of a summary file.
#[must_use]
pub fn document(run: &Run, spec: &Spec) -> SummaryDocument {
    // Destructured without `..`, so that a new field cannot be forgotten. The state of the current exchange
    // is not stored.
    let Summary {
        groups,
        operations,
        exchanges,
        unread,
        unanswered,
        unread_examples,
        learned,
        source: _,
        locator: _,
    } = &run.summary;
    let mut findings: Vec<GroupEntry> = groups.iter().map(|group| group_entry(group, spec)).collect();
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    SummaryDocument {
        version: SUMMARY_VERSION.to_owned(),
        spec: SpecEntry { file: spec.file.clone(), sha256: digest(spec) },
        shard: run.shard.map(|shard| ShardEntry { number: shard.number(), of: shard.of() }),
        sources: run.sources.iter().map(ToString::to_string).collect(),
        max_examples: (groups.most_examples != usize::MAX).then_some(groups.most_examples as u64),
        exchanges: *exchanges,
        unread: *unread,
        unanswered: *unanswered,
        unread_examples: unread_examples
            .iter()
            .map(|(source, unread)| UnreadEntry {
                source: *source,
                index: unread.locator.index,
                reason: unread.reason.clone(),
            })
            .collect(),
        operations: operations
            .iter()
            .map(|(operation, tally)| (operation.clone(), tally.by_status.clone()))
            .collect(),
        findings,
        coverage: run.coverage.clone(),
        learned: learned_file::entry(learned),
        presence: run
            .presence
            .iter()
            .flat_map(Presence::bodies)
            .map(|(operation, part, status, objects)| presence_entry(operation, part, status, objects))
            .collect(),
    }
}

/// The SHA-256 of the text of a document, in hexadecimal. The other files follow, each with path and length.
pub(super) fn digest(spec: &Spec) -> String {
    use std::fmt::Write as _;
    let mut hash = Sha256::new();
    hash.update(spec.files.text(FileIndex::DOCUMENT));
    let others = spec.files.iter().filter(|(index, _)| *index != FileIndex::DOCUMENT);
    let mut others: Vec<&SpecFile> = others.map(|(_, file)| file).collect();
    others.sort_by_key(|file| &file.path);
    for file in others {
        hash.update(format!("\0{}\0{}\0", file.path, file.text.len()));
        hash.update(&file.text);
    }
    hash.finalize().iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn order(entry: &GroupEntry) -> (&str, u16, &str, &str, &str, Option<&str>) {
    (&entry.operation, entry.status, &entry.r#in, &entry.pointer, &entry.rule, entry.found.as_deref())
}

fn group_entry(group: &Group, spec: &Spec) -> GroupEntry {
    GroupEntry {
        operation: group.key.operation.clone(),
        status: group.key.status,
        r#in: group.key.part.word().to_owned(),
        pointer: group.key.pointer.clone(),
        rule: group.key.rule.code.to_owned(),
        found: group.key.found.clone(),
        count: group.count,
        examples: group
            .examples
            .iter()
            .map(|(source, locator)| ExampleEntry { source: *source, index: locator.index })
            .collect(),
        renamed_from: group.renamed_from.clone(),
        expected: expected_text::write(&group.expected, group.inside.as_ref()),
        spec: group.site.as_ref().map(|site| site_entry(site, spec)),
        corrections: group.corrections.clone(),
        excused: group.excused,
    }
}

fn site_entry(site: &Site, spec: &Spec) -> SiteEntry {
    let file = spec.files.get(site.file).filter(|_| site.file != FileIndex::DOCUMENT);
    SiteEntry {
        file: file.map(|file| file.path.clone()),
        line: site.place.line,
        column: site.place.column,
        pointer: site.pointer.clone(),
    }
}

fn presence_entry(operation: &str, part: Part, status: u16, objects: &Objects) -> PresenceEntry {
    let object = |count: &ObjectCount| ObjectEntry {
        count: count.objects,
        properties: count.properties.iter().map(|(name, seen)| (name.to_string(), *seen)).collect(),
    };
    PresenceEntry {
        operation: operation.to_owned(),
        r#in: part.word().to_owned(),
        status,
        objects: objects.iter().map(|(pointer, count)| (pointer.to_string(), object(count))).collect(),
    }
}

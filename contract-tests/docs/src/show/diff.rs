//! `docs diff`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::claims::claim_line;
use super::safe;
use crate::change::{Advice, CosmeticChange, Diff, Moved, UnreadChange, Verdict};
use crate::hex::hex;
use crate::model::{Claim, Location};
use contract_core::vocabulary::hashed;

/// The result of `docs diff`.
#[derive(Debug, Serialize)]
pub struct DiffReport {
    /// The changes.
    pub diff: Diff,
    /// The consequences, claim by claim.
    pub advice: Vec<Advice>,
    /// Changes that affect no claim; unknown if the old text is only in a lock.
    pub cosmetic: Vec<CosmeticChange>,
    /// Pages whose wording changed but whose claims did not, if the old text is only in a lock.
    pub cosmetic_pages: Vec<String>,
    /// Changes of lines that were not understood.
    pub unread: Vec<UnreadChange>,
    /// Pages of which nothing was read.
    pub nothing_read: Vec<String>,
    /// True if another version of the readers wrote the lock: the differences may come from the readers.
    pub reader_changed: bool,
}

/// The fingerprint by which `docs apply` refers to a change.
#[must_use]
pub fn fingerprint_of(advice: &Advice) -> String {
    let mut hash = Sha256::new();
    for claim in advice.before.iter().chain(&advice.after) {
        hash.update(statement(claim).as_bytes());
        hash.update([0]);
    }
    hex(hash.finalize().get(..6).unwrap_or_default())
}

/// A claim without its line.
fn statement(claim: &Claim) -> String {
    let operation = match &claim.operation {
        Some(operation) => format!("Some({operation:?})"),
        None => "None".to_owned(),
    };
    let location = match claim.location {
        Location::Operation => "Operation".to_owned(),
        location => hashed(location.word()),
    };
    let predicate = hashed(claim.predicate.word());
    format!("{operation} {location} {} {predicate} {}", claim.pointer, claim.value)
}

/// Writes the changes as JSON.
///
/// # Errors
/// `out` cannot be written.
pub fn diff_json(report: &DiffReport, out: &mut dyn Write) -> io::Result<()> {
    let entry = |advice: &Advice| {
        json!({"fingerprint": fingerprint_of(advice), "before": advice.before, "after": advice.after, "verdict": advice.verdict,
               "spec": advice.spec, "rust": advice.rust, "corrections": advice.corrections, "patches": advice.patches})
    };
    let changed = report.advice.iter().filter(|advice| advice.before.is_some() && advice.after.is_some());
    let others = report.advice.iter().filter(|advice| advice.before.is_none() || advice.after.is_none());
    let document = json!({
        "added": report.diff.added,
        "removed": report.diff.removed,
        "changed": changed.map(entry).collect::<Vec<_>>(),
        "moved": report.diff.moved,
        "cosmetic": report.cosmetic.len() + report.cosmetic_pages.len(),
        "advice": others.map(entry).collect::<Vec<_>>(),
        "cosmetic_changes": report.cosmetic,
        "unread": report.unread,
        "nothing_read": report.nothing_read,
        "pages": {"added": report.diff.pages_added, "removed": report.diff.pages_removed, "moved": report.diff.pages_moved,
                  "cosmetic": report.cosmetic_pages},
        "reader_changed": report.reader_changed,
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

/// Writes the changes as text, each claim with its consequences for the spec and Rust.
///
/// # Errors
/// `out` cannot be written.
pub fn diff_text(report: &DiffReport, out: &mut dyn Write) -> io::Result<()> {
    let diff = &report.diff;
    if report.reader_changed {
        writeln!(
            out,
            "the lock was written by another version of the readers: these differences may come from the readers, not the vendor\n"
        )?;
    }
    for (what, pages) in [
        ("page new", &diff.pages_added),
        ("page gone", &diff.pages_removed),
        ("page moved", &diff.pages_moved),
    ] {
        for page in pages {
            writeln!(out, "{what}: {}", safe(page))?;
        }
    }
    for advice in &report.advice {
        one(advice, out)?;
    }
    for moved in &diff.moved {
        moved_line(moved, out)?;
    }
    for change in &report.unread {
        unread(change, out)?;
    }
    for page in &report.nothing_read {
        writeln!(out, "nothing read: {}: the page has no claim", safe(page))?;
    }
    for change in &report.cosmetic {
        writeln!(
            out,
            "cosmetic: {}:{} {}: no claim changes",
            safe(&change.page),
            change.line,
            change.kind.word()
        )?;
    }
    for page in &report.cosmetic_pages {
        writeln!(out, "cosmetic: {}: the wording changed, but no claim did", safe(page))?;
    }
    writeln!(
        out,
        "{} claims added, {} removed, {} changed, {} moved, {} cosmetic changes, {} unread",
        diff.added.len(),
        diff.removed.len(),
        diff.changed.len(),
        diff.moved.len(),
        report.cosmetic.len() + report.cosmetic_pages.len(),
        report.unread.len(),
    )
}

/// Within a page the place changed; otherwise the page did.
fn moved_line(moved: &Moved, out: &mut dyn Write) -> io::Result<()> {
    let to = if moved.before.page == moved.after.page {
        claim_line(&moved.after)
    } else {
        format!("{}:{}", safe(&moved.after.page), moved.after.line)
    };
    writeln!(out, "moved: {}\n    to {to}", claim_line(&moved.before))
}

fn unread(change: &UnreadChange, out: &mut dyn Write) -> io::Result<()> {
    let line = change.line.map(|line| format!(":{line}")).unwrap_or_default();
    writeln!(
        out,
        "unread: {}{line} {}: {}; read it yourself",
        safe(&change.page),
        change.kind.word(),
        safe(&change.why)
    )
}

fn one(advice: &Advice, out: &mut dyn Write) -> io::Result<()> {
    let fingerprint = fingerprint_of(advice);
    match (&advice.before, &advice.after) {
        (Some(before), Some(after)) => {
            writeln!(
                out,
                "changed [{fingerprint}]: {}\n     now: {}",
                claim_line(before),
                claim_line(after)
            )?;
        }
        (None, Some(after)) => writeln!(out, "added [{fingerprint}]: {}", claim_line(after))?,
        (Some(before), None) => writeln!(out, "removed [{fingerprint}]: {}", claim_line(before))?,
        (None, None) => {}
    }
    if advice.verdict != Verdict::NotCompared {
        writeln!(out, "    verdict: {}", advice.verdict.title())?;
    }
    if let Some(spec) = &advice.spec {
        writeln!(out, "    spec: {}:{}:{}", safe(&spec.file), spec.line, spec.column)?;
    }
    if !advice.corrections.is_empty() {
        writeln!(out, "    corrections at the place: {}", safe(&advice.corrections.join(", ")))?;
    }
    if let Some(rust) = &advice.rust {
        let breaking = if rust.breaking { "breaking" } else { "not breaking" };
        writeln!(out, "    Rust: {} ({breaking})", rust.change)?;
        for item in &rust.items {
            writeln!(out, "      {}", safe(item))?;
        }
    }
    for (number, patch) in advice.patches.iter().enumerate() {
        writeln!(out, "    edit {}: {} (line {})", number + 1, safe(&patch.title), patch.line)?;
        for line in &patch.before {
            writeln!(out, "      - {}", safe(line))?;
        }
        for line in &patch.after {
            writeln!(out, "      + {}", safe(line))?;
        }
        writeln!(out, "      apply it: cartevo-contract docs apply ... --take {fingerprint}={}", number + 1)?;
    }
    Ok(())
}

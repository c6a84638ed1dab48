//! Changes of a page's text that affect no claim.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use similar::{DiffTag, TextDiff};

contract_core::vocabulary! {
    /// The kind of a cosmetic change.
    pub enum CosmeticKind {
        /// The wording changed.
        Reworded = "reworded",
        /// The lines moved within the page.
        Reordered = "reordered",
        /// The lines were added.
        Added = "added",
        /// The lines were removed.
        Removed = "removed",
    }
}

/// A change of lines that affects no claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CosmeticChange {
    /// The name of the page.
    pub page: String,
    /// The first line, in the new text if it exists there.
    pub line: u32,
    /// The kind of change.
    #[serde(rename = "what")]
    pub kind: CosmeticKind,
}

/// The changes between two texts of a page, except for lines with changed claims.
#[must_use]
pub fn cosmetic(
    page: &str,
    old: &str,
    new: &str,
    touched_old: &BTreeSet<u32>,
    touched_new: &BTreeSet<u32>,
) -> Vec<CosmeticChange> {
    let lines = |text: &str| text.lines().map(str::trim).map(str::to_owned).collect::<Vec<String>>();
    let (before, after) = (lines(old), lines(new));
    let (before_refs, after_refs): (Vec<&str>, Vec<&str>) =
        (before.iter().map(String::as_str).collect(), after.iter().map(String::as_str).collect());
    let diff = TextDiff::from_slices(&before_refs, &after_refs);
    let moved = moved_lines(&diff, &before_refs, &after_refs);
    let mut changes = Vec::new();
    for op in diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal) {
        let (gone, come) = (op.old_range(), op.new_range());
        let touches = |at: usize, touched: &BTreeSet<u32>| {
            u32::try_from(at + 1).is_ok_and(|line| touched.contains(&line))
        };
        // Lines adjacent to a line with a changed claim are compared without it.
        let text = |range: std::ops::Range<usize>, lines: &[&str], touched: &BTreeSet<u32>| {
            range
                .filter(|at| !touches(*at, touched))
                .filter_map(|at| lines.get(at).filter(|line| !line.is_empty()))
                .map(|line| (*line).to_owned())
                .collect::<Vec<String>>()
        };
        let is_touched = gone.clone().any(|at| touches(at, touched_old))
            || come.clone().any(|at| touches(at, touched_new));
        let gone_text = text(gone.clone(), &before_refs, touched_old);
        let come_text = text(come.clone(), &after_refs, touched_new);
        if is_touched {
            let words = |lines: &[String]| lines.iter().filter(|line| !moved.contains(*line)).count();
            // A line that was only added or removed next to a changed claim is the other half of that change.
            if words(&gone_text) != words(&come_text) {
                continue;
            }
        }
        let all_moved = gone_text.iter().chain(&come_text).all(|line| moved.contains(line));
        // Both ends of a swap count as one reordering.
        if all_moved && changes.iter().any(|change: &CosmeticChange| change.kind == CosmeticKind::Reordered) {
            continue;
        }
        let kind = match (gone_text.is_empty(), come_text.is_empty()) {
            (true, true) => continue,
            _ if all_moved && !come_text.is_empty() => CosmeticKind::Reordered,
            // The other end of a move is not counted again.
            _ if all_moved => continue,
            (true, false) => CosmeticKind::Added,
            (false, true) => CosmeticKind::Removed,
            (false, false) => CosmeticKind::Reworded,
        };
        let at = if come.is_empty() { gone.start } else { come.start };
        changes.push(CosmeticChange {
            page: page.to_owned(),
            line: u32::try_from(at + 1).unwrap_or(u32::MAX),
            kind,
        });
    }
    changes
}

/// Lines that were removed in one place and added in another.
fn moved_lines(diff: &TextDiff<'_, '_, str>, before: &[&str], after: &[&str]) -> BTreeSet<String> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for op in diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal) {
        for line in before.get(op.old_range()).unwrap_or_default() {
            counts.entry(line).or_default().0 += 1;
        }
        for line in after.get(op.new_range()).unwrap_or_default() {
            counts.entry(line).or_default().1 += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(line, (gone, come))| !line.is_empty() && gone == come && *gone > 0)
        .map(|(line, _)| line.to_owned())
        .collect()
}

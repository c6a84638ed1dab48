//! Changes of a page's text that touch no claim.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use similar::{DiffTag, TextDiff};

/// A change of lines that touches no claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CosmeticChange {
    /// The name of the page.
    pub page: String,
    /// The first line, in the new text where there is one.
    pub line: u32,
    /// `reworded`, `reordered`, `added` or `removed`.
    pub what: &'static str,
}

/// The changes between two texts of a page, without those that touch a line with a changed claim.
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
        let touches = |range: std::ops::Range<usize>, touched: &BTreeSet<u32>| {
            range.into_iter().any(|at| u32::try_from(at + 1).is_ok_and(|line| touched.contains(&line)))
        };
        if touches(gone.clone(), touched_old) || touches(come.clone(), touched_new) {
            continue;
        }
        let text = |range: std::ops::Range<usize>, lines: &[&str]| {
            lines
                .get(range)
                .unwrap_or_default()
                .iter()
                .filter(|line| !line.is_empty())
                .map(|line| (*line).to_owned())
                .collect::<Vec<String>>()
        };
        let (gone_text, come_text) = (text(gone.clone(), &before_refs), text(come.clone(), &after_refs));
        let all_moved = gone_text.iter().chain(&come_text).all(|line| moved.contains(line));
        // Both ends of a swap are one change of order.
        if all_moved && changes.iter().any(|change: &CosmeticChange| change.what == "reordered") {
            continue;
        }
        let what = match (gone_text.is_empty(), come_text.is_empty()) {
            (true, true) => continue,
            _ if all_moved && !come_text.is_empty() => "reordered",
            // The other end of a move is not counted twice.
            _ if all_moved => continue,
            (true, false) => "added",
            (false, true) => "removed",
            (false, false) => "reworded",
        };
        let at = if come.is_empty() { gone.start } else { come.start };
        changes.push(CosmeticChange {
            page: page.to_owned(),
            line: u32::try_from(at + 1).unwrap_or(u32::MAX),
            what,
        });
    }
    changes
}

/// Lines that went in one place and came in another.
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

//! Changes of a page's text that affect no claim: those of lines that say nothing, and those of lines that were not
//! understood.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;
use similar::{DiffOp, DiffTag, TextDiff};

use crate::model::says_nothing;
use crate::model::{PageLine, Reading};

contract_core::vocabulary! {
    /// The kind of a change of lines.
    pub enum LineChange {
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
    pub kind: LineChange,
}

/// A change of a line that was not understood: nobody can say whether a claim changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnreadChange {
    /// The name of the page.
    pub page: String,
    /// The line, in the new text unless it was removed; none if only the hash of the old text is known.
    pub line: Option<u32>,
    /// The kind of change.
    #[serde(rename = "what")]
    pub kind: LineChange,
    /// Why the line was not understood.
    pub why: String,
}

/// The lines of a page before or after a change.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The lines.
    pub lines: &'a [PageLine],
    /// The numbers of the claims that changed.
    pub touched: &'a BTreeSet<String>,
}

/// The changes between two texts of a page that affect no claim.
#[must_use]
pub fn text_changes(page: &str, old: Side<'_>, new: Side<'_>) -> (Vec<CosmeticChange>, Vec<UnreadChange>) {
    let before: Vec<&str> = old.lines.iter().map(|line| line.text.as_str()).collect();
    let after: Vec<&str> = new.lines.iter().map(|line| line.text.as_str()).collect();
    let diff = TextDiff::from_slices(&before, &after);
    let moved = moved_lines(&diff, &before, &after);
    let mut changes = Changes { page, old, new, moved, cosmetic: Vec::new(), unread: Vec::new() };
    for op in diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal) {
        changes.take(op);
    }
    (changes.cosmetic, changes.unread)
}

struct Changes<'a> {
    page: &'a str,
    old: Side<'a>,
    new: Side<'a>,
    moved: BTreeSet<String>,
    cosmetic: Vec<CosmeticChange>,
    unread: Vec<UnreadChange>,
}

impl<'a> Side<'a> {
    fn at(self, range: Range<usize>) -> &'a [PageLine] {
        self.lines.get(range).unwrap_or_default()
    }

    fn is_touched(self, line: &PageLine) -> bool {
        match &line.reading {
            Reading::Claimed(claimed) => claimed.claims.iter().any(|claim| self.touched.contains(claim)),
            Reading::Nothing | Reading::Unread(_) => false,
        }
    }
}

impl<'a> Changes<'a> {
    fn take(&mut self, op: &DiffOp) {
        let (gone, come) = (self.old.at(op.old_range()), self.new.at(op.new_range()));
        let unread = self.unread_in(gone, come);
        let is_partly = self.partly_unread(gone, come).is_some();
        self.unread.extend(unread.iter().map(|(line, kind, why)| UnreadChange {
            page: self.page.to_owned(),
            line: Some(*line),
            kind: *kind,
            why: why.clone(),
        }));
        let at = come.first().or(gone.first()).map_or(1, |line| line.line);
        if let Some(kind) = self.cosmetic_kind(gone, come, (!unread.is_empty(), is_partly)) {
            self.cosmetic.push(CosmeticChange { page: self.page.to_owned(), line: at, kind });
        }
    }

    /// The lines of a change that were not understood, or only in part.
    fn unread_in(&self, gone: &[PageLine], come: &[PageLine]) -> Vec<(u32, LineChange, String)> {
        let whole = |line: &&PageLine| line.reading.unread().is_some();
        let (lost, found): (Vec<_>, Vec<_>) =
            (gone.iter().filter(whole).collect(), come.iter().filter(whole).collect());
        let kind = |line: &PageLine, is_new: bool, is_pair: bool| match (is_new, is_pair) {
            _ if self.moved.contains(&line.text) => LineChange::Reordered,
            (_, true) => LineChange::Reworded,
            (true, false) => LineChange::Added,
            (false, false) => LineChange::Removed,
        };
        let entry =
            |line: &PageLine, kind| (line.line, kind, line.reading.unread().unwrap_or_default().to_owned());
        let mut unread: Vec<_> = found
            .iter()
            .enumerate()
            .map(|(index, line)| entry(line, kind(line, true, index < lost.len())))
            .collect();
        // The other end of a move is not listed again.
        let rest = lost.iter().skip(found.len()).filter(|line| !self.moved.contains(&line.text));
        unread.extend(rest.map(|line| entry(line, kind(line, false, false))));
        unread.extend(self.partly_unread(gone, come));
        unread
    }

    /// A line whose claims did not change, although words did that may state something.
    fn partly_unread(&self, gone: &[PageLine], come: &[PageLine]) -> Option<(u32, LineChange, String)> {
        let words = |side: Side<'_>, lines: &'_ [PageLine]| {
            let described =
                lines.iter().filter(|line| !side.is_touched(line) && !self.moved.contains(&line.text));
            let mut words: Vec<String> = described.flat_map(telling_words).map(str::to_owned).collect();
            words.sort();
            words
        };
        let claimed = |line: &&PageLine| matches!(line.reading, Reading::Claimed(_));
        let first = come.iter().find(claimed).or_else(|| gone.iter().find(claimed))?;
        let is_touched = gone.iter().any(|line| self.old.is_touched(line))
            || come.iter().any(|line| self.new.is_touched(line));
        if is_touched || words(self.old, gone) == words(self.new, come) {
            return None;
        }
        let why = "words beside a claim that were not understood".to_owned();
        Some((first.line, LineChange::Reworded, why))
    }

    fn cosmetic_kind(
        &self,
        gone: &'a [PageLine],
        come: &'a [PageLine],
        (has_unread, is_partly): (bool, bool),
    ) -> Option<LineChange> {
        let rest = |side: Side<'a>, lines: &'a [PageLine]| {
            // A line whose words beside a claim were not understood is listed as that.
            let is_said = |line: &PageLine| is_partly && matches!(line.reading, Reading::Claimed(_));
            let is_open = |line: &&PageLine| {
                !side.is_touched(line) && line.reading.unread().is_none() && !is_said(line)
            };
            lines.iter().filter(is_open).map(|line| line.text.as_str()).collect::<Vec<&str>>()
        };
        let (gone_text, come_text) = (rest(self.old, gone), rest(self.new, come));
        let beside = has_unread
            || gone.iter().any(|line| self.old.is_touched(line))
            || come.iter().any(|line| self.new.is_touched(line));
        // A line that was only added or removed next to a changed claim is the other half of that change.
        let words = |lines: &[&str]| lines.iter().filter(|line| !self.moved.contains(**line)).count();
        if beside && (words(&gone_text) != words(&come_text) || (has_unread && gone_text == come_text)) {
            return None;
        }
        let all_moved = gone_text.iter().chain(&come_text).all(|line| self.moved.contains(*line));
        // Both ends of a swap count as one reordering.
        if all_moved && self.cosmetic.iter().any(|change| change.kind == LineChange::Reordered) {
            return None;
        }
        match (gone_text.is_empty(), come_text.is_empty()) {
            (true, true) => None,
            _ if all_moved => (!come_text.is_empty()).then_some(LineChange::Reordered),
            (true, false) => Some(LineChange::Added),
            (false, true) => Some(LineChange::Removed),
            (false, false) => Some(LineChange::Reworded),
        }
    }
}

/// The words of a described line that may state something; all words if a part of it was not understood.
fn telling_words(line: &PageLine) -> Vec<&str> {
    let Reading::Claimed(claimed) = &line.reading else { return Vec::new() };
    let is_telling = |word: &&str| {
        word.contains(char::is_alphanumeric) && (claimed.unread.is_some() || !says_nothing(word))
    };
    let words = line.text.split_whitespace().flat_map(unjoined).filter(is_telling);
    if claimed.is_sample { Vec::new() } else { words.collect() }
}

/// The parts of a word that lost a cell border: `idstringBooking` is `idstring` and `Booking`.
fn unjoined(word: &str) -> Vec<&str> {
    const ENDS: &[&str] = &["string", "integer", "number", "boolean", "object", "array", "Yes", "No"];
    let ends = ENDS.iter().filter_map(|end| word.find(end).map(|at| at + end.len()));
    let is_border = |at: &usize| word.get(*at..).is_some_and(|rest| rest.starts_with(char::is_uppercase));
    match ends.filter(is_border).min() {
        Some(at) => {
            let (joined, rest) = word.split_at(at);
            vec![joined, rest]
        }
        None => vec![word],
    }
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

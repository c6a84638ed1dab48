//! Sets of characters, as ECMA-262 defines them.

/// Digits: `\d`.
const DIGITS: &[(u32, u32)] = &[(0x30, 0x39)];

/// Letters, digits and the underscore of ASCII: `\w`, and what `\b` looks for.
const WORD: &[(u32, u32)] = &[(0x30, 0x39), (0x41, 0x5a), (0x5f, 0x5f), (0x61, 0x7a)];

/// White space and line terminators: `\s`.
const SPACE: &[(u32, u32)] = &[
    (0x09, 0x0d),
    (0x20, 0x20),
    (0xa0, 0xa0),
    (0x1680, 0x1680),
    (0x2000, 0x200a),
    (0x2028, 0x2029),
    (0x202f, 0x202f),
    (0x205f, 0x205f),
    (0x3000, 0x3000),
    (0xfeff, 0xfeff),
];

/// Line terminators: what `.` does not match.
const LINE_ENDS: &[(u32, u32)] = &[(0x0a, 0x0a), (0x0d, 0x0d), (0x2028, 0x2029)];

/// What a pattern counts as one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// A code point: with the `u` flag.
    CodePoint,
    /// A code unit of UTF-16: without it. A character beyond the basic plane is two of them.
    CodeUnit,
}

impl Unit {
    fn last(self) -> u32 {
        match self {
            Self::CodePoint => 0x10_ffff,
            Self::CodeUnit => 0xffff,
        }
    }
}

/// A set of characters: ranges in order that neither overlap nor touch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Class(Vec<(u32, u32)>);

impl Class {
    /// The set of these ranges, in any order.
    pub(super) fn of(ranges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut ranges: Vec<(u32, u32)> = ranges.into_iter().filter(|(first, last)| first <= last).collect();
        ranges.sort_unstable();
        let mut all: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match all.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
                _ => all.push((first, last)),
            }
        }
        Self(all)
    }

    pub(super) fn one(character: u32) -> Self {
        Self(vec![(character, character)])
    }

    pub(super) fn digits() -> Self {
        Self(DIGITS.to_vec())
    }

    pub(super) fn word() -> Self {
        Self(WORD.to_vec())
    }

    pub(super) fn space() -> Self {
        Self(SPACE.to_vec())
    }

    /// What `.` matches.
    pub(super) fn dot(unit: Unit) -> Self {
        Self(LINE_ENDS.to_vec()).complement(unit)
    }

    /// Every character that is not in the set.
    pub(super) fn complement(&self, unit: Unit) -> Self {
        let mut gaps = Vec::with_capacity(self.0.len() + 1);
        let mut next = 0;
        for (first, last) in &self.0 {
            if *first > next {
                gaps.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= unit.last() {
            gaps.push((next, unit.last()));
        }
        Self(gaps)
    }

    pub(super) fn ranges(&self) -> &[(u32, u32)] {
        &self.0
    }

    /// Is the character in the set?
    pub(super) fn has(&self, character: u32) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= character);
        after.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|(_, last)| character <= *last)
    }

    /// Is there a character in both sets?
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let meets = |(first, last): &(u32, u32)| {
            let after = other.0.partition_point(|(start, _)| start <= last);
            after.checked_sub(1).and_then(|at| other.0.get(at)).is_some_and(|(_, end)| end >= first)
        };
        self.0.iter().any(meets)
    }
}

/// Is it a character of words to `\b`?
pub(super) fn is_word(character: u32) -> bool {
    WORD.iter().any(|(first, last)| (*first..=*last).contains(&character))
}

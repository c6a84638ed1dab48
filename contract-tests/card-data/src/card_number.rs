//! Finds card numbers in text.
//!
//! Digit groups joined by single spaces or hyphens form a chain. A group of 13 to 19 digits counts by itself;
//! neighbouring groups count together if they have a layout that cards use. UUIDs need no special case,
//! because they have no group of more than twelve digits and never four groups of four.

use std::ops::Range;

use super::attached::{ends_label, has_cents, is_shifted_whole, starts_suffix};
use super::char_kind::{CharKind, kind_at, kind_before, next_digit};
use super::scheme::{CARD_LENGTHS, has_card_number_form};
use super::separated_number;
use super::spread_number;
use super::surroundings::{
    ends_hex_word, follows_control_prefix, has_decimal_part, is_among_hex_words, is_beside_list,
    is_decimal_part, is_dialled, is_id, is_in_account_number, starts_hex_word,
};

/// The fewest digits a card number has.
const MIN_DIGITS: usize = *CARD_LENGTHS.start();
/// The most digits a card number has.
const MAX_DIGITS: usize = *CARD_LENGTHS.end();
/// The most digits of a card number with an expiry date and a security code.
const MAX_STORED: usize = MAX_DIGITS + 4;
/// The lengths of card numbers that may have an expiry date attached, and a security code behind it.
const WITH_EXPIRY: &[(usize, usize)] = &[(16, 4), (15, 4), (16, 7), (15, 8), (19, 4), (14, 4), (13, 4)];
/// The lengths of card numbers of few schemes, and of ids in 64 bits and of times.
const LENGTHS_OF_IDS: &[usize] = &[13, 14, 17, 18, 19];
/// Longer chains are evaluated in parts, so that a table of numbers needs constant memory.
const MAX_CHAIN_GROUPS: usize = 1024;
/// The groups carried over to the next part: the most groups in a layout, plus one to see what follows.
const OVERLAP_GROUPS: usize = 6;

/// Layouts that count anywhere in a chain, because little else has them.
const DISTINCT_LAYOUTS: &[&[usize]] = &[&[4, 6, 5], &[4, 6, 4], &[4, 4, 4, 4, 3]];
/// Layouts that count only if the chain has no other groups, because tables are full of short groups.
const WHOLE_LAYOUTS: &[&[usize]] = &[
    &[4, 4, 4, 4, 1],
    &[4, 4, 4, 4, 2],
    &[4, 4, 4, 1],
    &[4, 4, 4, 2],
    &[4, 4, 4, 3],
    &[4, 4, 5],
    &[4, 3, 3, 3],
    &[4, 5, 6],
    &[8, 8],
    &[6, 10],
    &[6, 13],
    &[8, 11],
];

/// Calls `found` with the offset of each card number, in ascending order, each once.
pub(super) fn card_numbers(text: &[u8], mut found: impl FnMut(usize)) {
    let mut chain = Chain::default();
    let mut at = 0;
    let mut reported = None;
    let mut report = |offsets: &mut Vec<usize>| {
        offsets.sort_unstable();
        for offset in offsets.drain(..) {
            if reported < Some(offset) {
                reported = Some(offset);
                found(offset);
            }
        }
    };
    let mut hits = Vec::new();
    while let Some(start) = next_digit(text, at) {
        if ends_pointer_escape(text, start) {
            at = start + 1;
            if !matches!(kind_at(text, at).0, CharKind::Digit(_)) {
                continue;
            }
        }
        let start = at.max(start);
        chain.restart(start);
        let chain_start = start;
        at = start;
        loop {
            at = chain.push_group(text, at);
            if chain.groups.len() == MAX_CHAIN_GROUPS {
                chain.look_left(text);
                chain.collect_hits(&mut hits);
                chain.keep_last(OVERLAP_GROUPS);
            }
            let (kind, length) = kind_at(text, at);
            if kind != CharKind::Separator || !matches!(kind_at(text, at + length).0, CharKind::Digit(_)) {
                break;
            }
            at += length;
        }
        if chain.digits.len() >= MIN_DIGITS {
            chain.look_left(text);
            chain.look_right(text, at);
            chain.collect_hits(&mut hits);
        }
        if let [only] = chain.groups.as_slice() {
            hits.extend(spread_number::starting_at(text, only.start, at));
            hits.extend(chain.shifted(text, only));
        }
        hits.extend(
            chain
                .groups
                .last()
                .and_then(|last| separated_number::starting_in(text, chain_start, last.start, at)),
        );
        report(&mut hits);
    }
}

/// True for the digit of `~0` and `~1`, which stand for `~` and `/` in JSON pointers.
fn ends_pointer_escape(text: &[u8], at: usize) -> bool {
    matches!(text[at], b'0' | b'1') && text[..at].ends_with(b"~")
}

/// The position of a digit group; its digits are stored in [`Chain::digits`].
struct Group {
    /// Offset in the text.
    start: usize,
    /// The index of its first digit in [`Chain::digits`].
    digits: usize,
    /// The number of digits. Only the first [`MAX_STORED`] are stored.
    length: usize,
}

/// Groups joined by single separators.
#[derive(Default)]
struct Chain {
    groups: Vec<Group>,
    digits: Vec<u8>,
    /// Where the chain starts, until it is known what is before it.
    unknown_left: Option<usize>,
    /// The first group follows a letter, or is the decimal part of a number.
    joined_left: bool,
    /// The last group is followed by a letter or a decimal part.
    joined_right: bool,
    /// The fewest digits of a card number at the start of the chain. Higher after a plus sign, which may
    /// start a telephone number, and more than any has if the chain is an id.
    min_digits: usize,
    /// The chain is part of something else that is written in groups of four.
    is_other_grouping: bool,
}

impl Chain {
    fn restart(&mut self, at: usize) {
        self.groups.clear();
        self.digits.clear();
        self.unknown_left = Some(at);
    }

    /// Looks at what is before the chain. Few chains are long enough for it to matter.
    fn look_left(&mut self, text: &[u8]) {
        let Some(at) = self.unknown_left.take() else { return };
        let is_word = kind_before(text, at) == CharKind::Letter
            && !follows_control_prefix(text, at)
            && !ends_label(text, at);
        self.joined_left = is_word || is_decimal_part(text, at);
        self.joined_right = false;
        // International telephone numbers have up to fifteen digits (E.164).
        self.min_digits = if is_dialled(text, at) { 16 } else { 0 };
        self.is_other_grouping = is_in_account_number(text, at);
    }

    /// Reads the group at `at` and returns its end.
    fn push_group(&mut self, text: &[u8], mut at: usize) -> usize {
        let mut group = Group { start: at, digits: self.digits.len(), length: 0 };
        while let (CharKind::Digit(digit), length) = kind_at(text, at) {
            group.length += 1;
            at += length;
            if group.length <= MAX_STORED {
                self.digits.push(digit);
            }
        }
        self.groups.push(group);
        at
    }

    /// Looks at what is behind the chain, which ends at `at`.
    fn look_right(&mut self, text: &[u8], at: usize) {
        let length = self.groups.last().map_or(0, |last| last.length);
        let start = self.groups.first().map_or(at, |first| first.start);
        if self.groups.len() == 1 && LENGTHS_OF_IDS.contains(&length) && is_id(text, start, at) {
            self.min_digits = MAX_STORED + 1;
        }
        self.joined_right = kind_at(text, at).0 == CharKind::Letter && !starts_suffix(text, at)
            || has_decimal_part(text, at) && !has_cents(text, at, length);
        if let [first, second, .., last] = self.groups.as_slice() {
            // A digit group may itself be the start or end of a hex word.
            let first_end = first.start + second.digits - first.digits;
            self.is_other_grouping |= is_among_hex_words(text, first.start, at)
                || is_beside_list(text, first.start, at)
                || ends_hex_word(&text[..first_end.min(at)])
                || starts_hex_word(&text[last.start..]);
        }
    }

    fn keep_last(&mut self, count: usize) {
        self.groups.drain(..self.groups.len().saturating_sub(count));
        let first = self.groups.first().map_or(0, |group| group.digits);
        self.digits.drain(..first);
        for group in &mut self.groups {
            group.digits -= first;
        }
        self.joined_left = false;
        self.min_digits = 0;
    }

    fn collect_hits(&self, hits: &mut Vec<usize>) {
        for (first, group) in self.groups.iter().enumerate() {
            if CARD_LENGTHS.contains(&group.length) && self.is_card_number(first, 1) || self.has_expiry(first)
            {
                hits.push(group.start);
            }
            for layout in DISTINCT_LAYOUTS {
                if self.has_layout(first, layout) && self.is_card_number(first, layout.len()) {
                    hits.push(group.start);
                }
            }
        }
        for layout in WHOLE_LAYOUTS {
            if self.groups.len() == layout.len()
                && self.has_layout(0, layout)
                && self.is_card_number(0, layout.len())
            {
                hits.push(self.groups[0].start);
            }
        }
        self.collect_fours(hits);
    }

    /// True for a number with its expiry date attached, with or without a security code behind it.
    fn has_expiry(&self, index: usize) -> bool {
        let joined = index == 0 && self.joined_left || index + 1 == self.groups.len() && self.joined_right;
        let least = if index == 0 { self.min_digits } else { 0 };
        let lengths = least..=MAX_STORED;
        let Some(group) = self.groups.get(index).filter(|group| !joined && lengths.contains(&group.length))
        else {
            return false;
        };
        let digits = self.digits.get(group.digits..group.digits + group.length).unwrap_or_default();
        WITH_EXPIRY.iter().any(|(length, more)| {
            digits.len() == length + more
                && is_expiry(&digits[*length..])
                // UATP starts with 1, as database ids of 19 digits do.
                && (*length != 15 || digits[0] == 3)
                && has_card_number_form(&digits[..*length])
        })
    }

    /// The offset of a number in scientific notation whose decimals are this group.
    fn shifted(&self, text: &[u8], group: &Group) -> Option<usize> {
        if !is_shifted_whole(text, group.start) {
            return None;
        }
        let start = group.start - 2;
        let mut digits = vec![text[start] - b'0'];
        digits.extend_from_slice(self.digits.get(group.digits..group.digits + group.length)?);
        has_card_number_form(&digits).then_some(start)
    }

    /// Collects card numbers from runs of groups of four. Four groups are one card number. Longer runs are
    /// tables, unless they consist of card numbers, each with or without an expiry date, and up to two dates
    /// before and after them.
    fn collect_fours(&self, hits: &mut Vec<usize>) {
        let mut first = 0;
        while first < self.groups.len() {
            let run = self.groups[first..].iter().take_while(|group| group.length == 4).count();
            if run >= 4 {
                hits.extend(self.cards_in(first, run).into_iter().flatten());
            }
            first += run.max(1);
        }
    }

    /// The offsets of the card numbers that make up the run, or `None` if it holds anything else.
    fn cards_in(&self, first: usize, run: usize) -> Option<Vec<usize>> {
        let cards = |first: usize, count: usize, step: usize| {
            let starts = (0..count).map(|card| first + card * step);
            starts
                .map(|start| self.is_card_number(start, 4).then(|| self.groups[start].start))
                .collect::<Option<Vec<usize>>>()
        };
        let before = |mut groups: Range<usize>| groups.all(|group| self.is_year(group));
        let dates = |mut groups: Range<usize>| groups.all(|group| self.is_date(group));
        let around = run % 4;
        let between = (0..=around).filter(|_| around < 3).find_map(|lead| {
            let behind = first + lead + run / 4 * 4;
            (before(first..first + lead) && dates(behind..first + run))
                .then(|| cards(first + lead, run / 4, 4))
                .flatten()
        });
        between.or_else(|| {
            let each = (0..run / 5).all(|card| self.is_date(first + card * 5 + 4));
            (run.is_multiple_of(5) && each).then(|| cards(first, run / 5, 5)).flatten()
        })
    }

    /// True for a year from 2000 to 2049.
    fn is_year(&self, index: usize) -> bool {
        let digits = self.groups.get(index).and_then(|group| self.digits.get(group.digits..));
        matches!(digits, Some([2, 0, 0..=4, ..]))
    }

    /// True for a year, or a month with a year. Times are rarely written without a separator, and columns of
    /// numbers are full of them.
    fn is_date(&self, index: usize) -> bool {
        let digits = self.groups.get(index).and_then(|group| self.digits.get(group.digits..));
        self.is_year(index) || matches!(digits, Some([0, 1..=9, ..] | [1, 0..=2, ..]))
    }

    fn has_layout(&self, first: usize, layout: &[usize]) -> bool {
        self.groups
            .get(first..first + layout.len())
            .is_some_and(|groups| groups.iter().map(|group| group.length).eq(layout.iter().copied()))
    }

    /// True if the groups together are a card number with nothing attached to it.
    fn is_card_number(&self, first: usize, count: usize) -> bool {
        let Some(groups) = self.groups.get(first..first + count) else {
            return false;
        };
        let joined_left = first == 0 && self.joined_left;
        let joined_right = first + count == self.groups.len() && self.joined_right;
        if joined_left || joined_right || count > 1 && self.is_other_grouping {
            return false;
        }
        let length: usize = groups.iter().map(|group| group.length).sum();
        if first == 0 && length < self.min_digits {
            return false;
        }
        let digits = groups[0].digits;
        self.digits.get(digits..digits + length).is_some_and(has_card_number_form)
    }
}

/// True for a month and a year from 2020 to 2049, in either order.
fn is_expiry(digits: &[u8]) -> bool {
    let is_month = |digits: &[u8]| matches!(digits, [0, 1..=9] | [1, 0..=2]);
    let is_year = |digits: &[u8]| matches!(digits, [2..=4, _]);
    let (first, second) = (&digits[..2], &digits[2..4]);
    is_month(first) && is_year(second) || is_year(first) && is_month(second)
}

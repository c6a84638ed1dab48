//! Finds values whose digits make a card number when they are read one after the other.
//!
//! A number in pieces starts or ends where a value does, apart from zeros that fill it up. Other windows of digits are
//! not searched, because in a long list of amounts one in ten of them passes.

use std::collections::BTreeSet;

use super::public_value::public_date;
use card_data::{CARD_LENGTHS, has_card_number_form};
use contract_core::plain_value::is_plain_number;

/// The most values that a number may be spread over if it only starts, or only ends, where a value does.
const MAX_VALUES: usize = 3;

/// The fewest digits of a card number that have to be missing where it may be shown in part (PCI DSS, truncation).
const MIN_REPLACED: usize = 6;

/// A value that is kept.
#[derive(Clone, Copy)]
pub(super) struct Kept<'t> {
    /// Which it is; `None` if it cannot be replaced.
    pub(super) index: Option<usize>,
    pub(super) text: &'t str,
    pub(super) kind: PublicKind,
}

/// What the spec says of the place of a value. Those that it lists are replaced last, because `check` shows values that it
/// does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PublicKind {
    /// It lists values.
    OfEnum,
    /// It lists none.
    Any,
}

/// A digit of a value.
struct Digit {
    number: u8,
    /// The position of the value among the values.
    value: usize,
    /// A number may start here.
    starts: bool,
    /// A number may end here.
    ends: bool,
    /// The value has digits of its own meaning, so that no number starts or ends within it.
    is_date: bool,
}

/// The values to replace so that the digits of the others hold no card number.
pub(super) fn that_join_to_card_numbers<'t>(values: impl Iterator<Item = Kept<'t>>) -> BTreeSet<usize> {
    let values: Vec<Kept<'t>> =
        values.filter(|value| value.text.contains(|c: char| c.is_ascii_digit())).collect();
    let mut refused = BTreeSet::new();
    loop {
        let found = refuse_once(&values, &refused);
        if found.is_empty() {
            return refused;
        }
        refused.extend(found);
    }
}

fn refuse_once(values: &[Kept<'_>], refused: &BTreeSet<usize>) -> BTreeSet<usize> {
    let is_left = |value: &Kept<'_>| value.index.is_none_or(|index| !refused.contains(&index));
    let left: Vec<&Kept<'_>> = values.iter().filter(|value| is_left(value)).collect();
    let digits: Vec<Digit> =
        left.iter().enumerate().flat_map(|(at, value)| digits_of(at, value.text)).collect();
    let numbers: Vec<u8> = digits.iter().map(|digit| digit.number).collect();
    let mut found = BTreeSet::new();
    for start in 0..digits.len() {
        for length in CARD_LENGTHS {
            let Some(window) = digits.get(start..start + length) else { break };
            if may_be_number(window) && has_card_number_form(&numbers[start..start + length]) {
                found.extend(largest_parts(window, &left, &found));
            }
        }
    }
    found
}

/// True if the digits start and end where values do, or only one of both, and there are few values.
fn may_be_number(window: &[Digit]) -> bool {
    let [first, .., last] = window else { return false };
    if first.is_date && !first.starts || last.is_date && !last.ends {
        return false;
    }
    let is_whole = first.starts && last.ends;
    is_whole || (first.starts || last.ends) && last.value - first.value < MAX_VALUES
}

/// The digits that one value has of a number.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    rank: (PublicKind, bool),
    digits: usize,
    index: usize,
}

/// The values to replace so that at least [`MIN_REPLACED`] of the digits go, largest first, and numbers before dates and
/// words.
fn largest_parts(window: &[Digit], left: &[&Kept<'_>], found: &BTreeSet<usize>) -> Vec<usize> {
    let parts = window.chunk_by(|a, b| a.value == b.value);
    let mut parts: Vec<Part> = parts
        .filter_map(|part| {
            let value = left.get(part.first()?.value)?;
            let rank = (value.kind, is_plain_number(value.text));
            Some(Part { rank, digits: part.len(), index: value.index? })
        })
        .collect();
    parts.sort_unstable_by(|a, b| b.cmp(a));
    let (gone, there): (Vec<&Part>, _) = parts.iter().partition(|part| found.contains(&part.index));
    let mut replaced: usize = gone.iter().map(|part| part.digits).sum();
    let mut indexes = Vec::new();
    for part in there {
        if replaced >= MIN_REPLACED {
            break;
        }
        replaced += part.digits;
        indexes.push(part.index);
    }
    indexes
}

/// The digits of a text. A number may start or end where the text does, and next to the zeros that fill it up.
fn digits_of(value: usize, text: &str) -> Vec<Digit> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
    let is_date = public_date(text).is_some();
    let first = digits.iter().position(|digit| *digit != 0);
    let last = digits.iter().rposition(|digit| *digit != 0);
    let end = digits.len().saturating_sub(1);
    let digits = digits.into_iter().enumerate();
    digits
        .map(|(at, number)| Digit {
            number,
            value,
            starts: at == 0 || Some(at) == first,
            ends: at == end || Some(at) == last,
            is_date,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Kept, PublicKind, that_join_to_card_numbers};
    use card_data::check_digit;

    fn number() -> String {
        let digits = [4, 5, 3, 9, 5, 7, 8, 7, 6, 3, 6, 2, 1, 4, 8];
        let last = check_digit(&digits);
        digits.iter().chain([&last]).map(|digit| char::from(b'0' + digit)).collect()
    }

    fn refused(texts: &[&str]) -> usize {
        let kept = texts.iter().enumerate().map(|(index, text)| Kept {
            index: Some(index),
            text,
            kind: PublicKind::Any,
        });
        that_join_to_card_numbers(kept).len()
    }

    #[test]
    fn numbers_in_pieces() {
        let number = number();
        let (a, b) = number.split_at(8);
        let singles: Vec<&str> = number.split("").filter(|digit| !digit.is_empty()).collect();
        assert_eq!(refused(&[a, b]), 1);
        assert_eq!(refused(&["VISA", a, "ACTIVE", b]), 1);
        assert_eq!(refused(&[&format!("0.{a}"), &format!("{b}.00")]), 1);
        assert_eq!(refused(&[a, &format!("{b}12")]), 1);
        assert_eq!(refused(&[&format!("12{a}"), b]), 1);
        assert!(refused(&singles) >= 6);
        assert_eq!(refused(&[a]), 0);
        assert_eq!(refused(&["12.50", "418", "2026-01-02"]), 0);
    }

    #[test]
    fn what_cannot_be_replaced_stays() {
        let number = number();
        let (a, b) = number.split_at(3);
        let kept = [
            Kept { index: None, text: a, kind: PublicKind::Any },
            Kept { index: Some(7), text: b, kind: PublicKind::Any },
        ];
        assert!(that_join_to_card_numbers(kept.into_iter()).contains(&7));
    }
}

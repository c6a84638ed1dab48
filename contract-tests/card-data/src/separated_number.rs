//! Card numbers that are written in several pieces, with something else between them than single spaces and hyphens:
//! dots, underscores, slashes, or the end of a line.
//!
//! Numbers of other kinds are written like that all the time (versions, dates, columns of a table), so only what is
//! cut as card numbers are cut counts, and only where no further piece follows.

use super::char_kind::{CharKind, kind_at, kind_before};
use super::scheme::has_card_number_form;

/// The longest card number, in digits.
const MAX_DIGITS: usize = 19;
/// More pieces than a card number has.
const MAX_PIECES: usize = 6;
/// How many blanks may stand before the second line.
const MAX_INDENT: usize = 40;

/// How card numbers are cut.
const LAYOUTS: &[&[usize]] = &[&[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4], &[4, 4, 4, 4, 3]];

/// The first piece of each layout, in digits.
const FIRST_PIECE: usize = 4;

/// What stands between two pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Delimiter {
    /// A space or a hyphen.
    Plain,
    /// A dot, an underscore or a slash.
    Mark(u8),
    /// The end of a line.
    Line,
}

/// Where the card number in such pieces starts, of which a part is a chain of groups that are joined plainly.
///
/// `first` and `last` are where the first and the last group of the chain start, `end` is where it ends.
pub(super) fn starting_in(text: &[u8], first: usize, last: usize, end: usize) -> Option<usize> {
    let (delimiter, _) = delimiter(text, end)?;
    // Marks join the last group with those behind; a chain may go on in the next line as a whole.
    let start = if matches!(delimiter, Delimiter::Mark(_)) { last } else { first };
    if start == last && end - last < FIRST_PIECE && delimiter != Delimiter::Line {
        return None;
    }
    read(text, start).filter(|number| number.is_card_number(text)).map(|_| start)
}

/// Pieces of digits and what joins them.
struct Pieces {
    start: usize,
    end: usize,
    digits: Vec<u8>,
    lengths: Vec<usize>,
    delimiters: Vec<Delimiter>,
}

/// The pieces from `start` on; `None` if there are more, or more digits, than a card number has.
fn read(text: &[u8], start: usize) -> Option<Pieces> {
    let mut pieces =
        Pieces { start, end: start, digits: Vec::new(), lengths: Vec::new(), delimiters: Vec::new() };
    loop {
        let before = pieces.digits.len();
        while let (CharKind::Digit(digit), length) = kind_at(text, pieces.end) {
            pieces.digits.push(digit);
            pieces.end += length;
            if pieces.digits.len() > MAX_DIGITS {
                return None;
            }
        }
        pieces.lengths.push(pieces.digits.len() - before);
        let Some((delimiter, behind)) = delimiter(text, pieces.end) else { return Some(pieces) };
        let is_mark = |delimiter: &Delimiter| matches!(delimiter, Delimiter::Mark(_));
        if pieces
            .delimiters
            .first()
            .is_some_and(|first| (is_mark(first) || is_mark(&delimiter)) && *first != delimiter)
        {
            return Some(pieces);
        }
        if pieces.lengths.len() == MAX_PIECES {
            return None;
        }
        pieces.delimiters.push(delimiter);
        pieces.end = behind;
    }
}

/// What joins the piece that ends at `at` to a next one, and where that starts.
fn delimiter(text: &[u8], at: usize) -> Option<(Delimiter, usize)> {
    let (delimiter, behind) = match text.get(at..)? {
        [mark @ (b'.' | b'_' | b'/'), ..] => (Delimiter::Mark(*mark), at + 1),
        _ => match (kind_at(text, at), next_line(text, at)) {
            (_, Some(line)) => (Delimiter::Line, line),
            // A hyphen at the end of a line.
            ((CharKind::Separator, length), None) => match next_line(text, at + length) {
                Some(line) => (Delimiter::Line, line),
                None => (Delimiter::Plain, at + length),
            },
            _ => return None,
        },
    };
    matches!(kind_at(text, behind).0, CharKind::Digit(_)).then_some((delimiter, behind))
}

/// Where the text of the next line starts, if this one ends here.
fn next_line(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let rest = rest.strip_prefix(b"\r").unwrap_or(rest).strip_prefix(b"\n")?;
    let indent = rest.iter().take(MAX_INDENT).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    Some(text.len() - rest.len() + indent)
}

impl Pieces {
    fn is_card_number(&self, text: &[u8]) -> bool {
        let special = |delimiter: &&Delimiter| **delimiter != Delimiter::Plain;
        let is_plausible = match self.delimiters.iter().find(special) {
            None => false,
            Some(Delimiter::Line) => {
                let lines = self.delimiters.iter().filter(special).count();
                self.has_layout() || lines == 1 && self.stands_alone(text)
            }
            // The others are the same.
            Some(_) => self.has_layout(),
        };
        is_plausible && !self.is_touched(text) && has_card_number_form(&self.digits)
    }

    fn has_layout(&self) -> bool {
        LAYOUTS.contains(&self.lengths.as_slice())
    }

    /// True if this is all there is: between quotes, or the whole text.
    fn stands_alone(&self, text: &[u8]) -> bool {
        let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`');
        let opens = self.start.checked_sub(1).and_then(|before| text.get(before)).is_none_or(is_quote);
        let behind = text.get(self.end..).unwrap_or_default().trim_ascii_end();
        opens && (behind.is_empty() || is_quote(&behind[0]))
    }

    /// True if a letter, a sign or a further piece is next to it.
    fn is_touched(&self, text: &[u8]) -> bool {
        let behind = kind_at(text, self.end).0 == CharKind::Letter;
        let before = match kind_before(text, self.start) {
            CharKind::Letter => true,
            CharKind::Other => self.follows_piece(text),
            // Then the run of digits would have started earlier, or this is a sign.
            CharKind::Separator | CharKind::Digit(_) => false,
        };
        behind || before
    }

    fn follows_piece(&self, text: &[u8]) -> bool {
        let before = &text[..self.start];
        let joined = match self.delimiters.first() {
            Some(Delimiter::Mark(mark)) => before.strip_suffix(&[*mark]),
            _ => line_before(before),
        };
        joined.is_some_and(|before| matches!(kind_before(text, before.len()), CharKind::Digit(_)))
    }
}

/// What stands before the end of the line before this one, whose blanks these are.
fn line_before(text: &[u8]) -> Option<&[u8]> {
    let blanks = text.iter().rev().take(MAX_INDENT).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let before = text[..text.len() - blanks].strip_suffix(b"\n")?;
    Some(before.strip_suffix(b"\r").unwrap_or(before))
}

//! Finds card numbers split by dots, underscores, slashes or line breaks.
//!
//! Versions, dates and table columns look similar, so only the layouts of card numbers count, and only if no
//! further piece follows.

use super::char_kind::{CharKind, kind_at, kind_before};
use super::scheme::has_card_number_form;
use super::spread_number::LAYOUTS;

/// The most digits a card number has.
const MAX_DIGITS: usize = 19;
/// More pieces than a card number has.
const MAX_PIECES: usize = 6;
/// The most blanks before the second line.
const MAX_INDENT: usize = 40;

/// The digits in the first piece of every layout.
const FIRST_PIECE: usize = 4;

/// The delimiter between two pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Delimiter {
    /// A space or a hyphen.
    Plain,
    /// A dot, an underscore or a slash.
    Mark(u8),
    /// A line break.
    Line,
}

/// The offset of a card number that includes a chain of plainly joined groups.
///
/// `first` and `last` are the offsets of the chain's first and last group, `end` is its end.
pub(super) fn starting_in(text: &[u8], first: usize, last: usize, end: usize) -> Option<usize> {
    let (delimiter, _) = delimiter(text, end)?;
    // A mark joins only the last group with the next piece; a line break may continue the whole chain.
    let start = if matches!(delimiter, Delimiter::Mark(_)) { last } else { first };
    if start == last && end - last < FIRST_PIECE && delimiter != Delimiter::Line {
        return None;
    }
    read(text, start).filter(|number| number.is_card_number(text)).map(|_| start)
}

/// Digit pieces and the delimiters between them.
struct Pieces {
    start: usize,
    end: usize,
    digits: Vec<u8>,
    lengths: Vec<usize>,
    delimiters: Vec<Delimiter>,
}

/// Reads the pieces from `start`; `None` if there are more pieces or digits than a card number has.
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

/// The delimiter after the piece that ends at `at`, and the offset of the next piece.
fn delimiter(text: &[u8], at: usize) -> Option<(Delimiter, usize)> {
    let (delimiter, behind) = match text.get(at..)? {
        [mark @ (b'.' | b'_' | b'/'), ..] => (Delimiter::Mark(*mark), at + 1),
        _ => match (kind_at(text, at), next_line(text, at)) {
            (_, Some(line)) => (Delimiter::Line, line),
            // A hyphen before a line break.
            ((CharKind::Separator, length), None) => match next_line(text, at + length) {
                Some(line) => (Delimiter::Line, line),
                None => (Delimiter::Plain, at + length),
            },
            _ => return None,
        },
    };
    matches!(kind_at(text, behind).0, CharKind::Digit(_)).then_some((delimiter, behind))
}

/// The offset of the next line's text, if this line ends here.
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
            // All delimiters are the same mark.
            Some(_) => self.has_layout(),
        };
        is_plausible && !self.is_touched(text) && has_card_number_form(&self.digits)
    }

    fn has_layout(&self) -> bool {
        LAYOUTS.contains(&self.lengths.as_slice())
    }

    /// True if nothing else is in the text or between the quotes.
    fn stands_alone(&self, text: &[u8]) -> bool {
        let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`');
        let opens = self.start.checked_sub(1).and_then(|before| text.get(before)).is_none_or(is_quote);
        let behind = text.get(self.end..).unwrap_or_default().trim_ascii_end();
        opens && (behind.is_empty() || is_quote(&behind[0]))
    }

    /// True if a letter or a further piece is attached.
    fn is_touched(&self, text: &[u8]) -> bool {
        let behind = kind_at(text, self.end).0 == CharKind::Letter;
        let before = match kind_before(text, self.start) {
            CharKind::Letter => true,
            CharKind::Other => self.follows_piece(text),
            // A digit would have started the run earlier; a separator is harmless.
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

/// The text of the previous line; `text` ends with the indentation of the current one.
fn line_before(text: &[u8]) -> Option<&[u8]> {
    let blanks = text.iter().rev().take(MAX_INDENT).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let before = text[..text.len() - blanks].strip_suffix(b"\n")?;
    Some(before.strip_suffix(b"\r").unwrap_or(before))
}

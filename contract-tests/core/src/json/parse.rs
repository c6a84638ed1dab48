//! Parses a text onto a tape, without recursion.

use super::string::LoneSurrogates;
use super::tape::{Entry, Tag, Tape};
use super::{JsonError, MAX_DEPTH, Problem};
use super::{scan, string};

/// Parses `text` into the (empty) tape.
pub(super) fn parse(text: &str, lone: LoneSurrogates, tape: &mut Tape) -> Result<(), JsonError> {
    let decoded = std::mem::take(&mut tape.decoded).into_bytes();
    let nothing = JsonError { problem: Problem::Empty, offset: 0 };
    let mut parser =
        Parser { bytes: text.as_bytes(), pos: 0, in_object: false, lone, decoded, error: nothing, tape };
    let parsed = parser.text();
    let Parser { decoded, error, .. } = parser;
    // Cannot fail: the bytes are pieces of `text`, cut next to ASCII, and encoded characters.
    tape.decoded = String::from_utf8(decoded).unwrap_or_default();
    parsed.map_err(|Failed| error)
}

struct Parser<'a> {
    bytes: &'a [u8],
    pos: usize,
    /// Whether the innermost open container is an object.
    in_object: bool,
    lone: LoneSurrogates,
    /// The decoded strings with escapes, concatenated.
    decoded: Vec<u8>,
    /// What is wrong, once a step has failed.
    error: JsonError,
    tape: &'a mut Tape,
}

/// The text is not JSON. What is wrong stands in the parser: every step returns this, and it has to be small.
struct Failed;

/// The parser's next step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A value must follow.
    Value,
    /// A value is complete.
    Done,
}

impl Parser<'_> {
    fn text(&mut self) -> Result<(), Failed> {
        self.skip_space();
        if self.pos == self.bytes.len() {
            return self.fail(Problem::Empty);
        }
        self.document()?;
        self.skip_space();
        if self.pos < self.bytes.len() {
            return self.fail(Problem::Trailing);
        }
        Ok(())
    }

    fn document(&mut self) -> Result<(), Failed> {
        loop {
            let mut next = self.value()?;
            while next == Next::Done {
                if self.tape.open.is_empty() {
                    return Ok(());
                }
                next = self.after_value()?;
            }
        }
    }

    /// Reads a scalar or opens a container.
    #[inline]
    fn value(&mut self) -> Result<Next, Failed> {
        self.skip_space();
        match self.peek() {
            Some(b'"') => self.string().map(|()| Next::Done),
            Some(b'-' | b'0'..=b'9') => self.number().map(|()| Next::Done),
            Some(b'{') => self.open_object(),
            Some(b'[') => self.open_array(),
            Some(b't') => self.literal("true", Tag::True),
            Some(b'f') => self.literal("false", Tag::False),
            Some(b'n') => self.literal("null", Tag::Null),
            Some(_) => self.fail(Problem::Expected("a value")),
            None => self.fail(Problem::CutOff),
        }
    }

    fn open_object(&mut self) -> Result<Next, Failed> {
        self.open(Tag::Object)?;
        self.skip_space();
        if self.peek() == Some(b'}') {
            return self.close();
        }
        self.key()
    }

    fn open_array(&mut self) -> Result<Next, Failed> {
        self.open(Tag::Array)?;
        self.skip_space();
        if self.peek() == Some(b']') {
            return self.close();
        }
        Ok(Next::Value)
    }

    fn open(&mut self, tag: Tag) -> Result<(), Failed> {
        if self.tape.open.len() == MAX_DEPTH {
            return self.fail(Problem::TooDeep);
        }
        let index = small(self.tape.entries.len());
        self.tape.open.push(index);
        self.push(tag, self.pos, self.pos, 0);
        self.in_object = tag == Tag::Object;
        self.pos += 1;
        Ok(())
    }

    fn close(&mut self) -> Result<Next, Failed> {
        self.pos += 1;
        let after = small(self.tape.entries.len());
        let opened = self.tape.open.pop().and_then(|index| self.tape.entries.get_mut(index as usize));
        let Some(entry) = opened else { return self.fail(Problem::Expected("a value")) };
        entry.end = small(self.pos);
        entry.extra = after;
        let outer = self.tape.open.last().and_then(|index| self.tape.entries.get(*index as usize));
        self.in_object = outer.is_some_and(|entry| entry.tag == Tag::Object);
        Ok(Next::Done)
    }

    #[inline]
    fn after_value(&mut self) -> Result<Next, Failed> {
        self.skip_space();
        let in_object = self.in_object;
        match self.peek() {
            Some(b',') => {
                self.pos += 1;
                if !in_object {
                    return Ok(Next::Value);
                }
                self.skip_space();
                self.key()
            }
            Some(b'}') if in_object => self.close(),
            Some(b']') if !in_object => self.close(),
            Some(_) if in_object => self.fail(Problem::Expected("`,` or `}`")),
            Some(_) => self.fail(Problem::Expected("`,` or `]`")),
            None => self.fail(Problem::CutOff),
        }
    }

    /// A key and its colon.
    #[inline]
    fn key(&mut self) -> Result<Next, Failed> {
        match self.peek() {
            Some(b'"') => self.string()?,
            Some(_) => return self.fail(Problem::Expected("a key in double quotes")),
            None => return self.fail(Problem::CutOff),
        }
        self.skip_space();
        match self.peek() {
            Some(b':') => {
                self.pos += 1;
                Ok(Next::Value)
            }
            Some(_) => self.fail(Problem::Expected("`:`")),
            None => self.fail(Problem::CutOff),
        }
    }

    #[inline]
    fn string(&mut self) -> Result<(), Failed> {
        let start = self.pos;
        let end = scan::plain_end(self.bytes, start + 1);
        if self.bytes.get(end) == Some(&b'"') {
            self.pos = end + 1;
            self.push(Tag::Plain, start, end + 1, 0);
            return Ok(());
        }
        self.escaped_string(start)
    }

    #[inline(never)]
    fn escaped_string(&mut self, start: usize) -> Result<(), Failed> {
        let from = self.decoded.len();
        match string::decode(self.bytes, start + 1, self.lone, &mut self.decoded) {
            Ok(end) => self.pos = end,
            Err(error) => return self.fail_at(error.problem, error.offset),
        }
        let range = (small(from), small(self.decoded.len()));
        let index = small(self.tape.ranges.len());
        self.tape.ranges.push(range);
        self.push(Tag::Escaped, start, self.pos, index);
        Ok(())
    }

    fn number(&mut self) -> Result<(), Failed> {
        let start = self.pos;
        if self.peek() == Some(b'-') {
            self.pos += 1;
        }
        if self.peek() == Some(b'0') {
            self.pos += 1;
        } else {
            self.digits(start)?;
        }
        if self.peek() == Some(b'.') {
            self.pos += 1;
            self.digits(start)?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.pos += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.pos += 1;
            }
            self.digits(start)?;
        }
        if matches!(self.peek(), Some(b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-')) {
            return self.fail_at(Problem::Number, start);
        }
        self.push(Tag::Number, start, self.pos, 0);
        Ok(())
    }

    /// Reads at least one digit.
    #[inline]
    fn digits(&mut self, start: usize) -> Result<(), Failed> {
        let from = self.pos;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.pos += 1;
        }
        match self.peek() {
            _ if self.pos > from => Ok(()),
            None => self.fail(Problem::CutOff),
            Some(_) => self.fail_at(Problem::Number, start),
        }
    }

    fn literal(&mut self, word: &'static str, tag: Tag) -> Result<Next, Failed> {
        let start = self.pos;
        let rest = self.bytes.get(start..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            let cut_off = word.as_bytes().starts_with(rest);
            return self.fail(if cut_off { Problem::CutOff } else { Problem::Expected("a value") });
        }
        self.pos += word.len();
        self.push(tag, start, self.pos, 0);
        Ok(Next::Done)
    }

    #[inline]
    fn push(&mut self, tag: Tag, start: usize, end: usize, extra: u32) {
        self.tape.entries.push(Entry { tag, start: small(start), end: small(end), extra });
    }

    #[inline]
    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.pos += 1;
        }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    #[cold]
    fn fail<T>(&mut self, problem: Problem) -> Result<T, Failed> {
        self.fail_at(problem, self.pos)
    }

    #[cold]
    fn fail_at<T>(&mut self, problem: Problem, offset: usize) -> Result<T, Failed> {
        self.error = JsonError { problem, offset };
        Err(Failed)
    }
}

/// A position in a text of at most `MAX_BYTES`. An entry takes at least one byte, so entry counts fit as
/// well.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the text is not longer")]
fn small(number: usize) -> u32 {
    number as u32
}

//! Cuts the rows of a list out of a response while it arrives.

use std::ops::ControlFlow;

use super::Places;
use super::envelope::Envelope;
use super::row::{RowEnd, is_space};
use crate::body::Body;

/// Separates the rows of a list from the rest of a response, chunk by chunk. At most one row is held, and only while it is
/// incomplete. The rest has an empty list in place of the rows.
#[derive(Debug)]
pub(super) struct Splitter {
    envelope: Envelope,
    state: State,
    /// The beginning of a row whose end hasn't arrived.
    row: Body,
    /// The place of the list, once it has begun.
    place: Option<&'static [&'static str]>,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// Before or after the list.
    Around,
    Between(Expected),
    In(RowEnd),
}

/// What may follow inside of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    RowOrEnd,
    Row,
    CommaOrEnd,
}

/// What is wrong with a list, apart from its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Malformed {
    /// There is something else than a comma or a row.
    Separator,
    /// There is a second list.
    Repeated,
}

/// Takes a row; `Break` ends the reading.
pub(super) type TakeRow<'a> = &'a mut dyn FnMut(&[u8]) -> ControlFlow<()>;

impl Splitter {
    pub(super) fn new(places: Places) -> Self {
        Self { envelope: Envelope::new(places), state: State::Around, row: Body::default(), place: None }
    }

    /// The place of the list, once it has begun.
    pub(super) fn place(&self) -> Option<&'static [&'static str]> {
        self.place
    }

    /// Whether the list has begun and not ended.
    pub(super) fn is_inside(&self) -> bool {
        !matches!(self.state, State::Around)
    }

    /// Takes the next bytes of the response: appends what isn't part of a row to `envelope`, and passes each row that is now
    /// complete to `take`.
    pub(super) fn feed(
        &mut self,
        mut bytes: &[u8],
        envelope: &mut Body,
        take: TakeRow<'_>,
    ) -> Result<ControlFlow<()>, Malformed> {
        while !bytes.is_empty() {
            bytes = match self.state {
                State::Around => self.around(bytes, envelope)?,
                State::Between(expected) => self.between(bytes, expected, envelope)?,
                State::In(end) => match self.inside(bytes, end, take) {
                    ControlFlow::Continue(rest) => rest,
                    ControlFlow::Break(()) => return Ok(ControlFlow::Break(())),
                },
            };
        }
        Ok(ControlFlow::Continue(()))
    }

    fn around<'a>(&mut self, bytes: &'a [u8], envelope: &mut Body) -> Result<&'a [u8], Malformed> {
        for (at, byte) in bytes.iter().enumerate() {
            let place = self.envelope.read(*byte, envelope);
            envelope.extend(&[*byte]);
            if place.is_none() {
                continue;
            }
            if std::mem::replace(&mut self.place, place).is_some() {
                return Err(Malformed::Repeated);
            }
            self.state = State::Between(Expected::RowOrEnd);
            return Ok(&bytes[at + 1..]);
        }
        Ok(&[])
    }

    fn between<'a>(
        &mut self,
        bytes: &'a [u8],
        expected: Expected,
        envelope: &mut Body,
    ) -> Result<&'a [u8], Malformed> {
        let Some(at) = bytes.iter().position(|byte| !is_space(*byte)) else { return Ok(&[]) };
        let (first, rest) = (bytes[at], &bytes[at + 1..]);
        match (first, expected) {
            (b']', Expected::RowOrEnd | Expected::CommaOrEnd) => {
                envelope.extend(b"]");
                self.state = State::Around;
                Ok(rest)
            }
            (b',', Expected::CommaOrEnd) => {
                self.state = State::Between(Expected::Row);
                Ok(rest)
            }
            (b']' | b',' | b'}' | b':', _) | (_, Expected::CommaOrEnd) => Err(Malformed::Separator),
            (_, Expected::RowOrEnd | Expected::Row) => {
                self.state = State::In(RowEnd::new(first));
                Ok(&bytes[at..])
            }
        }
    }

    fn inside<'a>(
        &mut self,
        bytes: &'a [u8],
        mut end: RowEnd,
        take: TakeRow<'_>,
    ) -> ControlFlow<(), &'a [u8]> {
        let Some(length) = end.find(bytes) else {
            self.state = State::In(end);
            self.row.extend(bytes);
            return ControlFlow::Continue(&[]);
        };
        let (last, rest) = bytes.split_at(length);
        self.state = State::Between(Expected::CommaOrEnd);
        if self.row.is_empty() {
            take(last)?;
        } else {
            self.row.extend(last);
            take(&self.row)?;
            self.row.clear();
        }
        ControlFlow::Continue(rest)
    }
}

//! The inputs of a run as one stream of batches.

use std::iter::Enumerate;
use std::slice::Iter;

use crate::exchange::{Batch, Input, Locator, Reader, Unread};

/// Hands out the entries of all inputs, batch by batch, in order.
pub(super) struct Source<'a> {
    inputs: Enumerate<Iter<'a, Input>>,
    /// The input being read, and its number.
    current: Option<(u32, Reader)>,
}

/// What came next.
pub(super) enum Next {
    /// The batch has entries of the input with this number.
    Entries(u32),
    /// The input with this number could not be opened.
    Unread(u32, Unread),
    /// Every input has been read.
    End,
}

impl<'a> Source<'a> {
    pub(super) fn new(inputs: &'a [Input]) -> Self {
        Self { inputs: inputs.iter().enumerate(), current: None }
    }

    /// Fills the batch.
    pub(super) fn next(&mut self, batch: &mut Batch) -> Next {
        loop {
            if let Some((number, reader)) = &mut self.current {
                if reader.fill(batch) {
                    return Next::Entries(*number);
                }
                self.current = None;
            }
            let Some((number, input)) = self.inputs.next() else { return Next::End };
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            match Reader::open(input) {
                Ok(reader) => self.current = Some((number, reader)),
                Err(error) => {
                    let locator = Locator { source: input.name.clone(), index: 0 };
                    let reason = error.to_string().lines().next().unwrap_or_default().to_owned();
                    return Next::Unread(number, Unread { locator, reason });
                }
            }
        }
    }
}

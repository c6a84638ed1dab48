//! Makes up values that look like real ones to a schema and tell nothing about them.
//!
//! An invented value comes from random numbers only. What it shares with the real one is its form: that it is a
//! UUID or a date with milliseconds, how many digits it has, where its punctuation stands, how long its words
//! are, roughly. The same real value becomes the same invented value within one run, so that ids keep pointing at
//! each other; across runs there is nothing to compare.

mod characters;
mod format;
mod inventor;
mod number;
mod prefixes;
mod time;
mod token;
mod wiped;

pub(super) use inventor::GuardReason;
pub use inventor::{Inventor, MAX_REMEMBERED};

#[cfg(test)]
mod tests;

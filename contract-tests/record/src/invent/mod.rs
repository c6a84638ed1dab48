//! Invents values that satisfy a schema like the real ones and reveal nothing about them.
//!
//! An invented value is random. It shares only its form with the real one: that it is a UUID or a date with
//! milliseconds, the number of digits, the position of punctuation, roughly the length of words. Within one
//! run, equal values become equal invented values, so that ids stay linked; across runs nothing can be
//! compared.

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

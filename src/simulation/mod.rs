//! What the simulations share: a seeded random number generator, callers that stop at any point, and thousands of runs.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod interruption;
mod random;
mod risk;
mod runs;

pub(crate) use interruption::Interruption;
pub(crate) use random::Random;
pub(crate) use risk::{Closed, Doubt, Risk, close};
pub(crate) use runs::{on_two_threads, paused_runtime};

//! Checks the exchanges of many inputs, on several threads if there is much to do.
//!
//! One thread at a time cuts entries out of the input ([`Batch`](crate::exchange::Batch)); parsing and judging, which
//! is most of the work, is done by all of them at once. What they learn does not depend on the order of exchanges, so
//! the result is the same for any number of threads.

mod run;
mod source;
mod worker;

pub use run::{Options, RunResult, check_inputs};

//! Checks the exchanges of many inputs, on several threads if the input is large.
//!
//! One thread at a time splits the input into entries ([`Batch`](crate::exchange::Batch)); all threads parse
//! and check them, which is most of the work. The result is the same for any number of threads, because it
//! does not depend on the order of exchanges.

mod run;
mod source;
mod worker;

pub use run::{Options, RunResult, check_inputs};

//! The command line of `cartevo-contract`: arguments, wiring, reports and exit codes.
//!
//! - [`cli`], [`commands`] and [`exit`]: the arguments, the commands and the exit codes.
//! - [`output`]: colours, destinations of reports, and closed pipes.
//! - [`report`]: the formats in which findings are written.
//! - [`coverage`]: which assertions of the spec the exchanges showed.
//! - [`mutation`]: which changes of the spec the exchanges detect.
//! - [`bindings`]: the API that a spec generates for the client, and what a change breaks.
//! - [`project`]: the locations of spec, ledger and recordings.

pub mod bindings;
pub mod cli;
pub mod commands;
pub mod coverage;
pub mod exit;
pub mod mutation;
pub mod output;
pub mod project;
pub mod report;

//! The command line of `cartevo-contract`: arguments, wiring, reports and exit codes.
//!
//! - [`cli`], [`commands`] and [`exit`]: the arguments, what each command does, and how a run ends.
//! - [`output`]: colours, where a report goes, and readers that leave.
//! - [`report`]: the formats in which findings are written.
//! - [`coverage`]: which assertions of the spec the exchanges showed.
//! - [`mutation`]: which changes of the spec the exchanges would notice.
//! - [`bindings`]: what a spec generates for the client, and what a change of it breaks.
//! - [`project`]: where spec, ledger and recordings are found.

pub mod bindings;
pub mod cli;
pub mod commands;
pub mod coverage;
pub mod exit;
pub mod mutation;
pub mod output;
pub mod project;
pub mod report;

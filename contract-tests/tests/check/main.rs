//! The command `check`, and what it says of traffic.

mod cases;
mod command_line;
mod conforming;
mod coverage;
mod files;
mod formats;
mod hostile;
mod memory;
#[path = "../support/program.rs"]
mod program;
mod quiet;
mod recorders;
mod renames;
mod report;
mod requests;
mod threads;
mod value_origin;
mod webhooks;

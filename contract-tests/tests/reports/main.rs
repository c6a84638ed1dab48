//! Reports: their formats, causes, parts of a run merged into one, and what is new since an earlier report.
//!
//! `UPDATE_GOLDEN=1 cargo test -p cartevo-contract --test reports` writes what is reported now; read the difference.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod baseline;
mod causes;
mod example;
mod formats;
mod github;
mod hostile;
mod html;
mod merge;
#[path = "../support/program.rs"]
mod program;
mod schemas;
mod strangers;
mod values_as_names;

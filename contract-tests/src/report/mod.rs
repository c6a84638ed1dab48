//! Findings written: one module for each format.
//!
//! Names of operations, properties and files are text of strangers: an
//! [`Outcome`](contract_core::judgement::Outcome) holds none that steers a terminal, and each format escapes what means
//! something in it.

mod baseline;
pub mod claims;
mod compared;
pub mod concise;
mod docs_against;
mod docs_side;
mod fields;
mod format;
pub mod github;
pub mod html;
mod inline;
pub mod json;
pub mod junit;
pub mod markdown;
#[expect(clippy::module_inception, reason = "named for the type in it")]
mod report;
pub mod sarif;
mod snippet;
pub mod step_summary;
mod style;
mod summary;
pub mod text;
mod words;
mod write;

pub use baseline::{Baseline, BaselineError, BaselineOf, Comparison, Gone};
pub use docs_side::DocsSide;
pub use format::ReportFormat;
pub(crate) use format::{Audience, FindingsWriter, Presence, Rendering, Writer};
pub use report::Report;
pub use style::{Detail, Paint, Style};
pub use write::write_whole;

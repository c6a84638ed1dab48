//! Reports: one module per format.
//!
//! Names of operations, properties and files are untrusted. An [`Outcome`](contract_core::judgement::Outcome)
//! has no terminal controls in them, and each format escapes its own special characters.

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
mod numbers;
mod place;
#[expect(clippy::module_inception, reason = "named for the type in it")]
mod report;
mod room;
pub mod sarif;
mod snippet;
pub mod step_summary;
mod style;
mod summary;
pub mod text;
mod write;

pub use baseline::{Baseline, BaselineError, BaselineOf, Comparison, Gone};
pub(crate) use compared::requests_without_response;
pub use docs_side::DocsSide;
pub use format::ReportFormat;
pub(crate) use format::{Audience, FindingsWriter, Presence, Rendering, Writer};
pub use report::Report;
pub use style::{Detail, Paint, Style};
pub use write::write_whole;

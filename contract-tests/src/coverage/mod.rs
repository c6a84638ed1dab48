//! Which assertions of the spec exchanges showed, and with which grade of evidence.
//!
//! [`each_assertion`] lists the assertions of a spec, [`Coverage`] adds what a run showed of each, as counted
//! during the verdict ([`SpecCoverage`](contract_core::verdict::SpecCoverage)), and [`tally`] only counts.
//! Nothing is validated a second time here.

mod assertion;
pub mod json;
mod measure;
mod outline;
pub mod text;
mod unobserved;

pub use assertion::{Assertion, Kind, Subject, each_assertion};
pub use measure::{Coverage, Measured, Shown};
pub use outline::{Outline, Spot};
pub use unobserved::{Tally, tally};

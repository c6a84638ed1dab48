//! Which assertions of the spec some exchange showed, and as which kind of evidence.
//!
//! [`each_assertion`] tells what a spec asserts; [`Coverage`] puts beside each what a run showed, as the verdict counted
//! it on its way ([`SpecCoverage`](contract_core::verdict::SpecCoverage)), and [`tally`] only counts. Nothing is validated a second time here.

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

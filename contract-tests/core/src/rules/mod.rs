//! The rules: kinds of disagreement, each with a stable code, a name, a level and a page.
//!
//! A rule is declared in the file of its family, explained on a page under `contract-tests/rules/`, and shown at work
//! by a case under `contract-tests/tests/cases/`. A code is never reused.

pub mod card_data;
pub mod docs;
pub mod exchange;
mod expected;
mod expects;
mod inside;
pub mod ledger;
mod level;
mod registry;
pub mod request;
mod rule;
pub mod sense;
pub mod shape;
pub mod unobserved;
pub mod value;

pub use expected::{Expected, PageFault};
pub use expects::Expects;
pub use inside::Inside;
pub use level::{Level, Levels, UnknownRule};
pub use registry::{all, find};
pub use rule::Rule;

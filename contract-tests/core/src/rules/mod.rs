//! The rules: kinds of disagreement, each with a stable code, a name, a level and a page.
//!
//! A rule is one [`Rule`] in one file, in the folder of its [`Family`]: what it is called, how serious it is, what its
//! message says, what repairs it. Everything that treats findings goes by these, and by no code or name. To add one:
//!
//! 1. `response/undeclared_status.rs` is a rule to start from. The compiler says what a rule has; its [`Traits`] tell
//!    what most rules have in common.
//! 2. Its page is `contract-tests/core/rules/CODE-name.md`. A code is never reused.
//! 3. The `mod.rs` of its family declares the file and registers the rule.
//! 4. `verdict` reports it where an exchange shows it.
//! 5. A case in `contract-tests/tests/cases/<name>/` shows it at work: a spec, an exchange; `UPDATE_GOLDEN=1` writes
//!    what is expected.

mod conclusion;
mod expected;
mod expects;
mod facts;
mod family;
mod inside;
mod level;
mod predicate;
mod registry;
mod rule;
mod traits;
mod weight;

pub mod card_data;
pub mod docs;
pub mod ledger;
pub mod request;
pub mod response;
pub mod unobserved;

pub use conclusion::{Conclusion, Sureness};
pub(crate) use expected::{CHECKED_BY, MULTIPART};
pub use expected::{Expected, PageFault};
pub use expects::Expects;
pub use facts::{Against, Facts, MORE, Within};
pub use family::Family;
pub use inside::Inside;
pub use level::{Level, Levels, UnknownRule};
pub use predicate::Predicate;
pub use registry::{all, find};
pub use rule::{Message, Repair, Rule};
pub use traits::{Found, New, Traits, WayOut};
pub use weight::Weight;

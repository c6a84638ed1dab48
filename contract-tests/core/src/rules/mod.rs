//! The rules: kinds of disagreement, each with a stable code, a name, a level and a page.
//!
//! Each rule is one [`Rule`] in one file, in the folder of its [`Family`]: its name, level, message and
//! repair. Code that treats findings uses these properties, never a code or name. To add a rule:
//!
//! 1. Start from `response/undeclared_status.rs`. The compiler checks which fields a rule has; [`Traits`] has
//!    defaults for most rules.
//! 2. Write its page, `contract-tests/core/rules/CODE-name.md`. A code is never reused.
//! 3. Declare the file and register the rule in the `mod.rs` of its family.
//! 4. Report it in `verdict`.
//! 5. Add a case in `contract-tests/tests/cases/<name>/`: a spec and an exchange. `UPDATE_GOLDEN=1` writes
//!    the expected text.

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
pub use traits::{About, Found, New, Traits, WayOut};
pub use weight::Weight;

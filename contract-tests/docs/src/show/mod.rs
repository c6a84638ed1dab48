//! Writes claims and changes as text and as JSON.

mod claims;
mod diff;
mod safe;

pub use claims::claim_line;
pub use diff::{DiffReport, diff_json, diff_text, fingerprint_of};
pub use safe::safe;

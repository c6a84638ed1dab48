//! Claims, disagreements and changes as text and as JSON.

mod claims;
mod diff;
mod safe;

pub use claims::claim_line;
pub use claims::{ClaimsReport, claims_json, claims_text};
pub use diff::{DiffReport, diff_json, diff_text, fingerprint_of};
pub use safe::safe;

//! The ledger: corrections that settle findings, with reasons and evidence.
//!
//! [`Audit`] finds its faults. A correction is judged by its own evidence and citations, never by current
//! traffic.

mod audit;
mod citation;
mod correction;
mod draft;
mod evidence;
mod mark;
mod parse;
mod place;
mod prune;
mod settle;
mod shadow;

pub use audit::{Audit, without_used};
pub use citation::{Citations, FormOnly, has_form};
pub use correction::{Correction, Ledger};
pub use draft::{Draft, drafts, next_ids};
pub use evidence::{Evidence, EvidenceError};
pub use mark::{Mark, marks};
pub use parse::{LedgerError, schema};
pub use prune::{PruneError, prune};

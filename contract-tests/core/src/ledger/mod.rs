//! The ledger: corrections that settle findings, with reason and evidence.
//!
//! [`Audit`] says what is wrong with it. A correction is judged by its own evidence and citations, never by the traffic
//! of the moment.

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
pub use draft::{draft, next_id};
pub use evidence::{Evidence, EvidenceError};
pub use mark::{Mark, marks};
pub use parse::{LedgerError, schema};
pub use prune::{PruneError, prune};

//! The ledger: corrections that settle findings, with reason and evidence.

mod correction;
mod parse;
mod settle;

pub use correction::{Correction, Ledger};
pub use parse::{LedgerError, schema};

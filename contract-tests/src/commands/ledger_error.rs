//! Why nothing could be done with the ledger.

use std::io;
use std::path::PathBuf;

use super::CheckError;
use crate::project::CONFIG;
use contract_core::ledger::PruneError;

/// Why nothing could be done with the ledger.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum LedgerCommandError {
    /// Spec, ledger or sources cannot be used, or the result not be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Check(#[from] CheckError),
    /// There is none.
    #[error("there is no ledger here")]
    #[diagnostic(help(
        "write {0}, or name one with --corrections FILE; another --spec turns the project's ledger off"
    ))]
    NoLedger(String),
    /// Evidence is named from the root of a project, and there is none.
    #[error(
        "no folder here or above holds {CONFIG} or `openapi/`, and evidence is named from the folder that does"
    )]
    #[diagnostic(help("run in the project of the ledger"))]
    NoRoot,
    /// No correction has the id.
    #[error("{file} has no correction {id}")]
    #[diagnostic(help("`cartevo-contract ledger list` lists them"))]
    NoCorrection {
        /// The ledger.
        file: String,
        /// What was asked for.
        id: String,
    },
    /// No finding has the fingerprint.
    #[error("no finding has the fingerprint {0}")]
    #[diagnostic(help("give the sources and the spec that `check` was given"))]
    NoFinding(String),
    /// The finding needs no correction.
    #[error("{fingerprint} is settled by {id} already")]
    #[diagnostic(help("`cartevo-contract ledger show {id}` shows it"))]
    Settled {
        /// The finding.
        fingerprint: String,
        /// What settles it.
        id: String,
    },
    /// A correction cannot settle it.
    #[error("{0} is about the ledger itself, and no correction settles that")]
    #[diagnostic(help("mend the ledger"))]
    AboutLedger(String),
    /// The ledger could not be read for editing.
    #[error("cannot read {path}: {error}", path = path.display())]
    #[diagnostic(help("check its permissions"))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// It could not be edited.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Prune(#[from] PruneError),
    /// It could not be written back. The file is as it was.
    #[error("cannot write {path}: {error}", path = path.display())]
    #[diagnostic(help("nothing was changed; check its permissions"))]
    Unwritten {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

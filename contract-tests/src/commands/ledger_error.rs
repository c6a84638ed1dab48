//! The errors of `ledger`.

use std::io;
use std::path::PathBuf;

use super::CheckError;
use crate::project::CONFIG;
use contract_core::ledger::PruneError;

/// An error of `ledger`.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum LedgerCommandError {
    /// The spec, the ledger or the sources cannot be used, or the result cannot be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Check(#[from] CheckError),
    /// There is no ledger.
    #[error("there is no ledger")]
    #[diagnostic(help(
        "write {0}, or name one with --corrections FILE; another --spec turns the project's ledger off"
    ))]
    NoLedger(String),
    /// Evidence paths are relative to the project root, and there is no project.
    #[error(
        "no folder here or above has {CONFIG} or `openapi/`, and evidence paths are relative to that folder"
    )]
    #[diagnostic(help("run this in the project of the ledger"))]
    NoRoot,
    /// No correction has this id.
    #[error("{file} has no correction {id}")]
    #[diagnostic(help("`cartevo-contract ledger list` lists the corrections"))]
    NoCorrection {
        /// The ledger.
        file: String,
        /// The id.
        id: String,
    },
    /// No finding has this fingerprint.
    #[error("no finding has the fingerprint {0}, and no cause this id")]
    #[diagnostic(help(
        "use the same sources and spec as for `check`; a finding of `docs claims` is found once its pages are in docs.lock"
    ))]
    NoFinding(String),
    /// The finding is already settled.
    #[error("{fingerprint} is already settled by {id}")]
    #[diagnostic(help("see `cartevo-contract ledger show {id}`"))]
    Settled {
        /// The fingerprint of the finding.
        fingerprint: String,
        /// The correction.
        id: String,
    },
    /// The finding is about the ledger.
    #[error("{0} is about the ledger itself, which corrections cannot settle")]
    #[diagnostic(help("fix the ledger"))]
    AboutLedger(String),
    /// The ledger could not be read for editing.
    #[error("cannot read {path}: {error}", path = contract_core::harmless::path(path))]
    #[diagnostic(help("check its permissions"))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
    /// The ledger could not be edited.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Prune(#[from] PruneError),
    /// The ledger could not be written. It is unchanged.
    #[error("cannot write {path}: {error}", path = contract_core::harmless::path(path))]
    #[diagnostic(help("nothing was changed; check its permissions"))]
    Unwritten {
        /// The file.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
}

//! Why a question about the docs has no answer.

use std::io;
use std::path::PathBuf;

use crate::commands::OutputError;
use crate::project::ProjectError;
use crate::report::BaselineError;
use contract_core::ledger::LedgerError;
use contract_core::rules::UnknownRule;
use contract_core::spec::SpecError;
use contract_docs::{EditError, FetchError, LockError, SourceError};

/// Why a question about the docs has no answer.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum DocsError {
    /// A page cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Source(#[from] SourceError),
    /// The lock cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Lock(#[from] LockError),
    /// The spec cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Spec(#[from] SpecError),
    /// The ledger cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Ledger(#[from] LedgerError),
    /// The project cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Project(#[from] ProjectError),
    /// A flag names a rule that does not exist.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Rule(#[from] UnknownRule),
    /// The baseline cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Baseline(#[from] BaselineError),
    /// Edits cannot be applied.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Edit(#[from] EditError),
    /// There is no lock to use.
    #[error("there is no project here, so there is no docs.lock")]
    #[diagnostic(help("name one with --lock FILE"))]
    NoLock,
    /// The lock does not say where a page is.
    #[error("docs.lock does not say where the page {page} is")]
    #[diagnostic(help(
        "name the pages, as in `cartevo-contract docs status PAGE...`, or give them an address with `docs lock --address`"
    ))]
    NoAddress {
        /// The page.
        page: String,
    },
    /// `--address` is neither a URL nor `PAGE=URL`, or names a page that is not there.
    #[error("--address {given}: {what}")]
    #[diagnostic(help("give the URL that the pages are under, or PAGE=URL for one page"))]
    Address {
        /// What was given.
        given: String,
        /// What is wrong with it.
        what: &'static str,
    },
    /// There is no spec to change.
    #[error("there is no spec to change")]
    #[diagnostic(help("run in a project, or name one with --spec FILE"))]
    NoSpec,
    /// A page cannot be fetched.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Fetch(#[from] FetchError),
    /// `--take` names no edit.
    #[error("`{take}` names no edit")]
    #[diagnostic(help("take one that `cartevo-contract docs diff` lists, as FINGERPRINT=NUMBER"))]
    NoSuchEdit {
        /// What was named.
        take: String,
    },
    /// A file cannot be read.
    #[error("cannot read {path}: {error}", path = path.display())]
    #[diagnostic(help("check its name and its permissions"))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write {path}: {error}", path = path.display())]
    #[diagnostic(help("name a file in a folder that exists and can be written to"))]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A report cannot be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Report(#[from] OutputError),
    /// A report is asked for that says what exchanges showed.
    #[error("there are no exchanges here, so there is no report as `{format}`")]
    #[diagnostic(help("ask for another format, such as `--format json`"))]
    NoExchanges {
        /// The format.
        format: &'static str,
    },
    /// Standard output cannot be written to.
    #[error("cannot write to standard output: {0}")]
    #[diagnostic(help("check where it leads"))]
    Output(#[from] io::Error),
}

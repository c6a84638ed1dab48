//! The errors of `docs`.

use std::io;
use std::path::PathBuf;

use crate::commands::OutputError;
use crate::project::ProjectError;
use crate::report::BaselineError;
use contract_core::ledger::LedgerError;
use contract_core::rules::UnknownRule;
use contract_core::spec::SpecError;
use contract_docs::{EditError, FetchError, LockError, SourceError};

/// An error of `docs`.
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
    /// A flag names an unknown rule.
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
    /// There is no lock.
    #[error("there is no project, so there is no docs.lock")]
    #[diagnostic(help("name one with --lock FILE"))]
    NoLock,
    /// The lock has no address for a page.
    #[error("docs.lock has no address for the page {page}")]
    #[diagnostic(help(
        "name the pages, as in `cartevo-contract docs status PAGE...`, or give them an address with `docs lock --address`"
    ))]
    NoAddress {
        /// The page.
        page: String,
    },
    /// `--address` is neither a URL nor `PAGE=URL`, or its page does not exist.
    #[error("--address {given}: {what}")]
    #[diagnostic(help("give the base URL of the pages, or PAGE=URL for one page"))]
    Address {
        /// The value.
        given: String,
        /// What is wrong with it.
        what: &'static str,
    },
    /// There is no spec to edit.
    #[error("there is no spec to edit")]
    #[diagnostic(help("run in a project, or name one with --spec FILE"))]
    NoSpec,
    /// A page cannot be fetched.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Fetch(#[from] FetchError),
    /// `--take` names no proposed edit.
    #[error("`{take}` names no edit")]
    #[diagnostic(help("name an edit listed by `cartevo-contract docs diff`, as FINGERPRINT=NUMBER"))]
    NoSuchEdit {
        /// The value.
        take: String,
    },
    /// Edits would write card data.
    #[error("the edits would write card data into {path}", path = contract_core::harmless::path(path))]
    #[diagnostic(help("leave out the edit that takes it from a page, and edit the spec by hand"))]
    CardData {
        /// The file.
        path: PathBuf,
    },
    /// A file cannot be read.
    #[error("cannot read {path}: {error}", path = contract_core::harmless::path(path))]
    #[diagnostic(help("check its name and its permissions"))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write {path}: {error}", path = contract_core::harmless::path(path))]
    #[diagnostic(help("name a file in a folder that exists and can be written to"))]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
    /// A report cannot be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Report(#[from] OutputError),
    /// The format needs exchanges, and `docs` has none.
    #[error("`docs` reads no exchanges, so there is no `{format}` report")]
    #[diagnostic(help("use another format, such as `--format json`"))]
    NoExchanges {
        /// The format.
        format: &'static str,
    },
    /// Standard output cannot be written.
    #[error("cannot write to standard output: {0}")]
    #[diagnostic(help("check where it is redirected to"))]
    Output(#[from] io::Error),
}

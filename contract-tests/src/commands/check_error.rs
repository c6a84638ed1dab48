//! The errors of `check`.

use std::io;

use super::BindingsError;
use super::outputs::OutputError;
use crate::mutation::CorpusError;
use crate::project::ProjectError;
use crate::report::BaselineError;
use contract_core::exchange::InputError;
use contract_core::findings::MergeError;
use contract_core::ledger::LedgerError;
use contract_core::rules::UnknownRule;
use contract_core::spec::SpecError;
use contract_docs::LockError;

/// An error of a check or of its reports.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum CheckError {
    /// There is no project, or it has no spec.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Project(#[from] ProjectError),
    /// A source cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Input(#[from] InputError),
    /// The spec cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Spec(#[from] SpecError),
    /// The ledger cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Ledger(#[from] LedgerError),
    /// The claims of the docs cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Docs(#[from] LockError),
    /// The bindings cannot be generated.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Bindings(#[from] BindingsError),
    /// The sources do not fit in memory.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Corpus(#[from] CorpusError),
    /// A flag names an unknown rule.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Rule(#[from] UnknownRule),
    /// The baseline cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Baseline(#[from] BaselineError),
    /// The summaries cannot be merged.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Merge(#[from] MergeError),
    /// The working directory no longer exists.
    #[error("cannot determine the working directory: {0}")]
    #[diagnostic(help("change to a folder that exists"))]
    NoWorkingDirectory(io::Error),
    /// A report could not be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Output(#[from] OutputError),
}

impl CheckError {
    /// Standard output could not be written.
    pub(super) fn standard_output(error: io::Error) -> Self {
        OutputError::standard_output(error).into()
    }
}

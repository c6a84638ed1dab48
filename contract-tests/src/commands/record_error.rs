//! Why nothing could be done about recordings.

use std::io;

use crate::project::{Project, ProjectError};
use crate::record::{ImportError, Store, StoreError};
use crate::spec::SpecError;

/// Why a command about recordings could not be done.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// There is no project here, or no spec in it.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// No folder at or above the working directory holds `openapi/`, so there is no place for recordings.
    #[error(
        "no folder here or above holds `openapi/`, so there is no place for recordings\n  help: run in a project, or make the folder `openapi/` where recordings are to be kept"
    )]
    NoStore,
    /// The spec cannot be used.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// The traffic cannot be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The folder of recordings cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Recordings are not accepted where nobody looks at them.
    #[error(
        "recordings are not accepted where CI is set\n  help: run `cartevo-contract accept` where you can look at them, and commit what it keeps"
    )]
    InCi,
    /// One name for several recordings.
    #[error("--as names one recording, and {0} were given\n  help: accept them one by one")]
    OneName(usize),
    /// The working directory is gone.
    #[error("cannot tell the working directory: {0}\n  help: change to a folder that exists")]
    NoWorkingDirectory(io::Error),
    /// Nothing can be written to standard output.
    #[error("cannot write to standard output: {0}")]
    Output(#[from] io::Error),
}

/// The project here, if there is one.
pub(super) fn project() -> Result<Option<Project>, RecordError> {
    let here = std::env::current_dir().map_err(RecordError::NoWorkingDirectory)?;
    Ok(Project::find(&here))
}

/// The project and its recordings.
pub(super) fn store() -> Result<(Project, Store), RecordError> {
    let project = project()?.ok_or(RecordError::NoStore)?;
    let store = Store::new(project.recordings());
    Ok((project, store))
}

//! Why nothing could be done about recordings.

use std::io;
use std::net::SocketAddr;
use std::path::Path;

use crate::project::{CONFIG, Key, Project, ProjectError};
use contract_core::spec::{Spec, SpecError};
use contract_record::proxy::{ProxyError, UpstreamError};
use contract_record::{ImportError, Store, StoreError};

/// Why a command about recordings could not be done.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum RecordError {
    /// There is no project here, or no spec in it.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Project(#[from] ProjectError),
    /// There is no project here, so there is no place for recordings.
    #[error("no folder here or above holds {CONFIG} or `openapi/`, so there is no place for recordings")]
    #[diagnostic(help("run in a project, or make {CONFIG} where recordings are to be kept"))]
    NoStore,
    /// The spec cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Spec(#[from] SpecError),
    /// The traffic cannot be imported.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Import(#[from] ImportError),
    /// The folder of recordings cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] StoreError),
    /// Recordings are not accepted where nobody looks at them.
    #[error("recordings are not accepted where CI is set")]
    #[diagnostic(help("run `cartevo-contract accept` where you can look at them, and commit what it keeps"))]
    InCi,
    /// The upstream is none.
    #[error("--upstream names no server that requests can be passed on to")]
    #[diagnostic(help("{0}"))]
    Upstream(#[from] UpstreamError),
    /// The proxy cannot be started.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Proxy(#[from] ProxyError),
    /// The address is taken, or not one of this machine's.
    #[error("cannot listen at {address}: {error}")]
    #[diagnostic(help("name another one with --listen ADDRESS:PORT; port 0 is any that is free"))]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        error: io::Error,
    },
    /// No threads, or no signals.
    #[error("cannot start the proxy: {0}")]
    Runtime(io::Error),
    /// One name for several recordings.
    #[error("--as names one recording, and {0} were given")]
    #[diagnostic(help("accept them one by one"))]
    OneName(usize),
    /// The working directory is gone.
    #[error("cannot tell the working directory: {0}")]
    #[diagnostic(help("change to a folder that exists"))]
    NoWorkingDirectory(io::Error),
    /// Nothing can be written to standard output.
    #[error("cannot write to standard output: {0}")]
    Output(#[from] io::Error),
}

/// The project here, if there is one.
pub(super) fn project() -> Result<Option<Project>, RecordError> {
    let here = std::env::current_dir().map_err(RecordError::NoWorkingDirectory)?;
    Ok(Project::find(&here)?)
}

/// The spec that was named, or the project's.
pub(super) fn opened(project: &Project, named: Option<&Path>) -> Result<Spec, RecordError> {
    let (spec, shown) = match named {
        Some(spec) => (spec.to_path_buf(), spec.to_string_lossy().into_owned()),
        None => project.spec().map(|spec| (spec.clone(), project.shown(&spec)))?,
    };
    Ok(Spec::load(&spec, &shown)?)
}

/// The recordings of a project. The folder is made when something is written.
pub(super) fn store_of(project: &Project) -> Store {
    Store::new(project.path(Key::Recordings))
}

/// The project and its recordings.
pub(super) fn store() -> Result<(Project, Store), RecordError> {
    let project = project()?.ok_or(RecordError::NoStore)?;
    let store = store_of(&project);
    Ok((project, store))
}

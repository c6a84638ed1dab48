//! The errors of the commands about recordings.

use std::io;
use std::net::SocketAddr;
use std::path::Path;

use crate::project::{CONFIG, Key, Project, ProjectError};
use contract_core::spec::{Spec, SpecError};
use contract_record::proxy::{ProxyError, UpstreamError};
use contract_record::{ImportError, Store, StoreError};

/// An error of a command about recordings.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum RecordError {
    /// There is no project, or it has no spec.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Project(#[from] ProjectError),
    /// There is no project, so there is no folder for recordings.
    #[error("no folder here or above has {CONFIG} or `openapi/`, so there is no folder for recordings")]
    #[diagnostic(help(
        "run this in a project, or create {CONFIG} in the folder that is to hold the recordings"
    ))]
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
    /// Recordings are not accepted in CI.
    #[error("recordings are not accepted where CI is set")]
    #[diagnostic(help(
        "run `cartevo-contract accept` where you can look at them, and commit the accepted ones"
    ))]
    InCi,
    /// The upstream is invalid.
    #[error("--upstream is not the URL of a server that requests can be forwarded to")]
    #[diagnostic(help("{0}"))]
    Upstream(#[from] UpstreamError),
    /// The proxy cannot be started.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Proxy(#[from] ProxyError),
    /// The address is in use, or does not belong to this machine.
    #[error("cannot listen on {address}: {error}")]
    #[diagnostic(help("name another one with --listen ADDRESS:PORT; port 0 chooses a free port"))]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The cause.
        error: io::Error,
    },
    /// Threads or signal handlers could not be started.
    #[error("cannot start the proxy: {0}")]
    Runtime(io::Error),
    /// `--as` was given with several recordings.
    #[error("--as names a single recording, but {0} were given")]
    #[diagnostic(help("accept them one by one"))]
    OneName(usize),
    /// The working directory no longer exists.
    #[error("cannot determine the working directory: {0}")]
    #[diagnostic(help("change to a folder that exists"))]
    NoWorkingDirectory(io::Error),
    /// Standard output cannot be written.
    #[error("cannot write to standard output: {0}")]
    Output(#[from] io::Error),
}

/// The current project, if there is one.
pub(super) fn project() -> Result<Option<Project>, RecordError> {
    let here = std::env::current_dir().map_err(RecordError::NoWorkingDirectory)?;
    Ok(Project::find(&here)?)
}

/// The given spec, or the project's.
pub(super) fn opened(project: &Project, named: Option<&Path>) -> Result<Spec, RecordError> {
    let (spec, shown) = match named {
        Some(spec) => (spec.to_path_buf(), spec.to_string_lossy().into_owned()),
        None => project.spec().map(|spec| (spec.clone(), project.shown(&spec)))?,
    };
    Ok(Spec::load(&spec, &shown)?)
}

/// The recordings of a project. The folder is created on the first write.
pub(super) fn store_of(project: &Project) -> Store {
    Store::new(project.path(Key::Recordings))
}

/// The project and its recordings.
pub(super) fn store() -> Result<(Project, Store), RecordError> {
    let project = project()?.ok_or(RecordError::NoStore)?;
    let store = store_of(&project);
    Ok((project, store))
}

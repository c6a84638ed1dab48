//! The errors of finding a project and its parts.

use std::io;
use std::path::PathBuf;

use super::{CONFIG, Place};

/// The project or a part of it cannot be found.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ProjectError {
    /// No folder at or above the working directory is a project.
    #[error("no folder here or above has {CONFIG} or `openapi/`, so there is no spec to check against")]
    #[diagnostic(help(
        "run this in a project, or name both: `cartevo-contract check traffic.har --spec api.yaml`"
    ))]
    NoProject,
    /// `openapi/` has no document, or more than one.
    #[error("{folder} has {count} OpenAPI documents (.yaml, .yml)", folder = contract_core::harmless::path(folder))]
    #[diagnostic(help("name the one to use with --spec FILE, or with `spec` in {CONFIG}"))]
    NotOneSpec {
        /// The folder.
        folder: PathBuf,
        /// The number of documents.
        count: usize,
    },
    /// A file or folder could not be read.
    #[error("cannot read {path}: {error}", path = contract_core::harmless::path(path))]
    #[diagnostic(help("check what it is, and its permissions"))]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
    /// The configuration is not valid TOML, or has an unknown key or a value of the wrong type.
    #[error("{file}:{line}: {problem}", file = contract_core::harmless::path(file))]
    #[diagnostic(help("`cartevo-contract schema project` prints the schema of the file"))]
    Malformed {
        /// The configuration.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The message of the parser.
        problem: String,
    },
    /// A path in the configuration is outside the project.
    #[error("{place} is {path:?}, which is outside the project")]
    #[diagnostic(help("use a path relative to this file, without `..` and without links that lead outside"))]
    Outside {
        /// The place in the configuration.
        place: Place,
        /// The path as written.
        path: String,
    },
    /// A path in the configuration does not exist.
    #[error("{place} names {path}, which does not exist", path = contract_core::harmless::path(path))]
    #[diagnostic(help("{remedy}, or correct the path", remedy = place.key.remedy()))]
    Missing {
        /// The place in the configuration.
        place: Place,
        /// The missing path.
        path: PathBuf,
    },
}

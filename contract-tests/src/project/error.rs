//! Why there is no project, or nothing in it to work with.

use std::io;
use std::path::PathBuf;

use super::{CONFIG, Place};

/// Why there is no project, or nothing in it to work with.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ProjectError {
    /// No folder at or above the working directory is one.
    #[error("no folder here or above holds {CONFIG} or `openapi/`, so there is no spec to check against")]
    #[diagnostic(help(
        "run in a project, or name both: `cartevo-contract check traffic.har --spec api.yaml`"
    ))]
    NoProject,
    /// `openapi/` holds no document, or more than one.
    #[error("{folder} holds {count} OpenAPI documents (.yaml, .yml)", folder = folder.display())]
    #[diagnostic(help("name the one to use with --spec FILE, or with `spec` in {CONFIG}"))]
    NotOneSpec {
        /// The folder.
        folder: PathBuf,
        /// How many documents it holds.
        count: usize,
    },
    /// A file or folder could not be read.
    #[error("cannot read {path}: {error}", path = path.display())]
    #[diagnostic(help("check what it is, and its permissions"))]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The configuration is not TOML, or has a key that there is not, or a value of the wrong type.
    #[error("{file}:{line}: {problem}", file = file.display())]
    #[diagnostic(help("`cartevo-contract schema project` prints what the file may hold"))]
    Malformed {
        /// The configuration.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong, in words of the parser.
        problem: String,
    },
    /// The configuration names a path that is not in the project.
    #[error("{place} is {path:?}, which is not inside of the project")]
    #[diagnostic(help(
        "write a path from the folder of this file on, with no `..` and no link that leads out of it"
    ))]
    Outside {
        /// Where it is named.
        place: Place,
        /// The path as written.
        path: String,
    },
    /// The configuration names something that is not there.
    #[error("{place} names {path}, which does not exist", path = path.display())]
    #[diagnostic(help("{remedy}, or correct the path", remedy = place.key.remedy()))]
    Missing {
        /// Where it is named.
        place: Place,
        /// What is not there.
        path: PathBuf,
    },
}

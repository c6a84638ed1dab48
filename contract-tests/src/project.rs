//! The project a command runs in: the nearest folder at or above the working directory that holds `openapi/`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder with a spec, a ledger and recordings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The folder that holds `openapi/`.
    pub root: PathBuf,
}

/// Why there is no project, or no spec in it.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// No folder at or above the working directory holds `openapi/`.
    #[error(
        "no folder here or above holds `openapi/`, so there is no spec to check against\n  help: run in a project, or name both: `cartevo-contract check traffic.har --spec api.yaml`"
    )]
    NoProject,
    /// `openapi/` holds no document, or more than one.
    #[error("{folder} holds {count} OpenAPI documents (.yaml, .yml)\n  help: name the one to use with --spec FILE", folder = folder.display())]
    NotOneSpec {
        /// The folder.
        folder: PathBuf,
        /// How many documents it holds.
        count: usize,
    },
    /// A folder could not be read.
    #[error("cannot read {path}: {error}\n  help: check its permissions", path = path.display())]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl Project {
    /// The project at or above `start`.
    #[must_use]
    pub fn find(start: &Path) -> Option<Self> {
        let root = start.ancestors().find(|folder| folder.join("openapi").is_dir())?;
        Some(Self { root: root.to_owned() })
    }

    /// The spec: the only YAML file in `openapi/`.
    ///
    /// # Errors
    /// There is none, or more than one, or the folder cannot be read.
    pub fn spec(&self) -> Result<PathBuf, ProjectError> {
        let folder = self.root.join("openapi");
        let unreadable = |error| ProjectError::Unreadable { path: folder.clone(), error };
        let mut found: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.is_file() && path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
                found.push(path);
            }
        }
        match (found.pop(), found.len()) {
            (Some(spec), 0) => Ok(spec),
            (spec, rest) => {
                Err(ProjectError::NotOneSpec { folder, count: rest + usize::from(spec.is_some()) })
            }
        }
    }

    /// The ledger, if the project has one.
    #[must_use]
    pub fn ledger(&self) -> Option<PathBuf> {
        let path = self.root.join("openapi").join("corrections.toml");
        path.is_file().then_some(path)
    }

    /// The claims of the docs, if the project has locked them.
    #[must_use]
    pub fn docs_lock(&self) -> Option<PathBuf> {
        let path = self.root.join("openapi").join("docs.lock");
        path.is_file().then_some(path)
    }

    /// The folder of recordings.
    #[must_use]
    pub fn recordings(&self) -> PathBuf {
        self.root.join("contract-tests").join("recordings")
    }

    /// A path as reports show it: from the root of the project where it is inside.
    #[must_use]
    pub fn shown(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }
}

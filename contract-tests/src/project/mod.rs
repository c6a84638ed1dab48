//! The project of a command: the locations of its spec, ledger, recordings and locks.
//!
//! The project is the nearest folder, at or above the working directory, with a `cartevo-contract.toml` or an
//! `openapi/` folder. No other module knows these locations.

mod config;
mod error;
mod key;

use std::fs;
use std::path::{Path, PathBuf};

use config::Named;

pub use config::{CONFIG, Place, schema};
pub use error::ProjectError;
pub use key::Key;

/// A folder with a spec, a ledger, recordings and locks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The folder.
    pub root: PathBuf,
    /// The paths in the configuration.
    named: Vec<Named>,
}

impl Project {
    /// The project at or above `start`, if there is one.
    ///
    /// # Errors
    /// The configuration cannot be read, is invalid, or names a path outside the project.
    pub fn find(start: &Path) -> Result<Option<Self>, ProjectError> {
        for root in start.ancestors() {
            let config = config::read(root)?;
            if config.is_some() || root.join(Key::Spec.default_path()).is_dir() {
                return Ok(Some(Self { root: root.to_owned(), named: config.unwrap_or_default() }));
            }
        }
        Ok(None)
    }

    /// The spec: the one in the configuration, or else the only YAML file in `openapi/`.
    ///
    /// # Errors
    /// It does not exist, there is more than one, or the folder cannot be read.
    pub fn spec(&self) -> Result<PathBuf, ProjectError> {
        if self.named(Key::Spec).is_none() {
            return only_document(self.path(Key::Spec));
        }
        self.existing(Key::Spec).map(Option::unwrap_or_default)
    }

    /// The path of a part, which may not exist.
    #[must_use]
    pub fn path(&self, key: Key) -> PathBuf {
        self.named(key).map_or_else(|| self.root.join(key.default_path()), |named| named.path.clone())
    }

    /// The path of a part, if it exists.
    ///
    /// # Errors
    /// The configuration names it, but it does not exist.
    pub fn existing(&self, key: Key) -> Result<Option<PathBuf>, ProjectError> {
        let path = self.path(key);
        if path.exists() {
            return Ok(Some(path));
        }
        match self.named(key) {
            Some(named) => Err(ProjectError::Missing { place: named.place.clone(), path }),
            None => Ok(None),
        }
    }

    /// The folder of recordings, for reading.
    ///
    /// # Errors
    /// The configuration names it, but it does not exist.
    pub fn recordings(&self) -> Result<PathBuf, ProjectError> {
        Ok(self.existing(Key::Recordings)?.unwrap_or_else(|| self.path(Key::Recordings)))
    }

    /// A path as shown in reports: relative to the project root if it is inside.
    #[must_use]
    pub fn shown(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }

    fn named(&self, key: Key) -> Option<&Named> {
        self.named.iter().find(|named| named.place.key == key)
    }
}

/// The only OpenAPI document in a folder.
fn only_document(folder: PathBuf) -> Result<PathBuf, ProjectError> {
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
        (spec, rest) => Err(ProjectError::NotOneSpec { folder, count: rest + usize::from(spec.is_some()) }),
    }
}

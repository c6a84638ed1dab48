//! Which spec and which ledger a command is about: those named, else the project's.

use std::path::{Path, PathBuf};

use crate::project::{Key, Project, ProjectError};

/// A file, and its name in messages and reports.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) path: PathBuf,
    pub(super) shown: String,
}

/// The project of a folder, with the spec and the ledger to use.
#[derive(Debug)]
pub(super) struct Documents {
    pub(super) project: Option<Project>,
    /// None outside of a project, if none is named.
    pub(super) spec: Option<Document>,
    pub(super) ledger: Option<Document>,
    /// Whether the spec is the project's, named or not.
    pub(super) has_own_spec: bool,
}

impl Documents {
    /// Finds them. A spec that isn't the project's turns the project's ledger off.
    ///
    /// # Errors
    /// The project's settings cannot be read, or name what does not exist.
    pub(super) fn find(
        here: &Path,
        spec: Option<&PathBuf>,
        ledger: Option<&PathBuf>,
    ) -> Result<Self, ProjectError> {
        let project = Project::find(here)?;
        let (spec, has_own_spec) = match (spec, &project) {
            (Some(path), Some(project)) if is_spec_of(project, path) => {
                (Some(own(project, project.spec()?)), true)
            }
            (Some(path), _) => (Some(named(path)), false),
            (None, Some(project)) => (Some(own(project, project.spec()?)), true),
            (None, None) => (None, false),
        };
        let ledger = match (ledger, &project) {
            (Some(path), _) => Some(named(path)),
            (None, Some(project)) if has_own_spec => {
                project.existing(Key::Ledger)?.map(|path| own(project, path))
            }
            (None, _) => None,
        };
        Ok(Self { project, spec, ledger, has_own_spec })
    }
}

fn named(path: &Path) -> Document {
    Document { path: path.to_owned(), shown: path.to_string_lossy().into_owned() }
}

fn own(project: &Project, path: PathBuf) -> Document {
    let shown = project.shown(&path);
    Document { path, shown }
}

fn is_spec_of(project: &Project, path: &Path) -> bool {
    let own = project.spec().ok().and_then(|own| own.canonicalize().ok());
    own.is_some() && own == path.canonicalize().ok()
}

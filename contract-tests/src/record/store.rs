//! The folder of recordings, and the one that waits for review inside it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Sealed;
use super::names::folder;
use crate::card_data::Detector;

/// The folder of recordings that wait for review, inside the folder of recordings.
pub const PENDING: &str = ".pending";

/// Something about the folder of recordings went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A file or folder could not be read or written.
    #[error("failed to {action} {path}: {source}", path = path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No pending recording has this name.
    #[error("no recording named {name} is pending; `cartevo-contract pending` lists what waits")]
    NotPending {
        /// The name as given.
        name: String,
    },
    /// Several pending recordings have this name.
    #[error(
        "{name} names {count} pending recordings; write operation/status/name, as `cartevo-contract pending` lists them"
    )]
    Ambiguous {
        /// The name as given.
        name: String,
        /// How many.
        count: usize,
    },
    /// There is a recording of that name already.
    #[error("{path} exists already; choose another name with `cartevo-contract accept {name} --as NAME`", path = path.display())]
    Exists {
        /// The file.
        path: PathBuf,
        /// The pending recording.
        name: String,
    },
    /// A name that is no file name.
    #[error("{name} is no name for a recording; use letters, digits, `-` and `_`")]
    BadName {
        /// The name as given.
        name: String,
    },
    /// A pending recording holds card data, so somebody has changed it.
    #[error("{path} holds card data; `cartevo-contract scan {path}` shows where, `cartevo-contract reject {name}` deletes it", path = path.display())]
    CardData {
        /// The file.
        path: PathBuf,
        /// The pending recording.
        name: String,
    },
}

impl StoreError {
    fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io { action, path, source }
    }
}

/// A recording that waits for review.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pending {
    /// `operation/status/name`, without the file's extension.
    pub name: String,
    /// The file.
    pub path: PathBuf,
}

/// The folder of recordings.
#[derive(Debug, Clone)]
pub struct Store {
    root: PathBuf,
}

impl Store {
    /// The store in this folder. The folder is made when something is written.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder of recordings.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of recordings that wait for review.
    #[must_use]
    pub fn pending_root(&self) -> PathBuf {
        self.root.join(PENDING)
    }

    /// Writes recordings, all or none, to wait for review.
    ///
    /// # Errors
    ///
    /// Fails if a file can't be written; then none is left.
    pub fn write(&self, recordings: &[Sealed]) -> Result<Vec<Pending>, StoreError> {
        if recordings.is_empty() {
            return Ok(Vec::new());
        }
        let pending = self.pending_root();
        fs::create_dir_all(&pending).map_err(StoreError::io("make the folder", &pending))?;
        let staged = tempfile::Builder::new()
            .prefix(".incoming-")
            .tempdir_in(&pending)
            .map_err(StoreError::io("make a folder in", &pending))?;
        for (index, recording) in recordings.iter().enumerate() {
            let path = staged.path().join(index.to_string());
            write_file(&path, recording).map_err(StoreError::io("write", &path))?;
        }
        let mut moved: Vec<Pending> = Vec::new();
        for (index, recording) in recordings.iter().enumerate() {
            match self.move_in(&staged.path().join(index.to_string()), recording) {
                Ok(recording) => moved.push(recording),
                Err(error) => {
                    // Best effort: the first error is the one to tell.
                    for recording in &moved {
                        drop(fs::remove_file(&recording.path));
                    }
                    return Err(error);
                }
            }
        }
        Ok(moved)
    }

    fn move_in(&self, staged: &Path, recording: &Sealed) -> Result<Pending, StoreError> {
        let place = format!("{}/{}", folder(recording.operation()), recording.status());
        let parent = self.pending_root().join(&place);
        fs::create_dir_all(&parent).map_err(StoreError::io("make the folder", &parent))?;
        let name = self.free_name(&place, recording.label());
        let path = parent.join(format!("{name}.json"));
        fs::rename(staged, &path).map_err(StoreError::io("write", &path))?;
        Ok(Pending { name: format!("{place}/{name}"), path })
    }

    /// The label with the first number that neither a recording nor a pending one has.
    fn free_name(&self, place: &str, label: &str) -> String {
        let taken = |name: &str| {
            [self.root.clone(), self.pending_root()]
                .iter()
                .any(|root| root.join(place).join(format!("{name}.json")).exists())
        };
        let names = (1u64..).map(|number| format!("{label}-{number}"));
        names.into_iter().find(|name| !taken(name)).unwrap_or_else(|| label.to_owned())
    }

    /// What waits for review, by name.
    ///
    /// # Errors
    ///
    /// Fails if a folder can't be read.
    pub fn pending(&self) -> Result<Vec<Pending>, StoreError> {
        let root = self.pending_root();
        let mut found = Vec::new();
        for operation in folders(&root)? {
            for status in folders(&operation)? {
                for path in entries(&status)? {
                    if path.extension().is_some_and(|extension| extension == "json") {
                        let name = path.strip_prefix(&root).unwrap_or(&path).with_extension("");
                        let name = name.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
                        found.push(Pending { name, path });
                    }
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// The pending recording of this name: `operation/status/name`, or its last part if that is enough to tell it.
    ///
    /// # Errors
    ///
    /// Fails if there is none or several.
    pub fn find(&self, name: &str) -> Result<Pending, StoreError> {
        let wanted = name.strip_suffix(".json").unwrap_or(name);
        let matches =
            |pending: &Pending| pending.name == wanted || pending.name.ends_with(&format!("/{wanted}"));
        let mut found: Vec<Pending> = self.pending()?.into_iter().filter(matches).collect();
        match (found.len(), found.pop()) {
            (1, Some(pending)) => Ok(pending),
            (count, Some(_)) => Err(StoreError::Ambiguous { name: name.to_owned(), count }),
            (_, None) => Err(StoreError::NotPending { name: name.to_owned() }),
        }
    }

    /// Moves a pending recording to its place among the recordings, under another last name if one is given.
    ///
    /// # Errors
    ///
    /// Fails if the name is taken or is none, if the file can't be moved, or if it holds card data by now.
    pub fn accept(&self, pending: &Pending, new_name: Option<&str>) -> Result<PathBuf, StoreError> {
        let bytes = fs::read(&pending.path).map_err(StoreError::io("read", &pending.path))?;
        if !Detector::default().search(&bytes).is_clean() {
            return Err(StoreError::CardData { path: pending.path.clone(), name: pending.name.clone() });
        }
        let mut path = self.root.join(format!("{}.json", pending.name));
        if let Some(name) = new_name {
            let plain = name.strip_suffix(".json").unwrap_or(name);
            if plain.is_empty() || folder(plain) != plain {
                return Err(StoreError::BadName { name: name.to_owned() });
            }
            path.set_file_name(format!("{plain}.json"));
        }
        if path.exists() {
            return Err(StoreError::Exists { path, name: pending.name.clone() });
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(StoreError::io("make the folder", parent))?;
        }
        fs::rename(&pending.path, &path).map_err(StoreError::io("move a recording to", &path))?;
        tidy(pending);
        Ok(path)
    }

    /// Deletes a pending recording.
    ///
    /// # Errors
    ///
    /// Fails if the file can't be deleted.
    pub fn reject(&self, pending: &Pending) -> Result<(), StoreError> {
        fs::remove_file(&pending.path).map_err(StoreError::io("delete", &pending.path))?;
        tidy(pending);
        Ok(())
    }
}

/// The one place that makes a file of a recording.
fn write_file(path: &Path, recording: &Sealed) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(recording.bytes())?;
    file.sync_all()
}

fn folders(root: &Path) -> Result<Vec<PathBuf>, StoreError> {
    Ok(entries(root)?.into_iter().filter(|path| path.is_dir()).collect())
}

/// What is in a folder, hidden entries left out; nothing if there is no such folder.
fn entries(root: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let reading = match fs::read_dir(root) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        reading => reading.map_err(StoreError::io("read the folder", root))?,
    };
    let mut paths = Vec::new();
    for entry in reading {
        let entry = entry.map_err(StoreError::io("read the folder", root))?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    Ok(paths)
}

/// Removes the folders that a recording left empty.
fn tidy(pending: &Pending) {
    for folder in pending.path.ancestors().skip(1).take(3) {
        // A folder that isn't empty stays; that is the error this stops at.
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

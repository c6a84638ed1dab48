//! The folder of recordings, with the pending ones inside it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::names::folder;
use super::run_folder::remove_leftovers;
use super::{Gate, Staged};
use card_data::Detector;
use contract_core::exchange::{Entry, Reader};
use contract_core::harmless::{harmless, is_harmful};

/// The name of the folder of pending recordings, inside the folder of recordings.
pub const PENDING: &str = ".pending";

/// An operation on the folder of recordings failed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum StoreError {
    /// A file or folder could not be read or written.
    #[error("failed to {action} {path}: {source}", path = contract_core::harmless::path(path))]
    #[diagnostic(help(
        "see that there is room, that it may be written to, and that nothing of another kind has its name"
    ))]
    Io {
        /// The attempted action.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// A symbolic link. Writing or deleting through it would affect another place.
    #[error("{path} is a symbolic link, and recordings are kept in plain files and folders only", path = contract_core::harmless::path(path))]
    #[diagnostic(help("delete the link, or put what it leads to in its place"))]
    Link {
        /// The link.
        path: PathBuf,
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
        /// The number of matches.
        count: usize,
    },
    /// A recording with this name already exists.
    #[error("{path} exists already; choose another name with `cartevo-contract accept {name} --as NAME`", path = contract_core::harmless::path(path))]
    Exists {
        /// The file.
        path: PathBuf,
        /// The pending recording.
        name: String,
    },
    /// The name is not valid for a recording.
    #[error("{name} is no name for a recording; use letters, digits, `-` and `_`")]
    BadName {
        /// The name as given.
        name: String,
    },
    /// A pending file is not a recording.
    #[error("{path} is no recording; `cartevo-contract reject {name}` deletes it", path = contract_core::harmless::path(path))]
    NotARecording {
        /// The file.
        path: PathBuf,
        /// The pending recording.
        name: String,
    },
    /// A pending recording holds card data, so it was changed after it was written.
    #[error("{path} holds card data; `cartevo-contract scan {path}` shows where, `cartevo-contract reject {name}` deletes it", path = contract_core::harmless::path(path))]
    CardData {
        /// The file.
        path: PathBuf,
        /// The pending recording.
        name: String,
    },
}

impl StoreError {
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
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
    /// The store in this folder. The folder is created on the first write.
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

    /// Fails if the folder, or a folder between it and the root, is a symbolic link.
    pub(super) fn require_plain(&self, folder: &Path) -> Result<(), StoreError> {
        let inside = folder.ancestors().take_while(|folder| folder.starts_with(&self.root));
        match inside.filter(|folder| folder.is_symlink()).last() {
            Some(link) => Err(StoreError::Link { path: link.to_path_buf() }),
            None => Ok(()),
        }
    }

    /// Removes what killed runs left in the folder of pending recordings.
    ///
    /// # Errors
    ///
    /// The folder is a symbolic link.
    pub(super) fn remove_leftovers(&self) -> Result<(), StoreError> {
        let pending = self.pending_root();
        self.require_plain(&pending)?;
        remove_leftovers(&pending);
        Ok(())
    }

    /// Creates a hidden folder that collects recordings until they are published together.
    ///
    /// # Errors
    ///
    /// The folder can't be created.
    pub(super) fn stage(&self) -> Result<Staged, StoreError> {
        Staged::new(self)
    }

    /// The pending recordings, by name.
    ///
    /// # Errors
    ///
    /// A folder can't be read.
    pub fn pending(&self) -> Result<Vec<Pending>, StoreError> {
        let root = self.pending_root();
        self.require_plain(&root)?;
        let mut found = Vec::new();
        for operation in folders(&root)? {
            for status in folders(&operation)? {
                for path in entries(&status)? {
                    if path.extension().is_some_and(|extension| extension == "json") {
                        let name = path.strip_prefix(&root).unwrap_or(&path).with_extension("");
                        let name = name.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
                        if name.contains(is_harmful) {
                            return Err(StoreError::BadName { name: harmless(&name) });
                        }
                        found.push(Pending { name, path });
                    }
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// Finds a pending recording by name: `operation/status/name`, or its last part if that is unambiguous.
    ///
    /// # Errors
    ///
    /// No recording matches, or several do.
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

    /// Moves a pending recording to the accepted ones, optionally under another name.
    ///
    /// # Errors
    ///
    /// The name exists or is invalid, the file can't be moved, or it holds card data.
    pub fn accept(&self, pending: &Pending, new_name: Option<&str>) -> Result<PathBuf, StoreError> {
        let bytes = fs::read(&pending.path).map_err(StoreError::io("read", &pending.path))?;
        if !Detector::default().search(&bytes).is_clean() {
            return Err(StoreError::CardData { path: pending.path.clone(), name: pending.name.clone() });
        }
        if !is_recording(bytes) {
            return Err(StoreError::NotARecording { path: pending.path.clone(), name: pending.name.clone() });
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
            self.require_plain(parent)?;
            fs::create_dir_all(parent).map_err(StoreError::io("make the folder", parent))?;
        }
        fs::rename(&pending.path, &path).map_err(StoreError::io("move a recording to", &path))?;
        remove_empty_folders(pending);
        Ok(path)
    }

    /// The recordings in the folder that a pending one is accepted into.
    ///
    /// # Errors
    ///
    /// The folder can't be read.
    pub(super) fn accepted_alongside(&self, pending: &Pending) -> Result<Vec<PathBuf>, StoreError> {
        match self.root.join(&pending.name).parent() {
            Some(folder) => entries(folder),
            None => Ok(Vec::new()),
        }
    }

    /// Deletes a pending recording.
    ///
    /// # Errors
    ///
    /// The file can't be deleted.
    pub fn reject(&self, pending: &Pending) -> Result<(), StoreError> {
        fs::remove_file(&pending.path).map_err(StoreError::io("delete", &pending.path))?;
        remove_empty_folders(pending);
        Ok(())
    }
}

/// Searches a recording with the gate once more; `None` if it no longer exists.
///
/// # Errors
///
/// The recording can't be read.
pub(super) fn still_passes(path: &Path, name: &str, gate: &Gate<'_>) -> Result<Option<bool>, StoreError> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("read", path)(error)),
        Ok(text) => Ok(Some(gate.search(&text, name, name).is_ok())),
    }
}

fn folders(root: &Path) -> Result<Vec<PathBuf>, StoreError> {
    Ok(entries(root)?.into_iter().filter(|path| path.is_dir()).collect())
}

/// True for the bytes of exactly one exchange.
fn is_recording(bytes: Vec<u8>) -> bool {
    let Ok(mut reader) = Reader::from_stream(Box::new(io::Cursor::new(bytes)), "pending") else {
        return false;
    };
    matches!(reader.next_entry(), Some(Entry::Exchange(_))) && reader.next_entry().is_none()
}

/// The entries of a folder, without hidden ones; empty if the folder does not exist.
fn entries(root: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let reading = match fs::read_dir(root) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        reading => reading.map_err(StoreError::io("read the folder", root))?,
    };
    let mut paths = Vec::new();
    for entry in reading {
        let entry = entry.map_err(StoreError::io("read the folder", root))?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        if path.is_symlink() {
            return Err(StoreError::Link { path });
        }
        paths.push(path);
    }
    Ok(paths)
}

/// Removes the folders that a recording left empty.
fn remove_empty_folders(pending: &Pending) {
    for folder in pending.path.ancestors().skip(1).take(3) {
        // Stops at the first folder that isn't empty.
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

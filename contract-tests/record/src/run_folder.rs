//! The folder that a run writes to before it publishes, and the removal of those that dead runs left.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use tempfile::TempDir;

/// The prefix of the folders' names.
const PREFIX: &str = ".incoming-";

/// The file in it that a run keeps locked. The system unlocks it when the run ends, however it ends.
const LOCK: &str = "lock";

/// How often a folder is created again if another run removes it.
const MAX_TRIES: usize = 8;

/// The folder of a run that is alive. It is removed on drop.
pub(super) struct RunFolder {
    folder: TempDir,
    _lock: File,
}

impl RunFolder {
    /// Creates a folder in `parent`, which is created as well.
    pub(super) fn create(parent: &Path) -> io::Result<Self> {
        for _ in 1..MAX_TRIES {
            match Self::locked(parent) {
                // Another run removed the folder before it was locked, or its parent because it was empty.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                result => return result,
            }
        }
        Self::locked(parent)
    }

    fn locked(parent: &Path) -> io::Result<Self> {
        fs::create_dir_all(parent)?;
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)?;
        let path = folder.path().join(LOCK);
        let lock = File::create_new(&path)?;
        // On a file system without locks no run can take the lock of another, so nothing is removed there.
        drop(lock.lock());
        // The folder may have been removed between the two calls.
        fs::symlink_metadata(&path)?;
        Ok(Self { folder, _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes the folders of runs that were killed. They hold sealed recordings only, and no one waits for them.
pub(super) fn remove_leftovers(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && entry.file_name().to_string_lossy().starts_with(PREFIX) {
            remove_if_dead(&entry.path());
        }
    }
}

/// Best effort: what can't be removed now is removed by a later run.
fn remove_if_dead(folder: &Path) {
    // An empty folder may belong to a run that is about to lock it. That run then creates another one.
    if fs::remove_dir(folder).is_ok() {
        return;
    }
    let path = folder.join(LOCK);
    let lock = match fs::symlink_metadata(&path) {
        Ok(file) if file.is_file() => File::open(&path),
        // A run writes nothing else before the lock.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            drop(fs::remove_dir_all(folder));
            return;
        }
        _ => return,
    };
    // Held until the folder is gone, so that a run that is about to lock it waits, and sees that it is gone.
    if let Ok(lock) = lock
        && lock.try_lock().is_ok()
    {
        drop(fs::remove_dir_all(folder));
    }
}

//! Recordings on their way to the folder of pending ones; they are published together or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::names::folder;
use super::run_folder::RunFolder;
use super::{Gate, Pending, Refused, Sealed, Store, StoreError};

/// How often a folder is created again if someone else removes it.
const MAX_TRIES: usize = 8;

/// Sealed recordings in a hidden folder, which is removed on drop.
pub(super) struct Staged {
    store: Store,
    folder: RunFolder,
    /// Folders that this run created, innermost first.
    created: Vec<PathBuf>,
    recordings: Vec<Recording>,
    /// How many files were written to the staging folder.
    files: usize,
}

struct Recording {
    /// The number of its file in the staging folder.
    file: usize,
    /// `operation/status`
    place: String,
    label: String,
    origin: String,
}

impl Staged {
    pub(super) fn new(store: &Store) -> Result<Self, StoreError> {
        let pending = store.pending_root();
        store.remove_leftovers()?;
        let created =
            pending.ancestors().take_while(|folder| !folder.exists()).map(Path::to_path_buf).collect();
        let folder = RunFolder::create(&pending).map_err(StoreError::io("make a folder in", &pending))?;
        Ok(Self { store: store.clone(), folder, created, recordings: Vec::new(), files: 0 })
    }

    fn file(&self, index: usize) -> PathBuf {
        self.folder.path().join(index.to_string())
    }

    /// Writes a recording to the staging folder.
    pub(super) fn add(&mut self, sealed: &Sealed) -> Result<(), StoreError> {
        let file = self.files;
        let path = self.file(file);
        write_file(&path, sealed).map_err(StoreError::io("write", &path))?;
        self.files += 1;
        self.recordings.push(Recording {
            file,
            place: format!("{}/{}", folder(sealed.operation()), sealed.status()),
            label: sealed.label().to_owned(),
            origin: sealed.origin().to_owned(),
        });
        Ok(())
    }

    /// Withdraws the recordings that a gate with more values refuses.
    pub(super) fn withdraw_refused(&mut self, gate: &Gate<'_>) -> Result<Vec<Refused>, StoreError> {
        let mut refused = Vec::new();
        let mut kept = Vec::new();
        for recording in std::mem::take(&mut self.recordings) {
            let path = self.file(recording.file);
            let text = fs::read_to_string(&path).map_err(StoreError::io("read", &path))?;
            match gate.search(&text, &recording.place, &recording.origin) {
                Err(found) => refused.push(found),
                Ok(()) => kept.push(recording),
            }
        }
        self.recordings = kept;
        Ok(refused)
    }

    /// Moves all recordings to the folder of pending ones.
    ///
    /// # Errors
    ///
    /// One can't be moved; none is left in the folder.
    pub(super) fn publish(self) -> Result<Vec<Pending>, StoreError> {
        let mut moved: Vec<Pending> = Vec::new();
        for recording in &self.recordings {
            match self.move_in(&self.file(recording.file), recording) {
                Ok(pending) => moved.push(pending),
                Err(error) => {
                    // Best effort: the first error is the one to report.
                    for pending in &moved {
                        drop(fs::remove_file(&pending.path));
                    }
                    return Err(error);
                }
            }
        }
        Ok(moved)
    }

    fn move_in(&self, staged: &Path, recording: &Recording) -> Result<Pending, StoreError> {
        let parent = self.store.pending_root().join(&recording.place);
        let mut tries = 0;
        let mut number = 1u64;
        self.store.require_plain(&parent)?;
        loop {
            fs::create_dir_all(&parent).map_err(StoreError::io("make the folder", &parent))?;
            let name = self.free_name(recording, &mut number);
            let path = parent.join(format!("{name}.json"));
            match move_to_new(staged, &path) {
                Ok(()) => return Ok(Pending { name: format!("{}/{name}", recording.place), path }),
                // Another run has just taken the name.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                // A review has just removed the folder.
                Err(error) if error.kind() == io::ErrorKind::NotFound && tries < MAX_TRIES => tries += 1,
                Err(error) => return Err(StoreError::io("write", &path)(error)),
            }
        }
    }

    /// The label with the lowest number, at or above `number`, that no accepted or pending recording has,
    /// provided that none was deleted.
    fn free_name(&self, recording: &Recording, number: &mut u64) -> String {
        let name = |number: u64| format!("{}-{number}", recording.label);
        let is_taken = |number: u64| {
            let folders = [self.store.root(), &self.store.pending_root()];
            folders.iter().any(|root| {
                let path = root.join(&recording.place).join(format!("{}.json", name(number)));
                path.symlink_metadata().is_ok()
            })
        };
        // There may be thousands, so this is a binary search.
        let mut step = 1;
        while is_taken(*number + step - 1) {
            step *= 2;
        }
        while step > 1 {
            step /= 2;
            if is_taken(*number + step - 1) {
                *number += step;
            }
        }
        name(*number)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // What can't be removed now is removed by a later run.
        drop(fs::remove_dir_all(self.folder.path()));
        for folder in &self.created {
            // Fails for a folder that isn't empty, which is intended.
            drop(fs::remove_dir(folder));
        }
    }
}

/// The only function that creates the file of a recording.
fn write_file(path: &Path, recording: &Sealed) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(recording.bytes())?;
    file.sync_all()
}

/// Moves a file to a name that does not exist yet, safe against concurrent runs.
fn move_to_new(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => {
            Err(error)
        }
        // The file system has no hard links. Creating the file claims the name.
        Err(_) => {
            drop(fs::File::create_new(to)?);
            fs::rename(from, to)
        }
    }
}

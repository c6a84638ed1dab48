//! Lists what git tracks in a folder. A file added in spite of `.gitignore` is public with the repository.
//!
//! The list is read from git's index; git itself is never run.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::git_index::{GitEntryKind, read_git_index};

/// The largest index that is read, in bytes.
const MAX_INDEX: u64 = 1 << 30;
/// The largest `.git` file, which names the folder of a repository.
const MAX_LINK: u64 = 64 << 10;

/// What git tracks in a folder and exists.
#[derive(Debug, Default)]
pub(super) struct Tracked {
    pub(super) files: Vec<PathBuf>,
    /// Folders of which the index lists no files.
    pub(super) folders: Vec<PathBuf>,
    /// Submodules.
    pub(super) repositories: Vec<PathBuf>,
}

/// A repository that could not be read.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) path: PathBuf,
    pub(super) error: io::Error,
}

/// The top of the working tree that contains a folder: the folder itself or the nearest one above it with a `.git`.
pub(super) fn working_tree(folder: &Path) -> io::Result<Option<PathBuf>> {
    let folder = fs::canonicalize(folder)?;
    Ok(folder.ancestors().find(|above| above.join(".git").symlink_metadata().is_ok()).map(Path::to_path_buf))
}

/// What git tracks in `folder`, which is `top` or below it. `top` is absolute if it differs from the folder.
pub(super) fn tracked(top: &Path, folder: &Path) -> Result<Tracked, Unreadable> {
    let git = top.join(".git");
    let unreadable = |path: &Path| {
        let path = path.to_path_buf();
        move |error| Unreadable { path, error }
    };
    let below =
        if top == folder { PathBuf::new() } else { below(top, folder).map_err(unreadable(folder))? };
    let Some(repository) = repository(&git).map_err(unreadable(&git))? else {
        return Ok(Tracked::default());
    };
    let mut listing = Listing { folder, below, tracked: Tracked::default(), parent: None };
    let mut next = Some("index".to_owned());
    let mut is_shared = false;
    while let Some(name) = next.take() {
        let path = repository.join(name);
        let Some(bytes) = read(&path, is_shared).map_err(unreadable(&path))? else { break };
        let shared = read_git_index(&bytes, |name, kind| listing.add(name, kind));
        let shared = shared.map_err(io::Error::other).map_err(unreadable(&path))?;
        // A shared index is whole.
        next = shared.filter(|_| !is_shared);
        is_shared = true;
    }
    Ok(listing.tracked)
}

fn below(top: &Path, folder: &Path) -> io::Result<PathBuf> {
    let folder = fs::canonicalize(folder)?;
    folder.strip_prefix(top).map(Path::to_path_buf).map_err(io::Error::other)
}

/// The folder of the repository: `.git`, or the one that the file `.git` names. `None` if there is none.
fn repository(git: &Path) -> io::Result<Option<PathBuf>> {
    match fs::metadata(git) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
        Ok(kind) if kind.is_dir() => return Ok(Some(git.to_path_buf())),
        Ok(kind) if !kind.is_file() => return Err(io::Error::other("this is no repository")),
        Ok(_) => {}
    }
    let mut text = Vec::new();
    File::open(git)?.take(MAX_LINK).read_to_end(&mut text)?;
    let name = text.strip_prefix(b"gitdir: ").ok_or_else(|| io::Error::other("this is no repository"))?;
    let repository = git.parent().unwrap_or(git).join(path(name.trim_ascii_end()));
    if repository.is_dir() {
        Ok(Some(repository))
    } else {
        Err(io::Error::other("the repository it names is missing"))
    }
}

/// The bytes of an index. A repository may have none yet, but a shared one has to be there.
fn read(path: &Path, is_shared: bool) -> io::Result<Option<Vec<u8>>> {
    let kind = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !is_shared => return Ok(None),
        kind => kind?,
    };
    if !kind.is_file() || kind.len() > MAX_INDEX {
        return Err(io::Error::other("this is no git index"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_INDEX).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Collects the entries that are in a folder and exist.
struct Listing<'f> {
    folder: &'f Path,
    /// The path of the folder from the top of the working tree.
    below: PathBuf,
    tracked: Tracked,
    /// The folder of the last entry, and whether it is reached without following a link.
    parent: Option<(PathBuf, bool)>,
}

impl Listing<'_> {
    fn add(&mut self, name: &[u8], kind: GitEntryKind) {
        let name = path(name);
        let Ok(name) = name.strip_prefix(&self.below) else {
            // The folder may be part of one that the index lists as a whole.
            if kind == GitEntryKind::Folder && self.below.starts_with(&name) {
                self.tracked.folders.push(self.folder.to_path_buf());
            }
            return;
        };
        let entry = self.folder.join(name);
        // Links are not followed, and deleted files cannot be searched.
        let Ok(there) = entry.symlink_metadata() else { return };
        if !self.has_no_link_above(name) {
            return;
        }
        match kind {
            GitEntryKind::File if there.is_file() => self.tracked.files.push(entry),
            GitEntryKind::Folder if there.is_dir() => self.tracked.folders.push(entry),
            GitEntryKind::Repository if there.is_dir() => self.tracked.repositories.push(entry),
            _ => {}
        }
    }

    fn has_no_link_above(&mut self, name: &Path) -> bool {
        let parent = name.parent().unwrap_or(name);
        if let Some((_, is_plain)) = self.parent.as_ref().filter(|(known, _)| known == parent) {
            return *is_plain;
        }
        let mut folders = parent.ancestors().filter(|folder| !folder.as_os_str().is_empty());
        let is_plain = folders
            .all(|folder| self.folder.join(folder).symlink_metadata().is_ok_and(|kind| !kind.is_symlink()));
        self.parent = Some((parent.to_path_buf(), is_plain));
        is_plain
    }
}

#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    std::ffi::OsStr::from_bytes(name).into()
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    String::from_utf8_lossy(name).into_owned().into()
}

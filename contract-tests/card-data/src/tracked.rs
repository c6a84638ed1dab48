//! What git tracks: a file that was added in spite of `.gitignore` is in the repository for all to read.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The files that git tracks in this folder; none if there is no git here, or no repository.
pub(super) fn tracked_files(folder: &Path) -> Vec<PathBuf> {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder);
    // A monitor is a program that the repository names; nothing of what is searched is to be run. Git would not look into
    // somebody else's repository, as those in containers often are, and its files would be passed over.
    git.args(["-c", "core.fsmonitor=false", "-c", "safe.directory=*", "ls-files", "-z", "--cached"]);
    // Hooks are run with the place of their own repository.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        git.env_remove(name);
    }
    let Ok(listed) = git.stdin(Stdio::null()).stderr(Stdio::null()).output() else {
        return Vec::new();
    };
    if !listed.status.success() {
        return Vec::new();
    }
    let names = listed.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    names.map(|name| folder.join(path(name))).filter(|path| is_file(path)).collect()
}

/// Links are not followed, and what was deleted is not there to be searched.
fn is_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|kind| kind.is_file())
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

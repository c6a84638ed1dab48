//! Lists the files that git tracks. A file added in spite of `.gitignore` is public with the repository.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The files that git tracks in this folder; none if git is missing or the folder is no repository.
pub(super) fn tracked_files(folder: &Path) -> Vec<PathBuf> {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder);
    // A file system monitor is a program that the repository configures, and nothing of the searched files
    // may be executed. Git refuses repositories of other owners, which are common in containers, and would
    // skip their files.
    git.args(["-c", "core.fsmonitor=false", "-c", "safe.directory=*", "ls-files", "-z", "--cached"]);
    // Git runs hooks with variables that point to their own repository.
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

/// Links are not followed, and deleted files cannot be searched.
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

//! Writes a file whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

/// Writes `bytes` to `path` by way of a temporary file beside it, so that no reader ever sees half a report. What is
/// no file (a device, a pipe) is written to as it is; a link is followed.
///
/// # Errors
/// The folder does not exist or cannot be written to.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let there = fs::canonicalize(path);
    let target = there.as_deref().unwrap_or(path);
    if fs::metadata(target).is_ok_and(|there| !there.is_file()) {
        return fs::OpenOptions::new().write(true).open(target)?.write_all(bytes);
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = beside(folder)?;
    file.write_all(bytes)?;
    file.flush()?;
    file.persist(target).map(|_| ()).map_err(|error| error.error)
}

/// A temporary file that others may read as they may any new file: reports are made to be passed on.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

//! Writes files atomically.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

/// Writes `bytes` to `path` through a temporary file in the same folder, so that no reader ever sees a
/// partial report. Devices and pipes are written directly; links are followed.
///
/// # Errors
/// The folder does not exist or cannot be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let there = fs::canonicalize(path);
    let target = there.as_deref().unwrap_or(path);
    if fs::metadata(target).is_ok_and(|there| !there.is_file()) {
        return fs::OpenOptions::new().write(true).open(target)?.write_all(bytes);
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = temporary_in(folder)?;
    file.write_all(bytes)?;
    file.flush()?;
    file.persist(target).map(|_| ()).map_err(|error| error.error)
}

/// A temporary file with the permissions of a new file, so that reports can be shared.
fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

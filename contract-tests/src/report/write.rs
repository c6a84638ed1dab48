//! Writes a file whole or not at all.

use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// Writes `bytes` to `path` by way of a temporary file beside it, so that no reader ever sees half a report.
///
/// # Errors
/// The folder does not exist or cannot be written to.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.flush()?;
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}

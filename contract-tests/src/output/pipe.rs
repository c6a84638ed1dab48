//! Readers of our output that leave before its end.

use std::io;

/// A reader that went away (`| head`) is no error.
pub(crate) fn unless_gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

//! `pending`: lists the pending recordings.

use std::io::{self, Write};

use super::RecordError;
use super::record_error::store;
use crate::exit::Exit;
use crate::output::unless_gone;

/// The message if there are none.
pub(super) const NOTHING: &str =
    "nothing is pending\n  help: `cartevo-contract import FILE...` makes recordings from traffic";

/// Lists the pending recordings, one name per line on `out`.
///
/// # Errors
/// There is no project, or its recordings can't be read.
pub fn pending(out: &mut dyn Write, log: &mut dyn Write) -> Result<Exit, RecordError> {
    let (project, store) = store()?;
    let pending = store.pending()?;
    for recording in &pending {
        unless_gone(writeln!(out, "{}", recording.name))?;
    }
    unless_gone(out.flush())?;
    // The log may be closed.
    let _: io::Result<()> = match pending.len() {
        0 => writeln!(log, "{NOTHING}"),
        count => writeln!(
            log,
            "{count} pending in {}\n  help: `cartevo-contract review` shows what each shows; `cartevo-contract accept NAME...` keeps, \
             `cartevo-contract reject NAME...` deletes",
            project.shown(&store.pending_root())
        ),
    };
    Ok(Exit::Clean)
}

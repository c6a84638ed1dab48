//! `pending`: what waits for review.

use std::io::{self, Write};

use super::RecordError;
use super::record_error::store;
use crate::exit::Exit;
use crate::output::unless_gone;

/// Said where nothing waits.
pub(super) const NOTHING: &str =
    "nothing is pending\n  help: `cartevo-contract import FILE...` makes recordings of traffic";

/// Lists the recordings that wait for review, one name a line on `out`.
///
/// # Errors
/// There is no project, or its recordings can't be read.
pub fn pending(out: &mut dyn Write, talk: &mut dyn Write) -> Result<Exit, RecordError> {
    let (project, store) = store()?;
    let pending = store.pending()?;
    for recording in &pending {
        unless_gone(writeln!(out, "{}", recording.name))?;
    }
    unless_gone(out.flush())?;
    // Talk that nobody hears is no error.
    let _: io::Result<()> = match pending.len() {
        0 => writeln!(talk, "{NOTHING}"),
        count => writeln!(
            talk,
            "{count} pending in {}\n  help: `cartevo-contract review` shows what each shows; `cartevo-contract accept NAME...` keeps, \
             `cartevo-contract reject NAME...` deletes",
            project.shown(&store.pending_root())
        ),
    };
    Ok(Exit::Clean)
}

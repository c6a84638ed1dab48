//! `pending`: what waits for review.

use std::io::{self, Write};

use clap::Args;

use crate::exit::Exit;
use crate::record::Store;

/// List the recordings that wait for review
#[derive(Debug, Clone, Args)]
pub struct PendingArgs {}

/// Runs the command: one name a line on `out`, the rest on `err`.
///
/// # Errors
///
/// Fails if nothing can be written there.
pub fn run(_args: &PendingArgs, store: &Store, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let pending = match store.pending() {
        Ok(pending) => pending,
        Err(error) => {
            writeln!(err, "error: {error}")?;
            return Ok(Exit::Unusable);
        }
    };
    for recording in &pending {
        writeln!(out, "{}", recording.name)?;
    }
    out.flush()?;
    match pending.len() {
        0 => writeln!(
            err,
            "nothing is pending; `cartevo-contract import FILE...` makes recordings of traffic"
        )?,
        _ => writeln!(
            err,
            "help: they are in {}; `cartevo-contract accept NAME...` keeps, `cartevo-contract reject NAME...` deletes",
            store.pending_root().display()
        )?,
    }
    Ok(Exit::Clean)
}

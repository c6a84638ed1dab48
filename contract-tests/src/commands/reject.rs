//! `reject`: deletes pending recordings.

use std::io::{self, Write};

use clap::Args;

use super::RecordError;
use super::chosen::ChosenArgs;
use super::pending::NOTHING;
use super::record_error::store;
use crate::exit::Exit;

/// Delete pending recordings
#[derive(Debug, Clone, Args)]
pub struct RejectArgs {
    /// The recordings.
    #[command(flatten)]
    pub chosen: ChosenArgs,
}

/// Deletes recordings. Writes messages to `log`.
///
/// # Errors
/// There is no project, a name matches no pending recording or several, or a file can't be deleted.
pub fn reject(args: &RejectArgs, log: &mut dyn Write) -> Result<Exit, RecordError> {
    let (_, store) = store()?;
    let chosen = args.chosen.of(&store)?;
    for recording in &chosen {
        store.reject(recording)?;
    }
    // The log may be closed.
    let _: io::Result<()> = match chosen.len() {
        0 => writeln!(log, "{NOTHING}"),
        count => writeln!(
            log,
            "{count} deleted\n  help: `cartevo-contract pending` lists the remaining recordings"
        ),
    };
    Ok(Exit::Clean)
}

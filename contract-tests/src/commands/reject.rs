//! `reject`: recordings that were looked at and are deleted.

use std::io::{self, Write};

use clap::Args;

use super::RecordError;
use super::chosen::ChosenArgs;
use super::pending::NOTHING;
use super::record_error::store;
use crate::exit::Exit;

/// Delete recordings that wait for review
#[derive(Debug, Clone, Args)]
pub struct RejectArgs {
    /// Which recordings.
    #[command(flatten)]
    pub chosen: ChosenArgs,
}

/// Deletes recordings; all it says is talk.
///
/// # Errors
/// There is no project, a name names no pending recording or several, or a file can't be deleted.
pub fn reject(args: &RejectArgs, talk: &mut dyn Write) -> Result<Exit, RecordError> {
    let (_, store) = store()?;
    let chosen = args.chosen.of(&store)?;
    for recording in &chosen {
        store.reject(recording)?;
    }
    // Talk that nobody hears is no error.
    let _: io::Result<()> = match chosen.len() {
        0 => writeln!(talk, "{NOTHING}"),
        count => writeln!(talk, "{count} deleted\n  help: `cartevo-contract pending` lists what is left"),
    };
    Ok(Exit::Clean)
}

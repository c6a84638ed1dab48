//! `reject`: recordings that were looked at and are deleted.

use std::io::{self, Write};

use clap::Args;

use super::RecordError;
use super::accept::chosen;
use super::pending::NOTHING;
use super::record_error::store;
use crate::exit::Exit;

/// Delete recordings that wait for review
#[derive(Debug, Clone, Args)]
pub struct RejectArgs {
    /// Which, as `cartevo-contract pending` lists them; the last part is enough where it names only one
    #[arg(value_name = "NAME", required_unless_present = "all", conflicts_with = "all")]
    pub names: Vec<String>,
    /// All that are pending
    #[arg(long)]
    pub all: bool,
}

/// Deletes recordings; all it says is talk.
///
/// # Errors
/// There is no project, a name names no pending recording or several, or a file can't be deleted.
pub fn reject(args: &RejectArgs, talk: &mut dyn Write) -> Result<Exit, RecordError> {
    let (_, store) = store()?;
    let chosen = chosen(&store, &args.names, args.all)?;
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

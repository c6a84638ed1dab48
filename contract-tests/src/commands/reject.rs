//! `reject`: recordings that were looked at and are deleted.

use std::io::{self, Write};

use clap::Args;

use super::accept::chosen;
use crate::exit::Exit;
use crate::record::Store;

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

/// Runs the command; all it says is on `err`.
///
/// # Errors
///
/// Fails if nothing can be written there.
pub fn run(args: &RejectArgs, store: &Store, err: &mut dyn Write) -> io::Result<Exit> {
    let deleted = chosen(store, &args.names, args.all).and_then(|chosen| {
        chosen.iter().try_for_each(|recording| store.reject(recording)).map(|()| chosen.len())
    });
    match deleted {
        Ok(0) => writeln!(err, "nothing is pending")?,
        Ok(count) => writeln!(err, "{count} deleted; `cartevo-contract pending` lists what is left")?,
        Err(error) => {
            writeln!(err, "error: {error}")?;
            return Ok(Exit::Unusable);
        }
    }
    Ok(Exit::Clean)
}

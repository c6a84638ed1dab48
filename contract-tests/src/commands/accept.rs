//! `accept`: recordings that were looked at and are kept.

use std::io::{self, Write};

use clap::Args;

use crate::exit::Exit;
use crate::record::{Pending, Store, StoreError};

/// Keep recordings that wait for review
///
/// Refused where `CI` is set: somebody has to look at a recording before it is kept.
#[derive(Debug, Clone, Args)]
pub struct AcceptArgs {
    /// Which, as `cartevo-contract pending` lists them; the last part is enough where it names only one
    #[arg(value_name = "NAME", required_unless_present = "all", conflicts_with = "all")]
    pub names: Vec<String>,
    /// All that are pending
    #[arg(long)]
    pub all: bool,
    /// Another name for the recording
    #[arg(long = "as", value_name = "NAME", conflicts_with = "all")]
    pub new_name: Option<String>,
}

/// Runs the command: the recordings' files on `out`, the rest on `err`. `in_ci` says that nobody is looking.
///
/// # Errors
///
/// Fails if nothing can be written there.
pub fn run(
    args: &AcceptArgs,
    store: &Store,
    in_ci: bool,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    if in_ci {
        writeln!(
            err,
            "error: recordings are not accepted where CI is set\n  help: run `cartevo-contract accept` where you can \
             look at them, and commit what it keeps"
        )?;
        return Ok(Exit::Unusable);
    }
    if args.new_name.is_some() && args.names.len() != 1 {
        writeln!(err, "error: --as names one recording, and {} were given", args.names.len())?;
        return Ok(Exit::Unusable);
    }
    let chosen = match chosen(store, &args.names, args.all) {
        Ok(chosen) => chosen,
        Err(error) => {
            writeln!(err, "error: {error}")?;
            return Ok(Exit::Unusable);
        }
    };
    for recording in &chosen {
        match store.accept(recording, args.new_name.as_deref()) {
            Ok(path) => writeln!(out, "{}", path.display())?,
            Err(error) => {
                writeln!(err, "error: {error}")?;
                return Ok(Exit::Unusable);
            }
        }
    }
    out.flush()?;
    match chosen.len() {
        0 => writeln!(
            err,
            "nothing is pending; `cartevo-contract import FILE...` makes recordings of traffic"
        )?,
        _ => writeln!(
            err,
            "help: `cartevo-contract check` tells what they show; commit them with what they prove"
        )?,
    }
    Ok(Exit::Clean)
}

/// The pending recordings of these names, or all.
pub(super) fn chosen(store: &Store, names: &[String], all: bool) -> Result<Vec<Pending>, StoreError> {
    if all { store.pending() } else { names.iter().map(|name| store.find(name)).collect() }
}

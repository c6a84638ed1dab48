//! `accept`: keeps reviewed recordings.

use std::io::{self, Write};

use clap::Args;

use super::RecordError;
use super::chosen::ChosenArgs;
use super::pending::NOTHING;
use super::record_error::store;
use crate::exit::Exit;
use crate::output::unless_gone;

/// Accept pending recordings
///
/// Not possible where `CI` is set: somebody has to look at a recording before it is accepted.
#[derive(Debug, Clone, Args)]
pub struct AcceptArgs {
    /// The recordings.
    #[command(flatten)]
    pub chosen: ChosenArgs,
    /// A new name for the recording
    #[arg(long = "as", value_name = "NAME", conflicts_with = "all")]
    pub new_name: Option<String>,
}

/// Accepts recordings. Writes their files to `out` and messages to `log`.
///
/// # Errors
/// `CI` is set, there is no project, a name matches no pending recording or several, or a file can't be
/// moved.
pub fn accept(args: &AcceptArgs, out: &mut dyn Write, log: &mut dyn Write) -> Result<Exit, RecordError> {
    if in_ci() {
        return Err(RecordError::InCi);
    }
    if args.new_name.is_some() && args.chosen.names.len() != 1 {
        return Err(RecordError::OneName(args.chosen.names.len()));
    }
    let (project, store) = store()?;
    let chosen = args.chosen.of(&store)?;
    for recording in &chosen {
        let path = store.accept(recording, args.new_name.as_deref())?;
        unless_gone(writeln!(out, "{}", project.shown(&path)))?;
    }
    unless_gone(out.flush())?;
    let help =
        "  help: `cartevo-contract check` reports what they show; commit them with the changes they support";
    // The log may be closed.
    let _: io::Result<()> = match chosen.len() {
        0 => writeln!(log, "{NOTHING}"),
        count => writeln!(log, "{count} accepted\n{help}"),
    };
    Ok(Exit::Clean)
}

/// True in CI, where nobody can look at a recording.
pub(super) fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty())
}

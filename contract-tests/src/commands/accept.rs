//! `accept`: recordings that were looked at and are kept.

use std::io::{self, Write};

use clap::Args;

use super::RecordError;
use super::chosen::ChosenArgs;
use super::pending::NOTHING;
use super::record_error::store;
use crate::exit::Exit;
use crate::output::unless_gone;

/// Keep recordings that wait for review
///
/// Refused where `CI` is set: somebody has to look at a recording before it is kept.
#[derive(Debug, Clone, Args)]
pub struct AcceptArgs {
    /// Which recordings.
    #[command(flatten)]
    pub chosen: ChosenArgs,
    /// Another name for the recording
    #[arg(long = "as", value_name = "NAME", conflicts_with = "all")]
    pub new_name: Option<String>,
}

/// Accepts recordings: their files on `out`, the rest is talk.
///
/// # Errors
/// `CI` is set, there is no project, a name names no pending recording or several, or a file can't be moved.
pub fn accept(args: &AcceptArgs, out: &mut dyn Write, talk: &mut dyn Write) -> Result<Exit, RecordError> {
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
    let help = "  help: `cartevo-contract check` tells what they show; commit them with what they prove";
    // Talk that nobody hears is no error.
    let _: io::Result<()> = match chosen.len() {
        0 => writeln!(talk, "{NOTHING}"),
        count => writeln!(talk, "{count} accepted\n{help}"),
    };
    Ok(Exit::Clean)
}

/// True where nobody looks: `CI` is set.
pub(super) fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty())
}

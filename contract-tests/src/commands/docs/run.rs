//! Runs the subcommands of `docs`.

use std::io::Write;

use super::args::{DocsArgs, DocsCommand};
use super::claims::claims;
use super::{DocsError, update};
use crate::exit::Exit;

/// Runs a subcommand of `docs`.
///
/// # Errors
/// A page, the spec, the ledger or a lock cannot be used, or the result cannot be written.
pub fn docs(args: &DocsArgs, out: &mut dyn Write, log: &mut dyn Write) -> Result<Exit, DocsError> {
    match &args.command {
        DocsCommand::Claims(args) => claims(args, out, log),
        DocsCommand::Lock(args) => update::lock(args, log),
        DocsCommand::Status(args) => update::status(args, out),
        DocsCommand::Diff(args) => update::diff(args, out),
        DocsCommand::Apply(args) => update::apply(args, log),
    }
}

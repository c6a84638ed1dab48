//! Answers a question about the docs.

use std::io::Write;

use super::args::{DocsArgs, DocsCommand};
use super::claims::claims;
use super::{DocsError, update};
use crate::exit::Exit;

/// Answers a question about the docs.
///
/// # Errors
/// A page, the spec, the ledger or a lock cannot be used, or something cannot be written.
pub fn docs(args: &DocsArgs, out: &mut dyn Write, talk: &mut dyn Write) -> Result<Exit, DocsError> {
    match &args.command {
        DocsCommand::Claims(args) => claims(args, out, talk),
        DocsCommand::Lock(args) => update::lock(args, talk),
        DocsCommand::Status(args) => update::status(args, out),
        DocsCommand::Diff(args) => update::diff(args, out),
        DocsCommand::Apply(args) => update::apply(args, talk),
    }
}

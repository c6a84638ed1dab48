//! `completions`: a completion script for a shell.

use std::io::{self, Write};

use clap::{Args, Command};
use clap_complete::Shell;

use crate::exit::Exit;
use crate::output::unless_gone;

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: Shell,
}

/// Prints the completion script of `command`.
///
/// # Errors
/// `out` cannot be written.
pub fn completions(args: &CompletionsArgs, mut command: Command, out: &mut dyn Write) -> io::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "cartevo-contract", &mut script);
    unless_gone(out.write_all(&script).and_then(|()| out.flush()))?;
    Ok(Exit::Clean)
}

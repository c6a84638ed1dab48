//! `completions`: a script that completes the command line in a shell.

use std::io::{self, Write};

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::Arguments;
use crate::cli::run::unless_gone;
use crate::exit::Exit;

/// For which shell.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: Shell,
}

/// Prints the script.
///
/// # Errors
/// `out` cannot be written to.
pub fn completions(args: &CompletionsArgs, out: &mut dyn Write) -> io::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "cartevo-contract", &mut script);
    unless_gone(out.write_all(&script).and_then(|()| out.flush()))?;
    Ok(Exit::Clean)
}

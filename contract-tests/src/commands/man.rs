//! `man`: writes a manual page for each command.

use std::io;
use std::path::PathBuf;

use clap::{Args, Command};

use crate::exit::Exit;

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The folder to write the pages to
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
}

/// Writes the pages of `command`: `cartevo-contract.1`, `cartevo-contract-check.1` and so on.
///
/// # Errors
/// A page cannot be written.
pub fn man(args: &ManArgs, command: Command) -> io::Result<Exit> {
    let named = |error: io::Error| {
        let text =
            format!("cannot write manual pages to {}: {error}", contract_core::harmless::path(&args.folder));
        io::Error::new(error.kind(), text)
    };
    std::fs::create_dir_all(&args.folder).map_err(named)?;
    clap_mangen::generate_to(command, &args.folder).map_err(named)?;
    Ok(Exit::Clean)
}

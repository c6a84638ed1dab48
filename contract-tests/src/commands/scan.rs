//! `scan`: searches files for card data.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::RecordError;
use crate::exit::Exit;

/// Search files for card numbers, security codes and credentials
///
/// Folders are searched like git does: hidden files are included, `.git` and ignored files are not, unless git
/// tracks them, which is read from its index; git is never run. Text and binary files of any size are read, also
/// through percent-encoding, hex, base64, JWT, gzip, Zstandard, bzip2, xz, zip, UTF-16 and backslash escapes, up
/// to six layers deep. Encrypted files and archives in other formats are named; a file that is given by name and
/// cannot be looked into ends with 2. Matches are never shown.
#[derive(Debug, Clone, Args)]
pub struct ScanArgs {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,
}

/// Searches files. Writes one line per match to `out`, everything else to `log`.
///
/// # Errors
/// `out` or `log` cannot be written. Files that cannot be read are not an error: the others are searched, and
/// the exit is [`Exit::Unusable`].
pub fn scan(args: &ScanArgs, out: &mut dyn Write, log: &mut dyn Write) -> Result<Exit, RecordError> {
    let summary = card_data::scan(&args.paths, io::stdin().lock(), out, log)?;
    // The log may be closed.
    let _: io::Result<()> = writeln!(log, "{}", summary.sentence());
    let unsearched = if summary.is_complete() { Exit::Clean } else { Exit::Unusable };
    Ok(unsearched.or(if summary.hits > 0 { Exit::CardData } else { Exit::Clean }))
}

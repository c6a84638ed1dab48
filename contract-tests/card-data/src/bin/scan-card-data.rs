//! `scan-card-data`: the command `cartevo-contract scan` alone, for a pre-commit hook that should not wait for the rest
//! to compile.

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use card_data::ScanSummary;

const HELP: &str = "\
Search files for card numbers, security codes and credentials

Folders are searched like git does: hidden files are included, `.git` and ignored files are not, unless git tracks
them, which is read from its index; git is never run. Text and binary files of any size are read, also through
percent-encoding, hex, base64, JWT, gzip, Zstandard, bzip2, xz, zip, UTF-16 and backslash escapes, up to six layers
deep. Encrypted files and archives in other formats are named. Matches are never shown.

Usage: scan-card-data [PATH]...

Arguments:
  [PATH]...  Files and folders; `-` is standard input [default: .]

Options:
  -h, --help     Print help
  -V, --version  Print version

Exit codes: 0 clean, 2 a file could not be searched completely, or was named and cannot be looked into, 5 card data
found; 2 if both.
";

/// The command line.
enum Request {
    Scan(Vec<PathBuf>),
    Print(String),
}

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut log = io::stderr();
    let done = request(std::env::args_os().skip(1)).and_then(|request| run(request, &mut out, &mut log));
    done.unwrap_or_else(|message| {
        // If this fails, there is no other way to report it.
        let _: io::Result<()> = writeln!(log, "error: {message}");
        ExitCode::from(2)
    })
}

fn run(request: Request, out: &mut dyn Write, log: &mut dyn Write) -> Result<ExitCode, String> {
    let paths = match request {
        Request::Print(text) => {
            let written = write!(out, "{text}").and_then(|()| out.flush());
            return written.map(|()| ExitCode::SUCCESS).or_else(|error| unless_gone(&error));
        }
        Request::Scan(paths) => paths,
    };
    let summary = card_data::scan(&paths, io::stdin().lock(), out, log).map_err(|error| error.to_string())?;
    // The log may be closed.
    let _: io::Result<()> = writeln!(log, "{}", summary.sentence());
    Ok(exit(&summary))
}

fn exit(summary: &ScanSummary) -> ExitCode {
    match (summary.is_complete(), summary.hits) {
        (false, _) => ExitCode::from(2),
        (true, 0) => ExitCode::SUCCESS,
        (true, _) => ExitCode::from(5),
    }
}

/// A closed pipe (`| head`) is no error.
fn unless_gone(error: &io::Error) -> Result<ExitCode, String> {
    if error.kind() == io::ErrorKind::BrokenPipe { Ok(ExitCode::SUCCESS) } else { Err(error.to_string()) }
}

fn request(arguments: impl Iterator<Item = OsString>) -> Result<Request, String> {
    let mut paths = Vec::new();
    let mut only_paths = false;
    for argument in arguments {
        match argument.to_str() {
            _ if only_paths => paths.push(argument.into()),
            Some("--") => only_paths = true,
            Some("-h" | "--help") => return Ok(Request::Print(HELP.to_owned())),
            Some("-V" | "--version") => {
                return Ok(Request::Print(
                    concat!("scan-card-data ", env!("CARGO_PKG_VERSION"), "\n").to_owned(),
                ));
            }
            Some(option) if option.len() > 1 && option.starts_with('-') => {
                return Err(
                    "there is no such option\n  help: `scan-card-data --help` lists the options".to_owned()
                );
            }
            _ => paths.push(argument.into()),
        }
    }
    if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    Ok(Request::Scan(paths))
}

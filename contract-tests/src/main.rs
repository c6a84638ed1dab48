//! The command line of `cartevo-contract`.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use cartevo_contract::cli::{self, Arguments};
use cartevo_contract::output::{Door, Passing};
use clap::Parser;

/// Ends with the text of the help, or with an error about the arguments, which may be names of files.
fn refuse(error: &clap::Error) -> ! {
    if error.use_stderr() {
        let mut log = Door::new(io::stderr(), Passing::Messages);
        // If this fails, there is no other way to report it.
        let _ = write!(log, "{}", error.render()).and_then(|()| log.flush());
        std::process::exit(error.exit_code());
    }
    error.exit()
}

fn main() -> ExitCode {
    // Most commands hold traffic in memory.
    contract_record::harden_process();
    let arguments = Arguments::try_parse().unwrap_or_else(|error| refuse(&error));
    let mut out = BufWriter::new(io::stdout().lock());
    let exit = cli::run(&arguments, &mut out, &mut io::stderr());
    // Commands flush and report errors themselves; an error here can only be a closed pipe.
    let _: io::Result<()> = out.flush();
    exit.into()
}

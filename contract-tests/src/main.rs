//! The command line of `cartevo-contract`.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use cartevo_contract::cli::{self, Arguments};
use clap::Parser;

fn main() -> ExitCode {
    // Most commands hold traffic in memory.
    contract_record::harden_process();
    let arguments = Arguments::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    let exit = cli::run(&arguments, &mut out, &mut io::stderr());
    // Commands flush and report errors themselves; an error here can only be a closed pipe.
    let _: io::Result<()> = out.flush();
    exit.into()
}

//! The command line of `cartevo-contract`.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cartevo_contract::commands::{accept, import, pending, reject, scan};
use cartevo_contract::exit::Exit;
use cartevo_contract::record::Store;
use cartevo_contract::spec::Spec;
use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Cli {
    #[arg(long, global = true)]
    spec: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Scan(scan::ScanArgs),
    Import(import::ImportArgs),
    Pending(pending::PendingArgs),
    Accept(accept::AcceptArgs),
    Reject(reject::RejectArgs),
}

fn main() -> ExitCode {
    run().unwrap_or(Exit::Unusable).into()
}

fn run() -> io::Result<Exit> {
    let cli = Cli::parse();
    let here = std::env::current_dir()?;
    let project = here.ancestors().find(|folder| folder.join("openapi").is_dir()).map(Path::to_path_buf);
    let store = Store::new(project.as_deref().unwrap_or(&here).join("contract-tests/recordings"));
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let in_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
    match &cli.command {
        Command::Scan(args) => scan::run(args, &mut out, &mut err),
        Command::Import(args) => {
            let file = cli.spec.unwrap_or_else(|| store.root().join("../../openapi/cartevo.yaml"));
            match Spec::load(&file, &file.to_string_lossy()) {
                Ok(spec) => import::run(args, &spec, &store, &mut out, &mut err),
                Err(_) => Ok(Exit::Unusable),
            }
        }
        Command::Pending(args) => pending::run(args, &store, &mut out, &mut err),
        Command::Accept(args) => accept::run(args, &store, in_ci, &mut out, &mut err),
        Command::Reject(args) => reject::run(args, &store, &mut err),
    }
}

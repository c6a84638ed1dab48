//! Runs a command.

use std::io::Write;

use clap::CommandFactory;

use super::failure::Failure;
use super::{Arguments, Command};
use crate::commands;
use crate::exit::Exit;
use contract_core::harmless::HarmlessWriter;

/// Runs the command. Data is written to `out`, messages to `log`. An error is logged and determines the exit
/// code.
pub fn run(arguments: &Arguments, out: &mut dyn Write, log: &mut dyn Write) -> Exit {
    let paint = arguments.color.on_stdout();
    // Messages quote names from specs, files and traffic.
    let log: &mut dyn Write = &mut HarmlessWriter::new(log);
    let done = match &arguments.command {
        Command::Check(args) => commands::check(args, paint, out, log).map_err(Failure::from),
        Command::Coverage(args) => commands::coverage(args, out, log).map_err(Failure::from),
        Command::Mutate(args) => commands::mutate(args, out, log).map_err(Failure::from),
        Command::Ledger(args) => commands::ledger(args, paint, out, log).map_err(Failure::from),
        Command::Import(args) => commands::import(args, out, log).map_err(Failure::from),
        Command::Record(args) => commands::record(args, out, log).map_err(Failure::from),
        Command::Pending => commands::pending(out, log).map_err(Failure::from),
        Command::Review(args) => commands::review(args, out, log).map_err(Failure::from),
        Command::Accept(args) => commands::accept(args, out, log).map_err(Failure::from),
        Command::Reject(args) => commands::reject(args, log).map_err(Failure::from),
        Command::Scan(args) => commands::scan(args, out, log).map_err(Failure::from),
        Command::Docs(args) => commands::docs(args, out, log).map_err(Failure::from),
        Command::Bindings(args) => commands::bindings(args, out, log).map_err(Failure::from),
        Command::Merge(args) => commands::merge(args, paint, out, log).map_err(Failure::from),
        Command::Rules => commands::rules(out).map_err(|error| Failure::of_output(&error)),
        Command::Explain(args) => commands::explain(args, out).map_err(Failure::from),
        Command::Schema(args) => commands::schema(args, out).map_err(|error| Failure::of_output(&error)),
        Command::Completions(args) => {
            commands::completions(args, Arguments::command(), out).map_err(|error| Failure::of_output(&error))
        }
        Command::Man(args) => {
            commands::man(args, Arguments::command()).map_err(|error| Failure::of_output(&error))
        }
    };
    done.unwrap_or_else(|failure| {
        // If this fails, there is no other way to report it.
        let _ = writeln!(log, "{failure}");
        Exit::Unusable
    })
}

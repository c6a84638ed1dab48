//! Runs a command.

use std::io::Write;

use clap::CommandFactory;

use super::failure::Failure;
use super::{Arguments, Command};
use crate::commands;
use crate::exit::Exit;
use contract_core::harmless::HarmlessWriter;

/// Runs the command. Data goes to `out`, talk to `talk`; an error is talk, and an end of its own.
pub fn run(arguments: &Arguments, out: &mut dyn Write, talk: &mut dyn Write) -> Exit {
    let paint = arguments.color.on_stdout();
    // Talk quotes names from specs, files and traffic.
    let talk: &mut dyn Write = &mut HarmlessWriter::new(talk);
    let done = match &arguments.command {
        Command::Check(args) => commands::check(args, paint, out, talk).map_err(Failure::from),
        Command::Coverage(args) => commands::coverage(args, out, talk).map_err(Failure::from),
        Command::Mutate(args) => commands::mutate(args, out, talk).map_err(Failure::from),
        Command::Ledger(args) => commands::ledger(args, paint, out, talk).map_err(Failure::from),
        Command::Import(args) => commands::import(args, out, talk).map_err(Failure::from),
        Command::Record(args) => commands::record(args, out, talk).map_err(Failure::from),
        Command::Pending => commands::pending(out, talk).map_err(Failure::from),
        Command::Review(args) => commands::review(args, out, talk).map_err(Failure::from),
        Command::Accept(args) => commands::accept(args, out, talk).map_err(Failure::from),
        Command::Reject(args) => commands::reject(args, talk).map_err(Failure::from),
        Command::Scan(args) => commands::scan(args, out, talk).map_err(Failure::from),
        Command::Docs(args) => commands::docs(args, out, talk).map_err(Failure::from),
        Command::Bindings(args) => commands::bindings(args, out, talk).map_err(Failure::from),
        Command::Merge(args) => commands::merge(args, paint, out, talk).map_err(Failure::from),
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
        // There is no one left to tell if this fails, too.
        let _ = writeln!(talk, "{failure}");
        Exit::Unusable
    })
}

//! Runs a command.

use std::io::Write;

use clap::CommandFactory;

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
        Command::Check(args) => commands::check(args, paint, out, talk).map_err(|error| error.to_string()),
        Command::Coverage(args) => commands::coverage(args, out, talk).map_err(|error| error.to_string()),
        Command::Mutate(args) => commands::mutate(args, out, talk).map_err(|error| error.to_string()),
        Command::Ledger(args) => commands::ledger(args, paint, out, talk).map_err(|error| error.to_string()),
        Command::Import(args) => commands::import(args, out, talk).map_err(|error| error.to_string()),
        Command::Record(args) => commands::record(args, out, talk).map_err(|error| error.to_string()),
        Command::Pending => commands::pending(out, talk).map_err(|error| error.to_string()),
        Command::Review(args) => commands::review(args, out, talk).map_err(|error| error.to_string()),
        Command::Accept(args) => commands::accept(args, out, talk).map_err(|error| error.to_string()),
        Command::Reject(args) => commands::reject(args, talk).map_err(|error| error.to_string()),
        Command::Scan(args) => commands::scan(args, out, talk).map_err(|error| error.to_string()),
        Command::Docs(args) => commands::docs(args, out, talk).map_err(|error| error.to_string()),
        Command::Bindings(args) => commands::bindings(args, out, talk).map_err(|error| error.to_string()),
        Command::Merge(args) => commands::merge(args, paint, out, talk).map_err(|error| error.to_string()),
        Command::Rules => commands::rules(out).map_err(|error| error.to_string()),
        Command::Explain(args) => commands::explain(args, out).map_err(|error| error.to_string()),
        Command::Schema(args) => commands::schema(args, out).map_err(|error| error.to_string()),
        Command::Completions(args) => {
            commands::completions(args, Arguments::command(), out).map_err(|error| error.to_string())
        }
        Command::Man(args) => commands::man(args, Arguments::command()).map_err(|error| error.to_string()),
    };
    done.unwrap_or_else(|message| {
        // There is no one left to tell if this fails, too.
        let _ = writeln!(talk, "error: {message}");
        Exit::Unusable
    })
}

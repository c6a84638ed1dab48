//! Runs a command.

use std::io::Write;

use clap::CommandFactory;

use super::failure::Failure;
use super::{Arguments, Command};
use crate::commands;
use crate::exit::Exit;
use crate::output::{Door, Passing, unless_gone};
use crate::report::{Paint, ReportFormat};

/// Runs the command. Data is written to `out`, messages to `log`. An error is logged and determines the exit
/// code.
pub fn run(arguments: &Arguments, out: &mut dyn Write, log: &mut dyn Write) -> Exit {
    let paint = arguments.color.on_stdout();
    let mut log = Door::new(log, Passing::Messages);
    let exit = match own_text(&arguments.command, out, &mut log) {
        Some(done) => done.unwrap_or_else(|failure| say(&failure, &mut log)),
        None => run_behind_door(arguments, paint, out, &mut log),
    };
    // If this fails, there is no other way to report it.
    let _ = log.flush();
    exit
}

/// Runs a command that writes nothing but text of this program, or, as `scan`, shows paths as they are so that they can
/// be found.
fn own_text(command: &Command, out: &mut dyn Write, log: &mut dyn Write) -> Option<Result<Exit, Failure>> {
    let of_output = |error: &_| Failure::of_output(error);
    Some(match command {
        Command::Scan(args) => commands::scan(args, out, log).map_err(Failure::from),
        Command::Rules => commands::rules(out).map_err(|error| of_output(&error)),
        Command::Explain(args) => commands::explain(args, out).map_err(Failure::from),
        Command::Schema(args) => commands::schema(args, out).map_err(|error| of_output(&error)),
        Command::Completions(args) => {
            commands::completions(args, Arguments::command(), out).map_err(|error| of_output(&error))
        }
        Command::Man(args) => commands::man(args, Arguments::command()).map_err(|error| of_output(&error)),
        _ => return None,
    })
}

/// Runs a command that shows names and values from specs, files and traffic.
fn run_behind_door(
    arguments: &Arguments,
    paint: Paint,
    out: &mut dyn Write,
    log: &mut Door<&mut dyn Write>,
) -> Exit {
    let annotated =
        arguments.command.formats().iter().any(|to| to.format == ReportFormat::Github && to.file.is_none());
    let mut out = Door::new(out, Passing::Data { colored: paint == Paint::Colored, annotated });
    let done = match &arguments.command {
        Command::Check(args) => commands::check(args, paint, &mut out, log).map_err(Failure::from),
        Command::Coverage(args) => commands::coverage(args, &mut out, log).map_err(Failure::from),
        Command::Mutate(args) => commands::mutate(args, &mut out, log).map_err(Failure::from),
        Command::Ledger(args) => commands::ledger(args, paint, &mut out, log).map_err(Failure::from),
        Command::Import(args) => commands::import(args, &mut out, log).map_err(Failure::from),
        Command::Record(args) => commands::record(args, &mut out, log).map_err(Failure::from),
        Command::Pending => commands::pending(&mut out, log).map_err(Failure::from),
        Command::Review(args) => commands::review(args, &mut out, log).map_err(Failure::from),
        Command::Accept(args) => commands::accept(args, &mut out, log).map_err(Failure::from),
        Command::Reject(args) => commands::reject(args, log).map_err(Failure::from),
        Command::Docs(args) => commands::docs(args, &mut out, log).map_err(Failure::from),
        Command::Bindings(args) => commands::bindings(args, &mut out, log).map_err(Failure::from),
        Command::Merge(args) => commands::merge(args, paint, &mut out, log).map_err(Failure::from),
        Command::Scan(_)
        | Command::Rules
        | Command::Explain(_)
        | Command::Schema(_)
        | Command::Completions(_)
        | Command::Man(_) => Ok(Exit::Clean),
    };
    let written = unless_gone(out.flush());
    let exit = done.unwrap_or_else(|failure| say(&failure, log));
    if out.has_withheld() || log.has_withheld() {
        let _ = writeln!(log, "note: card data is not shown; `*` and `null` stand in its place");
    }
    match written {
        Ok(()) => exit,
        Err(error) => say(&Failure::of_output(&error), log),
    }
}

/// Logs the error that ends a command.
fn say(failure: &Failure, log: &mut dyn Write) -> Exit {
    // If this fails, there is no other way to report it.
    let _ = writeln!(log, "{failure}");
    Exit::Unusable
}

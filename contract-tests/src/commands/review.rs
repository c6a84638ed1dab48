//! `review`: shows each pending recording and what it adds to the accepted ones.

use std::io::{self, IsTerminal, Write};

use clap::Args;
use console::{Key, Term};

use super::RecordError;
use super::pending::NOTHING;
use super::record_error::{opened, store};
use crate::exit::Exit;
use crate::output::unless_gone;
use crate::project::Project;
use contract_core::harmless::HarmlessWriter;
use contract_record::{self, Review, Store, reviews};

/// Show the pending recordings one by one: what each shows that no accepted one does
///
/// On a terminal, `a` accepts a recording, `r` rejects it, `s` skips it and `q` quits. Without a terminal, or
/// where `CI` is set, nothing is decided: the recordings are listed with the commands to accept and reject
/// them.
#[derive(Debug, Clone, Args)]
pub struct ReviewArgs {
    /// The OpenAPI document (3.0, 3.1 or 3.2), YAML or JSON, with the files in its folder that it refers to [default: the project's]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<std::path::PathBuf>,
}

/// What to do with a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Keep it.
    Accept,
    /// Delete it.
    Reject,
    /// Leave it pending.
    Skip,
    /// Leave it and all further ones pending.
    Quit,
}

/// Shows the pending recordings: on a terminal with a prompt for each, otherwise as a list on `out`.
///
/// # Errors
/// There is no project or no spec, or a recording can't be read, moved or deleted.
pub fn review(args: &ReviewArgs, out: &mut dyn Write, log: &mut dyn Write) -> Result<Exit, RecordError> {
    contract_record::harden_process();
    let (project, store) = store()?;
    let spec = opened(&project, args.spec.as_deref())?;
    let reviews = reviews(&spec, &store)?;
    if reviews.is_empty() {
        writeln!(log, "{NOTHING}")?;
        return Ok(Exit::Clean);
    }
    let asks = io::stdin().is_terminal() && io::stderr().is_terminal() && !super::accept::in_ci();
    if asks {
        let terminal = Term::stderr();
        return decide(&reviews, &project, &store, &mut || read_key(&terminal), out, log);
    }
    for review in &reviews {
        unless_gone(show(review, &project, &mut HarmlessWriter::new(&mut *out)))?;
    }
    unless_gone(out.flush())?;
    writeln!(
        log,
        "{} pending, nothing decided: there is no terminal, or CI is set\n  help: `cartevo-contract accept NAME...` or \
         `accept --all` keeps, `cartevo-contract reject NAME...` deletes",
        reviews.len()
    )?;
    Ok(Exit::Clean)
}

/// Shows each recording and does what `ask` answers. Paths of accepted files are written to `out`.
///
/// # Errors
/// A recording can't be moved or deleted, or no answer can be read.
pub fn decide(
    reviews: &[Review],
    project: &Project,
    store: &Store,
    ask: &mut dyn FnMut() -> io::Result<Decision>,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<Exit, RecordError> {
    let (mut accepted, mut rejected) = (0, 0);
    for (index, review) in reviews.iter().enumerate() {
        writeln!(log, "\n[{} of {}]", index + 1, reviews.len())?;
        show(review, project, log)?;
        write!(log, "  a accept, r reject, s skip, q quit: ")?;
        log.flush()?;
        match ask()? {
            Decision::Accept => {
                let path = store.accept(&review.pending, None)?;
                accepted += 1;
                writeln!(log, "accepted")?;
                unless_gone(writeln!(out, "{}", project.shown(&path)))?;
            }
            Decision::Reject => {
                store.reject(&review.pending)?;
                rejected += 1;
                writeln!(log, "rejected")?;
            }
            Decision::Skip => writeln!(log, "skipped")?,
            Decision::Quit => {
                writeln!(log, "quit")?;
                break;
            }
        }
    }
    unless_gone(out.flush())?;
    let left = reviews.len() - accepted - rejected;
    writeln!(log, "\n{accepted} accepted, {rejected} rejected, {left} left")?;
    Ok(Exit::Clean)
}

fn read_key(terminal: &Term) -> io::Result<Decision> {
    loop {
        match terminal.read_key()? {
            Key::Char('a') => return Ok(Decision::Accept),
            Key::Char('r') => return Ok(Decision::Reject),
            Key::Char('s') => return Ok(Decision::Skip),
            Key::Char('q') | Key::Escape | Key::CtrlC => return Ok(Decision::Quit),
            _ => {}
        }
    }
}

fn show(review: &Review, project: &Project, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "{}", review.pending.name)?;
    writeln!(to, "  file: {}", project.shown(&review.pending.path))?;
    for news in &review.differences {
        writeln!(to, "  {news}")?;
    }
    for finding in &review.findings {
        writeln!(to, "  check: {finding}")?;
    }
    Ok(())
}

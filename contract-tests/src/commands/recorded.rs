//! Counts and reports the events of a recording.

use std::collections::BTreeMap;
use std::io::{self, Write};

use console::Term;

use super::RecordError;
use super::import::{note_without_parts, refuse};
use crate::exit::Exit;
use crate::output::unless_gone;
use crate::project::Project;
use contract_core::spec::Spec;
use contract_record::proxy::{Event, Unanswered};
use contract_record::{Pending, RecordOutcome, SessionSummary};

/// The maximum number of different causes. Operations and causes are few.
const CAUSES: usize = 200;

/// The counts so far.
pub(super) struct Tally<'t> {
    spec: &'t Spec,
    project: &'t Project,
    /// The terminal for progress, if standard error is one.
    terminal: Option<Term>,
    answered: u64,
    nothing_new: u64,
    written: Vec<Pending>,
    refused: u64,
    /// Exchanges dropped because too many were waiting.
    pub(super) lost: u64,
    /// Exchanges that still waited when the time was up.
    pub(super) unwritten: u64,
    /// Why exchanges were not recorded, and how often.
    causes: BTreeMap<String, u64>,
}

impl<'t> Tally<'t> {
    pub(super) fn new(spec: &'t Spec, project: &'t Project, terminal: Option<Term>) -> Self {
        Self {
            spec,
            project,
            terminal,
            answered: 0,
            nothing_new: 0,
            written: Vec::new(),
            refused: 0,
            lost: 0,
            unwritten: 0,
            causes: BTreeMap::new(),
        }
    }

    /// How many exchanges were dealt with.
    pub(super) fn answered(&self) -> u64 {
        self.answered
    }

    /// What was written, for the case that it could not be settled.
    pub(super) fn unsearched(&self) -> SessionSummary {
        SessionSummary { unsearched: self.written.clone(), ..SessionSummary::default() }
    }

    /// Counts an exchange that was dealt with, and reports it if needed.
    pub(super) fn recorded(
        &mut self,
        outcome: RecordOutcome,
        out: &mut dyn Write,
        log: &mut dyn Write,
    ) -> Result<(), RecordError> {
        self.answered += 1;
        match outcome {
            RecordOutcome::Written { pending, without_parts } => {
                self.clear()?;
                let path = self.project.shown(&pending.path);
                if let Some(why) = without_parts {
                    note_without_parts(&path, why, log)?;
                }
                unless_gone(writeln!(out, "{path}"))?;
                unless_gone(out.flush())?;
                self.written.push(pending);
            }
            RecordOutcome::NothingNew => self.nothing_new += 1,
            RecordOutcome::NotRecordable(reason) => {
                self.count(format!("an exchange was not recorded: {reason}"));
            }
            RecordOutcome::Refused(refused) => {
                self.refused += 1;
                self.clear()?;
                refuse(&refused, log)?;
            }
        }
        Ok(self.progress()?)
    }

    /// Counts what can't be recorded.
    pub(super) fn missed(&mut self, event: &Event) -> Result<(), RecordError> {
        match event {
            Event::Unanswered(unanswered) => {
                let operation = self.operation(unanswered);
                self.count(format!("{operation}: {}", unanswered.why));
            }
            Event::Denied(denied) => self.count(format!("request refused: {denied}")),
            Event::BadConnection => self.count("a connection was closed early or was not HTTP".to_owned()),
            // An outcome tells of these.
            Event::Answered(..) => {}
        }
        Ok(self.progress()?)
    }

    fn operation(&self, unanswered: &Unanswered) -> String {
        let found = self.spec.match_operation(&unanswered.method, &unanswered.url);
        let operation = found.and_then(|found| found.operation.of(&self.spec.operations));
        operation.map_or_else(|| "a request that matches no operation".to_owned(), |it| it.id.clone())
    }

    fn count(&mut self, cause: String) {
        if self.causes.len() < CAUSES || self.causes.contains_key(&cause) {
            *self.causes.entry(cause).or_default() += 1;
        }
    }

    fn progress(&self) -> io::Result<()> {
        let Some(mut terminal) = self.terminal.as_ref() else { return Ok(()) };
        let missed: u64 = self.causes.values().sum();
        terminal.clear_line()?;
        write!(
            terminal,
            "{} answered, {} pending, {} with nothing new, {missed} not recorded",
            self.answered,
            self.written.len(),
            self.nothing_new
        )?;
        terminal.flush()
    }

    /// Clears the progress line.
    fn clear(&self) -> io::Result<()> {
        self.terminal.as_ref().map_or(Ok(()), Term::clear_line)
    }

    /// Reports at the end what was recorded, what was not, and why.
    pub(super) fn sum_up(&self, closed: &SessionSummary, log: &mut dyn Write) -> io::Result<Exit> {
        self.clear()?;
        for (cause, count) in &self.causes {
            writeln!(log, "warning: {cause} ({count} times)")?;
        }
        if self.lost > 0 {
            writeln!(
                log,
                "warning: {} exchanges were not recorded, because earlier ones were still being scrubbed\n  help: \
                 send fewer or smaller ones at a time",
                self.lost
            )?;
        }
        if self.unwritten > 0 {
            writeln!(
                log,
                "warning: {} exchanges were not recorded, because they were still waiting to be scrubbed at the end\n  help: \
                 repeat them, and end the recording when they have been counted",
                self.unwritten
            )?;
        }
        for pending in &closed.withdrawn {
            writeln!(
                log,
                "error: {} was deleted: it contained a value that turned out to be sensitive",
                self.project.shown(&pending.path)
            )?;
        }
        for path in &closed.accepted {
            writeln!(
                log,
                "error: {} was already accepted, but contains a value that turned out to be sensitive\n  help: delete it, and every \
                 copy of it",
                self.project.shown(path)
            )?;
        }
        if !closed.unsearched.is_empty() {
            writeln!(
                log,
                "error: {} pending recordings were not searched for values that turned out to be sensitive later, because \
                 that takes too long\n  help: look for such values in them before you accept them",
                closed.unsearched.len()
            )?;
        }
        if closed.exceeded_memory {
            writeln!(
                log,
                "warning: there were so many different values that some equal values are no longer equal"
            )?;
        }
        writeln!(
            log,
            "{} answered, {} with nothing new, {} pending",
            self.answered,
            self.nothing_new,
            closed.written.len() + closed.unsearched.len()
        )?;
        if !closed.written.is_empty() || !closed.unsearched.is_empty() {
            writeln!(log, "help: `cartevo-contract review` shows what each shows, and keeps or deletes it")?;
        }
        if !closed.unsearched.is_empty() {
            return Ok(Exit::Unusable);
        }
        if self.refused > 0 || !closed.withdrawn.is_empty() || !closed.accepted.is_empty() {
            return Ok(Exit::CardData);
        }
        if self.answered == 0 {
            writeln!(
                log,
                "error: no exchange was recorded\n  help: send requests to the address that `record` prints"
            )?;
            return Ok(Exit::Nothing);
        }
        Ok(Exit::Clean)
    }
}

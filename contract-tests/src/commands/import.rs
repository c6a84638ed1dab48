//! `import`: makes pending recordings from traffic files.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use clap::builder::TypedValueParser;
use strum::VariantArray as _;

use super::RecordError;
use super::output::nothing_saved;
use super::record_error::{opened, project, store_of};
use super::sources::{ReadArgs, traffic_help};
use crate::exit::Exit;
use crate::output::enum_parser;
use crate::output::unless_gone;
use crate::report::requests_without_response;
use contract_core::exchange::{EvidenceKind, Malformed, inputs_as};
use contract_core::spec::Format;
use contract_record::{self, ImportError, ImportOptions, Imported, Provenance, Refused};

/// The maximum number of messages of each kind.
const MOST_LINES: usize = 20;

/// Make scrubbed recordings from traffic files, pending review
///
/// Only values that the spec marks `x-sensitivity: public` are kept; all others are replaced with invented
/// ones. An exchange in which the final search of the scrubbed bytes finds card data is left out, and the exit code is
/// 5. Exchanges that show nothing new are skipped.
#[derive(Debug, Clone, Args)]
pub struct ImportArgs {
    /// The traffic files.
    #[arg(value_name = "FILE", required = true, help = traffic_help())]
    pub files: Vec<PathBuf>,
    /// How to read them.
    #[command(flatten)]
    pub read: ReadArgs,
    /// The OpenAPI document (3.0, 3.1 or 3.2), YAML or JSON, with the files in its folder that it refers to [default: the project's]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The kind of evidence, for traffic that does not state it
    #[arg(long, value_name = "KIND", value_parser = evidence_kind())]
    pub kind: Option<EvidenceKind>,
    /// The date of the evidence
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<String>,
    /// A description of the origin of the traffic; descriptions inside the traffic are not kept
    #[arg(long, value_name = "TEXT")]
    pub from: Option<String>,
    /// Keep exchanges that show nothing new as well
    #[arg(long)]
    pub keep_all: bool,
}

/// Parses a kind of evidence. `filler` is excluded: it is never traffic.
pub(super) fn evidence_kind() -> impl TypedValueParser<Value = EvidenceKind> {
    enum_parser(EvidenceKind::VARIANTS.iter().copied().filter(|kind| *kind != EvidenceKind::Filler))
}

fn date(text: &str) -> Result<String, String> {
    if Format::Date.accepts(text) {
        Ok(text.to_owned())
    } else {
        Err("expected a date like 2025-10-08".to_owned())
    }
}

/// Imports traffic. Writes the paths of new files to `out` and messages to `log`.
///
/// # Errors
/// There is no project or no spec, a file can't be opened, or nothing can be written. Entries that can't be
/// read are not an error: the others are imported, and the exit is [`Exit::Unusable`].
pub fn import(args: &ImportArgs, out: &mut dyn Write, log: &mut dyn Write) -> Result<Exit, RecordError> {
    contract_record::harden_process();
    let Some(project) = project()? else {
        return Err(RecordError::NoStore);
    };
    let spec = opened(&project, args.spec.as_deref())?;
    let provenance = Provenance { kind: args.kind, as_of: args.as_of.clone(), from: args.from.clone() };
    let options = ImportOptions { provenance, keep_all: args.keep_all };
    let read_as = args.read.read_as().map_err(ImportError::from)?;
    let inputs = inputs_as(&args.files, &read_as).map_err(ImportError::from)?;
    let imported = contract_record::import(&spec, &store_of(&project), &inputs, &options)?;
    for recording in &imported.written {
        unless_gone(writeln!(out, "{}", project.shown(&recording.path)))?;
    }
    unless_gone(out.flush())?;
    let mut exit = Exit::Clean;
    if !imported.unread.is_empty() {
        exit = exit.or(Exit::Unusable);
    }
    if !imported.refused.is_empty() {
        exit = exit.or(Exit::CardData);
    }
    if imported.read == 0 {
        exit = exit.or(Exit::Nothing);
    }
    // The log may be closed.
    let _: io::Result<()> = tell(&imported, &spec.file, log);
    Ok(exit)
}

fn tell(imported: &Imported, spec: &str, log: &mut dyn Write) -> io::Result<()> {
    warn(imported, spec, log)?;
    for unread in imported.unread.iter().take(MOST_LINES) {
        writeln!(log, "error: {} could not be read: {}", unread.locator, unread.reason)?;
    }
    more(imported.unread.count(), log)?;
    for refused in imported.refused.iter().take(MOST_LINES) {
        refuse(refused, log)?;
    }
    more(imported.refused.count(), log)?;
    sum_up(imported, log)
}

fn warn(imported: &Imported, spec: &str, log: &mut dyn Write) -> io::Result<()> {
    for (origin, reason) in imported.passed_over.iter().take(MOST_LINES) {
        writeln!(log, "warning: no recording of {origin}: {reason}")?;
    }
    more(imported.passed_over.count(), log)?;
    for (origin, place) in imported.misfits.iter().take(MOST_LINES) {
        writeln!(
            log,
            "warning: {origin}: no invented value matches the schema at {place} as the real one did"
        )?;
        writeln!(
            log,
            "  help: `check` may report other findings for this recording than for the traffic; see the schema in {spec}"
        )?;
    }
    more(imported.misfits.count(), log)?;
    for (origin, place) in imported.withheld.iter().take(MOST_LINES) {
        writeln!(
            log,
            "note: {origin}: the public value at {place} was replaced: it has no form that the spec leads to expect, or may \
             be a piece of a card number"
        )?;
    }
    more(imported.withheld.count(), log)?;
    for (origin, why) in imported.without_parts.iter().take(MOST_LINES) {
        note_without_parts(origin, *why, log)?;
    }
    more(imported.without_parts.count(), log)?;
    if imported.exceeded_memory {
        writeln!(
            log,
            "warning: there were more than {} different values, so some equal values are no longer equal; import fewer \
             files at once",
            contract_record::MAX_REMEMBERED
        )?;
    }
    Ok(())
}

/// Logs that a form was replaced as a whole.
pub(super) fn note_without_parts(origin: &str, why: Malformed, log: &mut dyn Write) -> io::Result<()> {
    let why: &str = why.into();
    writeln!(log, "note: {origin}: the form was replaced as a whole, since it has no parts: {why}")
}

/// Logs how many messages were omitted.
fn more(count: usize, log: &mut dyn Write) -> io::Result<()> {
    if count > MOST_LINES { writeln!(log, "... and {} more", count - MOST_LINES) } else { Ok(()) }
}

/// Logs what the gate found in a recording, and where.
pub(super) fn refuse(refused: &Refused, log: &mut dyn Write) -> io::Result<()> {
    for (place, class) in &refused.hits {
        writeln!(log, "error: {}: {class} left in the recording at {place}", refused.origin)?;
    }
    if let Some(limit) = refused.cut_short {
        writeln!(log, "error: {}: the recording could not be searched completely: {limit}", refused.origin)?;
    }
    Ok(())
}

fn sum_up(imported: &Imported, log: &mut dyn Write) -> io::Result<()> {
    let exchanges =
        |count: usize| if count == 1 { "1 exchange".to_owned() } else { format!("{count} exchanges") };
    writeln!(
        log,
        "{} read, {} with nothing new, {} pending",
        exchanges(imported.read),
        imported.duplicates,
        imported.written.len()
    )?;
    let refused = imported.refused.count();
    if refused > 0 {
        let (were, these) = if refused == 1 { ("was", "this place") } else { ("were", "these places") };
        writeln!(
            log,
            "{} {were} left out\n  help: remove `x-sensitivity: public` from {these} in the spec, or take what was \
             found out of the traffic",
            exchanges(refused)
        )?;
    }
    if imported.read == 0 && imported.unanswered > 0 {
        return writeln!(log, "{}", nothing_saved(imported.unanswered));
    }
    if imported.unanswered > 0 {
        writeln!(log, "note: {} were passed over", requests_without_response(imported.unanswered))?;
    }
    if imported.read == 0 {
        return writeln!(log, "error: no exchange was read\n  help: name a file that holds exchanges");
    }
    if imported.written.is_empty() {
        return Ok(());
    }
    writeln!(
        log,
        "help: `cartevo-contract review` shows what each shows; `cartevo-contract accept NAME...` or `accept --all` keeps, \
         `cartevo-contract reject NAME...` deletes"
    )
}

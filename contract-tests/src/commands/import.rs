//! `import`: from recorded traffic to recordings that wait for review.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use clap::builder::TypedValueParser;
use strum::VariantArray as _;

use super::RecordError;
use super::record_error::{opened, project, store_of};
use super::sources::{traffic_format, traffic_help};
use crate::exit::Exit;
use crate::output::unless_gone;
use crate::output::words;
use contract_core::exchange::{EvidenceKind, TrafficFormat, inputs_as};
use contract_core::spec::Format;
use contract_record::{self, ImportError, ImportOptions, Imported, Provenance, Refused};

/// How many lines are said about each kind of thing.
const MOST_LINES: usize = 20;

/// Make recordings of traffic, scrubbed, to wait for review
///
/// Only values that the spec marks `x-sensitivity: public` are kept; all others are invented. Nothing is written
/// if the last check of the scrubbed bytes finds anything. What shows nothing new is left out.
#[derive(Debug, Clone, Args)]
pub struct ImportArgs {
    /// The traffic.
    #[arg(value_name = "FILE", required = true, help = traffic_help())]
    pub files: Vec<PathBuf>,
    /// Read every file as this, whatever its name and its content say
    #[arg(long, value_name = "FORMAT", value_parser = traffic_format())]
    pub input_format: Option<TrafficFormat>,
    /// The OpenAPI 3.0 document, YAML or JSON [default: the project's]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// What kind of evidence the traffic is, where it doesn't say so itself
    #[arg(long, value_name = "KIND", value_parser = evidence_kind())]
    pub kind: Option<EvidenceKind>,
    /// Of when the evidence is
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<String>,
    /// Where the traffic is from, in words; what it says of that itself in words is not kept
    #[arg(long, value_name = "TEXT")]
    pub from: Option<String>,
    /// Keep exchanges that show nothing new, too
    #[arg(long)]
    pub keep_all: bool,
}

/// Reads a kind of evidence. Nobody has traffic that a docs generator invented.
pub(super) fn evidence_kind() -> impl TypedValueParser<Value = EvidenceKind> {
    words(EvidenceKind::VARIANTS.iter().copied().filter(|kind| *kind != EvidenceKind::Filler))
}

fn date(text: &str) -> Result<String, String> {
    if Format::Date.accepts(text) {
        Ok(text.to_owned())
    } else {
        Err("write a date as 2025-10-08".to_owned())
    }
}

/// Imports traffic: the files that were written on `out`, the rest is talk.
///
/// # Errors
/// There is no project or no spec, a file can't be opened, or nothing can be written. Entries that can't be read are
/// no error: the rest is imported, and the end is [`Exit::Unusable`].
pub fn import(args: &ImportArgs, out: &mut dyn Write, talk: &mut dyn Write) -> Result<Exit, RecordError> {
    contract_record::harden_process();
    let Some(project) = project()? else {
        return Err(RecordError::NoStore);
    };
    let spec = opened(&project, args.spec.as_deref())?;
    let provenance = Provenance { kind: args.kind, as_of: args.as_of.clone(), from: args.from.clone() };
    let options = ImportOptions { provenance, keep_all: args.keep_all };
    let inputs = inputs_as(&args.files, args.input_format).map_err(ImportError::from)?;
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
    // Talk that nobody hears is no error.
    let _: io::Result<()> = tell(&imported, &spec.file, talk);
    Ok(exit)
}

fn tell(imported: &Imported, spec: &str, talk: &mut dyn Write) -> io::Result<()> {
    warn(imported, spec, talk)?;
    for unread in imported.unread.iter().take(MOST_LINES) {
        writeln!(talk, "error: {} could not be read: {}", unread.locator, unread.reason)?;
    }
    more(imported.unread.count(), talk)?;
    for refused in imported.refused.iter().take(MOST_LINES) {
        refuse(refused, talk)?;
    }
    more(imported.refused.count(), talk)?;
    sum_up(imported, talk)
}

fn warn(imported: &Imported, spec: &str, talk: &mut dyn Write) -> io::Result<()> {
    for (origin, reason) in imported.passed_over.iter().take(MOST_LINES) {
        writeln!(talk, "warning: no recording of {origin}: {reason}")?;
    }
    more(imported.passed_over.count(), talk)?;
    for (origin, place) in imported.misfits.iter().take(MOST_LINES) {
        writeln!(talk, "warning: {origin}: no invented value fits {place} as the real one did")?;
        writeln!(
            talk,
            "  help: `check` may judge this recording otherwise than the traffic; see the schema in {spec}"
        )?;
    }
    more(imported.misfits.count(), talk)?;
    if imported.exceeded_memory {
        writeln!(
            talk,
            "warning: more than {} different values were met, so some links between values are lost; import fewer \
             files at once",
            contract_record::MAX_REMEMBERED
        )?;
    }
    Ok(())
}

/// Says how many lines were left out.
fn more(count: usize, talk: &mut dyn Write) -> io::Result<()> {
    if count > MOST_LINES { writeln!(talk, "... and {} more", count - MOST_LINES) } else { Ok(()) }
}

/// Says what the gate found in a recording, and where.
pub(super) fn refuse(refused: &Refused, talk: &mut dyn Write) -> io::Result<()> {
    for (place, class) in &refused.hits {
        writeln!(talk, "error: {}: {class} left in the recording at {place}", refused.origin)?;
    }
    if let Some(limit) = refused.cut_short {
        writeln!(talk, "error: {}: the recording could not be searched to its end: {limit}", refused.origin)?;
    }
    Ok(())
}

fn sum_up(imported: &Imported, talk: &mut dyn Write) -> io::Result<()> {
    let exchanges =
        |count: usize| if count == 1 { "1 exchange".to_owned() } else { format!("{count} exchanges") };
    writeln!(
        talk,
        "{} read, {} with nothing new, {} pending",
        exchanges(imported.read),
        imported.duplicates,
        imported.written.len()
    )?;
    if !imported.refused.is_empty() {
        return writeln!(
            talk,
            "nothing was written\n  help: mark these places otherwise than `x-sensitivity: public` in the spec, or \
             take these exchanges out of the traffic"
        );
    }
    if imported.read == 0 {
        return writeln!(talk, "error: no exchange was read\n  help: name a file that holds exchanges");
    }
    if imported.written.is_empty() {
        return Ok(());
    }
    writeln!(
        talk,
        "help: `cartevo-contract review` shows what each shows; `cartevo-contract accept NAME...` or `accept --all` keeps, \
         `cartevo-contract reject NAME...` deletes"
    )
}

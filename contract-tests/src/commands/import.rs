//! `import`: from recorded traffic to recordings that wait for review.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::exchange::EvidenceKind;
use crate::exit::Exit;
use crate::record::{ImportOptions, Imported, Provenance, Refused, Store, import};
use crate::spec::Spec;

/// Make recordings of traffic, scrubbed, to wait for review
///
/// Only values that the spec marks `x-sensitivity: public` are kept; all others are invented. Nothing is written
/// if the last check of the scrubbed bytes finds anything. What shows nothing new is left out.
#[derive(Debug, Clone, Args)]
pub struct ImportArgs {
    /// Traffic: `.har`, `.ndjson`, `.jsonl` (plain, `.gz`, `.zst`), recordings, a folder, or `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// What kind of evidence the traffic is, where it doesn't say so itself
    #[arg(long, value_name = "KIND")]
    pub kind: Option<Kind>,
    /// Of when the evidence is
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<String>,
    /// Where the traffic is from, in words
    #[arg(long, value_name = "TEXT")]
    pub from: Option<String>,
    /// Keep exchanges that show nothing new, too
    #[arg(long)]
    pub keep_all: bool,
}

/// A kind of evidence, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A deployed server answered
    Live,
    /// A sample in the docs with values only a live server could have made
    Sample,
    /// A server built from published source answered
    Source,
    /// Docs written by hand
    Prose,
}

impl From<Kind> for EvidenceKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Live => Self::Live,
            Kind::Sample => Self::Sample,
            Kind::Source => Self::Source,
            Kind::Prose => Self::Prose,
        }
    }
}

fn date(text: &str) -> Result<String, String> {
    match text.parse::<jiff::civil::Date>() {
        Ok(date) if date.to_string() == text => Ok(text.to_owned()),
        _ => Err("write a date as 2025-10-08".to_owned()),
    }
}

/// Runs the command: the files that were written on `out`, the rest on `err`.
///
/// # Errors
///
/// Fails if nothing can be written there. What else goes wrong is reported, and ends the run with
/// [`Exit::Unusable`] or [`Exit::CardData`].
pub fn run(
    args: &ImportArgs,
    spec: &Spec,
    store: &Store,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let provenance = Provenance {
        kind: args.kind.map(EvidenceKind::from),
        as_of: args.as_of.clone(),
        from: args.from.clone(),
    };
    let options = ImportOptions { provenance, keep_all: args.keep_all };
    let imported = match import(spec, store, &args.files, &options) {
        Ok(imported) => imported,
        Err(error) => {
            writeln!(err, "error: {error}")?;
            return Ok(Exit::Unusable);
        }
    };
    warn(&imported, &spec.file, err)?;
    for unread in &imported.unread {
        writeln!(err, "error: failed to read {}: {}", unread.locator, unread.reason)?;
    }
    for refused in &imported.refused {
        refuse(refused, err)?;
    }
    for recording in &imported.written {
        writeln!(out, "{}", recording.path.display())?;
    }
    out.flush()?;
    sum_up(&imported, err)?;
    Ok(match &imported {
        imported if !imported.unread.is_empty() => Exit::Unusable,
        imported if !imported.refused.is_empty() => Exit::CardData,
        _ => Exit::Clean,
    })
}

fn warn(imported: &Imported, spec: &str, err: &mut dyn Write) -> io::Result<()> {
    for (origin, reason) in &imported.passed_over {
        writeln!(err, "warning: no recording of {origin}: {reason}")?;
    }
    for (origin, place) in &imported.misfits {
        writeln!(err, "warning: {origin}: no invented value fits {place} as the real one did")?;
        writeln!(
            err,
            "  help: `check` may judge this recording otherwise than the traffic; see the schema in {spec}"
        )?;
    }
    if imported.forgot {
        writeln!(
            err,
            "warning: more than {} different values were met, so some links between values are lost; import fewer \
             files at once",
            crate::record::REMEMBERED
        )?;
    }
    Ok(())
}

fn refuse(refused: &Refused, err: &mut dyn Write) -> io::Result<()> {
    for (place, class) in &refused.hits {
        writeln!(err, "error: {}: {class} left in the recording at {place}", refused.origin)?;
    }
    if let Some(limit) = refused.cut_short {
        writeln!(err, "error: {}: the recording could not be searched to its end: {limit}", refused.origin)?;
    }
    Ok(())
}

fn sum_up(imported: &Imported, err: &mut dyn Write) -> io::Result<()> {
    let exchanges =
        |count: usize| if count == 1 { "1 exchange".to_owned() } else { format!("{count} exchanges") };
    writeln!(
        err,
        "{} read, {} with nothing new, {} pending",
        exchanges(imported.read),
        imported.duplicates,
        imported.written.len()
    )?;
    if !imported.refused.is_empty() {
        return writeln!(
            err,
            "nothing was written\n  help: mark these places otherwise than `x-sensitivity: public` in the spec, or \
             take these exchanges out of the traffic"
        );
    }
    if imported.written.is_empty() {
        return Ok(());
    }
    writeln!(
        err,
        "help: `cartevo-contract pending` lists what waits, `cartevo-contract accept NAME...` or `accept --all` keeps \
         it, `cartevo-contract reject NAME...` deletes it"
    )
}

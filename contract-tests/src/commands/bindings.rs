//! `bindings`: the API that the spec generates for the client.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::bindings::{GenerateError, ItemChange, changes, generated};
use crate::exit::Exit;
use crate::output::ResultFormat;
use crate::output::unless_gone;
use crate::project::{Key, Project, ProjectError};
use crate::report::write_whole;
use contract_docs::shown;

/// Arguments of `bindings`.
#[derive(Debug, Args)]
pub struct BindingsArgs {
    /// Write nothing, and exit with 4 if the lock differs from what the spec generates
    #[arg(long)]
    pub check: bool,
    /// The OpenAPI 3.0 document, YAML, in one file [default: the project's]
    #[arg(long, value_name = "FILE", requires = "lock")]
    pub spec: Option<PathBuf>,
    /// The lock [default: the project's]
    #[arg(long, value_name = "FILE")]
    pub lock: Option<PathBuf>,
    /// The output format of the changes
    #[arg(long, value_enum, default_value_t)]
    pub format: ResultFormat,
}

/// An error of `bindings`.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum BindingsError {
    /// There is no project, or it has no spec.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Project(#[from] ProjectError),
    /// The client cannot be generated from the spec.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Generate(#[from] GenerateError),
    /// The working directory no longer exists.
    #[error("cannot determine the working directory: {0}")]
    #[diagnostic(help("change to a folder that exists"))]
    NoWorkingDirectory(io::Error),
    /// A file cannot be read.
    #[error("cannot read {path}: {error}", path = contract_core::harmless::path(path))]
    #[diagnostic(help("check its name and its permissions"))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
    /// The lock cannot be written.
    #[error("cannot write {path}: {error}", path = contract_core::harmless::path(path))]
    #[diagnostic(help("name a file in a folder that exists and can be written to"))]
    Unwritten {
        /// The file.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
    /// Standard output cannot be written.
    #[error("cannot write to standard output: {0}")]
    #[diagnostic(help("check where it is redirected to"))]
    Output(io::Error),
}

/// The lock as it is and as generated from the spec.
pub(super) struct Locked {
    path: PathBuf,
    shown: String,
    /// The current content; `None` if there is no lock.
    is: Option<String>,
    generated: String,
}

impl Locked {
    /// Reads the lock and generates from the spec.
    ///
    /// # Errors
    /// The spec cannot be read, the client cannot be generated from it, or the lock cannot be read.
    pub(super) fn load(spec: Option<&PathBuf>, lock: Option<&PathBuf>) -> Result<Self, BindingsError> {
        let here = std::env::current_dir().map_err(BindingsError::NoWorkingDirectory)?;
        let project = Project::find(&here)?;
        let own = || project.as_ref().ok_or(ProjectError::NoProject);
        let spec = spec.map_or_else(|| own()?.spec(), |path| Ok(path.clone()))?;
        let path = match lock {
            Some(path) => path.clone(),
            None => own()?.path(Key::BindingsLock),
        };
        let name = |path: &PathBuf| match &project {
            Some(project) => project.shown(path),
            None => path.to_string_lossy().into_owned(),
        };
        let unreadable = |path: &PathBuf, error| BindingsError::Unreadable { path: path.clone(), error };
        let text = fs::read_to_string(&spec).map_err(|error| unreadable(&spec, error))?;
        let is = match fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(unreadable(&path, error)),
        };
        let shown = name(&path);
        Ok(Self { generated: generated(&text, &name(&spec))?, is, path, shown })
    }

    /// The name of the lock in messages.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// The changes from the lock to the spec.
    fn changes(&self) -> Vec<ItemChange> {
        changes(self.is.as_deref().unwrap_or_default(), &self.generated)
    }

    /// True if the lock equals what the spec generates.
    pub(super) fn is_current(&self) -> bool {
        self.is.is_some() && self.changes().is_empty()
    }
}

/// Reports how the spec changes the generated API, and writes the lock unless `--check` is given.
///
/// # Errors
/// There is no spec, the client cannot be generated from it, the lock cannot be read or written, or the
/// result cannot be written.
pub fn bindings(
    args: &BindingsArgs,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<Exit, BindingsError> {
    let locked = Locked::load(args.spec.as_ref(), args.lock.as_ref())?;
    let changes = locked.changes();
    let written = match args.format {
        ResultFormat::Text => text(&locked, &changes, out),
        ResultFormat::Json => json(&changes, out),
    };
    unless_gone(written.and_then(|()| out.flush())).map_err(BindingsError::Output)?;
    if locked.is_current() {
        return Ok(Exit::Clean);
    }
    if args.check {
        return Ok(Exit::StaleLock);
    }
    // The lock has names of the document only, as the client generated from it has them: nothing of strangers that the
    // door of the output would have to look at.
    write_whole(&locked.path, locked.generated.as_bytes())
        .map_err(|error| BindingsError::Unwritten { path: locked.path.clone(), error })?;
    // If this fails, there is no other way to report it.
    let _ = writeln!(log, "wrote {}", shown(&locked.shown));
    Ok(Exit::Clean)
}

fn text(locked: &Locked, changes: &[ItemChange], out: &mut dyn Write) -> io::Result<()> {
    if locked.is_current() {
        let items = locked.generated.lines().filter(|line| !line.starts_with('#')).count();
        return writeln!(out, "{} is up to date: {items} items", locked.shown);
    }
    if locked.is.is_none() {
        writeln!(out, "there is no {}; `cartevo-contract bindings` writes it", locked.shown)?;
    }
    for change in changes {
        let breaking = if change.breaking { "breaking" } else { "not breaking" };
        match (&change.before, &change.after) {
            (Some(before), Some(after)) => {
                writeln!(out, "changed ({breaking}): {}\n  to: {}", shown(before), shown(after))?;
            }
            (None, Some(item)) => writeln!(out, "added ({breaking}): {}", shown(item))?,
            (Some(item), None) => writeln!(out, "removed ({breaking}): {}", shown(item))?,
            (None, None) => {}
        }
    }
    let count = |matches: fn(&ItemChange) -> bool| changes.iter().filter(|change| matches(change)).count();
    writeln!(
        out,
        "{} items added, {} removed, {} changed; {} of these changes are breaking",
        count(|change| change.before.is_none()),
        count(|change| change.after.is_none()),
        count(|change| change.before.is_some() && change.after.is_some()),
        count(|change| change.breaking),
    )
}

fn json(changes: &[ItemChange], out: &mut dyn Write) -> io::Result<()> {
    let of = |matches: fn(&ItemChange) -> bool| -> Vec<&ItemChange> {
        changes.iter().filter(|change| matches(change)).collect()
    };
    let document = json!({
        "added": of(|change| change.before.is_none()),
        "removed": of(|change| change.after.is_none()),
        "changed": of(|change| change.before.is_some() && change.after.is_some()),
        "breaking": changes.iter().any(|change| change.breaking),
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

//! `check`: exchanges against the spec.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::CheckError;
use crate::cli::run::unless_gone;
use crate::cli::{Format, Output};
use crate::exchange::{Entry, Input, Reader, Unread, inputs};
use crate::exit::Exit;
use crate::ledger::Ledger;
use crate::project::{Project, ProjectError};
use crate::report::{Coverage, Report, Sources, Summary, json, text, write_whole};
use crate::rules::{Level, Levels};
use crate::spec::Spec;
use crate::verdict::Checker;

/// How many lines are said about each kind of thing on the way.
const MOST_LINES: usize = 20;

/// What to check, and how.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Recordings, folders of them, .har, .ndjson or .jsonl files (plain, .gz, .zst), or - for standard input
    /// [default: contract-tests/recordings of the project]
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// The OpenAPI 3.0 document, YAML or JSON [default: the one in openapi/ of the project]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The ledger of corrections [default: openapi/corrections.toml of the project, unless --spec names another spec]
    #[arg(long, value_name = "FILE")]
    pub corrections: Option<PathBuf>,
    /// Write a report: text or json, to standard output or as FORMAT=FILE to a file; repeatable [default: text]
    #[arg(long = "format", value_name = "FORMAT[=FILE]")]
    pub formats: Vec<Output>,
    /// Make findings of a rule (code or name) errors; repeatable, and stronger than -W and -A
    #[arg(short = 'D', long = "deny", value_name = "RULE")]
    pub deny: Vec<String>,
    /// Make findings of a rule warnings; repeatable, and stronger than -A
    #[arg(short = 'W', long = "warn", value_name = "RULE")]
    pub warn: Vec<String>,
    /// Leave findings of a rule out; repeatable
    #[arg(short = 'A', long = "allow", value_name = "RULE")]
    pub allow: Vec<String>,
    /// How many exchanges to name for each finding; 0 names all
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub max_examples: usize,
    /// Show settled findings in full
    #[arg(short, long)]
    pub verbose: bool,
    /// Show nothing but findings that fail the check
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
}

/// Everything a check starts from.
struct Setup {
    spec: Spec,
    ledger: Option<Ledger>,
    levels: Levels,
    inputs: Vec<Input>,
}

/// Checks the sources and writes the reports.
///
/// # Errors
/// There is no spec or it cannot be used, a source or the ledger cannot be read, a rule does not exist, or a report
/// cannot be written. Entries that cannot be read are no error: the rest is checked, and the end is
/// [`Exit::Unusable`].
pub fn check(
    args: &CheckArgs,
    color: bool,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Exit, CheckError> {
    refuse_same_place(&args.formats)?;
    let setup = setup(args)?;
    if !args.quiet {
        let lines = setup.spec.cautions.iter().map(|caution| format!("caution: {caution}"));
        say(talk, lines, setup.spec.cautions.len());
    }
    let mut summary = Summary::new(args.max_examples);
    let mut checker = Checker::new(&setup.spec);
    for (number, input) in setup.inputs.iter().enumerate() {
        read(input, u32::try_from(number).unwrap_or(u32::MAX), &mut checker, &mut summary);
    }
    summary.learn(checker.learned());
    let coverage = Coverage {
        operations: checker.reach().operations(&setup.spec),
        assertions: checker.reach().assertions(&setup.spec),
    };
    let sources =
        Sources { spec: &setup.spec, ledger: setup.ledger.as_ref(), levels: &setup.levels, coverage };
    let report = Report::new(&summary, sources);
    write_reports(args, color, &report, out)?;
    Ok(end(&report, &summary, talk))
}

fn setup(args: &CheckArgs) -> Result<Setup, CheckError> {
    let mut levels = Levels::default();
    for (names, level) in
        [(&args.allow, Level::Allow), (&args.warn, Level::Warning), (&args.deny, Level::Error)]
    {
        for name in names {
            levels.set(name, level)?;
        }
    }
    let here = std::env::current_dir().map_err(CheckError::NoWorkingDirectory)?;
    let project = Project::find(&here);
    let (spec_path, is_own) = spec_path(args, project.as_ref())?;
    let spec_name = match (&args.spec, &project) {
        (None, Some(project)) => project.shown(&spec_path),
        _ => spec_path.to_string_lossy().into_owned(),
    };
    let ledger = match (&args.corrections, project.as_ref().and_then(Project::ledger)) {
        (Some(path), _) => Some(Ledger::load(path, &path.to_string_lossy())?),
        (None, Some(path)) if is_own => {
            let shown = project.as_ref().map_or_else(String::new, |project| project.shown(&path));
            Some(Ledger::load(&path, &shown)?)
        }
        _ => None,
    };
    let spec = Spec::load(&spec_path, &spec_name)?;
    let inputs = match (&project, args.sources.is_empty()) {
        (_, false) => inputs(&args.sources)?,
        (None, true) => return Err(ProjectError::NoProject.into()),
        (Some(project), true) => {
            let mut found = inputs(&[project.recordings()])?;
            for input in &mut found {
                let shown = input.path.as_ref().map(|path| project.shown(path));
                input.name = shown.map_or_else(|| input.name.clone(), Into::into);
            }
            found
        }
    };
    Ok(Setup { spec, ledger, levels, inputs })
}

/// The spec to use, and whether it is the project's own.
fn spec_path(args: &CheckArgs, project: Option<&Project>) -> Result<(PathBuf, bool), CheckError> {
    let Some(named) = &args.spec else {
        let project = project.ok_or(ProjectError::NoProject)?;
        return Ok((project.spec()?, true));
    };
    let own = project.and_then(|project| project.spec().ok()).and_then(|path| path.canonicalize().ok());
    let is_own = own.is_some() && own == named.canonicalize().ok();
    Ok((named.clone(), is_own))
}

fn read(input: &Input, number: u32, checker: &mut Checker<'_>, summary: &mut Summary) {
    let mut reader = match Reader::open(input) {
        Ok(reader) => reader,
        Err(error) => {
            let locator = crate::exchange::Locator { source: input.name.clone(), index: 0 };
            let reason = error.to_string().lines().next().unwrap_or_default().to_owned();
            return summary.add_unread(Unread { locator, reason });
        }
    };
    while let Some(entry) = reader.next_entry() {
        match entry {
            Entry::Unread(unread) => summary.add_unread(unread),
            Entry::Exchange(exchange) => {
                summary.begin(number, exchange.locator);
                let operation = checker.check(&exchange, &mut |observation| summary.observe(observation));
                if let Some(operation) = operation {
                    summary.end(operation, exchange.response.status);
                }
            }
        }
    }
}

fn refuse_same_place(formats: &[Output]) -> Result<(), CheckError> {
    for (at, output) in formats.iter().enumerate() {
        if formats.iter().skip(at + 1).any(|other| other.file == output.file) {
            let place =
                output.file.as_ref().map_or("standard output".into(), |file| file.display().to_string());
            return Err(CheckError::SamePlace(place));
        }
    }
    Ok(())
}

fn write_reports(
    args: &CheckArgs,
    color: bool,
    report: &Report<'_>,
    out: &mut dyn Write,
) -> Result<(), CheckError> {
    let standard = [Output { format: Format::Text, file: None }];
    let formats = if args.formats.is_empty() { &standard[..] } else { &args.formats };
    for output in formats {
        let style =
            text::Style { color: color && output.file.is_none(), verbose: args.verbose, quiet: args.quiet };
        let render = |out: &mut dyn Write| match output.format {
            Format::Text => text::write(report, style, out),
            Format::Json => json::write(report, out),
        };
        let failed = |path: &std::path::Path| {
            let path = path.to_owned();
            move |error| CheckError::Output { path, error }
        };
        match &output.file {
            None => {
                let written = render(&mut *out).and_then(|()| out.flush());
                unless_gone(written).map_err(failed("standard output".as_ref()))?;
            }
            Some(path) => {
                let mut bytes = Vec::new();
                render(&mut bytes).and_then(|()| write_whole(path, &bytes)).map_err(failed(path))?;
            }
        }
    }
    Ok(())
}

fn end(report: &Report<'_>, summary: &Summary, talk: &mut dyn Write) -> Exit {
    let mut exit = if report.failing() > 0 { Exit::Findings } else { Exit::Clean };
    if summary.unread() > 0 {
        let lines = summary
            .unread_examples()
            .iter()
            .map(|unread| format!("error: {} could not be read: {}", unread.locator, unread.reason));
        say(talk, lines, usize::try_from(summary.unread()).unwrap_or(usize::MAX));
        exit = exit.or(Exit::Unusable);
    }
    if summary.exchanges() == 0 {
        let line =
            "error: no exchange was read, so nothing was checked\n  help: name a source that holds exchanges";
        say(talk, std::iter::once(line.to_owned()), 1);
        exit = exit.or(Exit::Nothing);
    }
    exit
}

/// Says some of the lines, and how many more there are. Talk that nobody hears is no error.
fn say(talk: &mut dyn Write, lines: impl Iterator<Item = String>, count: usize) {
    let mut said = 0;
    for line in lines.take(MOST_LINES) {
        let line: String =
            line.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect();
        let _: io::Result<()> = writeln!(talk, "{line}");
        said += 1;
    }
    if count > said {
        let _: io::Result<()> = writeln!(talk, "... and {} more", count - said);
    }
}

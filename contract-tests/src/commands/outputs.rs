//! Writes reports to their destinations.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::output::{Door, Output, Passing, unless_gone};
use crate::report::{
    Audience, FindingsWriter, Rendering, Report, ReportFormat, Style, step_summary, write_whole,
};

/// The variable with the file that GitHub shows as the summary of a step.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// An error while writing reports.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum OutputError {
    /// Two reports have the same destination.
    #[error("two reports would go to {0}")]
    #[diagnostic(help("write each to its own file: `--format text --format json=report.json`"))]
    SamePlace(String),
    /// A report could not be written.
    #[error("cannot write {path}: {error}", path = contract_core::harmless::path(path))]
    #[diagnostic(help("name a file in a folder that exists and can be written to"))]
    Unwritable {
        /// The file, or `standard output`.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
}

impl OutputError {
    /// Standard output could not be written.
    pub(super) fn standard_output(error: io::Error) -> Self {
        Self::Unwritable { path: "standard output".into(), error }
    }
}

/// The given reports, or by default the text report.
pub(super) fn or_standard(asked: &[Output]) -> Vec<Output> {
    if asked.is_empty() {
        return vec![Output { format: ReportFormat::default(), file: None }];
    }
    asked.to_vec()
}

/// True if a text report on standard output states what it omits.
pub(super) fn tells_people(outputs: &[Output]) -> bool {
    let is_there =
        |output: &Output| output.format.row().audience == Audience::Terminal && output.file.is_none();
    outputs.iter().any(is_there)
}

/// Rejects two reports with the same destination.
pub(super) fn refuse_same_place(outputs: &[Output]) -> Result<(), OutputError> {
    for (at, output) in outputs.iter().enumerate() {
        if outputs.iter().skip(at + 1).any(|other| other.file == output.file) {
            let place = output
                .file
                .as_ref()
                .map_or("standard output".into(), |file| contract_core::harmless::path(file));
            return Err(OutputError::SamePlace(place));
        }
    }
    Ok(())
}

/// Writes a report that consists of findings.
pub(super) fn write_findings(
    output: &Output,
    write: FindingsWriter,
    report: &Report<'_>,
    style: Style,
    out: &mut dyn Write,
) -> Result<(), OutputError> {
    let is_step = output.format.row().audience == Audience::GithubStep;
    let step = if is_step { write_step_summary(report)? } else { None };
    let rendering = Rendering { report, style, step };
    put(output, &|out| write(&rendering, out), out)
}

/// Writes a rendered report to standard output, or atomically to a file.
pub(super) fn put(
    output: &Output,
    render: &dyn Fn(&mut dyn Write) -> io::Result<()>,
    out: &mut dyn Write,
) -> Result<(), OutputError> {
    let Some(path) = &output.file else {
        let written = render(&mut *out).and_then(|()| out.flush());
        return unless_gone(written).map_err(OutputError::standard_output);
    };
    let annotated = output.format.row().audience == Audience::GithubStep;
    let mut bytes = Vec::new();
    let mut door = Door::new(&mut bytes, Passing::Data { colored: false, annotated });
    let rendered = render(&mut door).and_then(|()| door.flush());
    rendered.and_then(|()| write_whole(path, &bytes)).map_err(failed(path))
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> OutputError {
    let path = path.to_owned();
    move |error| OutputError::Unwritable { path, error }
}

/// Appends the report to the step summary if run by GitHub Actions. Returns how many findings it lists.
fn write_step_summary(report: &Report<'_>) -> Result<Option<step_summary::Listed>, OutputError> {
    let Some(path) = std::env::var_os(STEP_SUMMARY).filter(|path| !path.is_empty()).map(PathBuf::from) else {
        return Ok(None);
    };
    step_summary::append(report, &path).map(Some).map_err(failed(&path))
}

//! Searches files and writes findings to one stream and everything else to another.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::detector::Detector;
use super::files::{FileReport, search_paths, search_reader};
use super::finding::{Class, Finding, Limit, Report};
use super::harmless::harmless;

/// Stands for standard input.
const STDIN: &str = "-";
/// The characters at the start and the end of what was found in a path that are shown.
const SHOWN_START: usize = 6;
const SHOWN_END: usize = 4;

/// The result of a search.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ScanSummary {
    /// How many files were searched, including those that failed.
    pub searched: usize,
    /// How many findings there are.
    pub hits: usize,
    /// How many files have findings.
    pub files: usize,
    /// How many files could not be read to their end.
    pub failures: usize,
    /// How many files of folders hold something that cannot be looked into.
    pub sealed: usize,
}

impl ScanSummary {
    /// True if at least one file was searched, and every file to its end.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.searched > 0 && self.failures == 0
    }

    /// A summary in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match (self.hits, self.failures) {
            _ if self.searched == 0 => {
                "error: there is no file to search\n  help: name files, or folders with files that git does not ignore"
                    .to_owned()
            }
            (0, 0) => format!("{} searched, no card data found{}", count(self.searched, "file"), self.aside()),
            (0, failures) => format!("{} not searched to the end", count(failures, "file")),
            (hits, _) => format!(
                "{} in {} of {}{}\n  help: delete what was found, or have it invented anew: \
                 `cartevo-contract import FILE` makes recordings without it",
                count(hits, "hit"),
                count(self.files, "file"),
                self.searched,
                self.aside()
            ),
        }
    }

    fn aside(&self) -> String {
        match self.sealed {
            0 => String::new(),
            sealed => format!("; {} with what cannot be looked into", count(sealed, "file")),
        }
    }
}

/// Searches files and folders; `-` is `stdin`. Writes one line for each hit to `out`, and to `log` what was not
/// searched. No hit is ever shown.
///
/// # Errors
/// `out` or `log` cannot be written, other than because its reader went away. Files that cannot be read are no error: the rest is searched, and
/// [`ScanSummary::failures`] counts them.
pub fn scan(
    paths: &[PathBuf],
    stdin: impl Read,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> io::Result<ScanSummary> {
    let detector = Detector::default();
    let (streams, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.iter().cloned().partition(|path| path.as_os_str() == STDIN);
    let mut reports = search_paths(&detector, &paths);
    if let Some(path) = streams.into_iter().next() {
        reports.push(FileReport { path, is_named: true, outcome: search_reader(&detector, stdin) });
    }
    let mut summary = ScanSummary { searched: reports.len(), ..ScanSummary::default() };
    for report in &reports {
        unless_gone(summary.tell(report, &detector, out, log))?;
    }
    unless_gone(out.flush())?;
    Ok(summary)
}

/// A closed pipe (`| head`) is no error; the remaining files are still searched and counted.
fn unless_gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

impl ScanSummary {
    fn tell(
        &mut self,
        file: &FileReport,
        detector: &Detector,
        out: &mut dyn Write,
        log: &mut dyn Write,
    ) -> io::Result<()> {
        let (path, in_name) = shown(&file.path, detector);
        let report = match &file.outcome {
            Ok(report) => report,
            Err(error) => {
                self.failures += 1;
                return writeln!(log, "error: cannot read {path}: {error}");
            }
        };
        let before = self.hits;
        if in_name {
            self.hits += 1;
            writeln!(out, "{path}: card data in the name of the file")?;
        }
        for finding in &report.findings {
            self.hits += 1;
            writeln!(out, "{path}:{}:{}: {}", finding.line, finding.column, finding.describe())?;
        }
        self.files += usize::from(self.hits > before);
        self.tell_sealed(file.is_named, report, &path, log)?;
        self.tell_limit(report, &path, log)
    }

    /// Tells what could not be looked into. Only whoever names a file expects it to be searched.
    fn tell_sealed(
        &mut self,
        is_named: bool,
        report: &Report,
        path: &str,
        log: &mut dyn Write,
    ) -> io::Result<()> {
        let Some(what) = report.sealed else { return Ok(()) };
        if is_named {
            self.failures += 1;
            return writeln!(log, "error: {path} holds {what}, which cannot be looked into; unpack it first");
        }
        self.sealed += 1;
        writeln!(log, "warning: {path} holds {what}, which cannot be looked into")
    }

    fn tell_limit(&mut self, report: &Report, path: &str, log: &mut dyn Write) -> io::Result<()> {
        match &report.cut_short {
            None => Ok(()),
            Some(Limit::Findings) => writeln!(log, "there is more in {path} than is listed"),
            Some(limit) => {
                self.failures += 1;
                writeln!(
                    log,
                    "error: {path} was not searched to its end: {limit}; search its parts one by one"
                )
            }
        }
    }
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// The path for display, and whether its name holds card data. Terminal controls are replaced. Of what was found, the
/// first six and the last four characters stay, which are no secret, so that the file can be found.
fn shown(path: &Path, detector: &Detector) -> (String, bool) {
    let text = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let report = detector.search(text.as_bytes());
    let in_name = report.findings.iter().any(|finding| !is_id(&text, finding)) || report.cut_short.is_some();
    let mut shown: Vec<char> = text.chars().collect();
    for finding in report.findings.iter().filter(|_| in_name) {
        let start = text.get(..finding.offset).map_or(0, |before| before.chars().count());
        let length = shown[start..].iter().take_while(|c| !matches!(c, '/' | '\\')).count();
        let hidden = (start + SHOWN_START).min(start + length)..(start + length).saturating_sub(SHOWN_END);
        for c in shown.get_mut(hidden).into_iter().flatten().filter(|c| c.is_alphanumeric()) {
            *c = '*';
        }
    }
    (harmless(&shown.into_iter().collect::<String>()), in_name)
}

/// True for a number that programs make up as the name of a file: 13 or 17 to 19 digits in one piece.
fn is_id(path: &str, finding: &Finding) -> bool {
    let digits =
        path.get(finding.offset..).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    finding.class == Class::CardNumber && finding.path.is_empty() && matches!(digits, 13 | 17..)
}

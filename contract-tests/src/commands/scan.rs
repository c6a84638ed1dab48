//! `scan`: is there card data in these files?

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::RecordError;
use crate::cli::run::unless_gone;
use crate::exit::Exit;
use card_data::{Detector, FileReport, Limit, Report, search_paths, search_reader};
use contract_core::exchange::STDIN;

/// Search files for card numbers, security codes and credentials
///
/// Folders are searched as git sees them: hidden files belong, `.git` and ignored files do not. Text and binary
/// files of any size are read, also through percent-encoding, hex, base64, JWT, gzip, Zstandard, UTF-16 and backslash
/// escapes, up to four layers deep. No hit is ever shown.
#[derive(Debug, Clone, Args)]
pub struct ScanArgs {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,
}

/// Searches files: one line a hit on `out`, the rest is talk.
///
/// # Errors
/// Nothing can be written to `out`. Files that can't be read are no error: the rest is searched, and the end is
/// [`Exit::Unusable`].
pub fn scan(args: &ScanArgs, out: &mut dyn Write, talk: &mut dyn Write) -> Result<Exit, RecordError> {
    let detector = Detector::default();
    let (streams, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        args.paths.iter().cloned().partition(|path| path.as_os_str() == STDIN);
    let mut reports = search_paths(&detector, &paths);
    if let Some(path) = streams.into_iter().next() {
        reports.push(FileReport { path, outcome: search_reader(&detector, io::stdin().lock()) });
    }
    let mut tally = Tally::default();
    for report in &reports {
        unless_gone(tally.tell(report, &detector, out, talk))?;
    }
    unless_gone(out.flush())?;
    Ok(tally.sum_up(reports.len(), talk))
}

#[derive(Default)]
struct Tally {
    hits: usize,
    files: usize,
    failures: usize,
}

impl Tally {
    fn tell(
        &mut self,
        report: &FileReport,
        detector: &Detector,
        out: &mut dyn Write,
        talk: &mut dyn Write,
    ) -> io::Result<()> {
        let (path, in_name) = shown(&report.path, detector);
        match &report.outcome {
            Err(error) => {
                self.failures += 1;
                writeln!(talk, "error: cannot read {path}: {error}")?;
            }
            Ok(Report { findings, cut_short }) => {
                let before = self.hits;
                if in_name {
                    self.hits += 1;
                    writeln!(out, "{path}: card data in the name of the file")?;
                }
                for finding in findings {
                    self.hits += 1;
                    writeln!(out, "{path}:{}:{}: {}", finding.line, finding.column, finding.describe())?;
                }
                if *cut_short == Some(Limit::Findings) {
                    writeln!(talk, "there is more in {path} than is listed")?;
                } else if let Some(limit) = cut_short {
                    self.failures += 1;
                    writeln!(
                        talk,
                        "error: {path} was not searched to its end: {limit}; search its parts one by one"
                    )?;
                }
                self.files += usize::from(self.hits > before);
            }
        }
        Ok(())
    }

    fn sum_up(&self, searched: usize, talk: &mut dyn Write) -> Exit {
        let files = |count: usize| if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
        let text = match (self.hits, self.failures) {
            _ if searched == 0 => {
                "error: there is no file to search\n  help: name files, or folders with files that git does not ignore"
                    .to_owned()
            }
            (0, 0) => format!("{} searched, no card data found", files(searched)),
            (0, failures) => format!("{} not searched to the end", files(failures)),
            (hits, _) => {
                let hits = if hits == 1 { "1 hit".to_owned() } else { format!("{hits} hits") };
                format!(
                    "{hits} in {} of {searched}\n  help: delete what was found, or have it invented anew: \
                     `cartevo-contract import FILE` makes recordings without it",
                    files(self.files)
                )
            }
        };
        // Talk that nobody hears is no error.
        let _: io::Result<()> = writeln!(talk, "{text}");
        let unsearched = if self.failures > 0 || searched == 0 { Exit::Unusable } else { Exit::Clean };
        unsearched.or(if self.hits > 0 { Exit::CardData } else { Exit::Clean })
    }
}

/// A path for people: control characters are escaped, and digits hidden if they are card data.
fn shown(path: &Path, detector: &Detector) -> (String, bool) {
    let text = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let in_name = !detector.search(text.as_bytes()).is_clean();
    let shown = text
        .chars()
        .flat_map(|c| match c {
            c if c.is_control() => c.escape_default().collect::<Vec<_>>(),
            c if in_name && c.is_alphanumeric() => vec!['*'],
            c => vec![c],
        })
        .collect();
    (shown, in_name)
}

//! The report as the summary of a step of GitHub Actions.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use super::markdown;
use crate::report::Report;

/// GitHub throws a larger summary away, with everything else in it.
const MOST_BYTES: u64 = 1024 * 1024;

/// What a summary of a step holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// How many findings it had no room for.
    pub left_out: u64,
}

/// Appends the report as Markdown to `path`, as much as there is room for. Other commands of the step may have
/// written there before.
///
/// # Errors
/// The file cannot be written to.
pub fn append(report: &Report<'_>, path: &Path) -> io::Result<Listed> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    let there = file.metadata()?.len();
    let room = usize::try_from(MOST_BYTES.saturating_sub(there)).unwrap_or(usize::MAX);
    let (text, left_out) = markdown::within(report, room);
    // One write, so that a command that appends at the same time does not come in between.
    file.write_all(text.as_bytes())?;
    Ok(Listed { left_out })
}

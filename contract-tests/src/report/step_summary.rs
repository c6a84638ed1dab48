//! The report as a step summary of GitHub Actions.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use card_data::{TextForm, withhold};

use super::markdown;
use crate::report::Report;

/// What a step summary lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// How many findings it omits.
    pub left_out: u64,
}

/// Appends the report as Markdown to `path`, as far as it fits. Other commands of the step may have written
/// to the file before.
///
/// # Errors
/// The file cannot be written.
pub fn append(report: &Report<'_>, path: &Path) -> io::Result<Listed> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    let there = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    let (text, left_out) = markdown::within(report, markdown::MOST_BYTES.saturating_sub(there));
    // A single write, so that other commands that append at the same time cannot interleave.
    file.write_all(withhold(&text, TextForm::Plain).as_bytes())?;
    Ok(Listed { left_out })
}

//! The destinations of reports.

use std::path::PathBuf;
use std::str::FromStr;

use strum::VariantArray as _;

use crate::report::ReportFormat;

/// A report to write: `FORMAT` to standard output, `FORMAT=FILE` to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The format.
    pub format: ReportFormat,
    /// The file; `None` is standard output.
    pub file: Option<PathBuf>,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("there is no file after `=`".into()),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let unknown = |_| format!("the formats are {}, each also as FORMAT=FILE", names());
        Ok(Self { format: name.parse().map_err(unknown)?, file })
    }
}

/// The names of all formats.
pub(crate) fn names() -> String {
    let names: Vec<&str> = ReportFormat::VARIANTS.iter().map(|format| format.as_str()).collect();
    names.join(", ")
}

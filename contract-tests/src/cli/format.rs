//! Formats of reports, and where each goes.

use std::path::PathBuf;
use std::str::FromStr;

/// A format of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// For programs: `json-v1`.
    Json,
}

/// A report to be written: `FORMAT` to standard output, `FORMAT=FILE` to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The format.
    pub format: Format,
    /// The file; `None` is standard output.
    pub file: Option<PathBuf>,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("no file is named after `=`".into()),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let format = match name {
            "text" => Format::Text,
            "json" => Format::Json,
            _ => return Err("the formats are text and json, each also as FORMAT=FILE".into()),
        };
        Ok(Self { format, file })
    }
}

//! Formats of reports, and where each goes.

use std::path::PathBuf;
use std::str::FromStr;

/// A format of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// One line for each finding.
    Concise,
    /// For programs: `json-v1`.
    Json,
    /// `JUnit` XML, for CI servers.
    Junit,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands and a step summary, for GitHub Actions.
    Github,
    /// For comments and chat.
    Markdown,
    /// One page for people.
    Html,
    /// What `merge` reads: `summary-v1`.
    Summary,
}

impl Format {
    /// Every format with its name.
    pub const ALL: [(&str, Self); 9] = [
        ("text", Self::Text),
        ("concise", Self::Concise),
        ("json", Self::Json),
        ("junit", Self::Junit),
        ("sarif", Self::Sarif),
        ("github", Self::Github),
        ("markdown", Self::Markdown),
        ("html", Self::Html),
        ("summary", Self::Summary),
    ];
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
        let Some((_, format)) = Format::ALL.into_iter().find(|(known, _)| *known == name) else {
            let names = Format::ALL.map(|(name, _)| name).join(", ");
            return Err(format!("the formats are {names}, each also as FORMAT=FILE"));
        };
        Ok(Self { format, file })
    }
}

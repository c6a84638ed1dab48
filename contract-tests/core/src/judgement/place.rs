//! The lines of files that findings refer to.

use std::fmt;

use crate::harmless::harmless;
use crate::spec::{Site, Spec};

/// A line of a page of docs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLine {
    /// The name of the page, without terminal controls.
    pub page: String,
    /// The path or URL of the page, without terminal controls.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

impl fmt::Display for PageLine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.file, self.line)
    }
}

/// The line of a file that a finding refers to, without terminal controls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The file or URL.
    pub file: String,
    /// The line, from 1; 0 for the whole file.
    pub line: u32,
    /// The column, from 1, if known.
    pub column: Option<u32>,
}

impl Anchor {
    /// A place in the spec.
    #[must_use]
    pub fn of_spec(spec: &Spec, site: &Site) -> Self {
        Self { file: harmless(spec.file_of(site)), line: site.place.line, column: Some(site.place.column) }
    }
}

impl From<&PageLine> for Anchor {
    fn from(page: &PageLine) -> Self {
        Self { file: page.file.clone(), line: page.line, column: None }
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.file, self.line)?;
        self.column.map_or(Ok(()), |column| write!(out, ":{column}"))
    }
}

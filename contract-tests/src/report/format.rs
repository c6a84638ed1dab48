//! The formats of reports, one row each.
//!
//! To add a format, add a file (`junit.rs`) with its [`Format`], and a variant here. The command line and its
//! help are derived from the table.

use std::io;

use super::step_summary::Listed;
use super::{Report, Style, concise, github, html, json, junit, markdown, sarif, summary, text};
use contract_core::findings::Run;
use contract_core::spec::Spec;

/// A report format, in the order of the help.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub enum ReportFormat {
    /// Text for a terminal
    #[default]
    Text,
    /// One line per finding
    Concise,
    /// JSON, version `json-v1`
    Json,
    /// `JUnit` XML, for CI servers
    Junit,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands and a step summary, for GitHub Actions
    Github,
    /// Markdown, for comments and chat
    Markdown,
    /// A single HTML page
    Html,
    /// The input of `merge`: `summary-v1`
    Summary,
}

/// A row of the table.
pub(crate) struct Format {
    pub(crate) audience: Audience,
    pub(crate) presence: Presence,
    pub(crate) write: Writer,
}

/// Writes a report from findings.
pub(crate) type FindingsWriter = fn(&Rendering<'_>, &mut dyn io::Write) -> io::Result<()>;

/// What a format is written from, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Writer {
    /// From findings on exchanges or pages.
    Findings(FindingsWriter),
    /// From everything that a run observed in exchanges.
    Run(fn(&Run, &Spec, &mut dyn io::Write) -> io::Result<()>),
}

/// The audience of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    /// People at a terminal. The report itself states what a baseline hides.
    Terminal,
    /// People in a browser.
    Page,
    /// Programs.
    Program,
    /// GitHub Actions, with a step summary in addition.
    GithubStep,
}

/// Whether a format shows how often declared properties were present. Counting them costs time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It shows it.
    Shown,
    /// It does not show it.
    Ignored,
}

/// The input of a format.
pub(crate) struct Rendering<'a> {
    pub(crate) report: &'a Report<'a>,
    pub(crate) style: Style,
    /// What the step summary lists, if one was written.
    pub(crate) step: Option<Listed>,
}

impl ReportFormat {
    /// The name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// True if a report in this format is made from findings alone.
    pub(crate) fn is_made_from_findings(self) -> bool {
        matches!(self.row().write, Writer::Findings(_))
    }

    pub(crate) fn row(self) -> &'static Format {
        match self {
            Self::Text => &text::FORMAT,
            Self::Concise => &concise::FORMAT,
            Self::Json => &json::FORMAT,
            Self::Junit => &junit::FORMAT,
            Self::Sarif => &sarif::FORMAT,
            Self::Github => &github::FORMAT,
            Self::Markdown => &markdown::FORMAT,
            Self::Html => &html::FORMAT,
            Self::Summary => &summary::FORMAT,
        }
    }
}

//! The formats of reports: a table with one row each.
//!
//! A format is one file (`junit.rs`) with its [`Format`], and one variant here. The command line and its help follow
//! from the table.

use std::io;

use super::step_summary::Listed;
use super::{Report, Style, concise, github, html, json, junit, markdown, sarif, summary, text};
use contract_core::findings::Run;
use contract_core::spec::Spec;

/// A format of reports, in the order in which help lists them.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub enum ReportFormat {
    /// For people.
    #[default]
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

/// What the table knows of a format.
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
    /// From findings, whatever was compared.
    Findings(FindingsWriter),
    /// From all that a run learned from exchanges.
    Run(fn(&Run, &Spec, &mut dyn io::Write) -> io::Result<()>),
}

/// Who reads a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    /// People at a terminal. The report says itself what a baseline left out.
    Terminal,
    /// People in a browser.
    Page,
    /// Programs.
    Program,
    /// GitHub Actions, which also show a summary of the step.
    GithubStep,
}

/// Does a format say how often declared properties were there? Counting them costs time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It does.
    Told,
    /// It does not.
    Ignored,
}

/// What a format is written from.
pub(crate) struct Rendering<'a> {
    pub(crate) report: &'a Report<'a>,
    pub(crate) style: Style,
    /// What the summary of the step holds, if one was written.
    pub(crate) step: Option<Listed>,
}

impl ReportFormat {
    /// The name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Is a report in this format made from findings alone?
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

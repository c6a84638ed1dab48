//! The arguments of `docs`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use contract_docs::Dialect;
use strum::VariantArray as _;

use crate::commands::{BaselineArgs, LevelArgs};
use crate::output::{Output, ResultFormat};
use crate::report::ReportFormat;

/// Arguments of `docs`.
#[derive(Debug, Args)]
pub struct DocsArgs {
    /// The subcommand.
    #[command(subcommand)]
    pub command: DocsCommand,
}

/// The subcommands of `docs`.
#[derive(Debug, Subcommand)]
pub enum DocsCommand {
    /// List the claims of pages, the contradictions between them, and the lines that could not be parsed
    Claims(ClaimsArgs),
    /// Write docs.lock: the current claims of the pages
    Lock(LockArgs),
    /// Check whether docs.lock still has the claims of the pages, and whether lines changed that were not understood
    Status(StatusArgs),
    /// Show which claims changed, what the spec says about them, and how the Rust API changes
    Diff(DiffArgs),
    /// Apply edits that `docs diff` proposes to the spec
    Apply(ApplyArgs),
}

impl DocsArgs {
    /// The reports to write, as far as the subcommand writes any.
    #[must_use]
    pub fn formats(&self) -> &[Output] {
        match &self.command {
            DocsCommand::Claims(args) => &args.formats,
            _ => &[],
        }
    }
}

/// What claims are compared with.
#[derive(Debug, Args)]
pub struct About {
    /// The OpenAPI document to compare with [default: the project's, if there is one]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The ledger of corrections [default: the project's, unless --spec names another spec]
    #[arg(long, value_name = "FILE")]
    pub corrections: Option<PathBuf>,
    /// Compare with no spec and no ledger, even inside a project
    #[arg(long, conflicts_with_all = ["spec", "corrections"])]
    pub no_spec: bool,
}

/// Arguments of `docs claims`.
#[derive(Debug, Args)]
pub struct ClaimsArgs {
    /// The pages.
    #[arg(value_name = "PATH", required = true, help = paths_help())]
    pub paths: Vec<PathBuf>,
    /// What to compare with.
    #[command(flatten)]
    pub about: About,
    /// The levels of the rules.
    #[command(flatten)]
    pub levels: LevelArgs,
    /// The baseline.
    #[command(flatten)]
    pub baseline: BaselineArgs,
    /// The reports to write.
    #[arg(long = "format", value_name = "FORMAT[=FILE]", help = formats_help())]
    pub formats: Vec<Output>,
}

fn paths_help() -> String {
    let endings = Dialect::shown_endings(", ");
    format!("Pages ({endings}), folders of pages, an llms.txt next to its pages, or URLs of these")
}

fn formats_help() -> String {
    let formats = ReportFormat::VARIANTS.iter().filter(|format| format.is_made_from_findings());
    format!(
        "Write a report, to standard output or as FORMAT=FILE to a file; repeatable [default: {}] [formats: {}]",
        ReportFormat::default().as_str(),
        formats.map(|format| format.as_str()).collect::<Vec<_>>().join(", "),
    )
}

/// Arguments of `docs lock`.
#[derive(Debug, Args)]
pub struct LockArgs {
    /// Pages, folders of pages, an llms.txt, or URLs [default: the pages in the lock, read again]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The lock [default: the project's]
    #[arg(long, value_name = "FILE")]
    pub lock: Option<PathBuf>,
    /// Store a page under this URL instead of its path, or, with a URL alone, all other pages under URL/name;
    /// repeatable
    #[arg(long, value_name = "[PAGE=]URL")]
    pub address: Vec<String>,
}

/// Arguments of `docs status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// Pages, folders of pages, an llms.txt, or URLs [default: the paths and URLs in the lock]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The lock [default: the project's]
    #[arg(long, value_name = "FILE")]
    pub lock: Option<PathBuf>,
}

/// Arguments of `docs diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The old page, folder or URL and the new one; or only the new one, to compare with the lock; or none,
    /// to compare the lock with its own pages
    #[arg(value_name = "OLD NEW", num_args = 0..=2)]
    pub paths: Vec<PathBuf>,
    /// The lock [default: the project's]
    #[arg(long, value_name = "FILE")]
    pub lock: Option<PathBuf>,
    /// The generated Rust API [default: the project's, if there is one]
    #[arg(long, value_name = "FILE")]
    pub bindings: Option<PathBuf>,
    /// What to compare with.
    #[command(flatten)]
    pub about: About,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    pub format: ResultFormat,
}

/// Arguments of `docs apply`.
#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// The arguments of the `docs diff` that proposed the edits
    #[command(flatten)]
    pub diff: DiffArgs,
    /// An edit to apply: the fingerprint of the change and the number of the edit; repeatable
    #[arg(long = "take", value_name = "FINGERPRINT=N", required = true)]
    pub take: Vec<String>,
}

//! What can be asked of the docs.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use strum::VariantArray as _;

use crate::commands::{BaselineArgs, LevelArgs};
use crate::output::{Output, ResultFormat};
use crate::report::ReportFormat;

/// What to do with the docs.
#[derive(Debug, Args)]
pub struct DocsArgs {
    /// The question.
    #[command(subcommand)]
    pub command: DocsCommand,
}

/// The questions that can be asked.
#[derive(Debug, Subcommand)]
pub enum DocsCommand {
    /// List what pages claim, where the claims contradict each other, and which lines make none
    Claims(ClaimsArgs),
    /// Write docs.lock: the claims of the pages as they are now
    Lock(LockArgs),
    /// Say whether docs.lock still has the claims of the pages
    Status(StatusArgs),
    /// Say which claims changed, what the spec says of them, and what that does to the Rust API
    Diff(DiffArgs),
    /// Take edits that `docs diff` proposes, and write the spec
    Apply(ApplyArgs),
}

/// What every question can be given.
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

/// `docs claims`.
#[derive(Debug, Args)]
pub struct ClaimsArgs {
    /// Pages (.txt, .md, .mdx, .html), folders of pages, an llms.txt with the pages beside it, or their URLs
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// What to compare with.
    #[command(flatten)]
    pub about: About,
    /// The levels of the rules.
    #[command(flatten)]
    pub levels: LevelArgs,
    /// The report that the run is held against.
    #[command(flatten)]
    pub baseline: BaselineArgs,
    /// The reports to be written.
    #[arg(long = "format", value_name = "FORMAT[=FILE]", help = formats_help())]
    pub formats: Vec<Output>,
}

fn formats_help() -> String {
    let formats = ReportFormat::VARIANTS.iter().filter(|format| format.is_made_from_findings());
    format!(
        "Write a report, to standard output or as FORMAT=FILE to a file; repeatable [default: {}] [formats: {}]",
        ReportFormat::default().as_str(),
        formats.map(|format| format.as_str()).collect::<Vec<_>>().join(", "),
    )
}

/// `docs lock`.
#[derive(Debug, Args)]
pub struct LockArgs {
    /// Pages, folders of pages, an llms.txt, or URLs [default: those that the lock names, read again]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The lock [default: the project's]
    #[arg(long, value_name = "FILE")]
    pub lock: Option<PathBuf>,
    /// Remember a page under this URL, or with URL alone all others under URL/name, instead of under their paths;
    /// repeatable
    #[arg(long, value_name = "[PAGE=]URL")]
    pub address: Vec<String>,
}

/// `docs status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// Pages, folders of pages, an llms.txt, or URLs [default: the paths and URLs that the lock names]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The lock [default: the project's]
    #[arg(long, value_name = "FILE")]
    pub lock: Option<PathBuf>,
}

/// `docs diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The old page, folder or URL and the new one; or only the new one, to compare with the lock; or nothing, to compare
    /// the lock with the pages that it names
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
    /// How to write the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: ResultFormat,
}

/// `docs apply`.
#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// What `docs diff` was given
    #[command(flatten)]
    pub diff: DiffArgs,
    /// An edit to take: the change's fingerprint and the number of the edit; repeatable
    #[arg(long = "take", value_name = "FINGERPRINT=N", required = true)]
    pub take: Vec<String>,
}

//! The commands.

use clap::{Parser, Subcommand};

use crate::commands::{
    AcceptArgs, BindingsArgs, CheckArgs, CompletionsArgs, CoverageArgs, DocsArgs, ExplainArgs, ImportArgs,
    LedgerArgs, ManArgs, MergeArgs, MutateArgs, RecordArgs, RejectArgs, ReviewArgs, ScanArgs, SchemaArgs,
};
use crate::output::{Color, Output};

/// The command line: compares recorded HTTP traffic with an `OpenAPI` document.
#[derive(Debug, Parser)]
#[command(
    name = "cartevo-contract",
    version = env!("CARTEVO_CONTRACT_VERSION"),
    about = "Compares recorded HTTP traffic with an OpenAPI document",
    after_help = "Exit codes: 0 clean, 1 findings, 2 usage or I/O error, or a spec or exchange that cannot be read, 3 no exchange that could be compared, 4 a stale lock, 5 card data found or a write refused."
)]
pub struct Arguments {
    /// The command to run.
    #[command(subcommand)]
    pub command: Command,
    /// When to use colours; `NO_COLOR` disables them as well
    #[arg(long, global = true, value_enum, default_value_t)]
    pub color: Color,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare exchanges with the spec and report every disagreement
    Check(CheckArgs),
    /// List the assertions of the spec and how often exchanges showed each
    Coverage(CoverageArgs),
    /// Change one assertion of the spec at a time and list the changes that no exchange detects
    Mutate(MutateArgs),
    /// Work with the corrections that settle findings
    Ledger(LedgerArgs),
    /// Make scrubbed recordings from traffic files, pending review
    Import(ImportArgs),
    /// Record live traffic through a local reverse proxy, scrubbed, pending review
    Record(RecordArgs),
    /// List the pending recordings
    Pending,
    /// Show the pending recordings and decide on each
    Review(ReviewArgs),
    /// Accept pending recordings
    Accept(AcceptArgs),
    /// Delete pending recordings
    Reject(RejectArgs),
    /// Search files for card numbers, security codes and credentials
    Scan(ScanArgs),
    /// Read documentation pages: their claims, contradictions and changes
    Docs(DocsArgs),
    /// Write bindings.lock, the generated API of the client, and report changes and what they break
    Bindings(BindingsArgs),
    /// Merge the summaries of several runs into one report
    Merge(MergeArgs),
    /// List the rules
    Rules,
    /// Print the page of a rule
    Explain(ExplainArgs),
    /// Print the JSON Schema of a file format
    Schema(SchemaArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Write the manual pages to a folder
    Man(ManArgs),
}

impl Command {
    /// The reports that the command writes, as far as it was told.
    pub(super) fn formats(&self) -> &[Output] {
        match self {
            Self::Check(args) => &args.report.formats,
            Self::Merge(args) => &args.report.formats,
            Self::Docs(args) => args.formats(),
            _ => &[],
        }
    }
}

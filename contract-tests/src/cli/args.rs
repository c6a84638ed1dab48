//! The commands.

use clap::{Parser, Subcommand};

use crate::commands::{
    AcceptArgs, BindingsArgs, CheckArgs, CompletionsArgs, CoverageArgs, DocsArgs, ExplainArgs, ImportArgs,
    LedgerArgs, ManArgs, MergeArgs, MutateArgs, RecordArgs, RejectArgs, ReviewArgs, ScanArgs, SchemaArgs,
};
use crate::output::Color;

/// Compares recorded HTTP traffic with an `OpenAPI` document.
#[derive(Debug, Parser)]
#[command(
    name = "cartevo-contract",
    version = env!("CARTEVO_CONTRACT_VERSION"),
    about = "Compares recorded HTTP traffic with an OpenAPI document",
    after_help = "Exit: 0 clean, 1 findings, 2 usage, I/O, spec or exchange that cannot be read, 3 no exchange was read, 4 a lock is stale, 5 card data found or a write refused."
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to use colours; `NO_COLOR` turns them off as well.
    #[arg(long, global = true, value_enum, default_value_t)]
    pub color: Color,
}

/// The commands there are.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare exchanges with the spec and report every disagreement
    Check(CheckArgs),
    /// List the assertions of the spec and what exchanges showed of them
    Coverage(CoverageArgs),
    /// Change the spec one assertion at a time and list the changes that no exchange tells
    Mutate(MutateArgs),
    /// Work on the corrections that settle findings
    Ledger(LedgerArgs),
    /// Make recordings of traffic, scrubbed, to wait for review
    Import(ImportArgs),
    /// Record live traffic through a local reverse proxy, scrubbed, to wait for review
    Record(RecordArgs),
    /// List the recordings that wait for review
    Pending,
    /// Look at the recordings that wait, and decide on each
    Review(ReviewArgs),
    /// Keep recordings that wait for review
    Accept(AcceptArgs),
    /// Delete recordings that wait for review
    Reject(RejectArgs),
    /// Search files for card numbers, security codes and credentials
    Scan(ScanArgs),
    /// Read documentation pages: claims, contradictions, and what changed
    Docs(DocsArgs),
    /// Write bindings.lock, the generated API of the client, and say what changed and what that breaks
    Bindings(BindingsArgs),
    /// Join what several runs learned into the report of one
    Merge(MergeArgs),
    /// List the rules
    Rules,
    /// Print the page of a rule
    Explain(ExplainArgs),
    /// Print the JSON Schema of a file format
    Schema(SchemaArgs),
    /// Print a script that completes this command line in a shell
    Completions(CompletionsArgs),
    /// Write manual pages into a folder
    Man(ManArgs),
}

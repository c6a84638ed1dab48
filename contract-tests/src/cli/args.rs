//! The commands.

use clap::{Parser, Subcommand};

use super::Color;
use crate::commands::{
    AcceptArgs, CheckArgs, CompletionsArgs, ExplainArgs, ImportArgs, MergeArgs, RejectArgs, ScanArgs,
    SchemaArgs,
};

/// Compares recorded HTTP traffic with an `OpenAPI` document.
#[derive(Debug, Parser)]
#[command(
    name = "cartevo-contract",
    version,
    about = "Compares recorded HTTP traffic with an OpenAPI document",
    after_help = "Exit: 0 clean, 1 findings, 2 usage, I/O, spec or exchange that cannot be read, 3 no exchange was read, 5 card data found or a write refused."
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
    /// Make recordings of traffic, scrubbed, to wait for review
    Import(ImportArgs),
    /// List the recordings that wait for review
    Pending,
    /// Keep recordings that wait for review
    Accept(AcceptArgs),
    /// Delete recordings that wait for review
    Reject(RejectArgs),
    /// Search files for card numbers, security codes and credentials
    Scan(ScanArgs),
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
}

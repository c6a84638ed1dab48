//! `explain`: prints the page of a rule.

use std::io::{self, Write};

use clap::Args;

use crate::exit::Exit;
use crate::output::unless_gone;
use contract_core::rules::{self, UnknownRule};

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Code or name of a rule, such as C104 or undeclared-property
    #[arg(value_name = "CODE")]
    pub rule: String,
}

/// An error of `explain`.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ExplainError {
    /// The rule does not exist.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Unknown(#[from] UnknownRule),
    /// The page could not be written.
    #[error("cannot write to standard output: {0}")]
    #[diagnostic(help("check where it is redirected to"))]
    Output(#[from] io::Error),
}

/// Prints the page of a rule.
///
/// # Errors
/// The rule does not exist, or `out` cannot be written.
pub fn explain(args: &ExplainArgs, out: &mut dyn Write) -> Result<Exit, ExplainError> {
    let rule = rules::find(&args.rule).ok_or_else(|| UnknownRule { name: args.rule.clone() })?;
    unless_gone(out.write_all(rule.page.as_bytes()))?;
    Ok(Exit::Clean)
}

//! `schema`: prints the JSON Schema of a file format.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use schemars::{Schema, schema_for};

use crate::exit::Exit;
use crate::output::unless_gone;
use crate::report::json;
use crate::{coverage, mutation, project};
use contract_core::findings::SummaryDocument;
use contract_core::{exchange, ledger};

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// The file format
    #[arg(value_name = "NAME", value_enum)]
    pub name: SchemaName,
}

/// The file formats with a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaName {
    /// A report of `check --format json`
    Report,
    /// A summary of `check --format summary`
    Summary,
    /// The output of `coverage --format json`
    Coverage,
    /// The output of `mutate --format json`
    Mutants,
    /// A recording, which is also a line of NDJSON
    Recording,
    /// The ledger, corrections.toml
    Corrections,
    /// The project configuration, cartevo-contract.toml
    Project,
}

impl SchemaName {
    /// The schema.
    #[must_use]
    pub fn schema(self) -> Schema {
        match self {
            Self::Report => json::schema(),
            Self::Summary => schema_for!(SummaryDocument),
            Self::Coverage => coverage::json::schema(),
            Self::Mutants => mutation::json::schema(),
            Self::Recording => exchange::schema(),
            Self::Corrections => ledger::schema(),
            Self::Project => project::schema(),
        }
    }
}

/// Prints the schema.
///
/// # Errors
/// `out` cannot be written.
pub fn schema(args: &SchemaArgs, out: &mut dyn Write) -> io::Result<Exit> {
    let mut text = serde_json::to_vec_pretty(&args.name.schema())?;
    text.push(b'\n');
    unless_gone(out.write_all(&text).and_then(|()| out.flush()))?;
    Ok(Exit::Clean)
}

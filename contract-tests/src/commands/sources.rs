//! The arguments for the sources of exchanges.

use std::path::PathBuf;

use clap::Args;
use clap::builder::TypedValueParser;
use strum::VariantArray as _;

use crate::output::enum_parser;
use contract_core::exchange::{TrafficFormat, compressed_endings, format_endings};

/// The sources of exchanges.
#[derive(Debug, Clone, Default, Args)]
pub struct SourceArgs {
    /// The given sources; empty for the recordings of the project.
    #[arg(value_name = "SOURCE", help = sources_help())]
    pub sources: Vec<PathBuf>,
    /// Read every source in this format, regardless of its name and content
    #[arg(long, value_name = "FORMAT", value_parser = traffic_format())]
    pub input_format: Option<TrafficFormat>,
}

fn sources_help() -> String {
    format!("{} [default: the recordings of the project]", traffic_help())
}

/// A description of the sources that exchanges can be read from.
pub(super) fn traffic_help() -> String {
    format!(
        "Recordings, folders of them, {} files (plain, {}), or - for standard input",
        format_endings(),
        compressed_endings()
    )
}

/// Parses the name of a format.
pub(super) fn traffic_format() -> impl TypedValueParser<Value = TrafficFormat> {
    enum_parser(TrafficFormat::VARIANTS.iter().copied())
}

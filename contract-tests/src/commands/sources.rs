//! Where exchanges are read from.

use std::path::PathBuf;

use clap::Args;
use clap::builder::TypedValueParser;
use strum::VariantArray as _;

use crate::output::words;
use contract_core::exchange::{TrafficFormat, compressed_endings, format_endings};

/// Where exchanges are read from.
#[derive(Debug, Clone, Default, Args)]
pub struct SourceArgs {
    /// The sources that were named; none stands for the recordings of the project.
    #[arg(value_name = "SOURCE", help = sources_help())]
    pub sources: Vec<PathBuf>,
    /// Read every source as this, whatever its name and its content say
    #[arg(long, value_name = "FORMAT", value_parser = traffic_format())]
    pub input_format: Option<TrafficFormat>,
}

fn sources_help() -> String {
    format!("{} [default: the recordings of the project]", traffic_help())
}

/// What exchanges are read from, in words.
pub(super) fn traffic_help() -> String {
    format!(
        "Recordings, folders of them, {} files (plain, {}), or - for standard input",
        format_endings(),
        compressed_endings()
    )
}

/// Reads the name of a format.
pub(super) fn traffic_format() -> impl TypedValueParser<Value = TrafficFormat> {
    words(TrafficFormat::VARIANTS.iter().copied())
}

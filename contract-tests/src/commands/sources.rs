//! The arguments for the sources of exchanges.

use std::path::PathBuf;

use clap::Args;
use clap::builder::TypedValueParser;
use strum::VariantArray as _;

use crate::output::enum_parser;
use contract_core::exchange::{
    Input, InputError, LineMap, ReadAs, STDIN, TrafficFormat, compressed_endings, format_endings, inputs_as,
};
use contract_core::harmless::one_line;

/// The sources of exchanges.
#[derive(Debug, Clone, Default, Args)]
pub struct SourceArgs {
    /// The given sources; empty for the recordings of the project.
    #[arg(value_name = "SOURCE", help = sources_help())]
    pub sources: Vec<PathBuf>,
    /// The name of standard input in reports and summaries, so that the parts of one run can be told apart
    #[arg(long, value_name = "NAME", default_value = STDIN)]
    pub stdin_name: String,
    /// How to read them.
    #[command(flatten)]
    pub read: ReadArgs,
}

impl SourceArgs {
    /// The inputs of the given sources, with the name of standard input.
    pub(super) fn inputs(&self) -> Result<Vec<Input>, InputError> {
        let mut inputs = inputs_as(&self.sources, &self.read.read_as()?)?;
        for input in inputs.iter_mut().filter(|input| input.path.is_none()) {
            input.name = one_line(&self.stdin_name).into();
        }
        Ok(inputs)
    }
}

/// How to read traffic.
#[derive(Debug, Clone, Default, Args)]
pub struct ReadArgs {
    /// Read every source in this format, regardless of its name and content
    #[arg(long, value_name = "FORMAT", value_parser = traffic_format())]
    pub input_format: Option<TrafficFormat>,
    /// Read every source as a log with one exchange per line, and find its parts by the JSON pointers in this TOML file:
    /// `method`, `url`, `status`, `headers`, `body`, and where the log has them `request_headers` and `request_body`
    #[arg(long, value_name = "FILE", conflicts_with = "input_format")]
    pub map: Option<PathBuf>,
}

impl ReadArgs {
    pub(super) fn read_as(&self) -> Result<ReadAs, InputError> {
        match &self.map {
            Some(map) => Ok(LineMap::load(map)?.into()),
            None => Ok(self.input_format.into()),
        }
    }
}

fn sources_help() -> String {
    format!("{} [default: the recordings of the project]", traffic_help())
}

/// A description of the sources that exchanges can be read from.
pub(super) fn traffic_help() -> String {
    format!(
        "Recordings of this or another tool, folders of them, {} files (plain, {}), or - for standard input",
        format_endings(),
        compressed_endings()
    )
}

/// Parses the name of a format.
fn traffic_format() -> impl TypedValueParser<Value = TrafficFormat> {
    enum_parser(TrafficFormat::VARIANTS.iter().copied())
}

//! The output formats of results that are not reports.

use clap::ValueEnum;

/// An output format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ResultFormat {
    /// Readable text
    #[default]
    Text,
    /// JSON
    Json,
}

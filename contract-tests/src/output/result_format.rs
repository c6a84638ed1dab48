//! How a result that is no report is written.

use clap::ValueEnum;

/// How a result is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ResultFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

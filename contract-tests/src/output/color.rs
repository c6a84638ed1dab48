//! Coloured output.

use std::io::{self, IsTerminal};

use clap::ValueEnum;

use crate::report::Paint;

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Whether standard output is coloured.
    #[must_use]
    pub fn on_stdout(self) -> Paint {
        let is_refused = || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        match self {
            Self::Always => Paint::Colored,
            Self::Auto if io::stdout().is_terminal() && !is_refused() => Paint::Colored,
            Self::Auto | Self::Never => Paint::Plain,
        }
    }
}

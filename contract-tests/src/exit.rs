//! How a run ends.

use std::process::ExitCode;

/// How a run ends, as scripts see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing to tell.
    Clean,
    /// Usage, configuration, input or output.
    Failed,
    /// Card data found, or a write refused.
    CardData,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Failed => 2,
            Exit::CardData => 5,
        })
    }
}

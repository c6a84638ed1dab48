//! The exit codes.

use std::process::ExitCode;

/// The exit codes. If several apply, the first one in this order is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 2: usage, configuration or I/O error, a spec that cannot be compiled, or an exchange that cannot be
    /// read. The rest was done and reported.
    Unusable,
    /// 3: no exchange was read, or none could be compared, so nothing was checked.
    Nothing,
    /// 5: card data was found, or a write was refused.
    CardData,
    /// 4: a lock is stale and `--locked` was given.
    StaleLock,
    /// 1: findings (errors or warnings) that no correction settles.
    Findings,
    /// 0: clean.
    Clean,
}

impl Exit {
    /// The exit code of the process.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Unusable => 2,
            Self::Nothing => 3,
            Self::StaleLock => 4,
            Self::CardData => 5,
        }
    }

    /// The one of two exits that takes precedence.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.min(other)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

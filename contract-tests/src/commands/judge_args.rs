//! The arguments that set what exchanges are judged by.

use clap::Args;

use super::CheckError;
use super::judge::Judge;
use super::level_args::LevelArgs;
use super::setting::SettingArgs;

/// What exchanges are judged by.
#[derive(Debug, Args)]
pub struct JudgeArgs {
    /// The spec and the ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
    /// The levels of the rules.
    #[command(flatten)]
    pub levels: LevelArgs,
}

impl JudgeArgs {
    /// Loads the spec, the ledger and the docs.
    pub(super) fn judge(&self) -> Result<Judge, CheckError> {
        Judge::new(&self.setting, self.levels.levels()?)
    }
}

//! What exchanges are judged by, as it is given on the command line.

use clap::Args;

use super::CheckError;
use super::judge::Judge;
use super::level_args::LevelArgs;
use super::setting::SettingArgs;

/// What exchanges are judged by.
#[derive(Debug, Args)]
pub struct JudgeArgs {
    /// Which spec and which ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
    /// The levels of the rules.
    #[command(flatten)]
    pub levels: LevelArgs,
}

impl JudgeArgs {
    /// Reads what is named.
    pub(super) fn judge(&self) -> Result<Judge, CheckError> {
        Judge::new(&self.setting, self.levels.levels()?)
    }
}

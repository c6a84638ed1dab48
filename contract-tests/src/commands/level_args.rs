//! The arguments for the levels of rules.

use clap::Args;

use contract_core::rules::{Level, Levels, UnknownRule};

/// The levels of rules.
#[derive(Debug, Args)]
pub struct LevelArgs {
    /// Make findings of a rule (code or name) errors; repeatable; overrides -W and -A
    #[arg(short = 'D', long = "deny", value_name = "RULE")]
    pub deny: Vec<String>,
    /// Make findings of a rule warnings; repeatable; overrides -A
    #[arg(short = 'W', long = "warn", value_name = "RULE")]
    pub warn: Vec<String>,
    /// Hide findings of a rule; repeatable
    #[arg(short = 'A', long = "allow", value_name = "RULE")]
    pub allow: Vec<String>,
}

impl LevelArgs {
    /// The levels of this run.
    pub(super) fn levels(&self) -> Result<Levels, UnknownRule> {
        let mut levels = Levels::default();
        for (names, level) in
            [(&self.allow, Level::Allow), (&self.warn, Level::Warning), (&self.deny, Level::Error)]
        {
            for name in names {
                levels.set(name, level)?;
            }
        }
        Ok(levels)
    }
}

//! The levels of rules, as they are given on the command line.

use clap::Args;

use contract_core::rules::{Level, Levels, UnknownRule};

/// Which rules are taken how seriously.
#[derive(Debug, Args)]
pub struct LevelArgs {
    /// Make findings of a rule (code or name) errors; repeatable, and stronger than -W and -A
    #[arg(short = 'D', long = "deny", value_name = "RULE")]
    pub deny: Vec<String>,
    /// Make findings of a rule warnings; repeatable, and stronger than -A
    #[arg(short = 'W', long = "warn", value_name = "RULE")]
    pub warn: Vec<String>,
    /// Leave findings of a rule out; repeatable
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

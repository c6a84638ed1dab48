//! What exchanges are judged by: spec, ledger and levels.

use clap::Args;
use jiff::civil::Date;

use super::CheckError;
use super::setting::{Setting, SettingArgs};
use crate::project::{Key, Project};
use contract_core::findings::{Remark, Summary};
use contract_core::ledger::{Audit, Citations, FormOnly, without_used};
use contract_core::rules::{Level, Levels};
use contract_docs::Lock;

/// What exchanges are judged by.
#[derive(Debug, Args)]
pub struct JudgeArgs {
    /// Which spec and which ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
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

/// What exchanges are judged by, read.
#[derive(Debug)]
pub(super) struct Judge {
    pub(super) setting: Setting,
    pub(super) levels: Levels,
    /// The claims of the docs, where the project has locked them.
    pub(super) docs: Option<Lock>,
}

impl Judge {
    pub(super) fn new(args: &JudgeArgs) -> Result<Self, CheckError> {
        let mut levels = Levels::default();
        for (names, level) in
            [(&args.allow, Level::Allow), (&args.warn, Level::Warning), (&args.deny, Level::Error)]
        {
            for name in names {
                levels.set(name, level)?;
            }
        }
        let setting = Setting::load(&args.setting)?;
        let project = setting.project.as_ref().filter(|_| setting.has_own_spec);
        let docs = project.map(locked_docs).transpose()?.flatten();
        Ok(Self { setting, levels, docs })
    }

    /// What is wrong with the project's own ledger; another one is judged by what it settles only.
    pub(super) fn audit(&self, today: Date, summary: &Summary) -> Vec<Remark> {
        let Setting { project, spec, ledger, is_own, .. } = &self.setting;
        let (Some(project), Some(ledger)) = (project.as_ref().filter(|_| *is_own), ledger) else {
            return Vec::new();
        };
        let citations: &dyn Citations = self.docs.as_ref().map_or(&FormOnly, |docs| docs);
        let audit = Audit { root: &project.root, spec, ledger, citations, today };
        without_used(audit.remarks(), summary)
    }
}

/// The claims of the docs, where the project has locked them.
pub(super) fn locked_docs(project: &Project) -> Result<Option<Lock>, CheckError> {
    let Some(path) = project.existing(Key::DocsLock)? else { return Ok(None) };
    Ok(Some(Lock::load(&path, &project.shown(&path))?))
}

//! What exchanges are judged by: spec, ledger and levels.

use std::path::PathBuf;

use clap::Args;

use super::CheckError;
use crate::ledger::Ledger;
use crate::project::{Project, ProjectError};
use crate::rules::{Level, Levels};
use crate::spec::Spec;

/// What exchanges are judged by.
#[derive(Debug, Args)]
pub struct JudgeArgs {
    /// The OpenAPI 3.0 document, YAML or JSON [default: the one in openapi/ of the project]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The ledger of corrections [default: openapi/corrections.toml of the project, unless --spec names another spec]
    #[arg(long, value_name = "FILE")]
    pub corrections: Option<PathBuf>,
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
    pub(super) project: Option<Project>,
    pub(super) spec: Spec,
    pub(super) ledger: Option<Ledger>,
    pub(super) levels: Levels,
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
        let here = std::env::current_dir().map_err(CheckError::NoWorkingDirectory)?;
        let project = Project::find(&here);
        let (spec_path, is_own) = spec_path(args, project.as_ref())?;
        let spec_name = match (&args.spec, &project) {
            (None, Some(project)) => project.shown(&spec_path),
            _ => spec_path.to_string_lossy().into_owned(),
        };
        let ledger = match (&args.corrections, project.as_ref().and_then(Project::ledger)) {
            (Some(path), _) => Some(Ledger::load(path, &path.to_string_lossy())?),
            (None, Some(path)) if is_own => {
                let shown = project.as_ref().map_or_else(String::new, |project| project.shown(&path));
                Some(Ledger::load(&path, &shown)?)
            }
            _ => None,
        };
        let spec = Spec::load(&spec_path, &spec_name)?;
        Ok(Self { project, spec, ledger, levels })
    }
}

/// The spec to use, and whether it is the project's own.
fn spec_path(args: &JudgeArgs, project: Option<&Project>) -> Result<(PathBuf, bool), CheckError> {
    let Some(named) = &args.spec else {
        let project = project.ok_or(ProjectError::NoProject)?;
        return Ok((project.spec()?, true));
    };
    let own = project.and_then(|project| project.spec().ok()).and_then(|path| path.canonicalize().ok());
    let is_own = own.is_some() && own == named.canonicalize().ok();
    Ok((named.clone(), is_own))
}

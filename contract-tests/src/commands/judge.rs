//! Assembles what a run or a ledger is judged by: the only place that does.

use std::sync::Arc;

use jiff::civil::Date;

use super::CheckError;
use super::setting::{Setting, SettingArgs};
use crate::coverage;
use crate::project::{Key, Project};
use crate::report::DocsSide;
use contract_core::exchange::Input;
use contract_core::findings::{Remark, Run, Summary};
use contract_core::judgement::{Coverage, Outcome, Pages, Sources};
use contract_core::ledger::{Audit, Citations, FormOnly, without_used};
use contract_core::rules::Levels;
use contract_core::workers::{Options, check_inputs};
use contract_docs::{Lock, against_traffic, disagreements, name_operations};

/// The subject of a judgement.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject<'a> {
    /// The observations of a run, and the ledger if it is the project's. Another ledger only settles
    /// findings.
    Run(&'a Run),
    /// The ledger alone, the project's or not.
    Ledger,
}

/// The spec, the ledger, the levels and the docs.
#[derive(Debug)]
pub(super) struct Judge {
    pub(super) setting: Setting,
    pub(super) levels: Levels,
    /// The claims of the docs, if the project has a docs.lock and the spec or the ledger is its own.
    lock: Option<Lock>,
}

impl Judge {
    pub(super) fn new(setting: &SettingArgs, levels: Levels) -> Result<Self, CheckError> {
        let setting = Setting::load(setting)?;
        let is_own = setting.has_own_spec || setting.has_own_ledger();
        let project = setting.project.as_ref().filter(|_| is_own);
        let lock = project.map(locked_docs).transpose()?.flatten();
        Ok(Self { setting, levels, lock })
    }

    /// The claims about the spec.
    pub(super) fn docs(&self) -> Option<&Lock> {
        self.lock.as_ref().filter(|_| self.setting.has_own_spec)
    }

    /// The claims about fields and parameters of the spec.
    pub(super) fn docs_side(&self) -> Option<DocsSide> {
        self.docs().map(|docs| DocsSide::of(docs, &self.setting.spec))
    }

    /// The claims that the ledger cites.
    pub(super) fn cited_docs(&self) -> Option<&Lock> {
        self.lock.as_ref().filter(|_| self.setting.has_own_ledger())
    }

    /// Checks exchanges and collects what a judgement needs. Also returns how many entries belong to other
    /// shards.
    pub(super) fn run(&self, inputs: &[Input], options: Options) -> (Run, u64) {
        let count_presence = options.count_presence || self.docs().is_some();
        let result = check_inputs(&self.setting.spec, inputs, Options { count_presence, ..options });
        let run = Run {
            sources: inputs.iter().map(|input| Arc::clone(&input.name)).collect(),
            shard: options.shard,
            summary: result.summary,
            coverage: result.coverage,
            presence: result.presence,
        };
        (run, result.other_shards)
    }

    /// Judges all findings as of a date.
    pub(super) fn judgement<'a>(&'a self, subject: Subject<'a>, today: Date) -> Outcome<'a> {
        match subject {
            Subject::Run(run) => self.judgement_of_run(run, today),
            Subject::Ledger => {
                let remarks = self.audit(today).map(|audit| audit.remarks()).unwrap_or_default();
                self.outcome(&Summary::new(1), &remarks, Coverage::default(), None)
            }
        }
    }

    /// Judges the claims of docs.lock as `docs claims` judges pages; `None` if there are none about the spec.
    pub(super) fn judgement_of_docs(&self) -> Option<Outcome<'_>> {
        let Self { setting, levels, .. } = self;
        let docs = self.docs()?;
        let remarks = disagreements(&mut docs.claims(), Some(&setting.spec));
        let read = docs.pages.len() as u64;
        let ledger = setting.ledger.as_ref();
        let pages = Pages { spec: Some(&setting.spec), ledger, levels, read, unread: 0 };
        Some(Outcome::of_pages(&remarks, pages, &|_| None))
    }

    fn judgement_of_run<'a>(&'a self, run: &'a Run, today: Date) -> Outcome<'a> {
        let tally = coverage::tally(&self.setting.spec, &run.coverage);
        let coverage = Coverage { operations: tally.operations, assertions: tally.assertions };
        let mut remarks = tally.remarks;
        if let Some(audit) = self.audit(today).filter(|_| self.setting.is_own) {
            remarks.extend(without_used(audit.remarks(), &run.summary));
        }
        remarks.extend(self.docs_against(run));
        self.outcome(&run.summary, &remarks, coverage, run.presence.as_ref())
    }

    fn outcome<'a>(
        &'a self,
        summary: &Summary,
        remarks: &[Remark],
        coverage: Coverage,
        presence: Option<&'a contract_core::verdict::Presence>,
    ) -> Outcome<'a> {
        let Self { setting, levels, .. } = self;
        let sources =
            Sources { spec: &setting.spec, ledger: setting.ledger.as_ref(), levels, coverage, presence };
        Outcome::new(summary, remarks, sources)
    }

    /// Audits the ledger; `None` if there is none, or no project that its evidence paths are relative to.
    pub(super) fn audit(&self, today: Date) -> Option<Audit<'_>> {
        let Setting { project, spec, ledger, .. } = &self.setting;
        let citations = self.cited_docs().map_or(&FormOnly as &dyn Citations, |docs| docs);
        Some(Audit { root: &project.as_ref()?.root, spec, ledger: ledger.as_ref()?, citations, today })
    }

    /// The contradictions between the docs and the run.
    fn docs_against(&self, run: &Run) -> Vec<Remark> {
        let (Some(docs), Some(presence)) = (self.docs(), &run.presence) else { return Vec::new() };
        let mut claims = docs.claims();
        name_operations(&mut claims, &self.setting.spec);
        against_traffic(&claims, &self.setting.spec, presence)
    }
}

/// The claims of the docs, if the project has a docs.lock.
fn locked_docs(project: &Project) -> Result<Option<Lock>, CheckError> {
    let Some(path) = project.existing(Key::DocsLock)? else { return Ok(None) };
    Ok(Some(Lock::load(&path, &project.shown(&path))?))
}

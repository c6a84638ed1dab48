//! Loads the spec, the ledger and the sources: the given ones, or the project's.

use std::path::PathBuf;

use clap::Args;

use super::CheckError;
use super::documents::Documents;
use super::sources::SourceArgs;
use crate::project::{Key, Project, ProjectError};
use contract_core::exchange::{Entry, Input, Reader, Unread, inputs_as};
use contract_core::findings::Summary;
use contract_core::ledger::Ledger;
use contract_core::spec::Spec;
use contract_core::verdict::Checker;

/// The spec and the ledger.
#[derive(Debug, Args)]
pub struct SettingArgs {
    /// The OpenAPI document (3.0, 3.1 or 3.2), YAML or JSON, with the files in its folder that it refers to [default: the project's]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The ledger of corrections [default: the project's, unless --spec names another spec]
    #[arg(long, value_name = "FILE")]
    pub corrections: Option<PathBuf>,
}

/// A spec and its ledger.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) project: Option<Project>,
    pub(super) spec: Spec,
    pub(super) ledger: Option<Ledger>,
    /// The path of the ledger as opened.
    pub(super) ledger_path: Option<PathBuf>,
    /// True if the spec is the project's.
    pub(super) has_own_spec: bool,
    /// True if spec and ledger are the project's.
    pub(super) is_own: bool,
}

impl Setting {
    pub(super) fn load(args: &SettingArgs) -> Result<Self, CheckError> {
        let here = std::env::current_dir().map_err(CheckError::NoWorkingDirectory)?;
        let Documents { project, spec, ledger, has_own_spec } =
            Documents::find(&here, args.spec.as_ref(), args.corrections.as_ref())?;
        let spec = spec.ok_or(ProjectError::NoProject)?;
        let spec = Spec::load(&spec.path, &spec.shown)?;
        let ledger_path = ledger.as_ref().map(|ledger| ledger.path.clone());
        let ledger = ledger.map(|ledger| Ledger::load(&ledger.path, &ledger.shown)).transpose()?;
        let is_own = has_own_spec && args.corrections.is_none();
        Ok(Self { project, spec, ledger, ledger_path, has_own_spec, is_own })
    }

    /// The path of a part of the project as shown in reports.
    pub(super) fn shown(&self, key: Key) -> String {
        match &self.project {
            Some(project) => project.shown(&project.path(key)),
            None => key.default_path().to_owned(),
        }
    }

    /// True if the ledger is the project's.
    pub(super) fn has_own_ledger(&self) -> bool {
        let own = self.project.as_ref().map(|project| project.path(Key::Ledger));
        own.is_some() && own == self.ledger_path
    }

    /// The given sources, or else the recordings of the project.
    pub(super) fn inputs(&self, named: &SourceArgs) -> Result<Vec<Input>, CheckError> {
        if !named.sources.is_empty() {
            return Ok(named.inputs()?);
        }
        let project = self.project.as_ref().ok_or(ProjectError::NoProject)?;
        let mut found = inputs_as(&[project.recordings()?], &named.read.read_as()?)?;
        for input in &mut found {
            let shown = input.path.as_ref().map(|path| project.shown(path));
            input.name = shown.map_or_else(|| input.name.clone(), Into::into);
        }
        Ok(found)
    }
}

/// Reads every input and adds the observations of its exchanges to the summary.
pub(super) fn read_all(inputs: &[Input], checker: &mut Checker<'_>, summary: &mut Summary) {
    for (number, input) in inputs.iter().enumerate() {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        match Reader::open(input) {
            Ok(reader) => read(reader, number, checker, summary),
            Err(error) => {
                let locator = contract_core::exchange::Locator { source: input.name.clone(), index: 0 };
                let reason = error.to_string().lines().next().unwrap_or_default().to_owned();
                summary.add_unread(number, Unread { locator, reason });
            }
        }
    }
}

/// Reads one input completely.
pub(crate) fn read(mut reader: Reader, number: u32, checker: &mut Checker<'_>, summary: &mut Summary) {
    while let Some(entry) = reader.next_entry() {
        match entry {
            Entry::Unread(unread) => summary.add_unread(number, unread),
            Entry::Unanswered => summary.add_unanswered(),
            Entry::Exchange(exchange) => {
                summary.begin(number, exchange.locator);
                let operation = checker.check(&exchange, &mut |observation| summary.observe(observation));
                if let Some(operation) = operation {
                    summary.end(operation, exchange.response.status);
                }
            }
        }
    }
}

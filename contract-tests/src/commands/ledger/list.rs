//! `ledger list`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

use clap::Args;
use jiff::civil::Date;

use super::{judge, ledger_of, print};
use crate::commands::judge::{Judge, Subject};
use crate::commands::setting::SettingArgs;
use crate::commands::{LedgerCommandError, SourceArgs};
use crate::exit::Exit;
use crate::project::Key;
use contract_core::judgement::Outcome;
use contract_core::workers::Options;

/// Arguments of `ledger list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// The spec and the ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
}

/// Prints a line for each correction, with the number of findings it settles if there are recordings or locked pages.
pub(super) fn list(args: &ListArgs, out: &mut dyn Write) -> Result<Exit, LedgerCommandError> {
    let judge = judge(&args.setting)?;
    let ledger = ledger_of(&judge)?;
    let settled = settled(&judge)?;
    let width = |text: &dyn Fn(&contract_core::ledger::Correction) -> usize| {
        ledger.corrections.iter().map(text).max().unwrap_or(0)
    };
    let (id, rule) = (width(&|entry| entry.id.len()), width(&|entry| entry.rule.name.len()));
    let mut text = String::new();
    for entry in &ledger.corrections {
        let count = match &settled {
            Some(settled) => format!("  settles {:>3}", settled.get(&entry.id).copied().unwrap_or(0)),
            None => String::new(),
        };
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "{:<id$}  {:<rule$}{count}  review by {:<10}  {}: {}",
            entry.id,
            entry.rule.name,
            entry.review_by.map_or_else(|| "-".to_owned(), |day| day.to_string()),
            if entry.operations.is_empty() { "-".to_owned() } else { entry.operations.join(", ") },
            entry.summary()
        );
    }
    let count = ledger.corrections.len();
    let _ = writeln!(text, "{count} correction{} in {}", if count == 1 { "" } else { "s" }, ledger.file);
    print(out, &text)?;
    Ok(Exit::Clean)
}

/// How many findings each correction settles, of the project's recordings and of the pages in docs.lock; `None` if there
/// are neither.
fn settled(judge: &Judge) -> Result<Option<BTreeMap<String, u64>>, LedgerCommandError> {
    let of_recordings = settled_of_recordings(judge)?;
    let of_docs = judge.judgement_of_docs().map(|outcome| counted(&outcome));
    if of_recordings.is_none() && of_docs.is_none() {
        return Ok(None);
    }
    let mut settled = BTreeMap::new();
    for (id, findings) in of_recordings.into_iter().chain(of_docs).flatten() {
        *settled.entry(id).or_insert(0) += findings;
    }
    Ok(Some(settled))
}

/// `None` if the project has no recordings.
fn settled_of_recordings(judge: &Judge) -> Result<Option<Vec<(String, u64)>>, LedgerCommandError> {
    if !judge.setting.project.as_ref().is_some_and(|project| project.path(Key::Recordings).is_dir()) {
        return Ok(None);
    }
    let inputs = judge.setting.inputs(&SourceArgs::default())?;
    if inputs.is_empty() {
        return Ok(None);
    }
    let (run, _) = judge.run(&inputs, Options { max_examples: 1, ..Options::default() });
    // The date does not affect which findings are settled.
    Ok(Some(counted(&judge.judgement(Subject::Run(&run), Date::MIN))))
}

/// The ids of the corrections that settle findings, with the number of findings.
fn counted(outcome: &Outcome<'_>) -> Vec<(String, u64)> {
    outcome.settled_by().into_iter().map(|entry| (entry.correction.id.clone(), entry.findings)).collect()
}

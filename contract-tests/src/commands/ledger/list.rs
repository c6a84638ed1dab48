//! `ledger list`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

use super::{ListArgs, ledger_of, print};
use crate::commands::LedgerCommandError;
use crate::commands::SourceArgs;
use crate::commands::setting::{Setting, read_all};
use crate::exit::Exit;
use crate::project::Key;
use contract_core::findings::Summary;
use contract_core::judgement::{Coverage, Outcome, Sources};
use contract_core::rules::Levels;
use contract_core::verdict::Checker;

/// Prints a line for each correction, with what it settles where there are recordings.
pub(super) fn list(args: &ListArgs, out: &mut dyn Write) -> Result<Exit, LedgerCommandError> {
    let setting = Setting::load(&args.setting)?;
    let ledger = ledger_of(&setting)?;
    let settled = settled(&setting)?;
    let width = |text: &dyn Fn(&contract_core::ledger::Correction) -> usize| {
        ledger.corrections.iter().map(text).max().unwrap_or(0)
    };
    let (id, rule) = (width(&|entry| entry.id.len()), width(&|entry| entry.rule.len()));
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
            entry.rule,
            entry.review_by.as_deref().unwrap_or("-"),
            if entry.operations.is_empty() { "-".to_owned() } else { entry.operations.join(", ") },
            entry.summary()
        );
    }
    let count = ledger.corrections.len();
    let _ = writeln!(text, "{count} correction{} in {}", if count == 1 { "" } else { "s" }, ledger.file);
    print(out, &text)?;
    Ok(Exit::Clean)
}

/// How many findings of the project's recordings each correction settles; `None` if there are no recordings.
fn settled(setting: &Setting) -> Result<Option<BTreeMap<String, u64>>, LedgerCommandError> {
    if !setting.project.as_ref().is_some_and(|project| project.path(Key::Recordings).is_dir()) {
        return Ok(None);
    }
    let inputs = setting.inputs(&SourceArgs::default())?;
    if inputs.is_empty() {
        return Ok(None);
    }
    let mut summary = Summary::new(1);
    read_all(&inputs, &mut Checker::new(&setting.spec), &mut summary);
    let sources = Sources {
        spec: &setting.spec,
        ledger: setting.ledger.as_ref(),
        levels: &Levels::default(),
        coverage: Coverage::default(),
        presence: None,
        remarks: &[],
    };
    let settled = Outcome::new(&summary, sources).settled_by();
    Ok(Some(settled.into_iter().map(|entry| (entry.correction.id.clone(), entry.findings)).collect()))
}

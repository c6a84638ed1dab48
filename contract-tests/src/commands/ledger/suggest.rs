//! `ledger suggest`.

use std::io::Write;

use clap::Args;

use super::{judge, print};
use crate::commands::LedgerCommandError;
use crate::commands::coverage::{how_it_was_read, say};
use crate::commands::judge::{Judge, Subject};
use crate::commands::setting::{Setting, SettingArgs};
use crate::commands::sources::SourceArgs;
use crate::commands::today::TodayArgs;
use crate::exit::Exit;
use crate::project::Key;
use contract_core::judgement::Finding;
use contract_core::ledger::{draft, next_id};
use contract_core::rules::Family;
use contract_core::workers::Options;

/// Arguments of `ledger suggest`.
#[derive(Debug, Args)]
pub struct SuggestArgs {
    /// The fingerprint of a finding, as printed by `check`
    #[arg(value_name = "FINGERPRINT")]
    pub fingerprint: String,
    /// The sources of the exchanges that show it.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// The spec and the ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
    /// The date of the draft.
    #[command(flatten)]
    pub today: TodayArgs,
}

/// Prints a draft of the correction that would settle a finding.
pub(super) fn suggest(
    args: &SuggestArgs,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<Exit, LedgerCommandError> {
    let judge = judge(&args.setting)?;
    let setting = &judge.setting;
    let inputs = setting.inputs(&args.sources)?;
    // All exchanges are listed, because each may be evidence.
    let (run, _) = judge.run(&inputs, Options { max_examples: 0, ..Options::default() });
    let outcome = judge.judgement(Subject::Run(&run), args.today.day());
    let wanted = args.fingerprint.trim_matches(['[', ']']).to_ascii_lowercase();
    let Some(finding) = outcome.findings.iter().find(|finding| finding.fingerprint == wanted) else {
        how_it_was_read(&run.summary, log);
        return Err(LedgerCommandError::NoFinding(args.fingerprint.clone()));
    };
    if let Some(correction) = finding.correction {
        return Err(LedgerCommandError::Settled { fingerprint: wanted, id: correction.id.clone() });
    }
    if finding.rule.family == Family::Ledger {
        return Err(LedgerCommandError::AboutLedger(wanted));
    }
    let marked = finding.marks.first().cloned();
    let id = marked.unwrap_or_else(|| next_id(setting.ledger.as_ref(), &setting.spec));
    let evidence = evidence(finding, setting);
    print(out, &draft(&finding.key(), &id, &claims(finding, &judge), &evidence, args.today.day()))?;
    let file = match (&setting.ledger, &setting.project) {
        (Some(ledger), _) => ledger.file.clone(),
        (None, Some(project)) => project.shown(&project.path(Key::Ledger)),
        (None, None) => "a ledger of your own, and name it with --corrections FILE".to_owned(),
    };
    say(log, &format!("append this to {file} and replace every TODO"));
    if evidence.is_empty() && !matches!(finding.rule.family, Family::Unobserved | Family::Docs) {
        say(
            log,
            "no recording of the project shows this finding: make recordings from traffic with `cartevo-contract import FILE` and list them under evidence",
        );
    }
    say(log, "then check it with `cartevo-contract ledger verify`");
    Ok(Exit::Clean)
}

/// The claims of the docs that contradict the finding, if there is a docs.lock.
fn claims(finding: &Finding<'_>, judge: &Judge) -> Vec<String> {
    if !finding.claims.is_empty() {
        return finding.claims.clone();
    }
    let docs = judge.docs_side().unwrap_or_default();
    docs.against(finding).into_iter().map(|claim| claim.id.clone()).collect()
}

/// The recordings of the project that show the finding, relative to its root.
fn evidence(finding: &Finding<'_>, setting: &Setting) -> Vec<String> {
    let Some(project) = &setting.project else { return Vec::new() };
    let Ok(recordings) = project.path(Key::Recordings).canonicalize() else { return Vec::new() };
    let Ok(root) = project.root.canonicalize() else { return Vec::new() };
    let mut files: Vec<String> = Vec::new();
    for locator in &finding.exchanges {
        let named = std::path::Path::new(&*locator.source);
        // The name is as given by the user, or relative to the root.
        let path = project.root.join(named).canonicalize().or_else(|_| named.canonicalize());
        let Ok(path) = path else { continue };
        let is_pending = path.components().any(|part| part.as_os_str() == ".pending");
        if !path.starts_with(&recordings) || is_pending {
            continue;
        }
        let Ok(inside) = path.strip_prefix(&root) else { continue };
        let file = inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files
}

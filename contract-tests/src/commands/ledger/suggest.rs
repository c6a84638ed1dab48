//! `ledger suggest`.

use std::io::Write;

use clap::Args;

use jiff::civil::Date;

use super::print;
use crate::commands::LedgerCommandError;
use crate::commands::coverage::{how_it_was_read, say};
use crate::commands::judge::{Judge, Subject};
use crate::commands::setting::{Setting, SettingArgs};
use crate::commands::sources::SourceArgs;
use crate::commands::today::TodayArgs;
use crate::exit::Exit;
use contract_core::findings::Key;
use contract_core::judgement::{Cause, Finding, Outcome};
use contract_core::ledger::{drafts, next_ids};
use contract_core::rules::{Family, Levels};
use contract_core::workers::Options;

/// Arguments of `ledger suggest`.
#[derive(Debug, Args)]
pub struct SuggestArgs {
    /// The fingerprint of a finding, as printed by `check` or `docs claims`, or the id of a cause, as in its JSON report; the draft is for
    /// all places of the cause
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

/// Prints a draft of the correction that would settle the cause of a finding.
pub(super) fn suggest(
    args: &SuggestArgs,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<Exit, LedgerCommandError> {
    let judge = Judge::new(&args.setting, Levels::without_allowed())?;
    let wanted = args.fingerprint.trim_matches(['[', ']']).to_ascii_lowercase();
    let request = Request { judge: &judge, wanted: &wanted, today: args.today.day() };
    // What pages contradict needs no traffic.
    if let Some(of_docs) = judge.judgement_of_docs()
        && let Some(cause) = find(&of_docs, &wanted)
    {
        return request.draft(&of_docs, &cause, out, log);
    }
    let inputs = judge.setting.inputs(&args.sources)?;
    // All exchanges are listed, because each may be evidence.
    let (run, _) = judge.run(&inputs, Options { max_examples: 0, ..Options::default() });
    let outcome = judge.judgement(Subject::Run(&run), request.today);
    let Some(cause) = find(&outcome, &wanted) else {
        how_it_was_read(&run.summary, log);
        return Err(LedgerCommandError::NoFinding(args.fingerprint.clone()));
    };
    request.draft(&outcome, &cause, out, log)
}

/// What is to be drafted, and from what.
struct Request<'a> {
    judge: &'a Judge,
    wanted: &'a str,
    today: Date,
}

impl Request<'_> {
    fn draft(
        &self,
        outcome: &Outcome<'_>,
        cause: &Cause<'_, '_>,
        out: &mut dyn Write,
        log: &mut dyn Write,
    ) -> Result<Exit, LedgerCommandError> {
        if cause.worst.rule.family == Family::Ledger {
            return Err(LedgerCommandError::AboutLedger(self.wanted.to_owned()));
        }
        let named =
            cause.places.iter().find(|place| place.fingerprint == self.wanted).unwrap_or(&cause.worst);
        if let Some(correction) = named.correction {
            let (fingerprint, id) = (self.wanted.to_owned(), correction.id.clone());
            return Err(LedgerCommandError::Settled { fingerprint, id });
        }
        let is_open = |place: &&&Finding<'_>| place.correction.is_none();
        let open: Vec<&Finding<'_>> = cause.places.iter().filter(is_open).copied().collect();
        let setting = &self.judge.setting;
        let evidence = evidence(&open, setting);
        print(out, &drafted(&open, outcome, self.judge, &evidence, self.today))?;
        say_what_next(&open, evidence.is_empty(), setting, log);
        Ok(Exit::Clean)
    }
}

/// The cause with this id, or of the finding with this fingerprint.
fn find<'r, 'a>(outcome: &'r Outcome<'a>, wanted: &str) -> Option<Cause<'r, 'a>> {
    let has = |cause: &Cause<'_, '_>| {
        cause.id() == wanted || cause.places.iter().any(|place| place.fingerprint == wanted)
    };
    outcome.causes().into_iter().find(has)
}

/// One correction, or several if one would settle findings with other causes.
fn drafted(
    open: &[&Finding<'_>],
    outcome: &Outcome<'_>,
    judge: &Judge,
    evidence: &[String],
    today: Date,
) -> String {
    let keys: Vec<Key> = open.iter().map(|place| place.key()).collect();
    let is_other = |finding: &&Finding<'_>| {
        finding.correction.is_none() && open.first().is_some_and(|known| known.cause != finding.cause)
    };
    let others: Vec<Key> = outcome.findings.iter().filter(is_other).map(Finding::key).collect();
    let marked = open.iter().find_map(|place| place.marks.first().cloned());
    let ids = marked.into_iter().chain(next_ids(judge.setting.ledger.as_ref(), &judge.setting.spec));
    let docs = claims(open, judge);
    let drafts = drafts(&keys, &others);
    let entries = drafts.iter().zip(ids).map(|(draft, id)| draft.toml(&id, &docs, evidence, today));
    entries.collect::<Vec<_>>().join("\n")
}

/// Logs what to do with the draft.
fn say_what_next(open: &[&Finding<'_>], lacks_evidence: bool, setting: &Setting, log: &mut dyn Write) {
    let needs_none = |place: &&Finding<'_>| matches!(place.rule.family, Family::Unobserved | Family::Docs);
    let Some(project) = &setting.project else {
        let file = setting.ledger.as_ref().map_or("a ledger of your own", |ledger| &ledger.file);
        say(log, &format!("append this to {file}, replace every TODO, and check with --corrections FILE"));
        return;
    };
    let own = project.shown(&project.path(crate::project::Key::Ledger));
    let file = setting.ledger.as_ref().map_or(own, |ledger| ledger.file.clone());
    say(log, &format!("append this to {file} and replace every TODO"));
    if lacks_evidence && !open.iter().all(needs_none) {
        say(
            log,
            "no recording of the project shows this finding: make recordings from traffic with `cartevo-contract import FILE` and list them under evidence",
        );
    }
    say(log, "then check it with `cartevo-contract ledger verify`");
}

/// The claims of the docs that contradict the findings, if there is a docs.lock.
fn claims(open: &[&Finding<'_>], judge: &Judge) -> Vec<String> {
    let docs = judge.docs_side().unwrap_or_default();
    let mut ids: Vec<String> = Vec::new();
    for finding in open {
        let of_traffic = || docs.against(finding).into_iter().map(|claim| claim.id.clone()).collect();
        let of_finding = if finding.claims.is_empty() { of_traffic() } else { finding.claims.clone() };
        for id in of_finding {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids
}

/// The recordings of the project that show the findings, relative to its root.
fn evidence(open: &[&Finding<'_>], setting: &Setting) -> Vec<String> {
    let Some(project) = &setting.project else { return Vec::new() };
    let Ok(recordings) = project.path(crate::project::Key::Recordings).canonicalize() else {
        return Vec::new();
    };
    let Ok(root) = project.root.canonicalize() else { return Vec::new() };
    let mut files: Vec<String> = Vec::new();
    for locator in open.iter().flat_map(|finding| &finding.exchanges) {
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

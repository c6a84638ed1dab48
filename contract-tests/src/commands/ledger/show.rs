//! `ledger show`.

use std::fmt::Write as _;
use std::io::Write;

use clap::Args;
use jiff::civil::Date;

use super::{judge, ledger_of, print};
use crate::commands::LedgerCommandError;
use crate::commands::setting::{Setting, SettingArgs};
use crate::exit::Exit;
use contract_core::findings::Key;
use contract_core::harmless::harmless;
use contract_core::ledger::{Correction, Evidence, marks};
use contract_docs::Lock;

/// Arguments of `ledger show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The id of a correction, such as K-012
    #[arg(value_name = "ID")]
    pub id: String,
    /// The spec and the ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
}

/// Prints a correction with its marks, evidence and citations.
pub(super) fn show(args: &ShowArgs, out: &mut dyn Write) -> Result<Exit, LedgerCommandError> {
    let judge = judge(&args.setting)?;
    let ledger = ledger_of(&judge)?;
    let entry = ledger.corrections.iter().find(|entry| entry.id.eq_ignore_ascii_case(&args.id));
    let entry = entry
        .ok_or_else(|| LedgerCommandError::NoCorrection { file: ledger.file.clone(), id: args.id.clone() })?;
    let mut text = head(entry, &ledger.file);
    places(entry, &judge.setting, &mut text);
    evidence(entry, &judge.setting, &mut text);
    list("docs", &cited(entry, judge.cited_docs()), &mut text);
    print(out, &text)?;
    Ok(Exit::Clean)
}

fn head(entry: &Correction, file: &str) -> String {
    let mut text = format!("{} {} ({file}:{})\n", entry.id, entry.rule.name, entry.line);
    let missing = "-".to_owned();
    let day = |day: Option<Date>| day.map_or_else(|| missing.clone(), |day| day.to_string());
    let status = entry.status.map(|status| format!(", status {status}")).unwrap_or_default();
    let part = entry.part.map_or("-", contract_core::verdict::Part::word);
    for (name, value) in [
        ("operations", &entry.operations.join(", ")),
        ("in", &format!("{part}{status}")),
        ("pointer", &entry.pointers.iter().map(|p| format!("`{p}`")).collect::<Vec<_>>().join(", ")),
        ("found", &entry.found.join(", ")),
        ("decision", entry.decision.as_ref().unwrap_or(&missing)),
        ("reason", &entry.reason),
        ("decided by", entry.decided_by.as_ref().unwrap_or(&missing)),
        ("since", &day(entry.since)),
        ("review by", &day(entry.review_by)),
    ] {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        // Writing to a string does not fail.
        let _ = writeln!(text, "  {name:<11} {}", if value.is_empty() { "-" } else { &value });
    }
    text
}

fn places(entry: &Correction, setting: &Setting, text: &mut String) {
    let marks: Vec<String> = marks(&setting.spec)
        .into_iter()
        .filter(|mark| mark.id == entry.id)
        .map(|mark| {
            let value = mark.value.map(|value| format!(" for `{value}`")).unwrap_or_default();
            let file = setting.spec.file_of(&mark.site);
            format!("{file}:{} {}{value}", mark.site.place.line, mark.site.pointer)
        })
        .collect();
    list("marked in the spec", &marks, text);
}

fn evidence(entry: &Correction, setting: &Setting, text: &mut String) {
    let lines: Vec<String> = match &setting.project {
        None => entry.evidence.clone(),
        Some(project) => {
            let mut evidence = Evidence::new(&project.root, &setting.spec);
            let files = entry.evidence.iter();
            files
                .map(|file| match evidence.shows(entry, std::slice::from_ref(file)) {
                    Err(error) => error.to_string(),
                    Ok(shown) if shown.is_empty() => format!("{file}: does not show it alone"),
                    Ok(shown) => format!("{file}: shows {}", shown_places(&shown)),
                })
                .collect()
        }
    };
    list("evidence", &lines, text);
}

fn shown_places(keys: &[Key]) -> String {
    let mut places: Vec<String> = keys
        .iter()
        .map(|key| match (key.pointer.as_str(), &key.found) {
            ("", Some(found)) => format!("`{found}`"),
            (pointer, Some(found)) if !pointer.ends_with(&format!("/{found}")) => {
                format!("`{found}` at {pointer}")
            }
            (pointer, _) => pointer.to_owned(),
        })
        .map(|place| harmless(&place))
        .collect();
    places.sort();
    places.dedup();
    places.join(", ")
}

/// The citations, each with its claim if there is a docs.lock.
fn cited(entry: &Correction, docs: Option<&Lock>) -> Vec<String> {
    let Some(docs) = docs else { return entry.docs.clone() };
    let mut lines = Vec::new();
    for citation in &entry.docs {
        let claims = docs.cited(citation);
        if claims.is_empty() {
            lines.push(format!("{citation}: no such claim"));
        }
        lines.extend(claims.into_iter().map(contract_docs::claim_line));
    }
    lines
}

fn list(title: &str, lines: &[String], text: &mut String) {
    if lines.is_empty() {
        let _ = writeln!(text, "{title}: none");
        return;
    }
    let _ = writeln!(text, "{title}:");
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
}

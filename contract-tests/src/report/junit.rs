//! The report as `JUnit` XML: a suite per operation, a case per finding.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::compared;
use super::format::{Audience, Format, Presence, Writer};
use super::numbers::counted;
use crate::report::Report;
use contract_core::harmless::{harmless, harmless_lines, one_line};
use contract_core::judgement::{Compared, Finding};
use contract_core::spec::{FileIndex, Site};

pub(super) const FORMAT: Format = Format {
    audience: Audience::Program,
    presence: Presence::Ignored,
    write: Writer::Findings(|rendering, out| write(rendering.report, out)),
};

/// A case of a suite.
struct Case {
    name: String,
    outcome: Outcome,
}

/// The outcome of a case.
enum Outcome {
    Passed(Option<String>),
    Skipped(String),
    Failed { rule: String, message: String, text: String },
    Broken(String),
}

/// Writes the report. Findings that fail the check are failures, settled ones are skipped, notes pass.
///
/// # Errors
/// `out` cannot be written.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suites = suites(report);
    let all = || suites.iter().flat_map(|(_, cases)| cases);
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    let name = match report.outcome.compared {
        Compared::Exchanges(spec) => format!("cartevo-contract check {}", harmless(&spec.file)),
        Compared::Pages(_) => "cartevo-contract docs claims".to_owned(),
    };
    writeln!(out, r#"<testsuites name="{}"{}>"#, escaped(&name), totals(all()))?;
    for (operation, cases) in &suites {
        writeln!(out, r#"  <testsuite name="{}"{}>"#, escaped(operation), totals(cases.iter()))?;
        for case in cases {
            write_case(operation, case, out)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn suites(report: &Report<'_>) -> Vec<(String, Vec<Case>)> {
    let mut by_operation: BTreeMap<&str, Vec<&Finding<'_>>> = BTreeMap::new();
    for finding in &report.outcome.findings {
        by_operation.entry(&finding.operation).or_default().push(finding);
    }
    let mut suites = vec![readable(report)];
    for operation in report.outcome.compared.operations() {
        let id = harmless(&operation.id);
        let findings = by_operation.remove(id.as_str()).unwrap_or_default();
        let exchanges = report.outcome.operations.get(&id).copied().unwrap_or(0);
        let mut cases: Vec<Case> = findings.into_iter().map(|finding| case(finding, report)).collect();
        if cases.is_empty() && exchanges > 0 {
            let outcome = Outcome::Passed(Some(counted(exchanges, "exchange")));
            cases.push(Case { name: "agrees with the spec".into(), outcome });
        }
        if !cases.is_empty() {
            suites.push((id, cases));
        }
    }
    let undeclared = by_operation.into_iter();
    suites.extend(undeclared.map(|(id, findings)| {
        (id.to_owned(), findings.into_iter().map(|finding| case(finding, report)).collect())
    }));
    suites
}

/// An error case if something could not be read, because then the report is incomplete.
fn readable(report: &Report<'_>) -> (String, Vec<Case>) {
    let (suite, name) = match report.outcome.compared {
        Compared::Exchanges(_) => ("exchanges", "every entry can be read"),
        Compared::Pages(_) => ("pages", "every line can be parsed"),
    };
    let outcome = match compared::unread(&report.outcome) {
        None => Outcome::Passed(Some(format!("{} read", compared::read(&report.outcome)))),
        Some(unread) => Outcome::Broken(unread),
    };
    (suite.to_owned(), vec![Case { name: name.to_owned(), outcome }])
}

fn case(finding: &Finding<'_>, report: &Report<'_>) -> Case {
    let status = finding.status.map(|status| format!(" {status}")).unwrap_or_default();
    let pointer = if finding.pointer.is_empty() { String::new() } else { format!(" {}", finding.pointer) };
    let found = finding.found.as_deref().map(|found| format!(" ({found})")).unwrap_or_default();
    let name = format!(
        "{} {} {}{status}{pointer}{found}",
        finding.rule.code,
        finding.rule.name,
        finding.part.word()
    );
    let outcome = match finding.correction {
        Some(correction) => Outcome::Skipped(format!(
            "settled by {}: {}",
            one_line(&correction.id),
            one_line(&correction.summary())
        )),
        None if finding.fails() => Outcome::Failed {
            rule: format!("{} {}", finding.rule.code, finding.level.word()),
            message: finding.message.clone(),
            text: details(finding, report),
        },
        None => Outcome::Passed(Some(format!("{}: {}", finding.level.word(), finding.message))),
    };
    Case { name, outcome }
}

fn details(finding: &Finding<'_>, report: &Report<'_>) -> String {
    let mut lines = match report.outcome.compared {
        Compared::Exchanges(_) => {
            vec![format!("seen in {} of {}", finding.count, counted(finding.of, "exchange"))]
        }
        Compared::Pages(_) => finding.pages.iter().map(|page| format!("stated at {page}")).collect(),
    };
    lines.extend(finding.exchanges.iter().map(|exchange| harmless(&exchange.to_string())));
    lines.extend(finding.site.as_ref().map(|site| spec_line(site, report)));
    lines.push(format!("help: {}", finding.help));
    lines.push(format!("fingerprint: {}", finding.fingerprint));
    lines.join("\n")
}

fn spec_line(site: &Site, report: &Report<'_>) -> String {
    if site.file == FileIndex::DOCUMENT {
        return format!("spec: line {}", site.place);
    }
    format!("spec: {} line {}", harmless(compared::file_of(&report.outcome, site)), site.place)
}

fn totals<'a>(cases: impl Iterator<Item = &'a Case>) -> String {
    let (mut tests, mut failures, mut errors, mut skipped) = (0, 0, 0, 0);
    for case in cases {
        tests += 1;
        match case.outcome {
            Outcome::Passed(_) => {}
            Outcome::Skipped(_) => skipped += 1,
            Outcome::Failed { .. } => failures += 1,
            Outcome::Broken(_) => errors += 1,
        }
    }
    format!(r#" tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}""#)
}

fn write_case(operation: &str, case: &Case, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, r#"    <testcase classname="{}" name="{}">"#, escaped(operation), escaped(&case.name))?;
    match &case.outcome {
        Outcome::Passed(None) => {}
        Outcome::Passed(Some(text)) => writeln!(out, "      <system-out>{}</system-out>", escaped(text))?,
        Outcome::Skipped(why) => writeln!(out, r#"      <skipped message="{}"/>"#, escaped(why))?,
        Outcome::Failed { rule, message, text } => writeln!(
            out,
            r#"      <failure type="{}" message="{}">{}</failure>"#,
            escaped(rule),
            escaped(message),
            escaped(text)
        )?,
        Outcome::Broken(why) => {
            writeln!(out, r#"      <error type="unread" message="{}"/>"#, escaped(why))?;
        }
    }
    writeln!(out, "    </testcase>")
}

/// Escapes text for XML 1.0, which cannot represent most control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in harmless_lines(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

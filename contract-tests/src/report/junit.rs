//! The report as `JUnit` XML: a suite per operation, a case per cause.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::compared;
use super::format::{Audience, Format, Presence, Writer};
use super::numbers::counted;
use super::place;
use crate::report::Report;
use contract_core::harmless::{harmless, harmless_lines, one_line};
use contract_core::judgement::{Cause, Compared, Finding};
use contract_core::rules::Family;

pub(super) const FORMAT: Format = Format {
    audience: Audience::Program,
    presence: Presence::Ignored,
    write: Writer::Findings(|rendering, out| write(rendering.report, out)),
};

/// The suite of causes with places in more than one operation.
const SEVERAL_OPERATIONS: &str = "several operations";

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

/// Writes the report. Causes that fail the check are failures, settled ones are skipped, notes on what was exercised pass.
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
    let causes = report.outcome.causes();
    let mut by_suite: BTreeMap<&str, Vec<Case>> = BTreeMap::new();
    let was_exercised = |cause: &&Cause<'_, '_>| cause.worst.rule.family != Family::Unobserved;
    for cause in causes.iter().filter(|cause| was_exercised(cause) || cause.fails()) {
        by_suite.entry(suite(cause)).or_default().push(case(cause, report));
    }
    let mut suites = vec![readable(report)];
    for operation in report.outcome.compared.operations() {
        let id = harmless(&operation.id);
        let mut found = by_suite.remove(id.as_str()).unwrap_or_default();
        found.extend(agreement(&id, report));
        if !found.is_empty() {
            suites.push((id, found));
        }
    }
    suites.extend(by_suite.into_iter().map(|(name, cases)| (name.to_owned(), cases)));
    suites
}

/// The name of the suite of a cause.
fn suite<'r>(cause: &Cause<'r, '_>) -> &'r str {
    match cause.operations().as_slice() {
        [operation] => operation,
        _ => SEVERAL_OPERATIONS,
    }
}

/// A passing case for an operation that was exercised and has no finding, apart from notes.
fn agreement(operation: &str, report: &Report<'_>) -> Option<Case> {
    let exchanges = report.outcome.operations.get(operation).copied().filter(|count| *count > 0)?;
    let differs = |finding: &Finding<'_>| finding.fails() || finding.correction.is_some();
    if report.outcome.findings.iter().any(|finding| finding.operation == operation && differs(finding)) {
        return None;
    }
    let outcome = Outcome::Passed(Some(counted(exchanges, "exchange")));
    Some(Case { name: "agrees with the spec".into(), outcome })
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

fn case(cause: &Cause<'_, '_>, report: &Report<'_>) -> Case {
    let finding = cause.worst;
    let outcome = match finding.correction {
        Some(correction) => Outcome::Skipped(format!(
            "settled by {}: {}",
            one_line(&correction.id),
            one_line(&correction.summary())
        )),
        None if finding.fails() => Outcome::Failed {
            rule: format!("{} {}", finding.rule.code, finding.level.word()),
            message: finding.message.clone(),
            text: details(cause, report),
        },
        None => Outcome::Passed(Some(format!("{}: {}", finding.level.word(), finding.message))),
    };
    Case { name: name(cause), outcome }
}

/// The name of a case. The id makes it unique, and neither depends on how many places traffic shows.
fn name(cause: &Cause<'_, '_>) -> String {
    let finding = cause.worst;
    let found = match finding.marks.as_slice() {
        [] => finding.found.as_deref().map(|found| format!(" {found}")).unwrap_or_default(),
        ids => format!(" {}", ids.join(" ")),
    };
    let (code, rule, part) = (finding.rule.code, finding.rule.name, finding.part.word());
    format!("{code} {rule}{found} in {part} [{}]", cause.id())
}

fn details(cause: &Cause<'_, '_>, report: &Report<'_>) -> String {
    let mut lines: Vec<String> =
        cause.places.iter().flat_map(|finding| details_of_place(finding, report)).collect();
    lines.extend(report.outcome.anchor(cause.worst).map(|anchor| format!("at: {anchor}")));
    lines.push(format!("help: {}", cause.worst.help));
    lines.join("\n")
}

/// A place of a cause, and the exchanges that show it.
fn details_of_place(finding: &Finding<'_>, report: &Report<'_>) -> Vec<String> {
    let exchanges = finding.exchanges.iter().map(|exchange| format!("  {}", harmless(&exchange.to_string())));
    std::iter::once(place::line(finding, report)).chain(exchanges.skip(1)).collect()
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

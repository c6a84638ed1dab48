//! The report as `JUnit` XML: a suite per operation, a case per cause.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

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
    Passed(String),
    Skipped(String),
    Failed { rule: String, message: String, text: String },
    Broken(String),
}

impl Outcome {
    /// As the format has it, and the output of the case.
    fn parts(self) -> (TestCaseStatus, Option<String>) {
        let mut status = match &self {
            Self::Passed(_) => TestCaseStatus::success(),
            Self::Skipped(_) => TestCaseStatus::skipped(),
            Self::Failed { .. } => TestCaseStatus::non_success(NonSuccessKind::Failure),
            Self::Broken(_) => TestCaseStatus::non_success(NonSuccessKind::Error),
        };
        match self {
            Self::Passed(output) => return (status, Some(output)),
            Self::Skipped(why) => status.set_message(harmless_lines(&why)),
            Self::Failed { rule, message, text } => status
                .set_type(harmless_lines(&rule))
                .set_message(harmless_lines(&message))
                .set_description(harmless_lines(&text)),
            Self::Broken(why) => status.set_type("unread").set_message(harmless_lines(&why)),
        };
        (status, None)
    }
}

/// Writes the report. Causes that fail the check are failures, settled ones are skipped, notes on what was exercised pass.
///
/// # Errors
/// `out` cannot be written.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut document = quick_junit::Report::new(match report.outcome.compared {
        Compared::Exchanges(spec) => format!("cartevo-contract check {}", harmless(&spec.file)),
        Compared::Pages(_) => "cartevo-contract docs claims".to_owned(),
    });
    document.add_test_suites(suites(report));
    // The serializer hides the kind of an error, by which callers tell a closed pipe.
    let mut text = Vec::new();
    document.serialize(&mut text).map_err(io::Error::other)?;
    out.write_all(&text)
}

fn suites(report: &Report<'_>) -> Vec<TestSuite> {
    let causes = report.outcome.causes();
    let mut by_suite: BTreeMap<&str, Vec<Case>> = BTreeMap::new();
    let was_exercised = |cause: &&Cause<'_, '_>| cause.worst.rule.family != Family::Unobserved;
    for cause in causes.iter().filter(|cause| was_exercised(cause) || cause.fails()) {
        by_suite.entry(suite_of(cause)).or_default().push(case(cause, report));
    }
    let mut suites = vec![readable(report)];
    for operation in report.outcome.compared.operations() {
        let id = harmless(&operation.id);
        let mut found = by_suite.remove(id.as_str()).unwrap_or_default();
        found.extend(agreement(&id, report));
        if !found.is_empty() {
            suites.push(suite(&id, found));
        }
    }
    suites.extend(by_suite.into_iter().map(|(name, cases)| suite(name, cases)));
    suites
}

fn suite(name: &str, cases: Vec<Case>) -> TestSuite {
    let mut suite = TestSuite::new(name);
    for Case { name: case, outcome } in cases {
        let (status, output) = outcome.parts();
        let mut case = TestCase::new(harmless_lines(&case), status);
        case.set_classname(name);
        case.system_out = output.map(|output| harmless_lines(&output).into());
        suite.add_test_case(case);
    }
    suite
}

/// The name of the suite of a cause.
fn suite_of<'r>(cause: &Cause<'r, '_>) -> &'r str {
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
    let outcome = Outcome::Passed(counted(exchanges, "exchange"));
    Some(Case { name: "agrees with the spec".into(), outcome })
}

/// An error case if something could not be read, because then the report is incomplete.
fn readable(report: &Report<'_>) -> TestSuite {
    let (name, case) = match report.outcome.compared {
        Compared::Exchanges(_) => ("exchanges", "every entry can be read"),
        Compared::Pages(_) => ("pages", "every line can be parsed"),
    };
    let outcome = match compared::unread(&report.outcome) {
        None => Outcome::Passed(format!("{} read", compared::read(&report.outcome))),
        Some(unread) => Outcome::Broken(unread),
    };
    suite(name, vec![Case { name: case.to_owned(), outcome }])
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
        None => Outcome::Passed(format!("{}: {}", finding.level.word(), finding.message)),
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

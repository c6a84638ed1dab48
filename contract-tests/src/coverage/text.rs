//! Coverage as text.

use std::io::{self, Write};

use strum::VariantArray as _;

use super::assertion::Kind;
use super::measure::{Coverage, Measured};
use crate::report::Detail;
use contract_core::harmless::harmless;
use contract_core::spec::Spec;
use contract_core::verdict::EvidenceGrade;

/// Writes the assertions that were not shown, by line of the spec, and the totals. With full detail, writes
/// all assertions.
///
/// # Errors
/// `out` cannot be written.
pub fn write(spec: &Spec, coverage: &Coverage, detail: Detail, out: &mut dyn Write) -> io::Result<()> {
    let all = detail == Detail::Full;
    let listed: Vec<&Measured> =
        coverage.assertions.iter().filter(|measured| all || measured.shown.by.is_none()).collect();
    if !listed.is_empty() {
        writeln!(out, "{}", if all { "assertions:" } else { "not shown:" })?;
        for measured in listed {
            writeln!(out, "  {}", line(spec, measured))?;
        }
        writeln!(out)?;
    }
    for kind in Kind::VARIANTS.iter().copied() {
        let (shown, total) = coverage.of_kind(kind);
        if total > 0 {
            writeln!(out, "  {:<12} {shown:>5} of {total:<5} {:>6}", kind.word(), share(shown, total))?;
        }
    }
    let by: Vec<String> = EvidenceGrade::ALL
        .into_iter()
        .filter(|grade| coverage.by(*grade) > 0)
        .map(|grade| format!("{} {}", coverage.by(grade), grade.word()))
        .collect();
    let (shown, total) = coverage.total();
    let by =
        if by.is_empty() { String::new() } else { format!(", by strongest evidence: {}", by.join(", ")) };
    let file = harmless(&spec.file);
    writeln!(out, "{shown} of {total} assertions of {file} were shown ({}){by}", share(shown, total))
}

fn line(spec: &Spec, measured: &Measured) -> String {
    let assertion = &measured.assertion;
    let presence = match measured.shown.presence {
        Some((count, of)) if of > 0 => format!(", in {count} of {of}"),
        _ => String::new(),
    };
    let by = measured.shown.by.map_or("nothing", EvidenceGrade::word);
    let operation = assertion.spot.operation.of(&spec.operations).map_or("", |operation| &operation.id);
    let place = match assertion.spot.pointer.as_str() {
        "" => assertion.spot.part.word().to_owned(),
        pointer => format!("{} {pointer}", assertion.spot.part.word()),
    };
    let line = format!(
        "{}:{} {} `{}` ({operation} {place}): {by}{presence}",
        spec.file_of(&assertion.site),
        assertion.site.place.line,
        assertion.kind.word(),
        assertion.name,
    );
    harmless(&line)
}

/// `80.7 %`, rounded down, so that only a complete share is 100 %.
pub(crate) fn share(part: u64, all: u64) -> String {
    if all == 0 {
        return "-".into();
    }
    let tenths = part.saturating_mul(1000) / all;
    format!("{}.{} %", tenths / 10, tenths % 10)
}
